"""Territories: an area word with a proper name, and lists of names under a plural."""

from __future__ import annotations

from typing import Final

from cchc_extract.entities.page import Page
from cchc_extract.entities.places import Places
from cchc_extract.entities.raw import Area, RawUnit

__all__ = ["AreaParser", "is_plural"]

_PLURAL: Final = frozenset(
    "các những mỗi từng nhiều số mọi hai ba bốn năm sáu bảy tám chín mười".split()
)
# What a number after it does not count: lần thứ 4, năm 2023, quý 2, mức độ 3.
_NUMBERED: Final = frozenset(
    "thứ lần quý tháng năm ngày khóa kỳ hạng độ mức điều khoản đợt trí bước cấp bậc".split()
)
_BEFORE_DAY: Final = frozenset("ngày đến hết từ tới sáng chiều hôm trước sau".split())
_LIST_FILL: Final = frozenset(
    "cũ như gồm là : miền núi nghèo biên giới vùng cao trên địa bàn và , -".split()
)
_LIST_MARKS: Final = frozenset((",", "và", ";", "-", "/"))
_CLASS_MARKS: Final = frozenset((",", "và", "/", "-", "hoặc", ";"))
_CITIES: Final = frozenset(("Hà Nội", "Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế"))
_NO_NAME: Final = frozenset(("head", "body", "role", "block", "document", "area", "word"))
_NAME_ENDS: Final = frozenset(("role", "body", "honorific"))
_LONGEST_NAME: Final = 5
_FIGURE: Final = 5  # tokens of a figure with what it counts


def is_plural(page: Page, i: int) -> bool:
    """Whether the word before token ``i`` makes a class or a list of what begins there."""
    before = page.norms[i - 1]
    if before in _PLURAL:
        return before != "năm" or not page.norm(i - 2)[:1].isdigit()
    return before[:1].isdigit() and _counts(page, i - 1, before)


def _counts(page: Page, i: int, number: str) -> bool:
    """Whether the number at token ``i`` says how many: no year, date, ordinal or one."""
    digits = number.replace("/", "")
    if not digits.isdecimal() or digits.lstrip("0") == "1":
        return False
    if digits == number and len(number) == 4 and 1990 <= int(number) <= 2100:
        return False
    before = page.norm(i - 1)
    if before == "số":  # tổ số 3, but trong số 5 xã
        return page.norm(i - 2) in ("trong", "tổng")
    return before not in _NUMBERED and not ("/" in number and before in _BEFORE_DAY)


