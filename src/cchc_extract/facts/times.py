"""When a number is about: a time of its own, its paragraph's, the article's.

A time at the head of a sentence frames what follows, in the sentence and in those after it; one
written behind a number is that number's. What a sentence only looks back to (in brackets, earlier
than the time so far), compares with, or that a rise began from, is not handed on, nor is the time
of a goal to what is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby
from typing import Final

from cchc_extract.facts.index_times import IndexTimes
from cchc_extract.facts.neighbours import in_brackets
from cchc_extract.facts.readings import Reading
from cchc_extract.facts.stream import Item, open_before
from cchc_extract.facts.time_items import (
    PASSING,
    Placed,
    Time,
    arrived_at,
    before,
    begun_times,
    dates,
    ends_after,
    is_compared,
    is_equal,
    is_period,
    is_same_time,
    is_year,
    place_times,
    resolved,
    spelled_out,
    time_of,
    years_of,
)
from cchc_extract.quantities.types import PeriodMention

__all__ = ["TimeReader"]

_INDEX_METRICS: Final = frozenset({"rank", "index_score"})
# What there is at a moment; the other counts say what happened in a time.
_STOCKS: Final = frozenset({"procedures_total", "online_services", "online_services_full",
                     "online_services_partial", "dossiers_pending", "dossiers_pending_in_time",
                     "dossiers_pending_overdue"})  # fmt: skip
# Counts that a reorganisation leaves behind, from its day on.
_REDUCTIONS: Final = frozenset({"units_reduced", "staff_reduced"})
# ``trong năm``, ``cũng trong thời gian này``: a time spoken of already
_SPOKEN_OF: Final = frozenset({"period.in_year", "period.whole_year", "period.in_period"})

_When = tuple[Time | None, Time | None]  # period and baseline


class TimeReader:
    """Follows the times of one article, sentence by sentence.

    Args:
        main: the time that the article reports on.
        index_time: the year of its indices.
        said: what it calls ``main``.
    """

    def __init__(
        self, main: Time | None, index_time: Time | None, said: Time | None = None
    ) -> None:
        self._main = main
        self._said = said
        self._indices = IndexTimes(index_time)
        self._topic: Time | None = None  # what the paragraph is about
        self._head: Time | None = None  # the topic of the lead-in of a list
        self._goal: Time | None = None
        self._moment: Time | None = None  # until when stocks were counted
        self._since: Time | None = None  # from when on bodies were cut
        self._base: Time | None = None  # the year looked back to
        self._year: Time | None = None
        self._last: Time | None = None
        self._counted = False
        self._past: set[tuple[object, object]] = set()  # times looked back to
        self._aside: set[int] = set()
        self._owned: set[int] = set()

    def new_paragraph(self, *, listed: bool = False) -> None:
        """A new paragraph has the time of the lead-in before it, if that was one, or none yet."""
        if listed:
            self._topic = self._head
        elif self._counted:
            self._topic = None
        self._counted = False
        self._goal = self._moment = self._since = self._base = None

    def read(
        self, items: list[Item], readings: list[Reading], statuses: Sequence[str]
    ) -> list[_When]:
        """Period and baseline of each reading of one sentence."""
        items = spelled_out(items)
        self._indices.notice(items)
        placed = place_times(items, readings, self._so_far)
        self._aside = set()
        self._owned = {id(i.x) for r in readings for i in r.region.right if i.kind == "P"}
        for p in placed:
            if p.back and is_period(p.item) and not (self._main and is_equal(self._main, p.time)):
                self._past.add((p.time.start, p.time.end))
        turns = _in_turn(items, readings)
        result: list[_When] = []
        for reading, status in zip(readings, statuses, strict=True):
            time = turns.get(id(reading)) or self._period(items, reading, status)
            if reading.came_from:
                self._aside = begun_times([reading])
            if time is not None and self._said is not None and is_equal(time, self._said):
                time = self._main
            baseline = self._baseline(items, reading, time)
            if reading.came_from and time is not None and not dates(reading, time):
                time = baseline or self._compared_with(time) or before(time)
            if time is not None and not time.mention.anchor and not self._is_past(time):
                self._last = time
            result.append((time, baseline))
        self._hand_on(items, readings, statuses, result, placed)
        return result

    def _hand_on(
        self,
        items: list[Item],
        readings: list[Reading],
        statuses: Sequence[str],
        result: list[_When],
        placed: list[Placed],
    ) -> None:
        """What the sentence leaves to those after it."""
        goals = _goal_times(result, statuses)
        moments = _moments(result, readings)
        aside = begun_times(readings) | {id(t.mention) for t in goals} | _plan_years(readings)
        if _is_reported(self._so_far):
            aside |= {id(t.mention) for t in moments}
        own: list[Time] = []
        for p in placed:
            mention = p.item.x
            if p.back and is_year(mention) and not mention.anchor:
                self._base = p.time
            if mention.role != "period" or mention.anchor:
                continue
            if mention.kind == "open":
                self._since = p.time
            handed = mention.kind not in PASSING and not p.back and id(mention) not in aside
            if handed and not self._is_spoken_of(p.item):
                own.append(p.time)
        # The time of a goal is that of the goals after it, not of what is counted after it.
        self._goal = goals[-1] if goals else self._goal
        self._moment = moments[-1] if moments else self._moment
        self._year = next((t for t in reversed(own) if is_year(t.mention)), self._year)
        if own:
            self._topic = own[-1]
            if not readings and any(i.role == "dating" for i in items):
                self._report_on(own[-1])
        elif self._topic is None:
            spoken = next((p.item for p in placed if p.item.x.anchor == "spoken"), None)
            self._topic = self._spoken_of(spoken) if spoken is not None else None
        if items[-1].kind == ":" or not readings:
            self._head = self._topic
        self._counted = self._counted or bool(readings)

    def _report_on(self, time: Time) -> None:
        """``Số liệu chốt ngày 15/11/2024``: the time of the figures."""
        main = self._main
        if main and main.start and main.start.day > 1 and is_same_time(main, time):
            self._topic = main
        self._main, self._said = self._topic, None

    @property
    def _so_far(self) -> Time | None:
        return self._topic or self._main

    def _is_past(self, time: Time) -> bool:
        return (time.start, time.end) in self._past

    def _is_spoken_of(self, item: Item) -> bool:
        """``trong năm`` read as the year compared with, the last one named."""
        return item.x.rule in _SPOKEN_OF and (item.x.start, item.x.end) in self._past

    def _spoken_of(self, item: Item) -> Time | None:
        """``cùng khoảng thời gian này``; the days of a report are exact."""
        time = time_of(item)
        by_days = time.end is not None and (time.end + timedelta(days=1)).day > 1
        return time if by_days else self._so_far

    def _compared_with(self, time: Time) -> Time | None:
        """``nhiều hơn năm 2022. Tỷ lệ trễ giảm từ 1,2% xuống 0,6%``: the time looked back to."""
        base = self._base
        return base if base is not None and ends_after(time, base) else None

    # -- period ---------------------------------------------------------------------------------

    def _period(self, items: list[Item], reading: Reading, status: str) -> Time | None:
        if reading.metric in _INDEX_METRICS:
            goal = (self._goal or self._topic or self._main) if status == "target" else None
            return self._indices.period(
                items, reading, self._aside, self._owned, goal, self._year or self._so_far
            )
        return (
            self._in_brackets(items, reading)
            or self._behind(reading)
            or self._of_inspection(items, reading)
            or self._ahead_of(items, reading, status)
            or self._inherited(reading, status)
        )

    @staticmethod
    def _in_brackets(items: list[Item], reading: Reading) -> Time | None:
        """``gấp rưỡi năm 2022 (803.500 hồ sơ)``: the time that the brackets open behind."""
        at = reading.region.at
        if at < 2 or items[at - 1].kind != "(" or items[at - 2].kind != "P":
            return None
        mention: PeriodMention = items[at - 2].x
        dated = mention.role in ("period", "baseline") and not mention.anchor
        return time_of(items[at - 2]) if dated and reading.kind == "level" else None

    def _behind(self, reading: Reading) -> Time | None:
        """A time written with the number: ``306 hồ sơ trong năm 2023``."""
        if reading.kind == "change":
            return None
        so_far = self._so_far
        for item in reading.region.right:
            if item.kind != "P" or item.x.role not in ("period", "baseline"):
                continue
            time = resolved(item.x, so_far)
            if reading.metric == "tasks_completed" and so_far and _is_plain_year(item):
                continue  # "17/28 nhiệm vụ của cả năm"
            if reading.metric in _REDUCTIONS and _ended_before(time, so_far):
                continue  # "bằng 11,8% số được giao năm 2015"
            return time
        return None

    @staticmethod
    def _of_inspection(items: list[Item], reading: Reading) -> Time | None:
        """An inspection is on its day."""
        if reading.metric != "units_inspected":
            return None
        for i in open_before(items, reading.region.at):
            if items[i].kind == "P" and items[i].x.role == "event":
                return time_of(items[i])
        return None

    def _ahead_of(self, items: list[Item], reading: Reading, status: str) -> Time | None:
        """The nearest time that frames the number in its sentence; else one written behind."""
        at = reading.region.at
        weak: Time | None = None
        anchored: Time | None = None
        for i in open_before(items, at):
            item = items[i]
            if not is_period(item) or id(item.x) in self._aside or is_compared(items, i):
                continue
            anchor = item.x.anchor
            if self._is_spoken_of(item):
                return self._last or self._main  # not the base just named
            if anchor == "spoken" and item.x.kind == "relative":
                return self._spoken_of(item)
            if anchor == "report":  # "nay": the report's time, of a stock its day
                return time_of(item) if reading.metric in _STOCKS else self._main
            if anchor:
                if self._last is not None and _same_chunk(items, i, at):
                    return resolved(item.x, self._last)
                if i <= 1 and item.x.end is not None:
                    anchored = time_of(item)  # "Kỳ trước khá hơn: 8.406 hồ sơ"
            elif reading.kind == "change" or id(item.x) not in self._owned:
                return _arrived(item, reading, status)
            elif weak is None:
                weak = time_of(item)  # a time behind another number
        if weak is not None and self._topic is None:
            return weak
        if anchored is not None:
            return anchored
        if self._topic is not None and status != "target":
            return None
        for i in range(at, len(items)):
            item = items[i]
            if item.kind == ";":
                break
            plain = is_period(item) and not item.x.anchor
            if plain and not is_compared(items, i) and not in_brackets(items, i):
                return time_of(item)
        return None

    def _inherited(self, reading: Reading, status: str) -> Time | None:
        """The time that goals, stocks, cuts or the paragraph have so far, else the article's."""
        if status == "target" and self._goal is not None:
            return self._goal
        if reading.metric in _STOCKS and self._moment is not None:
            return self._moment
        if reading.metric in _REDUCTIONS and self._since is not None:
            return self._since
        return self._so_far

    # -- baseline -------------------------------------------------------------------------------

    @staticmethod
    def _baseline(items: list[Item], reading: Reading, time: Time | None) -> Time | None:
        """The time that a change is measured from."""
        if reading.kind != "change" and not reading.came_from:
            return None
        at = reading.region.at
        for i in range(at + 1, len(items)):
            item = items[i]
            if item.kind in ";.":
                break
            if item.kind == "P" and (item.x.role == "baseline" or is_compared(items, i)):
                return resolved(item.x, time)
        if at and items[at - 1].kind == "P":
            return resolved(items[at - 1].x, time)
        for i in open_before(items, at):
            if items[i].kind in ";.":
                break
            if items[i].kind == "P" and items[i].x.role == "baseline":
                return resolved(items[i].x, time)  # "So với năm 2021, hồ sơ trễ hạn giảm 140"
        return None


