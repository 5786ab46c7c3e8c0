"""Days of expressions said in relation to other times or to the day of publication."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from cchc_extract.quantities import calendar as cal
from cchc_extract.quantities.calendar import Span
from cchc_extract.quantities.forms import Expression
from cchc_extract.quantities.known import AHEAD, QUARTER, Known
from cchc_extract.quantities.offsets import (
    from_start,
    opened,
    shifted,
    term_begin,
    term_end,
    years_in_row,
)

__all__ = ["is_relative", "relative_span"]

NOTHING: Final = Span(None, None)
_LATE_IN_YEAR: Final = 11  # from this month on "năm qua" is the year that ends
_EARLY_IN_YEAR: Final = 2  # up to this month "trong năm" is the year that has ended
_LATE_IN_MONTH: Final = 20  # from this day on "tháng qua" is the month that ends
_FRESH: Final = timedelta(
    days=45
)  # after so many days nobody says "9 tháng" of the first nine months
_WEEK: Final = timedelta(days=7)


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


def _undated(_: Expression, __: Known) -> Span:
    return NOTHING


def _from_now(_: Expression, known: Known) -> Span | None:
    return Span(known.published, known.published) if known.published else None


def _since_then(_: Expression, known: Known) -> Span | None:
    return Span(known.last, known.published) if known.last and known.published else None


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


def _that_year(e: Expression, known: Known) -> Span | None:
    return cal.year_span(known.named) if known.named is not None else _in_year(e, known)


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
    n, today, last = e.numbers[0], known.published, _past_month(e, known)
    if today is None or last is None or last.start is None:
        return None
    if n == today.month - 1:
        return cal.first_months(today.year, n)
    return Span(cal.shift_months(last.start, 1 - n), last.end)


def _months_so_far(e: Expression, known: Known) -> Span | None:
    """``9 tháng``: as many months as were just spoken of, else the first of the year."""
    n, today, span = e.numbers[0], known.published, known.span
    if span and span.start and span.end:
        after = span.end + timedelta(days=1)
        if span.start.day == after.day and cal.shift_months(span.start, n) == after:
            return span
    for year in (today.year, today.year - 1) if today else ():
        end = cal.first_months(year, n).end
        if end and today and end - AHEAD <= today <= end + _FRESH:
            return cal.first_months(year, n)
    return None


def _year_so_far(_: Expression, known: Known) -> Span | None:
    """``lũy kế từ đầu năm``: up to the end of the month or quarter reported on."""
    for span in (known.report, known.told):
        if span and span.start and span.end and (span.end - span.start).days <= QUARTER:
            return Span(cal.year_span(span.end.year).start, span.end)
    today = known.published
    return Span(cal.year_span(today.year).start, today) if today else None


def _past_week(_: Expression, known: Known) -> Span | None:
    today = known.published
    return Span(today - timedelta(days=6), today) if today else None


def _week(known: Known) -> Span | None:
    """The week that the text reports on."""
    for span in (known.report, known.span):
        if span and span.start and span.end and span.end - span.start < _WEEK:
            return span
    return None


def _in_week(_: Expression, known: Known) -> Span | None:
    return _week(known)


def _last_week(e: Expression, known: Known) -> Span:
    week = _week(known) or _past_week(e, known)
    return cal.previous_span(week) if week else NOTHING


def _in_period(_: Expression, known: Known) -> Span | None:
    return known.report or known.span


def _previous(_: Expression, known: Known) -> Span:
    span = known.report or known.span
    return cal.previous_span(span) if span else NOTHING


def _last_month(e: Expression, known: Known) -> Span | None:
    """``Tháng trước khá hơn``: the month before publication, or before that just told of."""
    last = _past_month(e, known) if known.published else known.month
    if known.published and last and known.published.day >= _LATE_IN_MONTH:
        last = cal.previous_span(last)
    return cal.previous_span(last) if last and last == known.month else last


def _month_before(e: Expression, known: Known) -> Span:
    month = known.month or _past_month(e, known)
    return cal.previous_span(month) if month else NOTHING


def _last_quarter(e: Expression, known: Known) -> Span:
    quarter = _in_quarter(e, known)
    return cal.previous_span(quarter) if quarter else NOTHING


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


_FORMS: Final[dict[str, Callable[[Expression, Known], Span | None]]] = {
    "now": _now,
    "undated": _undated,
    "past": _undated,
    "shifted": shifted,
    "from_now": _from_now,
    "since_then": _since_then,
    "past_year": _past_year,
    "past_years": _past_years,
    "in_year": _in_year,
    "that_year": _that_year,
    "in_quarter": _in_quarter,
    "in_month": _in_month,
    "past_month": _past_month,
    "past_months": _past_months,
    "past_quarter": _in_quarter,
    "months_so_far": _months_so_far,
    "year_so_far": _year_so_far,
    "past_week": _past_week,
    "in_week": _in_week,
    "last_week": _last_week,
    "in_period": _in_period,
    "previous": _previous,
    "last_month": _last_month,
    "month_before": _month_before,
    "last_quarter": _last_quarter,
    "previous_year": _previous_year,
    "same": _same,
    "same_in_year": _same_in_year,
    "years_in_row": years_in_row,
    "term_begin": term_begin,
    "term_end": term_end,
    "from_start": from_start,
    "opened": opened,
}
