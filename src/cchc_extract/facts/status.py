"""Reached or aimed at: whether a number is a result or a goal, plan, demand or assigned norm."""

from __future__ import annotations

from datetime import date
from typing import Final

from cchc_extract.facts.readings import Reading
from cchc_extract.facts.stream import Item, open_before
from cchc_extract.quantities.types import PeriodMention
from cchc_extract.text.tokens import Tokens

__all__ = ["StatusReader"]


_OF_PROCEDURES: Final = frozenset({"procedures_amended", "procedures_reviewed"})


# What says of one clause that it is planned.
_OF_CLAUSE: Final = frozenset({"status.plan", "status.plan_of"})


class StatusReader:
    """Follows goals from sentence to sentence of a paragraph.

    Args:
        published: a clause about a time of its own that ended before this day tells no goal.
    """

    def __init__(self, tokens: Tokens, published: date | None = None) -> None:
        self._tokens = tokens
        self._published = published
        self._goals = self._listed = False

    def new_paragraph(self, *, listed: bool = False) -> None:
        """Goals announced in one paragraph do not reach into the next, but into the list below."""
        self._listed = listed and (self._listed or self._goals)
        self._goals = self._listed

    def read(self, items: list[Item], readings: list[Reading]) -> list[tuple[str, bool]]:
        """``actual`` or ``target`` for each reading of one sentence, and whether a word says so."""
        statuses = [self._status(items, r) for r in readings]
        stop = readings[0].region.at if readings else len(items)
        for i in range(stop):
            mark = self._mark(items, i)
            if mark is not None and not self._listed:
                self._goals = items[i].kind == "C" and items[i].x.id == "status.target"
        return statuses

    def _status(self, items: list[Item], reading: Reading) -> tuple[str, bool]:
        depth = 0
        ended = crossed = False
        time = next((i.x for i in reading.region.right if i.kind == "P"), None)
        for i in range(reading.region.at - 1, -1, -1):
            item = items[i]
            kind = item.kind
            ended = ended or kind == ";"
            if kind == ")":
                depth += 1
            elif kind == "(":
                depth = max(0, depth - 1)
            elif depth:
                continue
            elif kind == "P" and time is None:
                time = item.x
            elif kind == "N":
                crossed = crossed or time is not None
            elif mark := self._mark(items, i):
                if item.kind == "D":
                    return mark, True  # "Theo Kế hoạch số 3872, năm 2022 kiểm tra 14 đơn vị"
                if reading.metric in _OF_PROCEDURES and item.x.id == "status.order":
                    return "actual", True  # "đề xuất đơn giản hóa 03 thủ tục"
                if ended and i and items[i - 1].role == "turn":
                    break  # "trong khi chỉ tiêu được giao là 20%; 804 hồ sơ ...": an aside
                if ended and item.x.id in _OF_CLAUSE:
                    break  # "kế hoạch là 10; hoàn thành 68/71 nhiệm vụ"
                if item.x.id == "status.must" and self._has_passed(_frame(items, i)):
                    break  # "Năm ngoái phải mất hai ngày mới xong"
                if mark == "target" and crossed and self._is_earlier(time, items, i):
                    break  # "phấn đấu 80% hồ sơ; năm 2022 đạt 64%": a time after the goal
                return mark, True
        if reading.norm:
            return "target", True
        goal = self._listed or (self._goals and reading.number.percent)
        return "target" if goal and not self._has_passed(time) else "actual", False

    def _is_earlier(self, time: PeriodMention | None, items: list[Item], at: int) -> bool:
        """Has the clause's time passed, or does it end before that of the goal at ``at``?"""
        goal = _frame(items, at)
        if time is not None and goal is not None and time.end and goal.end:
            return self._has_passed(time) or bool(time.end < goal.end)
        return self._has_passed(time)

    def _has_passed(self, time: PeriodMention | None) -> bool:
        if time is None or time.role != "period" or time.end is None or self._published is None:
            return False
        return time.end < self._published

    def _mark(self, items: list[Item], i: int) -> str | None:
        item = items[i]
        if item.kind == "D" and getattr(item.x, "doc_type", "") == "Kế hoạch":
            before = self._tokens.norms[item.first - 1] if item.first else ""
            return "target" if before == "theo" else None
        if item.kind != "C":
            return None
        if item.x.status:
            return str(item.x.status)
        first = self._tokens.norms[item.first]
        leads = i + 1 < len(items) and items[i + 1].kind == "N"
        if leads and item.x.id == "mask.targets" and first == "vượt":
            return "target"  # "vượt chỉ tiêu 60%"
        return "actual" if first == "đã" else None


def _frame(items: list[Item], at: int) -> PeriodMention | None:
    """The time that what stands at ``at`` is framed by in its sentence."""
    for i in open_before(items, at):
        if items[i].kind == "P":
            found: PeriodMention = items[i].x
            return found
    return None
