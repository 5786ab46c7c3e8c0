"""Territories named without an area word: provinces always, others on evidence."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from cchc_extract.entities.home import Home
from cchc_extract.entities.linked import Links
from cchc_extract.entities.ner import Tagger
from cchc_extract.entities.page import Page
from cchc_extract.entities.places import Places
from cchc_extract.entities.raw import Area, RawUnit
from cchc_extract.gazetteer import Gazetteer, Level, Unit
from cchc_extract.gazetteer.model import FROM
from cchc_extract.text.tokens import fold

__all__ = ["BareNames"]

_LEVELS: Final[tuple[Level, ...]] = ("district", "commune")
_JOINS: Final = frozenset((",", "và", ";", "-", "/"))
_CELL: Final = frozenset(("", "\n", "|", "\t"))
_GLUE: Final = frozenset(("role", "head", "body", "honorific", "document", "area"))


@lru_cache(maxsize=1 << 14)
def _norms(name: str) -> list[str]:
    return fold(name).split(" ")


class BareNames:
    """Known names on a page that stand free: no part of a longer row of capitals."""

    def __init__(self, page: Page, places: Places) -> None:
        self._page = page
        self._places = places
        self._free = self._find()

    def _find(self) -> list[tuple[int, int, frozenset[str]]]:
        page, places = self._page, self._places
        norms, taken = page.norms, page.taken
        starts = [i for i in page.caps if not taken[i]]
        if page.shout:
            starts = sorted([*starts, *(i for i in page.shout if not taken[i])])
        out: list[tuple[int, int, frozenset[str]]] = []
        done = 0
        for i, stop in places.find(norms, starts):
            if i < done or taken.find(1, i, stop) >= 0:
                continue
            if i in page.shout or self._free_row(i, stop):
                out.append((i, stop, places.levels(norms, i, stop)))
                done = stop
        return out

    def _free_row(self, i: int, stop: int) -> bool:
        """Whether the capitals beside belong to something else."""
        page = self._page
        if not page.stands_free(i) or not all(map(page.has_capital, range(i, stop))):
            return False
        if page.kind(i) in ("block", "role") and page.stops[i] >= stop:
            return False
        after = page.capital(stop) and not page.taken[stop]
        return not after or page.kind(stop) in _GLUE

    def provinces(self) -> list[RawUnit]:
        """Bare names of provinces."""
        return [
            self._unit(i, stop, "province")
            for i, stop, levels in self._free
            if "province" in levels and not self._is_person(i, stop)
        ]

    def _is_person(self, i: int, stop: int) -> bool:
        """``Hồ Chí Minh`` alone is the man, ``TP Hồ Chí Minh`` the city."""
        return stop - i == 3 and self._page.norms[i:stop] == ["hồ", "chí", "minh"]

    def others(
        self, units: list[RawUnit], home: Home, links: Links, tagger: Tagger
    ) -> list[RawUnit]:
        """Bare names of districts and communes that the article gives reason to read as such.

        Reasons: the name stands with its area word elsewhere; it is a district of the home
        province, or a commune of the home district, and not an ordinary word; it stands in a row
        with a unit of the same level and province; or the ``tagger`` takes it for a place too.
        """
        headed = {
            u.area.name: u.area
            for u in units
            if u.area is not None and u.area.name is not None and u.area.word is not None
        }
        out = self._unlisted(headed)
        within = _Within(self._places.gazetteer, home)
        rest: list[tuple[int, int, str]] = []
        for i, stop, levels in self._free:
            page = self._page
            if page.taken[i]:
                continue
            name = self._places.spelling(page.norms, i, stop)
            known = headed.get(page.name(i, stop)) or headed.get(name or "")
            if known is not None:
                out.append(self._unit(i, stop, known.level))
            elif name is not None:
                level = within.level(name, levels)
                if i in page.shout and level != "district":
                    continue
                if level is not None and self._is_plain(i, stop, name, level):
                    found = self._unit(i, stop, level)
                    out.append(found)
                    if found.area is not None and within.upper is not None:
                        links.settle(found.area, links.within(name, level, within.upper))
                else:
                    rest.append((i, stop, name))
        if rest:
            out += self._in_rows(rest, [*units, *out], links, within)
            out += self._voted(rest, tagger)
        return out

    def _is_plain(self, i: int, stop: int, name: str, level: Level) -> bool:
        """Whether a name known here is no ordinary word (Thống Nhất), or stands as no word does."""
        if not self._places.gazetteer.is_common(name, level):
            return True
        page = self._page
        if page.norm(i - 1) in _CELL and page.norm(stop) in _CELL:
            return True
        free = i not in page.shout and not page.opens_sentence(i)
        return level == "district" and stop - i > 1 and free

    def _in_rows(
        self,
        rest: list[tuple[int, int, str]],
        units: list[RawUnit],
        links: Links,
        within: _Within,
    ) -> list[RawUnit]:
        """``Xuân Lộc và Thống Nhất``: names that a unit's name is joined with."""
        page, out = self._page, list[RawUnit]()
        ends = {u.stop: u for u in units if u.kind == "territory"}
        begins = {u.first: u for u in units if u.kind == "territory"}
        for i, stop, name in (*rest, *reversed(rest)):
            if page.taken[i]:
                continue
            beside = ends.get(i - 1) if page.norm(i - 1) in _JOINS else None
            if beside is None and page.norm(stop) in _JOINS:
                beside = begins.get(stop + 1)
            if beside is None or beside.area is None:
                continue
            level, unit = beside.area.level, beside.area.unit
            if level is not None and within.has(name, level, unit):
                found = self._unit(i, stop, level)
                ends[stop] = begins[i] = found
                out.append(found)
        return out

    def _voted(self, rest: list[tuple[int, int, str]], tagger: Tagger) -> list[RawUnit]:
        """Names of districts that the tagger takes for places."""
        page, is_common = self._page, self._places.gazetteer.is_common
        names = [
            (i, stop)
            for i, stop, name in rest
            if not page.taken[i]
            and "district" in self._places.levels(page.norms, i, stop)
            and not is_common(name, "district")
        ]
        return [self._unit(i, stop, "district") for i, stop in tagger.agrees(page, names, "LOC")]

    def _unlisted(self, headed: dict[str, Area]) -> list[RawUnit]:
        """Names that only the article knows: ``xã Huy Hạ`` before, ``Huy Hạ`` here."""
        page, out = self._page, list[RawUnit]()
        words: dict[str, list[tuple[list[str], Area]]] = {}
        for name, area in headed.items():
            norms = _norms(name)
            if len(norms) > 1 and self._places.longest(norms, 0) < len(norms):
                words.setdefault(norms[0], []).append((norms, area))
        if not words:
            return out
        for i in page.caps:
            for norms, area in words.get(page.norms[i], ()):
                stop = i + len(norms)
                if page.norms[i:stop] != norms or any(page.taken[i:stop]):
                    continue
                if self._free_row(i, stop):
                    page.claim(i, stop)
                    like = Area(stop, None, area.name, area.level)
                    out.append(RawUnit(i, stop, "", "territory", area.level, like, "area.bare"))
        return out

    def _unit(self, i: int, stop: int, level: str | None) -> RawUnit:
        page = self._page
        page.claim(i, stop)
        name = self._places.spelling(page.norms, i, stop) or page.name(i, stop)
        area = Area(stop, None, name, level)
        return RawUnit(i, stop, "", "territory", level, area, "area.bare")


