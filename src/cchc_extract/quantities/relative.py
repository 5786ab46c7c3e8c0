"""Days of expressions said in relation to other times or to the day of publication."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from cchc_extract.quantities import calendar as cal
from cchc_extract.quantities.calendar import Span
from cchc_extract.quantities.forms import Expression

__all__ = ["AHEAD", "Known", "is_relative", "relative_span"]

AHEAD: Final = timedelta(days=10)  # a day told may lie so far after publication
NOTHING: Final = Span(None, None)
_LATE_IN_YEAR: Final = 11  # from this month on "năm qua" is the year that ends
_EARLY_IN_YEAR: Final = 2  # up to this month "trong năm" is the year that has ended
_LATE_IN_MONTH: Final = 20  # from this day on "tháng qua" is the month that ends
_FRESH: Final = timedelta(
    days=45
)  # after so many days nobody says "9 tháng" of the first nine months
_WEEK: Final = timedelta(days=7)
_QUARTER: Final = 92  # days
_LONG_TOLD: Final = 6  # months in which people tell of the first days of something


@dataclass(slots=True)
class Known:
    """What a text has said about time so far.

    Attributes:
        published: day of publication.
        year: the year that a period named last.
        named: the same, also where it is an open end (``từ năm 2015``).
        span: the bounded period read last, of a year at most where there was one.
        month, quarter: the last month and quarter named.
        report: the time that the text says it reports on.
        opened: the day that the last ``từ ngày ...`` names.
        last: the day that the time read last begins on.
        stage: the last stage of several years named (``nhiệm kỳ 2020 - 2025``).
        told: the bounded time that was told last, whatever its length.
    """

    published: date | None
    year: int | None = None
    named: int | None = None
    span: Span | None = None
    month: Span | None = None
    quarter: Span | None = None
    report: Span | None = None
    opened: date | None = None
    last: date | None = None
    told: Span | None = None
    stage: Span | None = None


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


def _shifted(e: Expression, known: Known) -> Span | None:
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
    return told.end if unit == "year" or (told.end - told.start).days <= _QUARTER else None


def _unit_at(day: date, unit: str, steps: int) -> Span:
    if unit == "year":
        return cal.year_span(day.year + steps)
    if unit == "month":
        first = cal.shift_months(day.replace(day=1), steps)
        return cal.month_span(first.year, first.month)
    moved = day + timedelta(days=steps)
    return Span(moved, moved)


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
        if span and span.start and span.end and (span.end - span.start).days <= _QUARTER:
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


def _years_in_row(e: Expression, known: Known) -> Span | None:
    """``hai năm liền trước đó``: of each of which a number may follow."""
    told = known.told.end if known.told else None
    return cal.stage_span(told.year - e.numbers[0], told.year - 1) if told else None


def _term_begin(_: Expression, known: Known) -> Span | None:
    start = known.stage.start if known.stage else None
    return cal.year_span(start.year) if start else None


def _term_end(_: Expression, known: Known) -> Span | None:
    end = known.stage.end if known.stage else None
    return cal.year_span(end.year) if end else None


def _opened(_: Expression, known: Known) -> Span | None:
    """``từ khi có mô hình``: what the text said began."""
    return Span(known.opened, known.opened) if known.opened else None


def _from_start(e: Expression, known: Known) -> Span | None:
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


_FORMS: Final[dict[str, Callable[[Expression, Known], Span | None]]] = {
    "now": _now,
    "undated": _undated,
    "past": _undated,
    "shifted": _shifted,
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
    "years_in_row": _years_in_row,
    "term_begin": _term_begin,
    "term_end": _term_end,
    "from_start": _from_start,
    "opened": _opened,
}
