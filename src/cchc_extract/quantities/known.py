"""What a text has said about time so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from cchc_extract.quantities.calendar import Span

__all__ = ["AHEAD", "QUARTER", "Known"]

AHEAD: Final = timedelta(days=10)  # a day told may lie so far after publication
QUARTER: Final = 92  # days


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