class AreaParser:
    """Reads territories. Holds tables only; one per process will do."""

    def __init__(self, places: Places, surnames: frozenset[str]) -> None:
        self.places = places
        self.surnames = surnames

    def area(self, page: Page, i: int) -> Area | None:
        """The territory whose area word begins at ``i``; None for a class (``huyện, xã``)."""
        gives, j = page.rules[i].gives, page.stops[i]
        word, level = gives["name"], gives.get("level")
        if "whole" in gives:
            return Area(j, word, gives["whole"], level)
        short = len(page.norms[i]) == 1
        if page.cap[j] or j in page.shout:
            stop = self.proper(page, j, level)
            if stop > j:
                name = self.spell(page, j, stop)
                if word == "thành phố":
                    level = "province" if name in _CITIES else "district"
                if not short or self.places.levels(page.norms, j, stop):
                    return Area(stop, word, name, level)
        elif word in ("quận", "phường") and _is_small_number(page.norms[j]):
            stop = self.places.longest(page.norms, j, level)  # phường 1 Bảo Lộc
            if stop > j + 1 and page.cap[j + 1]:
                return Area(stop, word, page.name(j, stop), level)
            return Area(j + 1, word, page.norms[j].lstrip("0"), level)
        if short or self._is_class(page, j):
            return None
        return Area(j, word, None, level)

    def _is_class(self, page: Page, j: int) -> bool:
        """A bare area word with another after it: ``huyện, xã``, ``tỉnh/thành phố``."""
        if page.norm(j) in _CLASS_MARKS and page.kind(j + 1) == "area":
            return not page.capital(page.stops[j + 1])
        return False

    def proper(self, page: Page, j: int, level: str | None = None) -> int:
        """Where the proper name of a territory that begins at ``j`` stops; ``j`` if none does."""
        norms = page.norms
        if j in page.shout:
            return self.places.longest(norms, j, level)
        if not page.capital(j):
            return j
        known = self.places.longest(norms, j, level)
        if known == j and (page.kind(j) in _NO_NAME or len(norms[j]) == 1):
            return j
        stop = page.run(j, _LONGEST_NAME)
        if known == j and level is not None:
            other = self.places.longest(norms, j)
            known = other if other - j >= 2 and level != "province" else j
        if known >= stop:
            return known
        stop = self._cut(page, j, stop)
        if known > j and (known >= stop or stop - known >= 2 or known - j >= 2):
            return known
        if stop - j >= 3 and (level == "province" or norms[j] in self.surnames):
            return j  # phòng Nội vụ huyện | Vi Ngọc Nghĩa
        return stop

    def _cut(self, page: Page, j: int, stop: int) -> int:
        """Where a row of capitals goes over to a title, another body or a person."""
        for k in range(j + 1, stop):
            kind = page.kind(k)
            if kind in _NAME_ENDS or (kind == "head" and page.stops[k] > k + 1):
                return k
            if k >= j + 2 and page.norms[k] in self.surnames and stop - k >= 2:
                return k
        return stop

    def spell(self, page: Page, first: int, stop: int) -> str:
        """The proper name of these tokens in canonical spelling, out of capitals too."""
        name = page.name(first, stop)
        if name.isupper() and len(name) > 1:
            return self.places.spelling(page.norms, first, stop) or name.title()
        return name

    def territory(self, page: Page, i: int) -> list[RawUnit]:
        """The territories that the area word at ``i`` introduces: one, a list, or none."""
        if is_plural(page, i):
            return self._list(page, i)
        area = self.area(page, i)
        if area is None or area.name is None:
            return []
        return [RawUnit(i, area.stop, "", "territory", area.level, area, page.rules[i].id)]

    def _list(self, page: Page, i: int) -> list[RawUnit]:
        """``các huyện, thị xã: A, B (22 hồ sơ) và C``: each name is a mention of its own."""
        gives, j = page.gives(i), page.stops[i]
        word: str | None = gives["name"]
        level: str | None = gives.get("level") or "district"
        norms, n = page.norms, page.n
        while j < n and not page.cap[j]:
            if page.kind(j) == "area":
                if page.capital(page.stops[j]):
                    break
                word = None
                other = page.gives(j).get("level") or "district"
                level = level if level == other else None
                j = page.stops[j]
            elif norms[j] in _LIST_FILL:
                j += 1
            else:
                return []
        return self._items(page, j, word, level)

    def _items(self, page: Page, j: int, word: str | None, level: str | None) -> list[RawUnit]:
        norms, n = page.norms, page.n
        out: list[RawUnit] = []
        while j < n:
            if page.kind(j) == "area":
                area = self.area(page, j)
                if area is None or area.name is None:
                    break
                out.append(RawUnit(j, area.stop, "", "territory", area.level, area, "area.list"))
                word, level = area.word, area.level
            else:
                stop = self.proper(page, j, level)
                if stop == j:
                    break
                own = level or _one(self.places.levels(norms, j, stop))
                area = Area(stop, word, self.spell(page, j, stop), own)
                out.append(RawUnit(j, stop, "", "territory", own, area, "area.list"))
            j = _after_bracket(page, area.stop)
            if page.norm(j) not in _LIST_MARKS:
                j = self._after_figure(page, j, level)
            if page.norm(j) not in _LIST_MARKS:
                break
            j += 1
            if page.norm(j) == "và":
                j += 1
            if not page.capital(j) and not (page.kind(j) == "area" and page.capital(page.stops[j])):
                break
            if page.kind(j) in ("head", "body", "role", "honorific", "document"):
                break
        return out

    def _after_figure(self, page: Page, j: int, level: str | None) -> int:
        """Past a figure after a name where a known name follows: ``An Phú 12/12; Biển Hồ 15``."""
        k = j + 1 if page.norm(j) in (":", "-") else j
        if not page.norm(k)[:1].isdigit():
            return j
        for stop in range(k + 1, min(page.n - 1, k + _FIGURE)):
            if page.norms[stop] in _LIST_MARKS:
                known = self.places.longest(page.norms, stop + 1, level)
                return stop if known > stop + 1 and page.cap[stop + 1] else j
            if page.cap[stop]:
                return j
        return j


def _one(levels: frozenset[str]) -> str | None:
    for level in ("district", "commune", "province"):
        if level in levels:
            return level
    return None


def _after_bracket(page: Page, j: int) -> int:
    """Past a short bracket after a name: ``Tích Sơn (22 hồ sơ)``."""
    if page.norm(j) == "(":
        for k in range(j + 1, min(page.n, j + 14)):
            if page.norms[k] == ")":
                return k + 1
    return j


def _is_small_number(norm: str) -> bool:
    return norm.isdecimal() and len(norm) <= 2
