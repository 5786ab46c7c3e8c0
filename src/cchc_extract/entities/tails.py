"""The tail of a body's name: the territory it belongs to, right after head and field."""

from __future__ import annotations

from typing import Final

from cchc_extract.entities.areas import AreaParser
from cchc_extract.entities.page import Page
from cchc_extract.entities.raw import Area

__all__ = ["CLASS", "TailParser", "is_ordinal"]

CLASS: Final = Area(-1, None, None, None)
"""The tail of what is no body but a class of them: ``UBND`` *cấp huyện*."""

_ROMAN: Final = frozenset(
    "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
)
_TAIL_WORDS: Final = frozenset("cấp các những trung tt khu vùng số cơ".split())
_CLASS_LEVELS: Final = frozenset("tỉnh huyện xã sở cơ trung".split())


class TailParser:
    """Reads tails. Holds tables only."""

    def __init__(self, areas: AreaParser) -> None:
        self.areas = areas
        self.places = areas.places

    def tail(self, page: Page, j: int, *, loose: bool, zone: bool = False) -> Area | None:
        """The territory a body belongs to, right after its name; ``CLASS`` for a class.

        Args:
            page: the article.
            j: the token after the name.
            loose: a place name without an area word counts as well.
            zone: the name may be one of several places: Đồng Đăng - Lạng Sơn.
        """
        if page.kinds.get(j) == "area":
            area = self.areas.area(page, j)
            return CLASS if area is None else area
        if page.norms[j] in _TAIL_WORDS:
            area = self._special(page, j, loose=loose)
            if area is not None:
                return area
        if not loose or not (page.cap[j] or j in page.shout):
            return None
        area = self._place(page, j)
        return self._zone(page, j, area) if zone and area is not None else area

    def _special(self, page: Page, j: int, *, loose: bool) -> Area | None:
        """Tails with a word of their own: ``cấp xã``, ``Trung ương``, ``khu vực III``."""
        norm = page.norms[j]
        if norm == "cấp" and page.norm(j + 1) in _CLASS_LEVELS:
            return CLASS
        if norm in ("các", "những") and page.kind(j + 1) in ("area", "head"):
            return CLASS
        if norm == "trung" and page.norm(j + 1) == "ương":
            return Area(j + 2, None, None, "central", "Trung ương")
        if norm == "tt" and page.capital(j + 1):  # UBND TT Thất Khê
            stop = self.places.longest(page.norms, j + 1, "commune")
            if stop > j + 1:
                return Area(stop, "thị trấn", self.areas.spell(page, j + 1, stop), "commune")
        if norm == "khu" and page.norm(j + 1) == "vực":
            return self._region(page, j, j + 2)
        if norm == "vùng":
            return self._region(page, j, j + 1)
        if norm == "số" or (norm == "cơ" and page.norm(j + 1) == "sở"):
            k = j + 1 if norm == "số" else j + 2
            if page.norm(k).isdecimal() and len(page.norms[k]) <= 2:
                return self._numbered(page, j, k + 1)
            if norm == "cơ" and loose and page.capital(k):
                return self._branch(page, j, k)
        return None

    def _zone(self, page: Page, j: int, area: Area) -> Area:
        """``Khu kinh tế`` *Đình Vũ - Cát Hải*: a name of two places."""
        stop = area.stop
        while page.norm(stop) == "-" and page.capital(stop + 1) and page.kind(stop + 1) is None:
            stop = self.areas.proper(page, stop + 1)
        return area if stop == area.stop else Area(stop, None, page.name(j, stop), None)

    def _numbered(self, page: Page, j: int, k: int) -> Area:
        """``cơ sở 5 tỉnh Lào Cai``, ``số 3 TP Huế``: a number, and perhaps a territory."""
        number = page.name(j, k)
        area = self.areas.area(page, k) if page.kind(k) == "area" else None
        if area is None:
            return Area(k, None, None, None, number)
        area.lead = number
        return area

    def _branch(self, page: Page, j: int, k: int) -> Area | None:
        """``cơ sở Mỹ Tho``: a branch named after a place."""
        area = self._place(page, k)
        if area is not None:
            area.lead = page.name(j, k)
        return area

    def _region(self, page: Page, j: int, k: int) -> Area | None:
        """``khu vực III``, ``khu vực Nam Đàn - Hưng Nguyên``: more than one territory."""
        if is_ordinal(page, k):
            lead = page.name(j, k + 1)
            if page.norm(k + 1) == "-" and page.capital(k + 2):
                stop = self.places.longest(page.norms, k + 2, "province")
                if stop > k + 2:  # khu vực 3 - Lào Cai
                    name = page.name(k + 2, stop)
                    return Area(stop, None, name, "province", f"{lead} -")
            return Area(k + 1, None, None, "province", lead)
        if not page.capital(k):
            return None
        stop = page.run(k)
        level = self._region_level(page, k, stop)
        while page.norm(stop) == "-" and page.capital(stop + 1):
            stop = page.run(stop + 1)
        return Area(stop, None, None, level, page.name(j, stop))

    def _region_level(self, page: Page, k: int, stop: int) -> str:
        """Level of a region by its first name: districts join within a province."""
        levels = self.places.levels(page.norms, k, stop)
        return "district" if "district" in levels and "province" not in levels else "province"

    def _place(self, page: Page, j: int) -> Area | None:
        """A place without its area word: Sở Nội vụ *Hà Tĩnh*, Khu kinh tế *Vũng Áng*."""
        norms = page.norms
        known = self.places.longest(norms, j)
        if known > j:
            levels = self.places.levels(norms, j, known)
            level = "province" if "province" in levels else None
            if j in page.shout:
                return Area(known, None, self.areas.spell(page, j, known), level) if level else None
            if level is not None or page.run(j) == known:
                return Area(known, None, page.name(j, known), level)
        if j in page.shout or norms[j] in self.areas.surnames or page.kind(j) is not None:
            return None
        stop = self.areas.proper(page, j)
        if stop - j < 2:
            return None
        return Area(stop, None, page.name(j, stop), None)


def is_ordinal(page: Page, k: int) -> bool:
    """A number as regions have it: III, 3."""
    norm = page.norm(k)
    return norm.isdecimal() or (norm in _ROMAN and page.capital(k))
