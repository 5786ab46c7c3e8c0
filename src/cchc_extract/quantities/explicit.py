"""Days of expressions whose year is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from cchc_extract.quantities import calendar as cal
from cchc_extract.quantities.calendar import Span
from cchc_extract.quantities.forms import Expression

__all__ = ["explicit_year", "span_in_year"]

_FIRST_YEAR: Final = 1900  # numbers from here on are years: classes of digits see to it
_LONGEST_STAGE: Final = 50


def explicit_year(e: Expression) -> int | None:
    """The year an expression names in digits, if it does."""
    last = e.numbers[-1] if e.numbers else 0
    return last if last >= _FIRST_YEAR else None


def span_in_year(e: Expression, year: int) -> Span | None:
    """The days of ``e`` in ``year``; None where the calendar has none (``31/4``)."""
    return _FORMS[e.form](e, year)


def _year(_: Expression, year: int) -> Span:
    return cal.year_span(year)


def _stage(e: Expression, _: int) -> Span | None:
    first, last = e.numbers[0], e.numbers[-1]
    return cal.stage_span(first, last) if first <= last <= first + _LONGEST_STAGE else None


def _quarter(e: Expression, year: int) -> Span | None:
    return cal.quarter_span(year, e.numbers[0]) if e.numbers[0] <= 4 else None


def _quarters(e: Expression, year: int) -> Span | None:
    first, last = e.numbers[:2]
    if first > last:
        return None
    return Span(cal.quarter_span(year, first).start, cal.quarter_span(year, last).end)


def _first_quarters(e: Expression, year: int) -> Span | None:
    return cal.first_months(year, 3 * e.numbers[0]) if e.numbers[0] <= 4 else None


def _month(e: Expression, year: int) -> Span:
    return cal.month_span(year, e.numbers[0])


def _month_half(e: Expression, year: int) -> Span:
    start = cal.month_span(year, e.numbers[0]).start
    return Span(start, start.replace(day=15) if start else None)


def _months(e: Expression, year: int) -> Span | None:
    first, last = e.numbers[:2]
    if first > last:
        return None
    return Span(cal.month_span(year, first).start, cal.month_span(year, last).end)


def _some_months(e: Expression) -> int:
    return int(e.entry.gives.get("n", e.numbers[0] if e.numbers else 0))


def _first_months(e: Expression, year: int) -> Span:
    return cal.first_months(year, _some_months(e))


def _last_months(e: Expression, year: int) -> Span:
    return cal.last_months(year, _some_months(e))


def _day(e: Expression, year: int) -> Span | None:
    day = cal.make_date(year, e.numbers[1], e.numbers[0]) if len(e.numbers) > 1 else None
    return Span(day, day) if day else None


def _days(e: Expression, year: int) -> Span | None:
    first, last, month = e.numbers[:3]
    start, end = cal.make_date(year, month, first), cal.make_date(year, month, last)
    return Span(start, end) if start and end and start <= end else None


_FORMS: Final[dict[str, Callable[[Expression, int], Span | None]]] = {
    "year": _year,
    "year_begin": _year,
    "year_end": _year,
    "stage": _stage,
    "quarter": _quarter,
    "quarters": _quarters,
    "first_quarters": _first_quarters,
    "month": _month,
    "month_half": _month_half,
    "months": _months,
    "first_months": _first_months,
    "last_months": _last_months,
    "day": _day,
    "days": _days,
}
