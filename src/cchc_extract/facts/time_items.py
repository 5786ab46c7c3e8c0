"""The times of one sentence: how each stands to the numbers, and what days it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from cchc_extract.facts.neighbours import in_brackets
from cchc_extract.facts.readings import Reading
from cchc_extract.facts.stream import Item
from cchc_extract.quantities.calendar import Span, previous_span
from cchc_extract.quantities.periods import resolve_same_period
from cchc_extract.quantities.types import PeriodMention

__all__ = [
    "PASSING", "Placed", "Time", "arrived_at", "before", "begun_times", "dates", "ends_after",
    "is_compared", "is_equal", "is_period", "is_same_time", "is_year", "place_times", "resolved",
    "spelled_out", "time_of", "years_of",
]  # fmt: skip

_GLOSS: Final = 7  # items between brackets that hold but a time
# Times of one sentence, not of those after it.
PASSING: Final = frozenset({"open", "now", "past"})


@dataclass(frozen=True, slots=True)
class Time:
    """A resolved time: inclusive days, and the mention it was read from."""

    start: date | None
    end: date | None
    mention: PeriodMention


class Placed(NamedTuple):
    """A time of a sentence, and whether the sentence only looks back to it."""

    item: Item
    time: Time
    back: bool


def place_times(items: list[Item], readings: list[Reading], so_far: Time | None) -> list[Placed]:
    """The times of a sentence in order.

    A time before the first number frames what follows it. Behind a number, the sentence only looks
    back to a time in brackets, or to one that ends before the time ``so_far``, which is the last
    one that it did not look back to.
    """
    first = min((r.region.at for r in readings), default=len(items))
    begun = begun_times(readings)
    placed: list[Placed] = []
    for i, item in enumerate(items):
        if item.kind != "P" or item.x.role not in ("period", "baseline"):
            continue
        time = time_of(item)
        earlier = so_far is not None and ends_after(so_far, time)
        back = i > first and (earlier or in_brackets(items, i))
        placed.append(Placed(item, time, back))
        stays = item.x.role == "period" and item.x.kind not in PASSING and not item.x.anchor
        if stays and not back and id(item.x) not in begun:
            so_far = time
    return placed


def is_period(item: Item) -> bool:
    """A time that a number may be of: no baseline, deadline, meeting or document."""
    return item.kind == "P" and item.x.role == "period"


def is_year(p: PeriodMention) -> bool:
    """Is it one year, or nearly?"""
    return (
        p.start is not None
        and p.end is not None
        and p.start.year == p.end.year
        and (p.end - p.start).days > 360
    )


def is_compared(items: list[Item], i: int) -> bool:
    """The time at ``i`` is one compared with: ``nhỉnh hơn ... nếu đặt cạnh quý III-2019``."""
    for j in range(i - 1, max(i - 3, -1), -1):
        item = items[j]
        if item.kind == "C":
            return bool(item.x.role == "compare") or (item.x.role == "trend" and item.x.gap)
        if item.kind != "W" or item.x > 1:
            return False
    return False


def dates(reading: Reading, time: Time) -> bool:
    """The time is written with the number itself: ``từ 2,7% năm 2021``."""
    return any(i.kind == "P" and i.x is time.mention for i in reading.region.right)


def begun_times(readings: list[Reading]) -> set[int]:
    """Times of where a rise or fall began: ``từ 5,42% của 6 tháng đầu năm 2023 xuống còn ...``."""
    return {id(i.x) for r in readings if r.came_from for i in r.region.right if i.kind == "P"}


def ends_after(a: Time, b: Time) -> bool:
    """Do both end, and ``a`` later?"""
    return a.end is not None and b.end is not None and a.end > b.end


def is_equal(a: Time, b: Time) -> bool:
    """The same days."""
    return (a.start, a.end) == (b.start, b.end)


def is_same_time(exact: Time, said: Time) -> bool:
    """The days of a report, ``từ 21/3 đến 20/4``, are those of what it is called, ``tháng 4``."""
    if exact.start is None or exact.end is None or said.start is None or said.end is None:
        return False
    common = min(exact.end, said.end) - max(exact.start, said.start)
    lengths = (exact.end - exact.start).days, (said.end - said.start).days
    return common.days > max(lengths) / 2


def spelled_out(items: list[Item]) -> list[Item]:
    """Times whose days follow in brackets, as those days: ``tháng 4 (từ 21/3 đến 20/4)``.

    The brackets become words, so that a time alone in them (``Kết quả (từ 15/12 đến 14/6): ...``)
    stands in the sentence. Positions stay.
    """
    spelled: list[Item] | None = None
    for i, item in enumerate(items):
        if item.kind != "(":
            continue
        inside = range(i + 1, min(i + _GLOSS, len(items)))
        stop = next((j for j in inside if items[j].kind == ")"), 0)
        times = [x for x in items[i + 1 : stop] if is_period(x) and x.x.kind == "span"]
        if len(times) != 1 or any(x.kind not in "PCW:" for x in items[i + 1 : stop]):
            continue
        spelled = spelled or list(items)
        for at in (i, stop):
            spelled[at] = Item("W", items[at].first, items[at].stop, 0)
        if i and items[i - 1].kind == "P":
            spelled[i - 1] = Item("P", items[i - 1].first, items[i - 1].stop, times[0].x)
    return spelled or items


def time_of(item: Item) -> Time:
    """The days of a mention as they were read."""
    return Time(item.x.start, item.x.end, item.x)


def arrived_at(item: Item) -> Time:
    """``đến 2023 là 83,4 điểm``: that year."""
    return Time(item.x.since or item.x.start, item.x.end, item.x)


def before(time: Time) -> Time:
    """The time of the same length before ``time``: where a rise or fall began."""
    span = previous_span(Span(time.start, time.end))
    return Time(span.start, span.end, time.mention)


def resolved(mention: PeriodMention, time: Time | None) -> Time:
    """A baseline, relative ones counted from ``time``."""
    if mention.anchor and time is not None:
        span = resolve_same_period(Span(time.start, time.end), mention)
        return Time(span.start, span.end, mention)
    return Time(mention.start, mention.end, mention)


def years_of(item: Item) -> list[Time]:
    """The years of ``từ 2018 đến 2021``."""
    start, end = item.x.start, item.x.end
    if start is None or end is None:
        return []
    if (start.month, start.day, end.month, end.day) != (1, 1, 12, 31):
        return []
    return [Time(date(y, 1, 1), date(y, 12, 31), item.x) for y in range(start.year, end.year + 1)]
