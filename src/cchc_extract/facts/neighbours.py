"""The items around a number: roles, units, and what stands right before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from cchc_extract.facts.readings import Reading
from cchc_extract.facts.stream import Cue, Item
from cchc_extract.quantities.types import NumberMention

__all__ = [
    "BREAKS",
    "Near",
    "cell_of",
    "cues_of",
    "in_brackets",
    "index_ahead",
    "is_bare_year",
    "is_have",
    "is_owner_alone",
    "look_before",
    "names_owner",
    "names_unit",
    "role_of",
    "trend_of",
]

_LINKS: Final = frozenset({"share", "copula", "status", "most", "bound", "turn", "place", "of"})
_ADVERBS_MOST: Final = 2
_OWNERS_MOST: Final = 2  # "các xã của huyện Lý Nhân"
BREAKS: Final = frozenset(',:()."\n|-')


class Near:
    """What stands right before a number, nothing until it is found."""

    bound: str = "exact"
    norm: bool = False
    item: Item | None = None
    trend: Cue | None = None
    towards: Cue | None = None
    came_from: bool = False
    goes_to: bool = False
    linked: bool = False
    owner: bool = False
    most: bool = False
    rest: bool = False
    has: bool = False
    floor: bool = False
    compared: bool = False


def role_of(item: Item | None) -> str:
    """The role of a cue; empty for other items and none."""
    return item.role if item is not None else ""


def cues_of(items: Iterable[Item]) -> Iterator[Cue]:
    """The cues among ``items``."""
    return (i.x for i in items if i.kind == "C")


def look_before(left: list[Item]) -> Near:
    """Bounds, trend and ``from``/``to`` between a number and the first other item before it."""
    near = Near()
    for item in reversed(left):
        role = role_of(item)
        if role == "bound":
            if near.bound == "exact" and role_of(near.item) != "rank_at":
                near.bound, near.norm = item.x.bound, item.x.norm
            continue
        if role == "from" and not near.came_from:
            near.came_from = True
            continue
        if role == "to":
            near.goes_to = True
            near.towards = item.x
            continue
        if role == "copula":
            near.linked = True
            near.rest = near.rest or item.x.id == "link.rest"
            near.has = near.has or item.x.id == "link.have"
            continue
        if item.kind == "W" and item.x <= 1:
            continue
        if item.kind == "P" and near.item is None and not near.compared:
            near.compared = True  # "nhiều hơn tháng 8 tới 613 hồ sơ"
            near.item = item
            continue
        if item.kind == "C" and item.x.trend and (not near.compared or item.x.gap):
            near.trend = item.x
        if near.item is None:
            near.item = item
        if near.trend is not None and near.item is item:
            continue
        if near.trend is not None and (item.kind == "U" or role == "subject"):
            near.owner = True
        if role != "rank_at":
            break
    return near


def trend_of(previous: Reading | None) -> Cue | None:
    """The word that says which way the number before went, if it did."""
    if previous is None or previous.kind != "change":
        return None
    return look_before(previous.region.left).trend


def names_unit(left: list[Item]) -> bool:
    """``- Sở Nội vụ: 120 HS``: the item before the colon is a unit or a class of units."""
    for i in range(len(left) - 1, 0, -1):
        if left[i].kind in ":(":
            return left[i - 1].kind == "U" or role_of(left[i - 1]) == "subject"
    return False


def names_owner(item: Item) -> bool:
    """A unit, a class of units or a stand-in."""
    return item.kind == "U" or role_of(item) == "subject"


def is_owner_alone(left: list[Item]) -> bool:
    """``Phường Ninh Kiều cũng đạt 82%``: nothing before a number says what, only whose it is."""
    owners = 0
    for item in left:
        if names_owner(item) or (item.role == "object" and "org" in item.x.tags):
            owners += 1
        elif item.kind == "W":
            if item.x > _ADVERBS_MOST:
                return False
        elif item.kind not in "P,D:" and item.role not in _LINKS:
            return False
    return 0 < owners <= _OWNERS_MOST


def is_have(item: Item) -> bool:
    """``có``."""
    return item.kind == "C" and item.x.id == "link.have"


def cell_of(items: list[Item], at: int) -> int:
    """Which cell of a row holds the item at ``at``, from 0."""
    return sum(i.kind == "|" for i in items[:at])


def is_bare_year(n: NumberMention) -> bool:
    """``Điểm 2023``: the year of a column."""
    return isinstance(n.value, int) and 2000 <= n.value <= 2100 and n.stop == n.first + 1


def in_brackets(items: list[Item], i: int) -> bool:
    """Whether the item at ``i`` stands in brackets that open before it."""
    depth = 0
    for x in items[:i]:
        if x.kind == "(":
            depth += 1
        elif x.kind == ")":
            depth = max(0, depth - 1)  # "b) Tiếp nhận ...": a list counter closes none
    return depth > 0


def index_ahead(items: list[Item], start: int) -> str | None:
    """``thứ 12/94 trong bảng xếp hạng Bộ chỉ số ...``: an index named before the next number."""
    for item in items[start:]:
        if item.kind in "N;.":
            break
        if role_of(item) == "index":
            return str(item.x.index)
    return None
