"""Numbers that look like facts and are none, and those that need a second look."""

from __future__ import annotations

from typing import Final

from cchc_extract.facts.neighbours import BREAKS, role_of
from cchc_extract.facts.regions import Region
from cchc_extract.facts.stream import Item

__all__ = [
    "compares_level",
    "compares_time",
    "counts_class",
    "counts_papers",
    "is_band",
    "is_base",
    "is_forbidden",
    "is_gap_to_mean",
    "is_rest",
    "is_unfit",
    "is_vetoed",
    "merges",
    "picks_group",
    "satisfies",
]

_SEVERAL: Final = 2  # units that a number of each of them needs
# Roles of words that stand for units compared with.
_UNITS: Final = frozenset({"object", "mean", "most", "subject"})


def counts_class(items: list[Item], region: Region) -> bool:
    """``của 12 huyện, thị xã``: the number is part of a subject and parts no words."""
    after = items[region.at + 1] if region.at + 1 < len(items) else None
    if after is None or after.kind != "C":
        return False
    surveyed = after.x.role == "citizens" or "people" in after.x.tags
    return surveyed or "org" in after.x.tags or after.x.subject in ("class", "nation")


def counts_papers(items: list[Item], region: Region) -> bool:
    """``ban hành 09 quyết định công bố 23 TTHC``."""
    after = items[region.at + 1] if region.at + 1 < len(items) else None
    return after is not None and role_of(after) == "other"


def is_unfit(region: Region) -> bool:
    """``mỗi ngày 250 hồ sơ``, ``dôi dư 46 cấp phó``: not the reform's bookkeeping."""
    for item in reversed(region.left):
        if item.kind in BREAKS:
            return False
        if role_of(item) in ("per", "unfit", "veto"):
            return True
        if role_of(item) == "each":
            return sum(i.kind == "U" for i in region.left) < _SEVERAL
    return False


def is_vetoed(items: list[Item], region: Region) -> bool:
    """``100% hồ sơ trễ hạn phải được xin lỗi`` counts no dossiers."""
    late = False
    for item in items[region.at + 1 :]:
        if item.kind in ";,.N":
            return False
        late = late or (item.kind == "C" and "late" in item.x.tags)
        if role_of(item) == "veto":
            return items[region.at].x.percent or not late
    return False


def is_band(items: list[Item], region: Region) -> bool:
    """``nhóm A (từ 90% trở lên)``: what defines a group."""
    for i in range(region.at - 1, 0, -1):
        if items[i].kind == "(":
            return any(role_of(x) == "ordinal" for x in items[max(0, i - 3) : i])
        if items[i].kind in ");.":
            return False
    return False


def is_gap_to_mean(region: Region) -> bool:
    """``kém bình quân chung của tỉnh 6,4 điểm``: how far from other units."""
    mean = False
    for item in reversed(region.left):
        if item.kind in BREAKS:
            return False
        mean = mean or role_of(item) == "mean"
        if role_of(item) == "trend" and item.x.gap:
            return mean
    return False


def satisfies(items: list[Item], region: Region) -> bool:
    """``492/500 phiếu trả lời hài lòng``."""
    for item in items[region.at + 1 : region.at + 5]:
        if item.kind in ";.,N":
            return False
        if item.kind == "C" and "satisfy" in item.x.tags:
            return True
    return False


def picks_group(items: list[Item], region: Region) -> bool:
    """``18 xã số hóa chưa đến 20%``: the percentage says which bodies are counted."""
    for i in range(region.at - 1, -1, -1):
        item = items[i]
        if item.kind in BREAKS or item.kind == ";" or role_of(item) in ("turn", "part", "and"):
            return False
        if item.kind == "N":
            if item.x.percent:
                return False
            after = items[i + 1]
            return role_of(after) == "object" and bool("org" in after.x.tags)
    return False


def is_base(region: Region) -> bool:
    """``trong tổng số 29.166 biên chế``."""
    for item in reversed(region.left):
        if item.kind in BREAKS:
            return False
        if role_of(item) in ("whole", "total"):
            return True
        if item.kind != "W":
            return False
    return False


def merges(items: list[Item], region: Region) -> bool:
    """``hợp nhất 11 chi cục thành 6``."""
    if region.left and role_of(region.left[-1]) == "into":
        return True
    for item in items[region.at + 1 : region.at + 5]:
        if item.kind in ";.,N":
            return False
        if role_of(item) == "into":
            return True
    return False


def is_rest(region: Region) -> bool:
    """``giảm 2 cơ quan, còn 9 cơ quan``: what is left after a cut."""
    for item in reversed(region.left):
        if role_of(item) == "copula":
            return bool(item.x.id == "link.rest")
        if role_of(item) != "bound":
            return False
    return False


def compares_time(items: list[Item], region: Region) -> bool:
    """``cao hơn 1,12 điểm so với năm 2023``, not ``thấp hơn 4,2 điểm so với đơn vị dẫn đầu``."""
    for item in reversed(region.left):
        if role_of(item) == "trend":
            break
        if item.kind == "U" or role_of(item) in ("object", "mean", "most"):
            return False
    compared = False
    for item in items[region.at + 1 : region.at + 6]:
        if item.kind in ";.N":
            return True
        compared = compared or role_of(item) == "compare"
        if item.kind == "P":
            return True
        if compared and (item.kind == "U" or role_of(item) in _UNITS):
            return False
    return True


def compares_level(region: Region) -> bool:
    """``thấp hơn mức 1,9% của năm 2022``: the number compared with, not the gap."""
    gap = False
    for item in reversed(region.left):
        if role_of(item) == "copula":
            gap = gap or item.x.id == "link.level"
        elif role_of(item) == "trend":
            return gap and bool(item.x.gap)
        elif role_of(item) != "bound" and not (item.kind == "W" and item.x == 1):
            return False
    return False


def is_forbidden(region: Region) -> bool:
    """``không để hồ sơ trễ hạn vượt 0,5%``, ``không nơi nào trên 5%``: a bound from above."""
    for item in reversed(region.left):
        if item.kind in BREAKS:
            return False
        if item.kind == "C" and item.x.id in ("status.no", "bound.none"):
            return True
    return False