def _in_turn(items: list[Item], readings: list[Reading]) -> dict[int, Time]:
    """``Ba năm 2022, 2023, 2024 lần lượt đạt 85,05%, 86,93% và 86,21%``: year by year."""
    turns: dict[int, Time] = {}
    at = next((i for i, x in enumerate(items) if x.kind == "C" and x.x.id == "link.in_turn"), None)
    if at is None:
        return turns
    times: list[Item] = []
    for item in reversed(items[:at]):
        if item.kind == "P" and item.x.role == "period":
            times.insert(0, item)
        elif item.kind in ";.N" or (times and item.kind not in ",W" and item.role != "and"):
            break
    after = [r for r in readings if r.region.at > at]
    for _, same in groupby(after, key=lambda r: (r.metric, r.unit)):
        run = list(same)
        if len(run) == len(times) > 1:
            turns.update((id(r), time_of(t)) for r, t in zip(run, times, strict=True))
        elif len(times) == 1 and len(run) == len(years := years_of(times[0])) > 1:
            turns.update((id(r), t) for r, t in zip(run, years, strict=True))
    return turns


def _goal_times(times: list[_When], statuses: Sequence[str]) -> list[Time]:
    """Times that only goals have."""
    counted = {id(time.mention) for (time, _), status in zip(times, statuses, strict=True)
               if time is not None and status != "target"}  # fmt: skip
    return [time for (time, _), status in zip(times, statuses, strict=True)
            if time is not None and status == "target"
            and id(time.mention) not in counted]  # fmt: skip


