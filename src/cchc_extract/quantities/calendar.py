"""Spans of days: years, quarters, months, and how one follows from another. Pure functions."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

__all__ = [
    "Span", "first_months", "last_months", "make_date", "month_span", "previous_span",
    "quarter_span", "same_span_last_year", "shift_months", "shift_years", "stage_span", "year_span",
]  # fmt: skip


class Span(NamedTuple):
    """Days from ``start`` to ``end``, both included; None for an open end."""

    start: date | None
    end: date | None


def make_date(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none (31/4)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def year_span(year: int) -> Span:
    """January 1 to December 31."""
    return Span(date(year, 1, 1), date(year, 12, 31))


def stage_span(first: int, last: int) -> Span:
    """Whole years from ``first`` to ``last``."""
    return Span(date(first, 1, 1), date(last, 12, 31))


def quarter_span(year: int, quarter: int) -> Span:
    """Three months; ``quarter`` is 1 to 4."""
    return Span(date(year, 3 * quarter - 2, 1), _month_end(year, 3 * quarter))


def month_span(year: int, month: int) -> Span:
    """One month; ``month`` is 1 to 12."""
    return Span(date(year, month, 1), _month_end(year, month))


def first_months(year: int, n: int) -> Span:
    """The first ``n`` months of a year; 1 to 12."""
    return Span(date(year, 1, 1), _month_end(year, n))


def last_months(year: int, n: int) -> Span:
    """The last ``n`` months of a year; 1 to 12."""
    return Span(date(year, 13 - n, 1), date(year, 12, 31))


def shift_months(day: date, months: int) -> date:
    """The day ``months`` later (earlier if negative); the end of a month stays one."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(years, month + 1)[1]
    is_end = day.day == monthrange(day.year, day.month)[1]
    return date(years, month + 1, last if is_end else min(day.day, last))


def shift_years(span: Span, years: int) -> Span:
    """The span ``years`` later; the end of February stays one."""
    return Span(
        shift_months(span.start, 12 * years) if span.start else None,
        shift_months(span.end, 12 * years) if span.end else None,
    )


def same_span_last_year(span: Span) -> Span:
    """The same days of the year before (``cùng kỳ``)."""
    return shift_years(span, -1)


def previous_span(span: Span) -> Span:
    """The span before of the same kind: the year before a year, the quarter before a quarter.

    The first N months of a year are compared with those of the year before, and so is a stock at
    a day (an open start) with the whole year before.
    """
    start, end = span
    if end is None:
        return shift_years(span, -1)
    if start is None:
        return year_span(end.year - 1)
    if start == end:
        day = start - timedelta(days=1)
        return Span(day, day)
    after = end + timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    if after.day != start.day or months < 1:
        length = end - start + timedelta(days=1)
        return Span(start - length, end - length)
    if start.month == 1 and start.day == 1 and months not in (1, 3) and months % 12:
        return shift_years(span, -1)
    return Span(shift_months(start, -months), start - timedelta(days=1))
