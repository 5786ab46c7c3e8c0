"""Days so far from another day: of publication, of what was told last, of what began."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from cchc_extract.quantities import calendar as cal
from cchc_extract.quantities.calendar import Span
from cchc_extract.quantities.forms import Expression
from cchc_extract.quantities.known import AHEAD, QUARTER, Known

__all__ = ["from_start", "opened", "shifted", "term_begin", "term_end", "years_in_row"]

_WEEK: Final = timedelta(days=7)
_LONG_TOLD: Final = 6  # months in which people tell of the first days of something


def shifted(e: Expression, known: Known) -> Span | None:
    """So many units after (``by``) the day of publication, or after the time told last.

    ``hôm qua``, ``năm ngoái``, ``hai năm trước`` count from ``today``; ``một năm sau``, ``tháng sau
    đó`` from what was ``told``, and where that has no such unit, from publication.
    """
    gives = e.entry.gives
    by, unit = gives["by"], gives["unit"]
    steps = int(by) if by[-1:].isdecimal() else int(f"{by}1") * e.numbers[0]
    day = known.published
    if gives["from"] == "told":
        day = _end_told(known.told, unit)
        if day is None and gives.get("else") == "today":
            day = known.published
    return _unit_at(day, unit, steps) if day is not None else None


def _end_told(told: Span | None, unit: str) -> date | None:
    """The last day of what was told; nobody goes on with a month after a year."""
    if told is None or told.start is None or told.end is None:
        return None
    return told.end if unit == "year" or (told.end - told.start).days <= QUARTER else None


def _unit_at(day: date, unit: str, steps: int) -> Span:
    if unit == "year":
        return cal.year_span(day.year + steps)
    if unit == "month":
        first = cal.shift_months(day.replace(day=1), steps)
        return cal.month_span(first.year, first.month)
    moved = day + timedelta(days=steps)
    return Span(moved, moved)


def years_in_row(e: Expression, known: Known) -> Span | None:
    """``hai năm liền trước đó``: of each of which a number may follow."""
    told = known.told.end if known.told else None
    return cal.stage_span(told.year - e.numbers[0], told.year - 1) if told else None


def term_begin(_: Expression, known: Known) -> Span | None:
    """``năm đầu nhiệm kỳ``: the first year of the stage named last."""
    start = known.stage.start if known.stage else None
    return cal.year_span(start.year) if start else None


def term_end(_: Expression, known: Known) -> Span | None:
    """``cuối nhiệm kỳ``: its last year."""
    end = known.stage.end if known.stage else None
    return cal.year_span(end.year) if end else None


def opened(_: Expression, known: Known) -> Span | None:
    """``từ khi có mô hình``: what the text said began."""
    return Span(known.opened, known.opened) if known.opened else None


def from_start(e: Expression, known: Known) -> Span | None:
    """``sau 1 tháng``, ``tuần đầu``: from the day something began, which the text or the rule
    names."""
    gives = e.entry.gives
    n, unit = e.numbers[0] if e.numbers else 1, gives["unit"]
    start = known.opened
    if start is None:
        start, today = date.fromisoformat(gives["from"]), known.published
        passed = _after(start, unit, n)
        soon = "soon" in gives  # said when it has just passed
        latest = cal.shift_months(passed if soon else start, 2 if soon else _LONG_TOLD)
        if today is None or not passed - AHEAD <= today <= latest:
            return None
    return Span(start, _after(start, unit, n) - timedelta(days=1))


def _after(start: date, unit: str, n: int) -> date:
    if unit == "month":
        return cal.shift_months(start, n)
    return start + n * (_WEEK if unit == "week" else timedelta(days=1))
