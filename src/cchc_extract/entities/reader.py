"""The entity layer in one call: documents, units, people, and the home of the article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from cchc_extract.entities.documents import read_documents
from cchc_extract.entities.home import Home, find_home, resolve
from cchc_extract.entities.mentions import DocumentMention, PersonMention, UnitMention, UnitRef
from cchc_extract.entities.page import Page
from cchc_extract.entities.people import PeopleReader
from cchc_extract.entities.places import Places
from cchc_extract.entities.units import Area, RawUnit, UnitParser
from cchc_extract.gazetteer import Gazetteer, default_gazetteer
from cchc_extract.lexicon.loader import Entry
from cchc_extract.lexicon.scan import Scanner
from cchc_extract.text.tokens import Tokens

__all__ = ["LAYERS", "Entities", "EntityReader"]

LAYERS = ("units", "offices", "roles", "documents", "people")
"""The files of rule data that this layer scans for."""


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
    """Finds units, people and documents. Build once, use for many articles."""

    def __init__(self, entries: Iterable[Entry], gazetteer: Gazetteer | None = None) -> None:
        mine = [e for e in entries if e.layer in LAYERS]
        surnames = frozenset(
            p for e in mine if e.gives.get("is") == "surname" for p in e.phrases if " " not in p
        )
        self._scanner = Scanner(e for e in mine if e.gives.get("is") != "surname")
        self._places = Places(gazetteer or default_gazetteer())
        self._units = UnitParser(self._places, surnames)
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
            title: its title, where it is not part of the text.
            published: its day, which says which of two units of one name is meant.
            excluded: token ranges of boilerplate in which nothing is reported.
        """
        page = Page(tokens, self._scanner.scan(tokens))
        raw = self._units.read(page)
        documents = read_documents(page)
        people = self._people.read(page, raw)
        taken = set[int]()
        for m in (*raw, *people, *documents):
            taken.update(range(m.first, m.stop))
        raw += self._provinces(page, taken)
        raw.sort(key=lambda u: u.first)
        home = find_home(page, raw, self._places, published)
        raw += self._bare(page, taken, raw, home)
        raw.sort(key=lambda u: u.first)
        units = [resolve(u, home) for u in raw]
        out = Entities(units, people, documents, home.ref)
        if excluded:
            out.units = [u for u in units if not _inside(u.first, u.stop, excluded)]
            out.people = [p for p in people if not _inside(p.first, p.stop, excluded)]
            out.documents = [d for d in documents if not _inside(d.first, d.stop, excluded)]
        return out

    def _provinces(self, page: Page, taken: set[int]) -> list[RawUnit]:
        """Bare names of provinces."""
        out: list[RawUnit] = []
        for i, stop in self._free_names(page, taken, "province"):
            name = self._places.spelling(page.norms, i, stop) or page.name(i, stop)
            out.append(
                RawUnit(i, stop, "", "territory", "province", Area(stop, None, name, "province"),
                        "area.bare")
            )  # fmt: skip
            taken.update(range(i, stop))
        return out

    def _bare(
        self, page: Page, taken: set[int], raw: list[RawUnit], home: Home
    ) -> list[RawUnit]:
        """Bare names of districts and communes that the article gives reason to read as such."""
        headed: dict[str, Area] = {}
        for u in raw:
            if u.area is not None and u.area.name is not None and u.area.word is not None:
                headed.setdefault(u.area.name, u.area)
        out: list[RawUnit] = []
        for i, stop in self._free_names(page, taken, None):
            name = self._places.spelling(page.norms, i, stop) or page.name(i, stop)
            known = headed.get(name) or headed.get(page.name(i, stop))
            level = known.level if known else None
            if known is None:
                continue
            area = Area(stop, None, name, level)
            out.append(RawUnit(i, stop, "", "territory", level, area, "area.bare"))
            taken.update(range(i, stop))
        return out

    def _free_names(
        self, page: Page, taken: set[int], level: str | None
    ) -> list[tuple[int, int]]:
        """Known names of places that stand alone: no part of a longer row of capitals."""
        out: list[tuple[int, int]] = []
        longest, norms, cap, shout = self._places.longest, page.norms, page.cap, page.shout
        done = 0
        for i, c in enumerate(cap):
            if i < done or not c and i not in shout or i in taken:
                continue
            stop = longest(norms, i, level)
            if stop == i or any(k in taken for k in range(i, stop)):
                continue
            if i not in shout:
                if i and cap[i - 1] and i - 1 not in taken and page.kind(i - 1) is None:
                    continue
                if stop < page.n and cap[stop] and page.kind(stop) is None and stop not in taken:
                    continue
                if page.kind(i) in ("block", "role") and page.at[i].stop > i + 1:
                    continue
            out.append((i, stop))
            done = stop
        return out


def _inside(first: int, stop: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first < b and stop > a for a, b in ranges)
