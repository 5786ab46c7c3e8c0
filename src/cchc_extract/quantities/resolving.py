"""Gives drafts their days: missing years, and times said in relation to other times."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from itertools import zip_longest
from typing import Final

from cchc_extract.quantities import calendar as cal
from cchc_extract.quantities.calendar import Span
from cchc_extract.quantities.drafts import Draft
from cchc_extract.quantities.explicit import explicit_year, span_in_year
from cchc_extract.quantities.forms import Expression
from cchc_extract.quantities.known import AHEAD, Known
from cchc_extract.quantities.relative import is_relative, relative_span
from cchc_extract.quantities.types import PeriodMention

__all__ = ["Resolver"]

_NOTHING: Final = Span(None, None)
_YEAR: Final = timedelta(days=366)
_FAR_AHEAD: Final = timedelta(days=120)  # a month or quarter that begins later is last year's
_KIND: Final = {
    "year": "year", "quarter": "quarter", "month": "month", "day": "day", "days": "span",
    "months": "span", "month_half": "span", "quarters": "span", "first_quarters": "span",
    "first_months": "span", "last_months": "span", "stage": "stage", "year_begin": "year",
    "year_end": "year", "now": "now", "undated": "undated",
    "past": "past", "year_so_far": "span",
}  # fmt: skip
_TOLD: Final = frozenset({"past_year", "past_months", "past_month", "past_week", "months_so_far"})
_UNBOUNDED: Final = frozenset({"now", "until", "open", "undated", "past"})


class Resolver:
    """Resolves the drafts of one article, in order."""

    def __init__(self, drafts: list[Draft], published: date | None) -> None:
        self._drafts = drafts
        self._known = Known(published)
        self._year_paragraph = -1  # where the year known was named
        self._paragraph = 0
        self._back = False  # the time told last is today
        self._listed_year: int | None = None  # of a time listed after this one

    def mentions(self) -> list[PeriodMention]:
        """The mentions; drafts that no calendar has are left out."""
        found: list[PeriodMention] = []
        for draft, after in zip_longest(self._drafts, self._drafts[1:]):
            self._paragraph = draft.paragraph
            listed = after is not None and after.listed and after.mode == "point"
            self._listed_year = self._year_of(after.a) if after and listed else None
            span = self._draft(draft)
            if span is None:
                continue
            kind = _kind(draft)
            if span == _NOTHING and kind not in ("undated", "past", "relative"):
                continue
            entry = draft.a.entry
            anchor = "" if draft.inside else entry.gives.get("anchor", "")
            if draft.form == "last_month" and draft.role == "period":
                anchor = ""  # counted from publication; a comparison counts from its number's time
            if anchor == "spoken" and self._known.report is not None:
                anchor = ""  # the text says what it reports on
            since = None
            if draft.arrives and (whole := self._point(draft.a)):
                since = whole.start
            found.append(
                PeriodMention(
                    draft.first, draft.stop, *span, kind, draft.role, entry.id, anchor, since
                )
            )
            self._remember(draft, span, kind)
        return found

    def _remember(self, draft: Draft, span: Span, kind: str) -> None:
        known = self._known
        if draft.role != "document":
            known.last = span.start or span.end or known.last
        if kind == "open" and draft.role == "period":
            known.opened = span.start
        if kind == "stage" and draft.role != "document":
            known.stage = span
        if draft.role == "period" and (year := explicit_year(draft.a)) is not None:
            known.named = year
        self._back = kind == "now" or (self._back and explicit_year(draft.a) is None)
        if draft.role != "period" or kind in _UNBOUNDED:
            return
        if span.start and span.end:
            known.told = span
        end = span.end or span.start
        if end and explicit_year(draft.a) is not None:
            known.year = end.year
            if not draft.index:
                self._year_paragraph = draft.paragraph
        if draft.report:
            known.report = span
        if kind == "month":
            known.month = span
        elif kind == "quarter":
            known.quarter = span
        told = kind not in ("day", "relative") or draft.form in _TOLD
        if told and (known.span is None or _is_short(span)):
            known.span = span

    def _draft(self, draft: Draft) -> Span | None:
        if draft.inside:
            return self._draft(draft.inside)
        a, b = draft.a, draft.b
        if b is not None:
            return self._between(a, b)
        span = self._point(a, draft=draft)
        if span is None or draft.mode == "open":
            return Span(span.start, None) if span else None
        if a.form == "year_begin":
            if draft.role == "baseline":  # "so với đầu năm"
                return Span(span.start, span.start)
            if draft.mode == "until" or explicit_year(a) is None:
                return None  # "kế hoạch đầu năm" is no time of a number
        return Span(None, span.end) if draft.mode == "until" else span

    def _between(self, a: Expression, b: Expression) -> Span | None:
        """From ``a`` to ``b``, each helping the other to its year and month."""
        if a.form == b.form == "day" and len(a.numbers) == 1:
            a = a._replace(numbers=a.numbers + b.numbers[1:2])
        to_now = b.form == "now"
        end = self._point(b, beside=a)
        if a.form == "from_now" and end and end.end and self._known.published:
            # what is still to come ends this year where it has ended in the year spoken of
            end = cal.shift_years(end, max(0, self._known.published.year - end.end.year))
        if end is None or (end.end is None and not to_now):
            return None
        borrows = self._year_of(a) is None and not is_relative(a.form)
        if borrows and end.end is not None and not to_now:
            start = span_in_year(a, end.end.year)
            if start and start.start and start.start > end.end:
                start = span_in_year(a, end.end.year - 1)
        else:
            start = self._point(a)
        if start is None or start.start is None:
            return None
        if end.end is not None and start.start > end.end:
            return None
        return Span(start.start, end.end)

    def _point(
        self, e: Expression, *, draft: Draft | None = None, beside: Expression | None = None
    ) -> Span | None:
        """Days of one expression; ``beside`` may lend its year."""
        form = e.form
        if is_relative(form):
            return relative_span(e, self._known)
        year = self._year_of(e)
        if year is None and beside is not None:
            year = self._year_of(beside)
        if year is None and form in ("day", "days"):
            return self._recent_day(e, draft)
        if year is None:
            year = self._year_for(e)
        return span_in_year(e, year) if year is not None else None

    def _year_of(self, e: Expression) -> int | None:
        """The year an expression names: ``quý I/2025``, ``quý I năm nay``."""
        shift = e.entry.gives.get("year")
        if shift is None:
            return explicit_year(e)
        return self._known.published.year + int(shift) if self._known.published else None

    def _recent_day(self, e: Expression, draft: Draft | None) -> Span | None:
        """A day without its year.

        What is told is past, a deadline is still to come, and what may be either (``đến 30/6``) is
        nearest to the day of publication.
        """
        today = self._known.published
        if today is None:
            year = self._known.year if self._known.year is not None else self._first_year
            return span_in_year(e, year) if year is not None else None
        years = (today.year - 1, today.year, today.year + 1)
        ends = {s.end: s for y in years if (s := span_in_year(e, y)) and s.end}
        if draft is not None and draft.role == "deadline":
            days = [d for d in ends if d >= today]
        elif draft is None or draft.told:
            days = [d for d in ends if d <= today + AHEAD]
        else:
            days = list(ends)
        return ends[min(days, key=lambda d: abs(d - today))] if days else None

    def _year_for(self, e: Expression) -> int | None:
        """Year of a quarter or month that names none: that of a time listed after it, the one its
        paragraph named, or by the day of publication."""
        if self._listed_year is not None:
            return self._listed_year
        year, today = self._known.year, self._known.published
        if self._back and today is not None:
            year = today.year  # "Năm 2015 có 114 TTHC, nay còn 25. Trong tháng 11 ..."
        if year is not None and (self._year_paragraph == self._paragraph or today is None):
            return year
        if today is None:
            return self._first_year
        span = span_in_year(e, today.year)
        if span and span.start and span.start > today + _FAR_AHEAD:
            return today.year - 1
        return today.year

    @cached_property
    def _first_year(self) -> int | None:
        """The first year that any period of the article names."""
        for draft in self._drafts:
            year = explicit_year(draft.a)
            if year is not None and draft.role != "document":
                return year
        return None


def _is_short(span: Span) -> bool:
    """A year at most?"""
    return span.start is not None and span.end is not None and span.end - span.start < _YEAR


def _kind(draft: Draft) -> str:
    if draft.inside:
        return "span"
    if draft.mode == "span":
        return "stage" if draft.form == "year" else "span"
    if draft.mode in ("open", "until"):
        return draft.mode
    return _KIND.get(draft.form, "relative")