def _moments(times: list[_When], readings: list[Reading]) -> list[Time]:
    """Days until which only things there are were counted: ``đến 1/1/2025 quản lý 949 thủ tục``."""
    flows = {id(time.mention) for (time, _), reading in zip(times, readings, strict=True)
             if time is not None and reading.metric not in _STOCKS}  # fmt: skip
    return [time for (time, _), reading in zip(times, readings, strict=True)
            if time is not None and time.start is None and id(time.mention) not in flows
            and reading.metric in _STOCKS]  # fmt: skip


def _is_reported(time: Time | None) -> bool:
    """A time of a report, not that of a programme of several years."""
    if time is None or time.start is None or time.end is None:
        return time is not None
    return (time.end - time.start).days <= 366


def _plan_years(readings: list[Reading]) -> set[int]:
    """Years that tasks are planned for: ``17/28 nhiệm vụ của cả năm``."""
    return {id(i.x) for r in readings if r.metric == "tasks_completed" for i in r.region.right
            if i.kind == "P" and is_year(i.x)}  # fmt: skip


def _is_plain_year(item: Item) -> bool:
    mention: PeriodMention = item.x
    return mention.role == "period" and is_year(mention)


def _ended_before(time: Time, so_far: Time | None) -> bool:
    if so_far is None or so_far.start is None or time.end is None:
        return False
    return time.end < so_far.start


def _same_chunk(items: list[Item], i: int, at: int) -> bool:
    return all(x.kind not in ",;:().N" for x in items[i:at])


def _arrived(item: Item, reading: Reading, status: str) -> Time:
    """``tới tháng 11 chỉ còn 68 hồ sơ trễ``: of that month; of a stock or a goal, until then."""
    flows = reading.metric.startswith("dossiers_") and reading.metric not in _STOCKS
    rest = any(i.kind == "C" and i.x.id == "link.rest" for i in reading.region.left)
    return arrived_at(item) if flows and rest and status != "target" else time_of(item)