class _Within:
    """Which names of districts and communes lie within an article's home."""

    def __init__(self, gazetteer: Gazetteer, home: Home) -> None:
        self._gazetteer = gazetteer
        province, district = home.chain.get("province"), home.chain.get("district")
        self.upper = home.chain.get(home.level or "")
        self._provinces = _both_periods(gazetteer, province) if province else frozenset()
        self._communes = frozenset({district.key}) if district else frozenset()
        if province is not None and district is None and province.period == FROM:
            self._communes = frozenset({province.key})

    def level(self, name: str, levels: frozenset[str]) -> Level | None:
        """The level at which the home has that name, districts before communes."""
        if not self._provinces:
            return None
        for level in _LEVELS:
            if level in levels and self.has(name, level, None):
                return level
        return None

    def has(self, name: str, level: str, beside: Unit | None) -> bool:
        """Whether the home, or the province of a unit ``beside``, has that name at a level."""
        above = self._provinces if level == "district" else self._communes
        near = (beside.province_code, beside.period) if beside is not None else None
        return any(
            e.unit.level == level
            and (
                (e.unit.province_code, e.unit.period) in above
                or (e.unit.parent_code, e.unit.period) in above
                or (e.unit.province_code, e.unit.period) == near
            )
            for e in self._gazetteer.entries(name)
        )


@lru_cache(maxsize=256)
def _both_periods(gazetteer: Gazetteer, province: Unit) -> frozenset[tuple[str, str]]:
    """Keys of a province and of those it was made of, or went into, in July 2025."""
    edges = gazetteer.predecessors(province) or gazetteer.successors(province)
    others = (e.old if province.period == FROM else e.new for e in edges)
    return frozenset({province.key, *(u.key for u in others)})
