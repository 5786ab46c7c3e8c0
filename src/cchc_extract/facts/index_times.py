"""The year of an index: of its scores and places, which may not be the time of anything else."""

from __future__ import annotations

from itertools import takewhile

from cchc_extract.facts.neighbours import in_brackets
from cchc_extract.facts.readings import Reading
from cchc_extract.facts.stream import Item, open_before
from cchc_extract.facts.time_items import (
    Time,
    arrived_at,
    ends_after,
    is_compared,
    is_period,
    is_year,
    time_of,
)

__all__ = ["IndexTimes", "index_years"]


class IndexTimes:
    """Follows the years of the indices of one article."""

    def __init__(self, first: Time | None) -> None:
        self._of: dict[str, Time] = {}
        self._any = first

    def notice(self, items: list[Item]) -> None:
        """Remember the years written behind the names of indices."""
        if years := index_years(items):
            self._of.update(years)
            self._any = list(years.values())[-1]

    def period(
        self,
        items: list[Item],
        reading: Reading,
        aside: set[int],
        owned: set[int],
        goal: Time | None,
        topic: Time | None,
    ) -> Time | None:
        """The time of a score or place.

        Args:
            items: its sentence.
            reading: what it says.
            aside: times that do not count, by identity.
            owned: times written behind a number.
            goal: the time of goals so far, where it is one.
            topic: the time to fall back on.
        """
        index = reading.index or "OTHER"
        found = self._written(items, reading, index, aside, owned)
        if found is None:
            so_far = self._of.get(index) or self._any
            if goal is None:
                return so_far or topic
            if so_far is None:
                return _year_around(goal, index)
            named = _goal_before(items, reading.region.at, so_far)
            if named is not None:
                return named
            return _year_around(goal, index) if ends_after(goal, so_far) else so_far
        if not self._is_aside(items, found, index, topic):
            self._of[index] = self._any = found
        return found

    def _written(
        self,
        items: list[Item],
        reading: Reading,
        index: str,
        aside: set[int],
        owned: set[int],
    ) -> Time | None:
        """The time that the sentence gives the number, nearest first."""
        at = reading.region.at
        if at >= 2 and items[at - 1].kind == "(" and items[at - 2].kind == "P":
            return time_of(items[at - 2])  # "so với năm 2021 (87,61%)"
        for item in reading.region.right:
            if _fits(item, index) and id(item.x) not in aside:
                return arrived_at(item)
        behind = index_years(_clause(items, at)).get(index)
        if behind is not None:
            return behind
        if reading.kind == "level":
            for item in reading.region.right:
                if item.kind == "P" and item.x.role == "baseline" and is_year(item.x):
                    return time_of(item)  # "so với mức 86,98% của năm 2023"
        for i in open_before(items, at):
            item = items[i]
            if not _fits(item, index) or id(item.x) in aside or is_compared(items, i):
                continue
            if index == "OTHER" and reading.kind == "level" and id(item.x) in owned:
                continue  # "xếp thứ 30 hồi tháng 9, bật lên thứ 21"
            return arrived_at(item)
        if index not in self._of:
            ahead = index_years(items[at:])
            return ahead.get(index) or next(iter(ahead.values()), None)
        return None

    def _is_aside(self, items: list[Item], time: Time, index: str, topic: Time | None) -> bool:
        """A year before the one so far that the sentence does not open with."""
        so_far = self._of.get(index) or self._any or topic
        if so_far is None or not ends_after(so_far, time):
            return False
        return all(i.kind != "P" or i.x is not time.mention for i in items[:2])


def index_years(items: list[Item]) -> dict[str, Time]:
    """``Chỉ số CCHC năm 2022``: the years written right behind the names of indices."""
    years: dict[str, Time] = {}
    for i, item in enumerate(items):
        if item.role == "index" and item.x.index:
            for j in range(i + 1, min(i + 4, len(items))):
                after = items[j]
                if _fits(after, item.x.index):
                    if not _has_number(items, j):
                        years[item.x.index] = time_of(after)
                    break
                if after.kind in ",;.N":
                    break
    return years


def _fits(item: Item, index: str) -> bool:
    """A named index is about a year; other rankings may be of months too."""
    if not is_period(item) or item.x.kind == "now" or item.x.anchor:
        return False
    return index == "OTHER" or is_year(item.x) or item.x.since is not None


def _year_around(goal: Time, index: str) -> Time:
    """A named index is of years, and so are its goals."""
    if index == "OTHER" or goal.start is None or goal.end is None:
        return goal
    year = goal.end.year
    if goal.start.year != year:
        return goal
    return Time(
        goal.start.replace(month=1, day=1), goal.end.replace(month=12, day=31), goal.mention
    )


def _clause(items: list[Item], at: int) -> list[Item]:
    """What stands behind the number at ``at``, up to the next."""
    stop = next((i for i in range(at + 1, len(items)) if items[i].kind in "N;"), len(items))
    return items[at + 1 : stop]


def _goal_before(items: list[Item], at: int, so_far: Time) -> Time | None:
    """``mục tiêu đến hết năm 2025 là xếp thứ 30``: a goal's time, later than the index's year."""
    for i in open_before(items, at):
        if is_period(items[i]) and ends_after(time_of(items[i]), so_far):
            return time_of(items[i])
    return None


def _has_number(items: list[Item], i: int) -> bool:
    """The time at ``i`` stands in brackets with a number: ``PAR Index (năm 2021: 86,38%)``."""
    if not in_brackets(items, i):
        return False
    rest = (x.kind for x in items[i:])
    return any(kind == "N" for kind in takewhile(lambda kind: kind != ")", rest))
