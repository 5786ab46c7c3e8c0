"""Days of expressions said in relation to other times or to the day of publication."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from cchc_extract.quantities import calendar as cal
from cchc_extract.quantities.calendar import Span
from cchc_extract.quantities.forms import Expression

__all__ = ["AHEAD", "Known", "is_relative", "relative_span"]

AHEAD = timedelta(days=10)  # a day told may lie so far after publication
NOTHING = Span(None, None)
_LATE_IN_YEAR = 11  # from this month on "năm qua" is the year that ends
_EARLY_IN_YEAR = 2  # up to this month "trong năm" is the year that has ended
_LATE_IN_MONTH = 20  # from this day on "tháng qua" is the month that ends


@dataclass(slots=True)
class Known:
    """What a text has said about time so far.

    Attributes:
        published: day of publication.
        year: the year that a period named last.
        span: the bounded period read last.
        month, quarter: the last month and quarter named.
        opened: the day that the last ``từ ngày ...`` names.
    """

    published: date | None
    year: int | None = None
    span: Span | None = None
    month: Span | None = None
    quarter: Span | None = None
    opened: date | None = None


def relative_span(e: Expression, known: Known) -> Span | None:
    """The days of a relative expression; None where nothing says which.

    Raises:
        KeyError: the expression's form is not a relative one.
    """
    return _FORMS[e.form](e, known)


def is_relative(form: str) -> bool:
    """Is ``form`` one of a relative expression?"""
    return form in _FORMS


def _now(_: Expression, known: Known) -> Span:
    return Span(None, known.published)


def _future(_: Expression, __: Known) -> Span:
    return NOTHING


def _this_year(_: Expression, known: Known) -> Span | None:
    return cal.year_span(known.published.year) if known.published else None


def _next_year(_: Expression, known: Known) -> Span:
    return cal.year_span(known.published.year + 1) if known.published else NOTHING


def _reporting_year(known: Known) -> int | None:
    today = known.published
    if today is None:
        return known.year
    return today.year if today.month >= _LATE_IN_YEAR else today.year - 1


def _past_year(_: Expression, known: Known) -> Span | None:
    year = _reporting_year(known)
    return cal.year_span(year) if year is not None else None


def _past_years(e: Expression, known: Known) -> Span | None:
    last = _reporting_year(known)
    return cal.stage_span(last - e.numbers[0] + 1, last) if last is not None else None


def _in_year(_: Expression, known: Known) -> Span | None:
    if known.year is not None:
        return cal.year_span(known.year)
    today = known.published
    if today is None:
        return None
    return cal.year_span(today.year - 1 if today.month <= _EARLY_IN_YEAR else today.year)


def _in_quarter(_: Expression, known: Known) -> Span | None:
    if known.quarter is not None:
        return known.quarter
    if known.published is None:
        return None
    # In the first month of a quarter people look back on the one before.
    month_before = cal.shift_months(known.published.replace(day=1), -1)
    return cal.quarter_span(month_before.year, (month_before.month + 2) // 3)


def _past_month(_: Expression, known: Known) -> Span | None:
    day = known.published
    if day is None:
        return None
    if day.day < _LATE_IN_MONTH:
        day = cal.shift_months(day.replace(day=1), -1)
    return cal.month_span(day.year, day.month)


def _in_month(e: Expression, known: Known) -> Span | None:
    return known.month or _past_month(e, known)


def _past_months(e: Expression, known: Known) -> Span | None:
    last = _past_month(e, known)
    if last is None or last.start is None:
        return None
    return Span(cal.shift_months(last.start, 1 - e.numbers[0]), last.end)


def _past_week(_: Expression, known: Known) -> Span | None:
    today = known.published
    return Span(today - timedelta(days=6), today) if today else None


def _in_period(_: Expression, known: Known) -> Span | None:
    return known.span


def _previous(_: Expression, known: Known) -> Span:
    return cal.previous_span(known.span) if known.span else NOTHING


def _previous_year(_: Expression, known: Known) -> Span:
    if known.span and known.span.end:
        return cal.year_span(known.span.end.year - 1)
    return cal.year_span(known.published.year - 1) if known.published else NOTHING


def _same(_: Expression, known: Known) -> Span:
    return cal.same_span_last_year(known.span) if known.span else NOTHING


def _same_in_year(e: Expression, known: Known) -> Span:
    year = e.numbers[-1]
    if known.span and known.span.end:
        return cal.shift_years(known.span, year - known.span.end.year)
    return cal.year_span(year)


def _after_months(e: Expression, known: Known) -> Span | None:
    """``sau 1 tháng``: from the day something began, which the text or the rule names."""
    n = e.numbers[0] if e.numbers else 1
    start = known.opened
    if start is None:
        start = date.fromisoformat(e.entry.gives["from"])
        today = known.published
        earliest, latest = cal.shift_months(start, n) - AHEAD, cal.shift_months(start, n + 2)
        if today is None or not earliest <= today <= latest:
            return None
    return Span(start, cal.shift_months(start, n) - timedelta(days=1))


_FORMS: dict[str, Callable[[Expression, Known], Span | None]] = {
    "now": _now,
    "future": _future,
    "this_year": _this_year,
    "next_year": _next_year,
    "past_year": _past_year,
    "past_years": _past_years,
    "in_year": _in_year,
    "in_quarter": _in_quarter,
    "in_month": _in_month,
    "past_month": _past_month,
    "past_months": _past_months,
    "past_quarter": _in_quarter,
    "past_week": _past_week,
    "in_period": _in_period,
    "previous": _previous,
    "previous_year": _previous_year,
    "same": _same,
    "same_in_year": _same_in_year,
    "after_months": _after_months,
}
