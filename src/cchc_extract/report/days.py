"""Days and years out of the dates of records."""

from __future__ import annotations

from datetime import date

from cchc_extract.records import Period

__all__ = ["day", "year_of"]


def day(text: str | None) -> date | None:
    """The day of an ISO date or datetime; None where there is none."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def year_of(period: Period | None) -> int | None:
    """The year that a period ends in, or where its end is open, begins in."""
    if period is None:
        return None
    return int((period.end or period.start or "0")[:4]) or None
