"""The time that an article reports on, and what its headline takes from its body."""

from __future__ import annotations

from datetime import date
from typing import Final

from cchc_extract.facts.draft import FactDraft
from cchc_extract.facts.index_times import index_years
from cchc_extract.facts.readings import Reading
from cchc_extract.facts.stream import Item
from cchc_extract.facts.time_items import PASSING, Time, is_same_time, spelled_out
from cchc_extract.text.tokens import Tokens

__all__ = ["article_times", "date_headlines", "is_ahead"]

_AHEAD_DAYS: Final = 75  # reports of a year come out from mid-October on
_BEGUN_DAYS: Final = 100
_ROUNDED: Final = 0.06  # how far a round number of a headline may be from that of the body


def article_times(
    tokens: Tokens, rows: list[tuple[list[Item], list[Reading]]], published: date | None
) -> tuple[Time | None, Time | None, Time | None]:
    """The article's reporting time, the time of its indices, and what it calls the former.

    The reporting time is the first time the article names that has begun by its publication, the
    index time the first year written behind the name of an index.
    """
    main: Time | None = None
    ahead: Time | None = None
    plan: Time | None = None
    index: Time | None = None
    exact: list[Time] = []
    counted = False
    main_row: list[Item] = []
    for row, readings in rows:
        for named, i in zip(row, spelled_out(row), strict=True):
            if i.kind == "P" and i.x.role == "period" and i.x.kind not in PASSING and i.x.end:
                time = Time(i.x.start, i.x.end, i.x)
                if i.x is not named.x or "(" in tokens.norms[i.first : i.stop]:
                    exact.append(time)
                elif readings and not counted and time.start and time.start.day > 1:
                    exact.append(time)  # the days of what a heading called "6 tháng đầu năm"
                counted = counted or bool(readings)
                if not readings and any(_is_plan(x) for x in row):
                    plan = plan or time  # the year of a document, "Kế hoạch CCHC năm 2023"
                elif is_ahead(time, published) and not _plans(row):
                    ahead = ahead or time
                elif main is None or (main_row is row and _is_after(time, main, published)):
                    main, main_row = time, row  # "cả năm 2024 ..., thì từ 1/7 đến 15/10/2025 ..."
        if index is None:
            index = next(iter(index_years(row).values()), None)
    said = main or plan or ahead or index
    main = said
    if said is not None:
        main = next((time for time in exact if is_same_time(time, said)), said)
    return main, index, said


def date_headlines(drafts: list[FactDraft]) -> None:
    """A number before any time of the article has the time of the same number in the body."""
    for i, draft in enumerate(drafts):
        period = draft.period
        if period is None or period.mention.first < draft.reading.number.first:
            if period is not None:
                break
            continue
        for other in drafts[i + 1 :]:
            if other.paragraph != draft.paragraph and _restates(draft, other):
                draft.period = other.period
                draft.span = other.span
                break


def _restates(draft: FactDraft, body: FactDraft) -> bool:
    a, b = draft.reading, body.reading
    same = (a.metric, a.kind, a.unit, a.index) == (b.metric, b.kind, b.unit, b.index)
    if not same or draft.status != body.status or body.period is None:
        return False
    if a.bound == "exact":
        return a.value == b.value
    return abs(a.value - b.value) <= _ROUNDED * abs(b.value)


def _plans(row: list[Item]) -> bool:
    """The sentence is about a plan: its future time is what the article is about."""
    return any((i.kind == "C" and i.x.status == "target") or _is_plan(i) for i in row)


def _is_plan(item: Item) -> bool:
    return item.kind == "D" and getattr(item.x, "doc_type", "") == "Kế hoạch"


def is_ahead(period: Time | None, published: date | None) -> bool:
    """The time has hardly begun at publication: nobody can have counted it yet."""
    if period is None or period.start is None or period.end is None or published is None:
        return False
    ahead = (period.end - published).days > _AHEAD_DAYS
    return ahead and (published - period.start).days < _BEGUN_DAYS


def _is_after(time: Time, main: Time, published: date | None) -> bool:
    """The sentence that first names times ends with one later, and not to come."""
    if time.end is None or main.end is None or published is None:
        return False
    return main.end < time.end <= published
