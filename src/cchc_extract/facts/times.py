"""When a number is about: its own time, its paragraph's, the article's; and an index's year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, takewhile
from typing import Final

from cchc_extract.facts.neighbours import in_brackets
from cchc_extract.facts.readings import Reading
from cchc_extract.facts.stream import Item, open_before
from cchc_extract.quantities.calendar import Span, previous_span
from cchc_extract.quantities.periods import resolve_same_period
from cchc_extract.quantities.types import PeriodMention

__all__ = ["PASSING", "Time", "TimeReader", "index_years", "is_same_time", "spelled_out"]

_GLOSS: Final = 7  # items between brackets that hold but a time
_INDEX_METRICS: Final = frozenset({"rank", "index_score"})
# What there is at a moment; the other counts say what happened in a time.
_STOCKS: Final = frozenset({"procedures_total", "online_services", "online_services_full",
                     "online_services_partial", "dossiers_pending", "dossiers_pending_in_time",
                     "dossiers_pending_overdue"})  # fmt: skip
# Times of one sentence, not of those after it.
PASSING: Final = frozenset({"open", "now", "past"})
# ``trong năm``, ``năm đó``, ``cũng trong thời gian này``: a time spoken of already
_SPOKEN_OF: Final = frozenset({"period.in_year", "period.whole_year", "period.in_period"})
# Counts that a reorganisation leaves behind, from its day on.
_REDUCTIONS: Final = frozenset({"units_reduced", "staff_reduced"})


@dataclass(frozen=True, slots=True)
class Time:
    """A resolved time: inclusive days, and the mention it was read from."""

    start: date | None
    end: date | None
    mention: PeriodMention


class TimeReader:
    """Follows the times of one article, sentence by sentence."""

    def __init__(
        self, main: Time | None, index_time: Time | None, said: Time | None = None
    ) -> None:
        self._main = main
        self._said = said
        self._paragraph: Time | None = None
        self._goal: Time | None = None
        self._moment: Time | None = None
        self._since: Time | None = None
        self._last: Time | None = None
        self._counted = False
        self._year: Time | None = None
        self._base: Time | None = None
        self._past: set[tuple[date | None, date | None]] = set()
        self._index: dict[str, Time] = {}
        self._index_any = index_time

    def new_paragraph(self, *, listed: bool = False) -> None:
        """A new paragraph has the time of the lead-in before it, if that was one, or none yet."""
        if listed:
            self._paragraph = self._head
        elif self._counted:
            self._paragraph = None
        self._counted = False
        self._goal = self._moment = self._since = self._base = None

    def read(
        self, items: list[Item], readings: list[Reading], statuses: Sequence[str]
    ) -> list[tuple[Time | None, Time | None]]:
        """Period and baseline of each reading of one sentence."""
        result: list[tuple[Time | None, Time | None]] = []
        items = spelled_out(items)
        if years := index_years(items):
            self._index.update(years)
            self._index_any = list(years.values())[-1]
        self._aside = set()
        self._owned = {id(i.x) for r in readings for i in r.region.right if i.kind == "P"}
        self._past |= {
            (item.x.start, item.x.end)
            for i, item in enumerate(items)
            if _is_period(item)
            and self._looks_back(items, i, readings)
            and not (self._main and _is_equal(self._main, _time(item)))
        }
        turns = _in_turn(items, readings)
        for reading, status in zip(readings, statuses, strict=True):
            time = turns.get(id(reading)) or self._period(items, reading, status)
            if reading.came_from:
                self._aside = _begun_times([reading])
            if time is not None and self._said is not None and _is_equal(time, self._said):
                time = self._main
            baseline = self._baseline(items, reading, time)
            if reading.came_from and time is not None and not _dates(reading, time):
                time = baseline or self._compared_with(time) or _before(time)
            based = time is not None and (time.start, time.end) in self._past
            if time is not None and not (based or time.mention.anchor):
                self._last = time
            result.append((time, baseline))
        self._base = next((_time(item) for i, item in enumerate(items)
                           if item.kind == "P" and not item.x.anchor
                           and _is_year(item.x) and self._looks_back(items, i, readings)),
                          self._base)  # fmt: skip
        self._counted = self._counted or bool(readings)
        leads = items[-1].kind == ":"
        goals = _goal_times(result, statuses)
        aside = _begun_times(readings) | {id(t.mention) for t in goals} | _plan_years(readings)
        moments = _moments(result, readings)
        if _is_reported(self._paragraph or self._main):
            aside |= {id(t.mention) for t in moments}
        self._moment = moments[-1] if moments else self._moment
        self._since = next((_time(i) for i in items if _is_period(i) and i.x.kind == "open"
                            and not i.x.anchor), self._since)  # fmt: skip
        own = [_time(item) for i, item in enumerate(items)
               if _is_period(item) and item.x.kind not in PASSING and not item.x.anchor
               and id(item.x) not in aside and not self._is_base(item)
               and not self._looks_back(items, i, readings)]  # fmt: skip
        # The time of a goal is that of the goals after it, not of what is counted after it.
        self._goal = goals[-1] if goals else self._goal
        self._year = next((t for t in reversed(own) if _is_year(t.mention)), self._year)
        if own:
            self._paragraph = own[-1]
            if not readings and any(_is_dating(i) for i in items):
                main = self._main
                if main and main.start and main.start.day > 1 and is_same_time(main, own[-1]):
                    self._paragraph = main
                self._main, self._said = self._paragraph, None
        if leads or not readings:
            self._head = self._paragraph
        return result

    def _is_plan_year(self, item: Item) -> bool:
        so_far = self._paragraph or self._main
        return so_far is not None and _is_year(item.x) and item.x.role == "period"

    def _is_base(self, item: Item) -> bool:
        """``trong năm`` read as the year compared with, the last one named."""
        return item.x.rule in _SPOKEN_OF and (item.x.start, item.x.end) in self._past

    def _compared_with(self, time: Time) -> Time | None:
        """``nhiều hơn năm 2022. Tỷ lệ trễ giảm từ 1,2% xuống 0,6%``: the time looked back to."""
        base = self._base
        return base if base is not None and _ends_after(time, base) else None

    def _is_past(self, time: Time, reading: Reading) -> bool:
        """A year behind a number that ended before the time so far: what it is compared with."""
        so_far = self._paragraph or self._main
        if so_far is None or so_far.start is None or time.end is None:
            return False
        return time.end < so_far.start and _dates(reading, time)

    def _looks_back(self, items: list[Item], i: int, readings: list[Reading]) -> bool:
        """A time in brackets, or one before the time so far, that a sentence adds to a number."""
        if all(r.region.at > i for r in readings):
            return False
        if in_brackets(items, i):
            return True
        so_far = self._paragraph or self._main
        mention = items[i].x
        return (
            so_far is not None
            and so_far.end is not None
            and mention.end is not None
            and mention.end < so_far.end
        )

    # -- period ---------------------------------------------------------------------------------

    def _period(self, items: list[Item], reading: Reading, status: str) -> Time | None:
        at = reading.region.at
        if reading.metric in _INDEX_METRICS:
            return self._index_period(items, reading, status)
        compares = reading.kind == "change"
        for item in reading.region.right:
            if item.kind == "P" and item.x.role in ("period", "baseline") and not compares:
                time = _time(item)
                if reading.metric == "tasks_completed" and self._is_plan_year(item):
                    continue  # "17/28 nhiệm vụ của cả năm"
                if reading.metric in _REDUCTIONS and self._is_past(time, reading):
                    continue  # "bằng 11,8% số được giao năm 2015"
                return time
        if reading.metric == "units_inspected":
            day = next((items[i] for i in open_before(items, at)
                        if items[i].kind == "P" and items[i].x.role == "event"), None)  # fmt: skip
            if day is not None:
                return _time(day)  # an inspection is on its day
        weak: Time | None = None
        anchored: Time | None = None
        for i in open_before(items, at):
            item = items[i]
            if not _is_period(item) or id(item.x) in self._aside or _is_compared(items, i):
                continue
            if self._is_base(item):
                return (
                    self._last or self._main
                )  # "cũng trong thời gian này": not the base just named
            if item.x.anchor == "report":  # "nay": the report's time, of a stock its day
                return _time(item) if reading.metric in _STOCKS else self._main
            if item.x.anchor:
                if _same_chunk(items, i, at) and self._last is not None:
                    return _resolved(item.x, self._last)
                if i <= 1 and item.x.end is not None:
                    anchored = _time(item)  # "Tháng trước khá hơn: 8.406 hồ sơ"
            elif compares or id(item.x) not in self._owned:
                return _arrived(item, reading, status)
            else:
                weak = weak or _time(item)
        found = weak if self._paragraph is None else None
        if found is not None or anchored is not None:
            return found or anchored
        if self._paragraph is None or status == "target":
            for i in range(at, len(items)):
                if items[i].kind == ";":
                    break
                if (_is_period(items[i]) and not _is_compared(items, i) and not items[i].x.anchor
                        and not in_brackets(items, i)):  # fmt: skip
                    return _time(items[i])
        if status == "target" and self._goal is not None:
            return self._goal
        if reading.metric in _STOCKS and self._moment is not None:
            return self._moment
        if reading.metric in _REDUCTIONS and self._since is not None:
            return self._since
        return self._paragraph or self._main

    def _index_period(self, items: list[Item], reading: Reading, status: str) -> Time | None:
        at, index = reading.region.at, reading.index or "OTHER"
        found = self._bracketed_baseline(items, at)
        if found is not None:
            return found

        def fits(item: Item) -> bool:
            return _is_index_time(item, index) and id(item.x) not in self._aside

        found = next((_arrived_at(i) for i in reading.region.right if fits(i)), None)
        if found is None:
            found = index_years(_clause(items, at)).get(index)
        if found is None and reading.kind == "level":
            for item in reading.region.right:
                if item.kind == "P" and item.x.role == "baseline" and _is_year(item.x):
                    return _time(item)  # "so với mức 86,98% của năm 2023"
        if found is None:
            found = next((_arrived_at(items[i]) for i in open_before(items, at) if fits(items[i])
                          and not _is_compared(items, i)), None)  # fmt: skip
        if found is None and index not in self._index:
            ahead = index_years(items[at:])
            found = ahead.get(index) or (next(iter(ahead.values()), None) if ahead else None)
        if found is None:
            so_far = self._index_so_far(index)
            if status == "target" and (ahead_of := _goal_before(items, at, so_far)):
                return ahead_of
            goal = self._goal or self._paragraph
            if status == "target" and goal and so_far and _ends_after(goal, so_far):
                return goal
            return so_far
        if not self._is_aside(items, found, index):
            self._index[index] = self._index_any = found
        return found

    def _index_so_far(self, index: str) -> Time | None:
        return (self._index.get(index) or self._index_any or self._year or self._paragraph
                or self._main)  # fmt: skip

    def _is_aside(self, items: list[Item], time: Time, index: str) -> bool:
        """A year before the one so far that the sentence does not open with."""
        so_far = self._index_so_far(index)
        if so_far is None or so_far.end is None or time.end is None or time.end >= so_far.end:
            return False
        return all(i.kind != "P" or i.x is not time.mention for i in items[:2])

    @staticmethod
    def _bracketed_baseline(items: list[Item], at: int) -> Time | None:
        """``so với năm 2021 (87,61%)``: the number in brackets is of the year compared with."""
        if at >= 2 and items[at - 1].kind == "(" and items[at - 2].kind == "P":
            return _time(items[at - 2])
        return None

    # -- baseline -------------------------------------------------------------------------------

    def _baseline(
        self,
        items: list[Item],
        reading: Reading,
        time: Time | None,
    ) -> Time | None:
        if reading.kind != "change" and not reading.came_from:
            return None
        at = reading.region.at
        for i in range(at + 1, len(items)):
            item = items[i]
            if item.kind in ";.":
                break
            if item.kind == "P" and (item.x.role == "baseline" or _is_compared(items, i)):
                return _resolved(item.x, time)
        if at and items[at - 1].kind == "P":
            return _resolved(items[at - 1].x, time)
        for i in open_before(items, at):
            if items[i].kind in ";.":
                break
            if items[i].kind == "P" and items[i].x.role == "baseline":
                return _resolved(items[i].x, time)  # "So với năm 2021, hồ sơ trễ hạn giảm 140"
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
        elif item.kind in ";.N" or (times and item.kind not in ",W" and not _joins(item)):
            break
    after = [r for r in readings if r.region.at > at]
    for _, same in groupby(after, key=lambda r: (r.metric, r.unit)):
        run = list(same)
        if len(run) == len(times) > 1:
            turns.update((id(r), _time(t)) for r, t in zip(run, times, strict=True))
        elif len(times) == 1 and len(run) == len(years := _years_of(times[0])) > 1:
            turns.update((id(r), t) for r, t in zip(run, years, strict=True))
    return turns


def _years_of(item: Item) -> list[Time]:
    """The years of ``từ 2018 đến 2021``."""
    start, end = item.x.start, item.x.end
    if start is None or end is None:
        return []
    if (start.month, start.day, end.month, end.day) != (1, 1, 12, 31):
        return []
    return [Time(date(y, 1, 1), date(y, 12, 31), item.x) for y in range(start.year, end.year + 1)]


def _goal_times(
    times: Sequence[tuple[Time | None, Time | None]], statuses: Sequence[str]
) -> list[Time]:
    """Times that only goals have."""
    counted = {id(time.mention) for (time, _), status in zip(times, statuses, strict=True)
               if time is not None and status != "target"}  # fmt: skip
    return [time for (time, _), status in zip(times, statuses, strict=True)
            if time is not None and status == "target"
            and id(time.mention) not in counted]  # fmt: skip


def _is_reported(time: Time | None) -> bool:
    """A time of a report, not that of a programme of several years."""
    if time is None or time.start is None or time.end is None:
        return time is not None
    return (time.end - time.start).days <= 366


def _moments(
    times: Sequence[tuple[Time | None, Time | None]], readings: list[Reading]
) -> list[Time]:
    """Days until which only things there are were counted: ``đến 1/1/2025 quản lý 949 thủ tục``."""
    flows = {id(time.mention) for (time, _), reading in zip(times, readings, strict=True)
             if time is not None and reading.metric not in _STOCKS}  # fmt: skip
    return [time for (time, _), reading in zip(times, readings, strict=True)
            if time is not None and time.start is None and id(time.mention) not in flows
            and reading.metric in _STOCKS]  # fmt: skip


def _joins(item: Item) -> bool:
    return item.role == "and"


def _dates(reading: Reading, time: Time) -> bool:
    """The time is written with the number itself: ``từ 2,7% năm 2021``."""
    return any(i.kind == "P" and i.x is time.mention for i in reading.region.right)


def _begun_times(readings: list[Reading]) -> set[int]:
    """Times of where a rise or fall began: ``từ 5,42% của 6 tháng đầu năm 2023 xuống còn ...``."""
    return {id(i.x) for r in readings if r.came_from for i in r.region.right if i.kind == "P"}


def _plan_years(readings: list[Reading]) -> set[int]:
    """Years that tasks are planned for: ``17/28 nhiệm vụ của cả năm``."""
    return {id(i.x) for r in readings if r.metric == "tasks_completed" for i in r.region.right
            if i.kind == "P" and _is_year(i.x)}  # fmt: skip


def _is_period(item: Item) -> bool:
    return item.kind == "P" and item.x.role == "period"


def _is_compared(items: list[Item], i: int) -> bool:
    """The time at ``i`` is one compared with: ``nhỉnh hơn ... nếu đặt cạnh quý III-2019``."""
    for j in range(i - 1, max(i - 3, -1), -1):
        item = items[j]
        if item.kind == "C":
            return bool(item.x.role == "compare") or (item.x.role == "trend" and item.x.gap)
        if item.kind != "W" or item.x > 1:
            return False
    return False


def _same_chunk(items: list[Item], i: int, at: int) -> bool:
    return all(x.kind not in ",;:().N" for x in items[i:at])


def _is_dating(item: Item) -> bool:
    return item.role == "dating"


def _is_index_time(item: Item, index: str) -> bool:
    """A named index is about a year; other rankings may be of months too."""
    if not _is_period(item) or item.x.kind == "now" or item.x.anchor:
        return False
    return index == "OTHER" or _is_year(item.x) or item.x.since is not None


def _is_year(p: PeriodMention) -> bool:
    return (
        p.start is not None
        and p.end is not None
        and p.start.year == p.end.year
        and (p.end - p.start).days > 360
    )


def index_years(items: list[Item]) -> dict[str, Time]:
    """``Chỉ số CCHC năm 2022``: the years written right behind the names of indices."""
    years: dict[str, Time] = {}
    for i, item in enumerate(items):
        if item.role == "index" and item.x.index:
            for j in range(i + 1, min(i + 4, len(items))):
                after = items[j]
                if after.kind == "P" and _is_index_time(after, item.x.index):
                    if not _has_number(items, j):
                        years[item.x.index] = _time(after)
                    break
                if after.kind in ",;.N":
                    break
    return years


def _clause(items: list[Item], at: int) -> list[Item]:
    """What stands behind the number at ``at``, up to the next."""
    stop = next((i for i in range(at + 1, len(items)) if items[i].kind in "N;"), len(items))
    return items[at + 1 : stop]


def _goal_before(items: list[Item], at: int, so_far: Time | None) -> Time | None:
    """``mục tiêu đến hết năm 2025 là xếp thứ 30``: a goal's time, later than the index's year."""
    for i in open_before(items, at):
        if _is_period(items[i]) and so_far and _ends_after(time := _time(items[i]), so_far):
            return time
    return None


def _ends_after(a: Time, b: Time) -> bool:
    return a.end is not None and b.end is not None and a.end > b.end


def _is_equal(a: Time, b: Time) -> bool:
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
        times = [x for x in items[i + 1 : stop] if _is_period(x) and x.x.kind == "span"]
        if len(times) != 1 or any(x.kind not in "PCW:" for x in items[i + 1 : stop]):
            continue
        spelled = spelled or list(items)
        for at in (i, stop):
            spelled[at] = Item("W", items[at].first, items[at].stop, 0)
        if i and items[i - 1].kind == "P":
            spelled[i - 1] = Item("P", items[i - 1].first, items[i - 1].stop, times[0].x)
    return spelled or items


def _has_number(items: list[Item], i: int) -> bool:
    """The time at ``i`` stands in brackets with a number: ``PAR Index (năm 2021: 86,38%)``."""
    if not in_brackets(items, i):
        return False
    rest = (x.kind for x in items[i:])
    return any(kind == "N" for kind in takewhile(lambda kind: kind != ")", rest))


def _time(item: Item) -> Time:
    return Time(item.x.start, item.x.end, item.x)


def _arrived(item: Item, reading: Reading, status: str) -> Time:
    """``tới tháng 11 chỉ còn 68 hồ sơ trễ``: of that month; of a stock or a goal, until then."""
    flows = reading.metric.startswith("dossiers_") and reading.metric not in _STOCKS
    rest = any(i.kind == "C" and i.x.id == "link.rest" for i in reading.region.left)
    return _arrived_at(item) if flows and rest and status != "target" else _time(item)


def _arrived_at(item: Item) -> Time:
    """``đến 2023 là 83,4 điểm``: that year."""
    return Time(item.x.since or item.x.start, item.x.end, item.x)


def _before(time: Time) -> Time:
    """The time of the same length before ``time``: where a rise or fall began."""
    span = previous_span(Span(time.start, time.end))
    return Time(span.start, span.end, time.mention)


def _resolved(mention: PeriodMention, time: Time | None) -> Time:
    """A baseline, relative ones counted from ``time``."""
    if mention.anchor and time is not None:
        span = resolve_same_period(Span(time.start, time.end), mention)
        return Time(span.start, span.end, mention)
    return Time(mention.start, mention.end, mention)
