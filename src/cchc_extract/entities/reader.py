"""The entity layer in one call: documents, units, people, and the home of the article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from operator import attrgetter
from typing import Final

from cchc_extract.entities.bare import BareNames
from cchc_extract.entities.documents import DocumentReader
from cchc_extract.entities.home import find_home
from cchc_extract.entities.issuers import add_issuers
from cchc_extract.entities.lead import Lead
from cchc_extract.entities.linked import Links
from cchc_extract.entities.mentions import DocumentMention, PersonMention, UnitMention, UnitRef
from cchc_extract.entities.ner import NerMode, Tagger
from cchc_extract.entities.page import Page
from cchc_extract.entities.people import PeopleReader
from cchc_extract.entities.places import Places
from cchc_extract.entities.raw import RawUnit
from cchc_extract.entities.resolve import resolve
from cchc_extract.entities.rules import RuleScanner
from cchc_extract.entities.units import UnitReader
from cchc_extract.gazetteer import Gazetteer, default_gazetteer
from cchc_extract.lexicon.loader import Entry
from cchc_extract.text.tokens import Tokens, tokenize

__all__ = ["LAYERS", "Entities", "EntityReader"]

LAYERS: Final = ("units", "offices", "roles", "documents", "people")
"""The files of rule data that this layer scans for."""

_FIRST: Final = attrgetter("first")
_TABLES: Final = frozenset(("surname", "issuer"))


@dataclass(slots=True)
class Entities:
    """What the layer found, each list in text order.

    Attributes:
        units, people, documents: mentions, as token ranges.
        home: the unit the article is mostly about, or None.
    """

    units: list[UnitMention] = field(default_factory=list)
    people: list[PersonMention] = field(default_factory=list)
    documents: list[DocumentMention] = field(default_factory=list)
    home: UnitRef | None = None


class EntityReader:
    """Finds units, people and documents. Build once, use for many articles.

    Args:
        entries: rule data; entries of other layers are left out.
        gazetteer: territories; the shipped one by default.
        ner: whether underthesea's tagger has a vote on names that the rules leave open.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        gazetteer: Gazetteer | None = None,
        *,
        ner: NerMode = "off",
    ) -> None:
        self._tagger = Tagger(ner)
        mine = [e for e in entries if e.layer in LAYERS]
        surnames = frozenset(p for e in mine if e.gives["is"] == "surname" for p in e.phrases)
        self._documents = DocumentReader(mine)
        self._issuers = {
            p: e.gives["name"]
            for e in mine
            if e.gives["is"] == "issuer" and "name" in e.gives
            for p in e.phrases
        }
        self._scanner = RuleScanner(e for e in mine if e.gives["is"] not in _TABLES)
        self._gazetteer = gazetteer or default_gazetteer()
        self._places = Places(self._gazetteer)
        self._units = UnitReader(self._places, surnames)
        self._people = PeopleReader(self._places, surnames)

    def read(
        self,
        tokens: Tokens,
        *,
        title: str | None = None,
        published: date | None = None,
        excluded: Sequence[tuple[int, int]] = (),
    ) -> Entities:
        """Mentions of an article.

        Args:
            tokens: the article.
            title: its title, as part of the text or apart; names in it weigh more for ``home``.
            published: its day, which says which of two units of one name is meant.
            excluded: token ranges of boilerplate in which nothing is reported.
        """
        page = Page(tokens, self._scanner.rules, *self._scanner.scan(tokens), excluded)
        documents = self._documents.read(page)
        raw = self._units.read(page)
        people = self._people.read(page, raw, self._tagger)
        bare = BareNames(page, self._places)
        raw += bare.provinces()
        raw.sort(key=_FIRST)
        _inherit_levels(page, raw)
        add_issuers(page, documents, raw, self._issuers)
        links = Links(self._gazetteer, published)
        owners = self._units.owners(page)
        links.add(page, [*raw, *owners])
        lead = Lead(page, title)
        headline = self._headline(title, links) if title and lead.title is None else []
        home = find_home(page, [*raw, *owners], headline, lead, self._gazetteer)
        more = bare.others(raw, home, links, self._tagger)
        if more:
            raw = sorted([*raw, *more], key=_FIRST)
        links.add(page, raw, home.chain.get(home.level or ""))
        if page.furniture is not None:
            find = page.furniture.find
            raw = [u for u in raw if find(1, u.first, u.stop) < 0]
            people = [p for p in people if find(1, p.first, p.stop) < 0]
            documents = [d for d in documents if find(1, d.first, d.stop) < 0]
        return Entities([resolve(u, home) for u in raw], people, documents, home.ref)

    def _headline(self, title: str, links: Links) -> list[RawUnit]:
        """The units of a title that is not part of the text."""
        own = tokenize(title)
        page = Page(own, self._scanner.rules, *self._scanner.scan(own))
        raw = self._units.read(page)
        raw += BareNames(page, self._places).provinces()
        links.add(page, raw)
        return raw


def _inherit_levels(page: Page, units: list[RawUnit]) -> None:
    """``Ban Chỉ đạo cải cách hành chính của Chính phủ`` is of the Government's level."""
    for unit, owner in pairwise(units):
        if unit.level is not None or unit.area is not None or owner.first != unit.stop + 1:
            continue
        if page.norms[unit.stop] in ("của", "thuộc"):
            unit.level = owner.level
