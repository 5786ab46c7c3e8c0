"""Gives drafts their days: missing years, and times said in relation to other times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from cchc_extract.quantities import calendar as cal
from cchc_extract.quantities.calendar import Span
from cchc_extract.quantities.composing import Draft
from cchc_extract.quantities.forms import Expression
from cchc_extract.quantities.types import PeriodMention

__all__ = ["Resolver"]

_NOTHING = Span(None, None)
_AHEAD = timedelta(days=10)  # a day announced may lie so far after publication
_KIND = {
    "year": "year", "quarter": "quarter", "month": "month", "day": "day", "days": "span",
    "months": "span", "first_months": "span", "last_months": "span", "stage": "stage",
    "year_begin": "year", "year_end": "year", "now": "now", "future": "future",
}  # fmt: skip


class Resolver:
    """Resolves the drafts of one article, in order."""

    def __init__(self, drafts: list[Draft], published: date | None) -> None:
        self._drafts = drafts
        self._published = published
        self._year: int | None = None  # the year a period named last, and its paragraph
        self._year_paragraph = -1
        self._span: Span | None = None  # the bounded period read last
        self._recent: dict[str, Span] = {}  # the last month, quarter, open start
        self._paragraph = 0

    def mentions(self) -> list[PeriodMention]:
        """The mentions; drafts that no calendar has are left out."""
        found: list[PeriodMention] = []
        for draft in self._drafts:
            self._paragraph = draft.paragraph
            span = self._draft(draft)
            if span is None:
                continue
            kind = self._kind(draft)
            if span == _NOTHING and kind not in ("future", "relative"):
                continue
            gives = draft.a.entry.gives
            anchor = "" if draft.inside else gives.get("anchor", "")
            found.append(
                PeriodMention(
                    draft.first, draft.stop, *span, kind, draft.role, draft.a.entry.id, anchor
                )
            )
            self._remember(draft, span, kind)
        return found

    @staticmethod
    def _kind(draft: Draft) -> str:
        if draft.inside or draft.mode == "span":
            return "stage" if draft.form == "year" and not draft.inside else "span"
        if draft.mode in ("open", "until"):
            return draft.mode
        return _KIND.get(draft.form, "relative")

    def _remember(self, draft: Draft, span: Span, kind: str) -> None:
        if draft.role not in ("period", "event"):
            return
        if kind == "open":
            self._recent["open"] = span
        if draft.role == "event":
            return
        end = span.end or span.start
        if end and kind not in ("now", "until", "open") and _explicit_year(draft.a) is not None:
            self._year, self._year_paragraph = end.year, draft.paragraph
        if kind in ("month", "quarter"):
            self._recent[kind] = span
        if kind not in ("now", "until", "open", "day", "relative", "future"):
            self._span = span

    def _draft(self, draft: Draft) -> Span | None:
        if draft.inside:
            return self._draft(draft.inside)
        a, b = draft.a, draft.b
        if draft.mode == "span" and b is not None:
            return self._between(a, b)
        span = self._point(a, deadline=draft.role == "deadline")
        if span is None:
            return None
        if draft.mode == "open":
            return Span(span.start, None)
        if draft.mode == "until":
            if a.entry.gives["form"] == "year_begin":
                return None
            return Span(None, span.end)
        return span

    def _between(self, a: Expression, b: Expression) -> Span | None:
        """From ``a`` to ``b``, each helping the other to its year."""
        end = self._point(b, same_form=a)
        if end is None or (end.end is None and b.entry.gives["form"] != "now"):
            return None
        start_year = _explicit_year(a)
        if start_year is None and end.end is not None and b.entry.gives["form"] != "now":
            start = self._with_year(a, end.end.year)
            if start and start.start and start.start > end.end:
                start = self._with_year(a, end.end.year - 1)
        else:
            start = self._point(a)
        if start is None or start.start is None:
            return None
        if end.end is not None and start.start > end.end:
            return None
        return Span(start.start, end.end)

    # --- single expressions

    def _point(
        self, e: Expression, *, deadline: bool = False, same_form: Expression | None = None
    ) -> Span | None:
        form = e.entry.gives["form"]
        relative = _RELATIVE.get(form)
        if relative:
            return relative(self, e)
        year = _explicit_year(e)
        if year is not None:
            return self._with_year(e, year)
        if same_form is not None and (year := _explicit_year(same_form)) is not None:
            return self._with_year(e, year)
        if form in ("day", "days"):
            return self._recent_day(e, deadline=deadline)
        year = self._year_for(e)
        return self._with_year(e, year) if year is not None else None

    def _with_year(self, e: Expression, year: int) -> Span | None:
        gives, numbers = e.entry.gives, e.numbers
        form = gives["form"]
        if form in ("year", "year_begin", "year_end"):
            return cal.year_span(year)
        if form == "stage":
            first, last = numbers[0], numbers[-1]
            return cal.stage_span(first, last) if first <= last <= first + 50 else None
        if form == "quarter":
            return cal.quarter_span(year, numbers[0]) if numbers[0] <= 4 else None
        if form == "month":
            return cal.month_span(year, numbers[0])
        if form in ("first_months", "last_months"):
            n = int(gives.get("n", numbers[0] if numbers else 0))
            return (cal.first_months if form == "first_months" else cal.last_months)(year, n)
        if form == "months":
            first, last = numbers[0], numbers[1]
            if first > last:
                return None
            return Span(cal.month_span(year, first).start, cal.month_span(year, last).end)
        if form == "days":
            start = cal.make_date(year, numbers[2], numbers[0])
            end = cal.make_date(year, numbers[2], numbers[1])
            return Span(start, end) if start and end and start <= end else None
        day = cal.make_date(year, numbers[1], numbers[0]) if len(numbers) > 1 else None
        return Span(day, day) if day else None

    def _recent_day(self, e: Expression, *, deadline: bool) -> Span | None:
        """A day without its year: the last such day before publication, the next for a deadline."""
        today = self._published
        if today is None:
            year = self._year if self._year is not None else self._first_year()
            return self._with_year(e, year) if year is not None else None
        years = (today.year, today.year + 1) if deadline else (today.year, today.year - 1)
        for year in years:
            span = self._with_year(e, year)
            if span is None or span.end is None:
                continue
            if (span.end >= today) if deadline else (span.end <= today + _AHEAD):
                return span
        return self._with_year(e, years[0])

    def _year_for(self, e: Expression) -> int | None:
        """Year of a quarter or month that names none."""
        if self._year is not None and self._year_paragraph == self._paragraph:
            return self._year
        today = self._published
        if today is None:
            return self._year if self._year is not None else self._first_year()
        span = self._with_year(e, today.year)
        if span and span.start and span.start > today + timedelta(days=120):
            return today.year - 1
        return today.year

    def _first_year(self) -> int | None:
        """The first year that any period of the article names."""
        for draft in self._drafts:
            year = _explicit_year(draft.a)
            if year is not None and draft.role != "document":
                return year
        return None

    # --- relative expressions; each takes the expression and gives its days or None

    def _now(self, _: Expression) -> Span:
        return Span(None, self._published)

    def _future(self, _: Expression) -> Span:
        return _NOTHING

    def _this_year(self, _: Expression) -> Span | None:
        return cal.year_span(self._published.year) if self._published else None

    def _next_year(self, _: Expression) -> Span:
        return cal.year_span(self._published.year + 1) if self._published else _NOTHING

    def _reporting_year(self) -> int | None:
        """The year that ``năm qua`` looks back on from the day of publication."""
        today = self._published
        if today is None:
            return self._year
        return today.year if today.month >= 11 else today.year - 1

    def _past_year(self, _: Expression) -> Span | None:
        year = self._reporting_year()
        return cal.year_span(year) if year is not None else None

    def _in_year(self, _: Expression) -> Span | None:
        if self._year is not None:
            return cal.year_span(self._year)
        today = self._published
        if today is None:
            return None
        return cal.year_span(today.year - 1 if today.month <= 2 else today.year)

    def _past_years(self, e: Expression) -> Span | None:
        last = self._reporting_year()
        return cal.stage_span(last - e.numbers[0] + 1, last) if last is not None else None

    def _in_quarter(self, _: Expression) -> Span | None:
        if "quarter" in self._recent:
            return self._recent["quarter"]
        today = self._published
        if today is None:
            return None
        ended = cal.shift_months(today.replace(day=1), -1)  # early in a quarter: the one before
        return cal.quarter_span(ended.year, (ended.month + 2) // 3)

    def _past_quarter(self, e: Expression) -> Span | None:
        return self._in_quarter(e)

    def _in_month(self, e: Expression) -> Span | None:
        if "month" in self._recent:
            return self._recent["month"]
        return self._past_month(e)

    def _past_month(self, _: Expression) -> Span | None:
        today = self._published
        if today is None:
            return None
        if today.day < 20:
            today = cal.shift_months(today.replace(day=1), -1)
        return cal.month_span(today.year, today.month)

    def _past_week(self, _: Expression) -> Span | None:
        today = self._published
        return Span(today - timedelta(days=6), today) if today else None

    def _in_period(self, _: Expression) -> Span | None:
        return self._span

    def _previous(self, _: Expression) -> Span:
        return cal.previous_span(self._span) if self._span else _NOTHING

    def _previous_year(self, _: Expression) -> Span:
        if self._span and self._span.end:
            return cal.year_span(self._span.end.year - 1)
        return cal.year_span(self._published.year - 1) if self._published else _NOTHING

    def _same(self, _: Expression) -> Span:
        return cal.same_span_last_year(self._span) if self._span else _NOTHING

    def _same_in_year(self, e: Expression) -> Span:
        year = e.numbers[-1]
        if self._span and self._span.end:
            return cal.shift_years(self._span, year - self._span.end.year)
        return cal.year_span(year)

    def _after_months(self, e: Expression) -> Span | None:
        """``sau 1 tháng``: from the day something began, which the text or the rule names."""
        n = e.numbers[0] if e.numbers else 1
        start = self._recent["open"].start if "open" in self._recent else None
        if start is None:
            start = date.fromisoformat(e.entry.gives["from"])
            today = self._published
            if today is None or not (
                cal.shift_months(start, n) - _AHEAD <= today <= cal.shift_months(start, n + 2)
            ):
                return None
        return Span(start, cal.shift_months(start, n) - timedelta(days=1))


_RELATIVE: dict[str, Callable[[Resolver, Expression], Span | None]] = {
    "now": Resolver._now, "future": Resolver._future, "this_year": Resolver._this_year,
    "next_year": Resolver._next_year, "past_year": Resolver._past_year,
    "in_year": Resolver._in_year, "past_years": Resolver._past_years,
    "in_quarter": Resolver._in_quarter, "past_quarter": Resolver._past_quarter,
    "in_month": Resolver._in_month, "past_month": Resolver._past_month,
    "past_week": Resolver._past_week, "in_period": Resolver._in_period,
    "previous": Resolver._previous, "previous_year": Resolver._previous_year,
    "same": Resolver._same, "same_in_year": Resolver._same_in_year,
    "after_months": Resolver._after_months,
}  # fmt: skip


def _explicit_year(e: Expression) -> int | None:
    """The year an expression names, if it does."""
    last = e.numbers[-1] if e.numbers else 0
    return last if last >= 1900 else None
