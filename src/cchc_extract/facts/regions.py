"""Which words belong to which number: every gap between two numbers is divided once.

Vietnamese reports count in two orders: ``tiếp nhận 306 hồ sơ`` (what, then how many) and
``306 hồ sơ đúng hạn`` (how many, then what). The words between two numbers are therefore split at
the first joint (a comma, ``trong đó``, ``chiếm`` ...): what stands before it describes the number
on its left, what follows it the number on its right.
"""

from __future__ import annotations

from typing import Final

from cchc_extract.facts.stream import Item

__all__ = ["Region", "regions"]

_BREAKS: Final = frozenset(',;:().\n"?!/|')
_JOINTS: Final = frozenset(
    "part share trend rank_at turn whole compare status per rate and index_again mean component"
    " from to when".split()
)
_MOST_WORDS: Final = 8


class Region:
    """A number with the items that describe it.

    Attributes:
        at: its index in the sentence.
        left: items before it, nearest last, back to the region before or a semicolon.
        right: items after it, nearest first, up to a joint.
        after: index in the sentence of the first item behind ``right``.
        opens_clause: a semicolon stands between it and the number before.
    """

    __slots__ = ("after", "at", "left", "opens_clause", "right")

    def __init__(
        self, at: int, left: list[Item], right: list[Item], after: int, opens_clause: bool
    ) -> None:
        self.at = at
        self.left = left
        self.right = right
        self.after = after
        self.opens_clause = opens_clause


def regions(items: list[Item]) -> list[Region]:
    """The region of each number of a sentence, in order."""
    places = [i for i, item in enumerate(items) if item.kind == "N"]
    found: list[Region] = []
    begin = 0
    for k, at in enumerate(places):
        following = places[k + 1] if k + 1 < len(places) else None
        after = _right_end(items, at + 1, following)
        opens = False
        for j in range(at - 1, begin - 1, -1):
            if items[j].kind == ";":
                begin, opens = j + 1, True
                break
        found.append(Region(at, items[begin:at], items[at + 1 : after], after, opens))
        begin = after
    return found


def _right_end(items: list[Item], start: int, following: int | None) -> int:
    """Where the description of the number before ``start`` ends."""
    limit = len(items) if following is None else following
    words = 0
    j = start
    while j < limit:
        item = items[j]
        if item.kind == "(" and _is_abbreviation(items, j):
            j += 3
            continue
        if item.kind in _BREAKS:
            return j
        if item.kind == "W":
            words += item.x
            if words > _MOST_WORDS:
                return j
        elif item.kind == "U":
            if j > start and not _preposition(items[j - 1]):
                return j
        elif item.role == "copula":
            if following is not None and _leads(items, j, following):
                return _after_object(items, start, j)
        elif item.role in _JOINTS:
            opening = j == start and item.x.role in ("part", "whole")  # "99,98% trong số đó ..."
            if not opening:
                return j
        j += 1
    if following is None:
        return j
    if items[following - 1].role == "bound":
        return _after_object(items, start, j)  # "18 xã | số hóa chưa đến 20%"
    return _unbroken(items, start, j)


def _is_abbreviation(items: list[Item], i: int) -> bool:
    """``do doanh nghiệp (DN) nộp trực tiếp``: the brackets part nothing."""
    inside = items[i + 1 : i + 3]
    return len(inside) == 2 and inside[0].kind == "W" and inside[0].x == 1 and inside[1].kind == ")"


def _preposition(item: Item) -> bool:
    return item.role == "of"


def _leads(items: list[Item], j: int, following: int) -> bool:
    """Only bounds stand between item ``j`` and the number ``following``."""
    return all(i.role == "bound" for i in items[j + 1 : following])


def _unbroken(items: list[Item], start: int, stop: int) -> int:
    """``73 hồ sơ quá hạn | rơi vào ba địa phương``: without a joint, up to the first other word."""
    if start < stop and items[start].kind == "C" and "org" in items[start].x.tags:
        return start + 1  # "13/20 cơ quan | giải quyết đúng hạn 100% hồ sơ": they do the next
    for j in range(start, stop):
        if items[j].kind not in "CP":
            return j
    return stop


def _after_object(items: list[Item], start: int, stop: int) -> int:
    """``13 hồ sơ | đang giải quyết là 8``: the predicate belongs to the number it leads to."""
    for j in range(start, stop):
        if items[j].role in ("object", "index"):
            return j + 1
    return start
