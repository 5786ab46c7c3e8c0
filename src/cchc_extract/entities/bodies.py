"""Bodies: a head word, what it is named after, and where it is.

The grammar in short::

    body  = head + (body | field | proper name | number) + tail    Phòng Nội vụ huyện Nam Đàn
    tail  = area word [+ proper name] | place | khu vực III | Trung ương | Việt Nam

Heads and fields are data. Classes (``UBND cấp huyện``, ``các sở``) are told by the words around.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cchc_extract.entities.areas import AreaParser, is_plural
from cchc_extract.entities.fields import FieldParser
from cchc_extract.entities.page import Page
from cchc_extract.entities.raw import Area, RawUnit
from cchc_extract.entities.tails import CLASS, TailParser, is_ordinal

__all__ = ["BodyParser"]

_DEEPEST: Final = 3
_LONGEST_NUMBER: Final = 4
_HOLDS: Final = frozenset(("head", "body"))
_FIELD_NEEDS: Final = frozenset(("office", "any", "office_place"))
_BODY_NEEDS: Final = frozenset(("body", "any", "office", "office_place"))


class BodyParser:
    """Reads bodies. Holds tables only; one per process will do."""

    def __init__(self, areas: AreaParser) -> None:
        self.tails = TailParser(areas)
        self.fields = FieldParser(areas.places, areas.surnames)

    def bodies(self, page: Page, i: int, *, among: bool = False) -> list[RawUnit]:
        """The bodies that the head at ``i`` introduces: one, a list under a plural, or none.

        Args:
            page: the article.
            i: the head.
            among: it goes on with a class: các quận ủy, *huyện ủy*.
        """
        plural = among or is_plural(page, i)
        if plural:
            several = self._list(page, i)
            if several:
                return several
        unit = self.body(page, i)
        if unit is None or (plural and self._is_class(page, i, unit)):
            return []
        if page.kind(unit.stop) == "country" and page.cap[unit.stop]:
            return []  # Bộ Ngoại giao Nhật Bản
        return [unit]

    @staticmethod
    def _is_class(page: Page, i: int, unit: RawUnit) -> bool:
        """``các Chi cục Thuế``, ``40 trung tâm phục vụ hành chính công`` name no one body."""
        if page.kind(i) == "body" and unit.level == "central":
            return False
        return unit.area is None or unit.area.name is None

    def body(self, page: Page, i: int, depth: int = 0) -> RawUnit | None:
        """The body whose head begins at ``i``, or None where it is a class or a common noun.

        Bodies inside bodies are read to a ``depth`` of ``_DEEPEST``.
        """
        rule, j = page.rules[i], page.stops[i]
        gives, norms, cap, kinds = rule.gives, page.norms, page.cap, page.kinds
        if norms[j] == "(":
            j = self._past_abbreviation(page, i)
        needs = gives.get("needs", "")
        capital = cap[i] != 0 or i in page.shout
        if needs in _FIELD_NEEDS:
            if not (capital or cap[j]) and kinds.get(j) not in _HOLDS:
                return None
        elif "numbered" in gives and norms[j] == "số" and norms[j + 1].isdecimal():
            j += 2
        if needs in _BODY_NEEDS or _may_hold(gives, capital):
            inner = self._inner(page, j, needs, depth)
            if inner is not None:
                return _around(page, i, j, "", inner)
        field, found, zone = "", False, False
        if needs in _FIELD_NEEDS:
            stop, field = self._field(page, i, j, gives)
            if stop > j:
                capital = capital or cap[j] != 0
                first = page.gives(j)
                found = "weak" not in first or page.stops[j] != stop
                zone = "zone" in first
                inner = self._inner(page, stop, "any", depth) if capital else None
                if inner is not None:
                    return _around(page, i, j, field, inner)
                j = stop
        elif needs == "number":
            if norms[j].isdecimal() and len(norms[j]) <= _LONGEST_NUMBER:
                field, found, j = norms[j], True, j + 1
        elif "local" in gives:
            j, field = self.fields.joined(page, j)
        area: Area | None
        if norms[j] == "việt" and norms[j + 1] == "nam" and (found or needs == "place"):
            field, j = f"{field} Việt Nam".lstrip(), j + 2
            area = self.tails.tail(page, j, loose=False) or Area(j, None, None, "central")
        else:
            loose = found or needs in ("place", "") or "loose" in gives
            area = self.tails.tail(page, j, loose=loose, zone=zone)
        if found and "listed" in gives and kinds.get(page.stops[i]) == "office":
            needs = "office"
        if area is CLASS or not _enough(gives, needs, capital, found, area):
            return None
        head = page.spelled(i)
        if field:
            head = f"{head} {field}"
        if zone and area is not None and area.word is None and norms[area.stop] == "và":
            more, zones = self._more_zones(page, area.stop + 1)
            if more is not None:
                head, area = f"{head} {area.name} và {zones}", more
        if area is None:
            return RawUnit(i, j, head, "body", gives.get("level"), None, rule.id, gives)
        stop, rest = self._rest(page, gives, area)
        return RawUnit(i, stop, head, "body", _level(gives, area), area, rule.id, gives, rest)

    def _more_zones(self, page: Page, j: int) -> tuple[Area | None, str]:
        """``Khu kinh tế Vân Phong và`` *các khu công nghiệp tỉnh*: its field and territory."""
        if page.kind(j) != "office":
            return None, ""
        stop, field = self.fields.field(page, j)
        area = self.tails.tail(page, stop, loose=True)
        return (None, "") if area is None or area is CLASS else (area, field)

    def _field(self, page: Page, i: int, j: int, gives: Mapping[str, str]) -> tuple[int, str]:
        """The field at token ``j`` of the head at ``i``; ``j`` and an empty text where none is."""
        if gives.get("fields") == "listed" and page.kind(j) != "office":
            return j, ""
        if i in page.after_role and self.fields.is_person(page, j):
            return j, ""  # Giám đốc Sở | Nguyễn Đức Minh
        return self.fields.field(page, j, lower=gives.get("field") == "lower")

    def _rest(self, page: Page, gives: Mapping[str, str], area: Area) -> tuple[int, str]:
        """What goes on after the territory: ``về chuyển đổi số``, ``khu vực III``."""
        j = area.stop
        norm = page.norms[j]
        if norm == "về" and "about" in gives:
            stop, field = self.fields.field(page, j + 1, lower=True)
            if stop > j + 1:
                return stop, f"về {field}"
        if norm == "khu" and area.name is not None and page.norm(j + 1) == "vực":
            if is_ordinal(page, j + 2):
                return j + 3, page.name(j, j + 3)
        return j, ""

    @staticmethod
    def _past_abbreviation(page: Page, i: int) -> int:
        """Past ``(UBND)`` in ``Ủy ban nhân dân (UBND) tỉnh``; where the name goes on."""
        j = page.stops[i]
        short = page.gives(j + 1).get("name")
        if short is not None and short == page.gives(i).get("name"):
            stop = page.stops[j + 1]
            if page.norm(stop) == ")" and page.kind(stop + 1) == "area":
                return stop + 1
        return j

    def _inner(self, page: Page, j: int, needs: str, depth: int) -> RawUnit | None:
        """A body named right after a head: Văn phòng *UBND tỉnh*, Ban Tổ chức *Tỉnh ủy*."""
        kind = page.kinds.get(j)
        if (kind != "body" and kind != "head") or depth == _DEEPEST:
            return None
        gives = page.gives(j)
        if kind == "head" and needs in ("office", "office_place"):
            return None
        if "office" in gives and needs == "any" and not page.cap[j]:
            return None
        return self.body(page, j, depth + 1)

    def _list(self, page: Page, i: int) -> list[RawUnit]:
        """``các sở Nội vụ, Tài chính và Tư pháp``: each field is a body of its own."""
        gives = page.rules[i].gives
        if gives.get("needs") != "office":
            return []
        j = page.stops[i]
        while page.norm(j) in (":", ",", "ban", "ngành") and not page.capital(j):
            j += 1
        out: list[RawUnit] = []
        while page.kind(j) == "office" and page.cap[j]:
            stop, field = self.fields.field(page, j, join=False)
            head = f"{page.spelled(i)} {field}"
            out.append(RawUnit(j, stop, head, "body", gives.get("level"), None, page.rules[i].id))
            if page.norm(stop) not in (",", "và", ";"):
                break
            j = stop + 1
            if page.norm(j) == "và":
                j += 1
        return out if len(out) > 1 else []


def _may_hold(gives: Mapping[str, str], capital: bool) -> bool:
    """Whether another body may follow at once: Thanh tra *Bộ Nội vụ*."""
    inner = gives.get("inner")
    return inner == "lower" or (inner is not None and capital)


def _around(page: Page, i: int, j: int, field: str, inner: RawUnit) -> RawUnit:
    """A body around another: its place and level are those of the inner one.

    Args:
        page: the article.
        i: its head.
        j: where the head, with a number of its own, stops.
        field: its field of work, or an empty text.
        inner: the other body.
    """
    stop, rule = page.stops[i], page.rules[i]
    number = page.name(stop, j) if j > stop and page.norms[stop] == "số" else ""
    head = " ".join(p for p in (page.spelled(i), number, field, inner.head) if p)
    level = inner.level or rule.gives.get("level")
    return RawUnit(i, inner.stop, head, "body", level, inner.area, rule.id, rest=inner.rest)


def _level(gives: Mapping[str, str], area: Area | None) -> str | None:
    """The head's own level, unless its place says otherwise (``Cục Thuế tỉnh``)."""
    own = gives.get("level")
    if area is not None and area.level and (own is None or own in ("district", "central")):
        return area.level
    return own


def _enough(
    gives: Mapping[str, str], needs: str, capital: bool, found: bool, area: Area | None
) -> bool:
    """Whether head, field and territory together name one body."""
    if needs == "":
        return capital or area is not None or "lower" in gives
    if "alone" in gives and capital:
        return True
    if needs == "place":
        return area is not None and (capital or area.name is not None or "office" not in gives)
    if needs == "office_place":
        return found and area is not None and capital
    if needs == "any":
        return capital and (found or area is not None)
    if needs == "office" and area is not None and area.level == "central":
        return capital  # Ban Tổ chức Trung ương
    return found and capital
