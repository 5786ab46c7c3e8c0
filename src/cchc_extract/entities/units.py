"""Units of an article: one walk over the phrases that may begin one."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from cchc_extract.entities.areas import AreaParser, is_plural
from cchc_extract.entities.bodies import BodyParser
from cchc_extract.entities.page import Page
from cchc_extract.entities.places import Places
from cchc_extract.entities.raw import RawUnit

__all__ = ["UnitReader"]

_OWN: Final = frozenset(("head", "body", "honorific", "role", "document"))
_BREAKS: Final = frozenset("và với tại ở của từ đến cho trên có là theo được đã các".split())
_LEAD: Final = 4
_CHAINS: Final = frozenset((",", "và", "/"))
_BEGINS: Final = frozenset(("area", "head", "body", "block", "word"))


class UnitReader:
    """Finds units that have a head or an area word. Holds tables only."""

    def __init__(self, places: Places, surnames: frozenset[str]) -> None:
        self._areas = AreaParser(places, surnames)
        self._bodies = BodyParser(self._areas)

    def read(self, page: Page) -> list[RawUnit]:
        """All of them in order, none inside another; their tokens are claimed."""
        out: list[RawUnit] = []
        territory, bodies = self._areas.territory, self._bodies.bodies
        stops, norms, cap, shout = page.stops, page.norms, page.cap, page.shout
        done, chain = 0, -1  # chain: where the last class stops
        for i, kind in page.kinds.items():
            if i < done or kind not in _BEGINS:
                continue
            if kind == "area":
                j = stops[i]
                named = cap[j] or norms[j][:1].isdigit() or j in shout
                if not (named or is_plural(page, i) or "whole" in page.rules[i].gives):
                    continue
                found = territory(page, i)
            elif kind == "block":
                if self._is_blocking(page, i):
                    done = self._blocked(page, i)
                    page.claim(i, done)
                continue
            elif kind == "word":
                if "claims" in page.gives(i):
                    page.claim(i, stops[i])
                continue
            else:
                found = bodies(page, i, among=i == chain + 1 and norms[chain] in _CHAINS)
                if not found and (i == chain + 1 or is_plural(page, i)):
                    chain = stops[i]
            for unit in found:
                page.claim(unit.first, unit.stop)
                done = unit.stop
            out += found
            if norms[done] == "(" and found and kind != "area":
                out += self._own_short_name(page, found[-1])
        return out

    def owners(self, page: Page) -> list[RawUnit]:
        """Territories in the names of portals: no mentions, but they tell whose page it is."""
        found: list[RawUnit] = []
        for i in page.of_kind["block"]:
            j = page.stops[i]
            if page.kind(j) == "area" and "owner" in page.rules[i].gives:
                area = self._areas.area(page, j)
                if area is not None and area.name is not None:
                    found.append(RawUnit(j, area.stop, "", "territory", area.level, area, "owner"))
        return found

    @staticmethod
    def _own_short_name(page: Page, unit: RawUnit) -> list[RawUnit]:
        """An abbreviation of its own in brackets after a name: ``(HueIOC)``."""
        j = unit.stop
        if page.norm(j + 2) != ")" or page.kind(j + 1) is not None:
            return []
        word = page.pieces[j + 1].strip()
        if sum(c.isupper() for c in word) < 3 or not word.isalpha():
            return []
        page.claim(j + 1, j + 2)
        area = unit.area and replace(unit.area, stop=j + 2)
        return [
            RawUnit(j + 1, j + 2, unit.head, "body", unit.level, area, "body.short", unit.gives)
        ]

    def _is_blocking(self, page: Page, i: int) -> bool:
        """Whether a name follows; ``Sông Hinh``, ``Chợ Mới`` with capitals are names themselves."""
        j = page.stops[i]
        if page.kind(j) == "area":
            return True
        return page.capital(j) and not (
            page.cap[i] and self._areas.places.longest(page.norms, i) > j
        )

    def _blocked(self, page: Page, i: int) -> int:
        """Where a name that is no unit stops: the capitals after it, and a territory."""
        j = page.stops[i]
        if "owner" in page.rules[i].gives and page.kind(j) in ("head", "body"):
            owner = self._bodies.body(page, j)
            if owner is not None:
                return owner.stop
        while j < page.n:
            kind = page.kind(j)
            if kind == "area":
                stop = page.stops[j]
                name = self._areas.proper(page, stop)
                if name == stop:
                    break
                j = name
            elif page.cap[j] and kind not in _OWN:
                j += 1
            else:
                k = self._leads_to_place(page, j)
                if k == j:
                    break
                j = k
        return j

    def _leads_to_place(self, page: Page, j: int) -> int:
        """Past small words of a long name: Công ty Điện *lực* Sơn La."""
        for k in range(j, min(page.n, j + _LEAD)):
            if page.cap[k]:
                stop = self._areas.places.longest(page.norms, k)
                return stop if stop > k > j else j
            if page.norms[k] in _BREAKS or page.kind(k) or not page.norms[k].isalpha():
                return j
        return j
