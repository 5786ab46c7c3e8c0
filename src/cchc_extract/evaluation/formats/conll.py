"""CoNLL columns for mentions: token, start, end and BIO tag, tab-separated; a blank line after each
line of text.

The offsets make the mentions exact again; the text itself, facts and fields of mentions are not in
the format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cchc_extract.evaluation.formats.items import Imported, Item, article_of
from cchc_extract.evaluation.formats.tokens import split_tokens
from cchc_extract.evaluation.gold import GoldArticle, GoldError, Texts, sha256
from cchc_extract.evaluation.rows import MENTION_TYPES, Mention

_HEAD = re.compile(r"# (id|text_sha256|published) = (.*)")


def export_articles(
    articles: Sequence[GoldArticle], target: Path, *, suggestions: bool
) -> list[str]:
    """Write all articles into one file; of mentions that overlap, the longest is kept."""
    nested = facts = 0
    with target.open("w", encoding="utf-8", newline="\n") as file:
        for article in articles:
            kept = _flat(article.entities)
            nested += len(article.entities) - len(kept)
            facts += len(article.facts)
            file.writelines(_lines(article, kept))
    losses = {
        "mentions inside others": nested,
        "facts": facts,
        "texts (stand-off by offsets and hash)": len(articles),
        "ignored spans": sum(len(article.ignore) for article in articles),
    }
    lost = [
        f"CoNLL holds no {what}: {number} left out" for what, number in losses.items() if number
    ]
    return [*lost, "CoNLL holds no fields of mentions beyond the type"]


def _flat(mentions: Sequence[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m["start"] - m["end"], m["start"])):
        if all(mention["end"] <= k["start"] or k["end"] <= mention["start"] for k in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m["start"])


def _lines(article: GoldArticle, mentions: Sequence[Mention]) -> Iterator[str]:
    text = article.text or ""
    yield f"# id = {article.id}\n# text_sha256 = {article.text_sha256 or sha256(text)}\n"
    if article.published:
        yield f"# published = {article.published}\n"
    tags = {}
    for mention in mentions:
        tags[mention["start"]] = (mention["end"], mention["type"])
    inside, kind = 0, ""
    edges = [edge for m in mentions for edge in (m["start"], m["end"])]
    for start, end in split_tokens(text, edges):
        token = text[start:end]
        if start in tags:
            inside, kind = tags[start]
        if token.isspace():
            if "\n" in token and end >= inside:
                yield "\n"
            continue
        tag = f"{'B' if start in tags else 'I'}-{kind}" if start < inside else "O"
        yield f"{token}\t{start}\t{end}\t{tag}\n"
    yield "\n"


@dataclass
class _Reading:
    head: dict[str, str]
    items: list[Item] = field(default_factory=list)
    tokens: list[tuple[int, str]] = field(default_factory=list)

    def article(self, texts: Texts | None) -> GoldArticle:
        digest = self.head.get("text_sha256")
        text = texts.find(self.head["id"], digest) if texts else None
        if text is None:
            text = self._spaced()
        article = article_of(
            self.head["id"], text, self.items, published=self.head.get("published")
        )
        known = sha256(text) == digest
        return GoldArticle(
            id=article.id,
            entities=article.entities,
            facts=[],
            text=text if known else None,
            text_sha256=digest,
            published=article.published,
        )

    def _spaced(self) -> str:
        """The tokens at their places with spaces between, for the surfaces of mentions."""
        text = ""
        for start, token in self.tokens:
            text = text.ljust(start) + token
        return text


def import_articles(source: Path, texts: Texts | None) -> Imported:
    """Read mentions; their surfaces come from `texts`, else they are put together from tokens."""
    readings: list[_Reading] = []
    head_before = False
    try:
        lines = source.read_bytes().decode("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as problem:
        raise GoldError(source, 0, str(problem)) from None
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\r")
        head = _HEAD.fullmatch(line)
        if head:
            if not head_before or not readings:
                readings.append(_Reading({}))
            readings[-1].head[head[1]] = head[2]
        elif line:
            _token(source, number, line, readings)
        head_before = bool(head)
    for reading in readings:
        if "id" not in reading.head:
            raise GoldError(source, 0, "an article without '# id = ' before it")
    articles = [reading.article(texts) for reading in readings]
    missing = [
        f"{a.id}: no text, surfaces are put together from tokens"
        for a in articles
        if a.text is None
    ]
    return Imported(articles, missing)


def _token(source: Path, number: int, line: str, readings: list[_Reading]) -> None:
    columns = line.split("\t")
    if len(columns) != 4 or not (columns[1].isdigit() and columns[2].isdigit()) or not readings:
        raise GoldError(
            source, number, f"not token, start, end and tag after a head: {line[:60]!r}"
        )
    token, start, end, tag = columns[0], int(columns[1]), int(columns[2]), columns[3]
    reading = readings[-1]
    reading.tokens.append((start, token))
    kind = tag[2:]
    if tag == "O":
        return
    if tag[:2] not in ("B-", "I-") or kind not in MENTION_TYPES:
        raise GoldError(source, number, f"unknown tag {tag!r}")
    if tag.startswith("I-") and reading.items and reading.items[-1].label == kind:
        reading.items[-1] = Item(kind, reading.items[-1].start, end)
    else:
        reading.items.append(Item(kind, start, end))
