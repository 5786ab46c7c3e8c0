"""Numbers that belong together: enumerations, parts of a whole, rows, shared words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cchc_extract.facts.metrics import MetricTable
from cchc_extract.facts.neighbours import BREAKS, Near, cues_of, role_of
from cchc_extract.facts.readings import Reading
from cchc_extract.facts.regions import Region
from cchc_extract.facts.stream import Cue, Item
from cchc_extract.quantities.types import NumberMention

__all__ = [
    "BODIES",
    "CUTS",
    "LEVELS",
    "TOPICS",
    "all_in_time",
    "bound_of_list",
    "chain_end",
    "chunks_of",
    "clause_behind",
    "continued_metric",
    "in_their_order",
    "is_elliptic",
    "is_named_part",
    "is_of_last",
    "is_part",
    "is_row",
    "opens_item",
    "opens_parts",
    "predicate",
    "says_more",
    "share_bound",
    "shared_right",
    "strongest_first",
    "whole_of",
]

TOPICS: Final = frozenset({"object", "stage", "time", "opinion", "channel"})
CUTS: Final = frozenset({"reduce", "cut"})
# Roles of words that do not say what is counted.
_LITTLE: Final = frozenset("status bound copula share subject turn to object rate most of".split())
_LEADS: Final = frozenset({"status", "most"})  # one of these must be there, or a time
_ALL: Final = 2  # items that say something of all just counted
_PART_NAME: Final = 4  # words that may name a part in brackets
_STRONG: Final = frozenset({"paid", "digitized", "returned", "carried"})
BODIES: Final = frozenset({"org", "staff", "people"})
_BARE: Final = BODIES | {"rate"}
LEVELS: Final = frozenset({"full", "partial"})


def chain_end(items: list[Item], at: int) -> int:
    """Index of the last number of ``93,42, 92,87 và 92,10 điểm``; ``at`` where it is no chain."""
    end, joined = at, False
    while end + 2 < len(items) and items[end + 2].kind == "N" and not joined:
        if items[end + 2].x.percent != items[at].x.percent:
            return at
        joined = role_of(items[end + 1]) == "and"
        if not joined and items[end + 1].kind != ",":
            return at
        end += 2
    return end if joined else at


def shared_right(items: list[Item], region: Region) -> list[Item]:
    """``113 và 97 người``: what stands behind the last number is said of all of them."""
    end = chain_end(items, region.at)
    if end == region.at:
        return []
    stop = end + 1
    while stop < len(items) and items[stop].kind in "CW" and role_of(items[stop]) not in (
        "part", "share", "trend", "turn", "and", "copula"
    ):  # fmt: skip
        stop += 1
    return items[end + 1 : stop]


def predicate(items: list[Item], region: Region, tags: frozenset[str] = CUTS) -> list[Item]:
    """``gần 148.000 cán bộ và người hoạt động ... cũng được tinh giản``."""
    found: list[Item] = []
    for item in items[region.at + 1 : region.at + 12]:
        if item.kind in ";.N(":
            break
        if item.kind != "C" or tags.isdisjoint(item.x.tags):
            continue
        if "inspect" not in item.x.tags or item.x.id == "act.inspected":
            found.append(item)
    return found


def chunks_of(left: list[Item]) -> Iterator[list[Item]]:
    """The parts of ``left`` between breaks, nearest first, each with its nearest item first."""
    chunk: list[Item] = []
    for item in reversed(left):
        if item.kind in BREAKS:
            if chunk:
                yield chunk
            chunk = []
        else:
            chunk.append(item)
    if chunk:
        yield chunk


def strongest_first(row: list[Item]) -> list[Item]:
    """``hồ sơ tiếp nhận được số hóa``: the predicate counts, not the attribute before it."""
    strong = [i for i in row if i.kind == "C" and not _STRONG.isdisjoint(i.x.tags)]
    if not strong:
        return list(row)
    return [i for i in row if i.role == "object"] + strong + [i for i in row if i not in strong]


def opens_parts(items: list[Item]) -> bool:
    """The sentence begins with ``Trong đó``."""
    for item in items[:3]:
        if role_of(item) == "part":
            return True
        if item.kind == "N":
            return False
    return False


def opens_item(items: list[Item]) -> bool:
    """The sentence goes on with a list: ``Tại cấp huyện, cấp xã: Tiếp nhận ...``."""
    for item in items:
        if item.kind == ":":
            return True
        if item.kind == "N":
            return False
    return False


def whole_of(
    items: list[Item], behind: int, at: int, found: list[Reading], parent: Reading | None
) -> Reading | None:
    """The whole that the number at ``at`` is a part of, given the items since ``behind``."""
    depth = sum((i.kind == "(") - (i.kind == ")") for i in items[:behind])
    for item in items[behind:at]:
        depth += (item.kind == "(") - (item.kind == ")")
        if item.kind == ";" and depth <= 0:
            parent = None
        elif (role_of(item) == "part" and found) or (item.kind in "(:" and found):
            parent = found[-1]
        elif item.kind == ")" and parent is not None:
            parent = parent.parent
    return parent


def is_row(region: Region) -> bool:
    """``Trong đó X 31.208 HS, quá hạn 52; Y 22.640 HS``: a unit and right behind it its number."""
    left = region.left
    if not left or left[-1].kind != "U":
        return False
    return len(left) < 2 or left[-2].kind in ";:-" or role_of(left[-2]) == "part"


def all_in_time(items: list[Item], region: Region) -> list[Item]:
    """``94 hồ sơ đang giải quyết, đều chưa đến hạn``: what is said of all just counted."""
    behind = clause_behind(items, region.after) if region.after < len(items) else []
    if region.after >= len(items) or items[region.after].kind != "," or len(behind) > _ALL:
        return []
    stop = region.after + 1 + len(behind)
    ends = stop >= len(items) or items[stop].kind != "N"
    in_time = any(item.kind == "C" and "in_time" in item.x.tags for item in behind)
    return [i for i in behind if i.kind == "C"] if ends and in_time else []


def bound_of_list(items: list[Item], at: int) -> Cue | None:
    """``ít nhất phải đạt: cấp sở 60%, cấp huyện 45%``: a bound said before the colon."""
    for i in range(at - 1, 0, -1):
        if items[i].kind == ":" and role_of(items[i - 1]) == "bound":
            found: Cue = items[i - 1].x
            return found if found.norm else None
    return None


def clause_behind(items: list[Item], at: int) -> list[Item]:
    """What stands behind the number at ``at``, up to a break or the next number."""
    stop = at + 1
    while stop < len(items) and items[stop].kind not in BREAKS and items[stop].kind not in "N;":
        stop += 1
    return items[at + 1 : stop]


def is_of_last(items: list[Item], region: Region) -> bool:
    """``214 hồ sơ trong số này đã quá hạn``: some of those just counted."""
    after = items[region.at + 1 : region.at + 3]
    return len(after) == 2 and role_of(after[0]) == "object" and role_of(after[1]) == "part"


def is_named_part(n: NumberMention, region: Region, near: Near, parent: Reading | None) -> bool:
    """``402 thủ tục (cấp xã 353, liên thông 49)``: a part in brackets, named by a few words."""
    if parent is None or parent.unit != "count" or n.value > parent.value:
        return False
    short = near.item is not None and near.item.x <= _PART_NAME
    opens = region.left[0].kind in "(," or role_of(region.left[0]) == "part"
    return short and opens and len(region.left) <= 3


def says_more(items: list[Item], region: Region, table: MetricTable) -> bool:
    """``1,9%, 2,4% và 3,6% hồ sơ trễ hẹn``: the words behind the last percentage are no index."""
    if region.right:
        return False
    return any(
        table.dimension.get(t) in TOPICS
        for c in cues_of(shared_right(items, region))
        for t in c.tags
    )


def share_bound(reading: Reading, before: list[Reading]) -> None:
    """``không dưới 98%, 97% và 99%``: the bound stands before all of them."""
    left = reading.region.left
    if not before or reading.bound != "exact" or not left or len(left) > 2:
        return
    last = before[-1]
    same = last.unit == reading.unit and last.metric == reading.metric
    if same and last.norm and all(i.kind == "," or role_of(i) == "and" for i in left):
        reading.bound, reading.norm = last.bound, last.norm


def is_part(reading: Reading, parent: Reading) -> bool:
    """A part that repeats the stage of its whole, by channel or origin."""
    return reading.tags.get("stage") in (parent.tags.get("stage"), "new", "carried", "resolved",
                                         "submitted", "pending", "returned")  # fmt: skip


def continued_metric(source: Reading, n: NumberMention) -> str:
    """The metric a number takes over whole: a share of a count, ``trong đó cấp tỉnh chiếm 78%``."""
    return source.metric if n.percent and source.tags else ""


def is_elliptic(n: NumberMention, region: Region, last: Reading | None) -> bool:
    """``Năm nay phấn đấu đạt tối thiểu 98,5%``: but a time, a goal or whose it is, and no more."""
    if (
        last is None
        or last.index is not None
        or any(item.kind != "P" and role_of(item) != "of" for item in region.right)
        or (last.unit == "percent") != n.percent
    ):
        return False
    led = False
    for item in reversed(region.left):
        if item.kind == "P":
            return True
        led = led or role_of(item) in _LEADS
        bare = item.kind == "C" and (set(item.x.tags) <= _BARE and item.x.role in _LITTLE)
        if not bare and item.kind not in "U,:":
            return False
    return led and n.percent


def in_their_order(items: list[Item], told: list[Reading]) -> dict[int, Reading]:
    """``Năm nay, con số tương ứng là 9.114 và 15``: by position, what each number counts again."""
    at = next(
        (i for i, x in enumerate(items) if x.kind == "C" and x.x.id == "link.same_each"), None
    )
    if at is None:
        return {}
    numbers = [i for i in range(at, len(items)) if items[i].kind == "N"]
    levels = [r for r in told if r.kind == "level"]
    if len(numbers) != len(levels) or any(
        items[i].x.percent != r.number.percent for i, r in zip(numbers, levels, strict=True)
    ):
        return {}
    return dict(zip(numbers, levels, strict=True))
