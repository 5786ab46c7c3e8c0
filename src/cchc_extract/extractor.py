"""The whole pipeline: an article in, a record out.

Data flows one way: text -> tokens -> lexemes (one scan a layer) -> quantities and mentions ->
stream -> facts -> checks -> record.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import orjson

from cchc_extract._version import __version__
from cchc_extract.assembly import assemble
from cchc_extract.entities import Entities, EntityReader
from cchc_extract.facts.checks import check_facts
from cchc_extract.facts.draft import FactDraft
from cchc_extract.facts.fields import FieldReader
from cchc_extract.facts.reader import read_facts
from cchc_extract.facts.relevance import is_local_office
from cchc_extract.facts.stream import Item, build_stream, cue_of
from cchc_extract.facts.warnings import LONGEST, find_warnings, too_long
from cchc_extract.lexicon import Entry, Lexeme, Scanner, load_entries
from cchc_extract.quantities.numbers import NumberReader
from cchc_extract.quantities.periods import PeriodReader
from cchc_extract.quantities.types import NumberMention
from cchc_extract.records import Article, Record
from cchc_extract.text.header import Header, HeaderReader
from cchc_extract.text.sentences import sentences
from cchc_extract.text.tokens import Tokens, tokenize

__all__ = ["Extractor", "Stages", "extract"]

NerMode = Literal["off", "gated", "full"]
_GOLD_FIELDS = frozenset({"entities", "facts", "ignore"})
_OWN_FIELDS = frozenset({"id", "text", "title", "published"})


@dataclass(frozen=True, slots=True)
class Stages:
    """One article, stage by stage.

    Attributes:
        tokens: its words.
        header: title, day, and what is no part of the article proper.
        entities: its mentions and home unit.
        hidden: token ranges that the scan for cues does not look into.
        cues: the cues found, longest first from the left.
        items: the stream that facts are read from.
        about_reform: whether something says that it is about the reform.
        facts: the facts, before they are written as a record.
    """

    tokens: Tokens
    header: Header
    entities: Entities
    hidden: list[tuple[int, int]]
    cues: list[Lexeme]
    items: list[Item]
    about_reform: bool
    facts: list[FactDraft]


class Extractor:
    """Reads articles into records. Build one and use it for many articles.

    Args:
        ner: the learned layer: ``off``, ``gated`` (asked only where the rules left a name
            undecided) or ``full``.
        rules: further rule files; an entry with the id of a shipped one replaces it.

    Attributes:
        entries: the rule data it reads by, shipped, of plug-ins and of ``rules``.

    Raises:
        LexiconError: a rule file cannot be used; the message names file, line and reason.
    """

    def __init__(self, *, ner: NerMode = "off", rules: Sequence[str | Path] = ()) -> None:
        self.ner = ner
        entries = load_entries(rules)
        cues = [e for e in entries if e.layer == "cues"]
        self.entries = tuple(entries)
        self._cues = {e: cue_of(e) for e in cues}
        self._scanner = Scanner(cues)
        self._reform = Scanner(e for e in entries if e.layer == "reform")
        self._header = HeaderReader(entries)
        self._numbers = NumberReader(entries)
        self._periods = PeriodReader(entries)
        self._fields = FieldReader(entries)
        self._mentions = EntityReader(entries, ner=ner)

    @cached_property
    def fingerprint(self) -> str:
        """A short hash of the rules and data that make the records."""
        return _fingerprint(self.entries)

    def extract(self, article: str | Mapping[str, Any] | Article) -> Record:
        """The record of one article; a bare text gets the id ``article``."""
        return Record.model_validate(self.extract_plain(article))

    def extract_many(
        self, articles: Iterable[str | Mapping[str, Any] | Article]
    ) -> Iterator[Record]:
        """Records of many articles, in their order."""
        return map(self.extract, articles)

    def extract_json(self, article: str | Mapping[str, Any] | Article) -> bytes:
        """The record as a line of JSON, without building models: the way of archives."""
        return orjson.dumps(self.extract_plain(article))

    def extract_plain(self, article: str | Mapping[str, Any] | Article) -> dict[str, Any]:
        """The record as plain values, equal to ``extract(article).model_dump(mode="json")``."""
        collects = gc.isenabled()
        gc.disable()  # the search for cycles walks all that is read so far, and finds none
        try:
            return self._extract_plain(article)
        finally:
            if collects:
                gc.enable()

    def _extract_plain(self, article: str | Mapping[str, Any] | Article) -> dict[str, Any]:
        row = _row(article)
        long = len(row["text"]) > LONGEST
        read = self.read({**row, "text": ""} if long else row)
        return assemble(
            row=row,
            tokens=read.tokens,
            header=read.header,
            entities=read.entities,
            facts=read.facts,
            checks=check_facts(read.facts),
            warnings=[too_long(row["text"])]
            if long
            else find_warnings(read.tokens, _day(read.header), read.entities.units, read.facts),
            produced_by={"version": __version__, "rules": self.fingerprint},
            meta={k: v for k, v in row.items() if k not in _OWN_FIELDS | _GOLD_FIELDS},
        )

    def read(self, row: Mapping[str, Any], *, any_subject: bool = False) -> Stages:
        """What each stage finds in an article: what ``rules explain`` shows.

        Args:
            row: the article, with ``text``.
            any_subject: read facts although nothing says that it is about the reform.
        """
        tokens = tokenize(row["text"])
        header = self._header.read(tokens, title=row.get("title"), published=row.get("published"))
        day = _day(header)
        found = self._mentions.read(
            tokens, title=header.title, published=day, excluded=header.excluded
        )
        periods = self._periods.read(tokens, day)
        numbers = [n for n in self._numbers.read(tokens, periods) if not _is_dated(tokens, n)]
        spans: list[tuple[str, int, int, Any]] = [("D", a, b, None) for a, b in header.excluded]
        spans += [("D", d.first, d.stop, d) for d in found.documents]
        spans += [("U", u.first, u.stop, u) for u in found.units]
        spans += [("D", p.first, p.stop, p) for p in found.people]
        hidden = [(first, stop) for _, first, stop, _ in spans]
        cues = self._scanner.scan(tokens, hidden)
        read_cues = [(x, self._cues[x.entry]) for x in cues]
        items = build_stream(tokens, read_cues, numbers, periods, spans)
        reform = self._reform.occurs(tokens) or is_local_office(items)
        wanted = reform or any_subject
        facts: list[FactDraft] = []
        if wanted:
            facts, home = read_facts(tokens, items, sentences(tokens), found.home, day)
            found = replace(found, home=home)
        self._fields.read(tokens, facts)
        return Stages(tokens, header, found, hidden, cues, items, reform, facts)


def extract(article: str | Mapping[str, Any] | Article) -> Record:
    """The record of one article, with the shipped rules and without the learned layer."""
    return _default().extract(article)


def _default() -> Extractor:
    if "extractor" not in _shared:
        _shared["extractor"] = Extractor()
    return _shared["extractor"]


_shared: dict[str, Extractor] = {}


# Nouns that a number names rather than counts: quầy số 4.
_NUMBERED = frozenset(
    {"quầy", "cửa", "nhà", "phòng", "tổ", "khu", "phố", "đường", "lô", "thửa", "bàn", "bản", "nhóm"}
)


def _is_dated(tokens: Tokens, number: NumberMention) -> bool:
    """``trước ngày 15 của tháng``: a day or an article of a law, however it was written."""
    first, norms = number.first, tokens.norms
    if first == 0:
        return False
    if norms[first - 1] == "số":
        return first > 1 and norms[first - 2] in _NUMBERED
    return norms[first - 1] in ("ngày", "tháng", "điều", "khoản")


def _day(header: Header) -> date | None:
    return date.fromisoformat(header.published[:10]) if header.published else None


def _row(article: str | Mapping[str, Any] | Article) -> dict[str, Any]:
    if isinstance(article, str):
        return {"id": "article", "text": article}
    if isinstance(article, Article):
        return article.model_dump(mode="json", exclude_none=True)
    row = dict(article)
    for key in ("id", "text"):
        if not isinstance(row.get(key), str):
            raise ValueError(f"article has no {key!r} text")
    return row


def _fingerprint(entries: Iterable[Entry]) -> str:
    digest = hashlib.sha256()
    for e in entries:
        digest.update(repr((e.layer, e.id, sorted(e.gives.items()), e.phrases)).encode())
    return digest.hexdigest()[:16]
