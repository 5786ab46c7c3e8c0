"""Territories named without an area word: provinces always, others on evidence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from cchc_extract.entities.home import Home
from cchc_extract.entities.ner import Tagger
from cchc_extract.entities.page import Page
from cchc_extract.entities.places import Places
from cchc_extract.entities.raw import Area, RawUnit
from cchc_extract.gazetteer import Level
from cchc_extract.text.tokens import fold

__all__ = ["BareNames"]

_LEVELS: tuple[tuple[Level, Level], ...] = (("district", "province"), ("commune", "district"))
_GLUE = frozenset(("role", "head", "body", "honorific", "document", "area"))


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
            if i < done or any(taken[i:stop]):
                continue
            if i in page.shout or self._free_row(i, stop):
                out.append((i, stop, places.levels(norms, i, stop)))
                done = stop
        return out

    def _free_row(self, i: int, stop: int) -> bool:
        """Whether the capitals beside belong to something else."""
        page = self._page
        if page.capital(i - 1) and not page.taken[i - 1] and not page.opens_sentence(i):
            return False
        if page.kind(i) in ("block", "role", "word") and page.at[i].stop >= stop:
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

    def others(self, units: Sequence[RawUnit], home: Home, tagger: Tagger) -> list[RawUnit]:
        """Bare names of districts and communes that the article gives reason to read as such.

        Reasons: the name stands with its area word elsewhere; it is a district of the home
        province, or a commune of the home district, and not an ordinary word; or the ``tagger``
        takes it for a place too.
        """
        headed = {
            u.area.name: u.area
            for u in units
            if u.area is not None and u.area.name is not None and u.area.word is not None
        }
        out = self._unlisted(headed)
        open_names: dict[tuple[int, int], str] = {}
        for i, stop, levels in self._free:
            if self._page.taken[i]:
                continue
            name = self._places.spelling(self._page.norms, i, stop)
            known = headed.get(self._page.name(i, stop)) or headed.get(name or "")
            if known is not None:
                out.append(self._unit(i, stop, known.level))
            elif name is not None and i not in self._page.shout:
                level = self._home_level(name, levels, home)
                if level is not None:
                    out.append(self._unit(i, stop, level))
                elif "district" in levels and not self._is_common(name):
                    open_names[i, stop] = "district"
        for i, stop in tagger.agrees(self._page, list(open_names), "LOC"):
            out.append(self._unit(i, stop, open_names[i, stop]))
        return out

    def _is_common(self, name: str) -> bool:
        return self._places.gazetteer.is_common(name, "district")

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

    def _home_level(self, name: str, levels: frozenset[str], home: Home) -> str | None:
        gazetteer = self._places.gazetteer
        for level, upper in _LEVELS:
            over = home.chain.get(upper)
            if over is None or level not in levels or gazetteer.is_common(name, level):
                continue
            if any(
                e.unit.level == level and over.code in (e.unit.parent_code, e.unit.province_code)
                for e in gazetteer.entries(name)
            ):
                return level
        return None

    def _unit(self, i: int, stop: int, level: str | None) -> RawUnit:
        page = self._page
        page.claim(i, stop)
        name = self._places.spelling(page.norms, i, stop) or page.name(i, stop)
        area = Area(stop, None, name, level)
        return RawUnit(i, stop, "", "territory", level, area, "area.bare")
