"""Spans of days and how one follows from another."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.quantities import calendar as cal
from cchc_extract.quantities.calendar import Span

YEARS = st.integers(1950, 2100)
DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@given(YEARS)
def test_quarters_and_months_tile_the_year(year: int) -> None:
    quarters = [cal.quarter_span(year, q) for q in range(1, 5)]
    months = [cal.month_span(year, m) for m in range(1, 13)]
    for parts in (quarters, months):
        assert (parts[0].start, parts[-1].end) == cal.year_span(year)
        for a, b in pairwise(parts):
            assert a.end is not None
            assert b.start == a.end + timedelta(days=1)


@given(YEARS, st.integers(1, 11))
def test_first_and_last_months_make_the_year(year: int, n: int) -> None:
    first, last = cal.first_months(year, n), cal.last_months(year, 12 - n)
    assert first.end is not None
    assert last.start == first.end + timedelta(days=1)


@given(DAYS, st.integers(-600, 600))
def test_shifting_months_there_and_back_keeps_the_month(day: date, months: int) -> None:
    shifted = cal.shift_months(day, months)
    assert (shifted.year * 12 + shifted.month) - (day.year * 12 + day.month) == months
    back = cal.shift_months(shifted, -months)
    assert (back.year, back.month) == (day.year, day.month)


@pytest.mark.parametrize(
    ("span", "before"),
    [
        (cal.year_span(2022), cal.year_span(2021)),
        (cal.stage_span(2021, 2023), cal.stage_span(2018, 2020)),
        (cal.quarter_span(2023, 1), cal.quarter_span(2022, 4)),
        (cal.month_span(2024, 3), cal.month_span(2024, 2)),
        (cal.month_span(2025, 1), cal.month_span(2024, 12)),
        (cal.first_months(2022, 9), cal.first_months(2021, 9)),
        (cal.first_months(2024, 2), cal.first_months(2023, 2)),
        (Span(date(2019, 4, 21), date(2019, 5, 20)), Span(date(2019, 3, 21), date(2019, 4, 20))),
        (Span(date(2024, 7, 14), date(2024, 7, 14)), Span(date(2024, 7, 13), date(2024, 7, 13))),
        (Span(date(2024, 7, 1), date(2024, 7, 10)), Span(date(2024, 6, 21), date(2024, 6, 30))),
        (Span(None, date(2024, 9, 30)), cal.year_span(2023)),
        (Span(date(2024, 7, 1), None), Span(date(2023, 7, 1), None)),
    ],
)
def test_the_span_before(span: Span, before: Span) -> None:
    assert cal.previous_span(span) == before


@given(DAYS, st.integers(0, 2000))
def test_the_span_before_ends_before(start: date, days: int) -> None:
    span = Span(start, start + timedelta(days=days))
    before = cal.previous_span(span)
    assert before.start is not None
    assert before.end is not None
    assert before.start <= before.end < start + timedelta(days=days)


@pytest.mark.parametrize(
    ("span", "before"),
    [
        (cal.first_months(2024, 2), Span(date(2023, 1, 1), date(2023, 2, 28))),
        (cal.first_months(2025, 2), Span(date(2024, 1, 1), date(2024, 2, 29))),
        (cal.quarter_span(2025, 1), cal.quarter_span(2024, 1)),
        (Span(None, date(2024, 9, 15)), Span(None, date(2023, 9, 15))),
    ],
)
def test_the_same_days_last_year(span: Span, before: Span) -> None:
    assert cal.same_span_last_year(span) == before


def test_days_no_calendar_has() -> None:
    assert cal.make_date(2023, 4, 31) is None
    assert cal.make_date(2023, 2, 29) is None
    assert cal.make_date(2024, 2, 29) == date(2024, 2, 29)
