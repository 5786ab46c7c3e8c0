"""The periods of a record as bars on one axis of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cchc_extract.records import Fact, Period
from cchc_extract.report import saying
from cchc_extract.report.i18n import Phrase

__all__ = ["Bar", "Timeline", "period_key", "timeline"]

_MOST_TICKS = 8


@dataclass(slots=True)
class Bar:
    """One period: its words, the facts about it, and where it lies, in percent of the axis."""

    key: str
    text: str
    days: Phrase
    facts: int
    left: float
    width: float
    look: str


@dataclass(slots=True)
class Timeline:
    """Bars by their start, and the years under them."""

    bars: list[Bar]
    ticks: list[tuple[float, int]]


def period_key(period: Period | None) -> str:
    """What facts about the same days share; empty without a period."""
    return f"{period.start or ''}..{period.end or ''}" if period else ""


def timeline(facts: Sequence[Fact]) -> Timeline | None:
    """The axis runs over whole years; None where no fact has a period."""
    periods: dict[str, Period] = {}
    counts: dict[str, int] = {}
    for fact in facts:
        for period, own in ((fact.period, 1), (fact.baseline, 0)):
            if period is not None:
                key = period_key(period)
                periods.setdefault(key, period)
                counts[key] = counts.get(key, 0) + own
    days = [day for p in periods.values() for day in (p.start, p.end) if day]
    if not days:
        return None
    first = date(int(min(days)[:4]), 1, 1)
    last_year = int(max(days)[:4])
    span = (date(last_year, 12, 31) - first).days + 1

    def place(day: str) -> float:
        return 100 * (date.fromisoformat(day) - first).days / span

    bars = []
    for key, period in sorted(periods.items(), key=lambda row: row[0]):
        left = place(period.start) if period.start else 0.0
        right = place(period.end) + 100 / span if period.end else 100.0
        look = "" if counts[key] else " compared"
        look += "" if period.start else " open-start"
        look += "" if period.end else " open-end"
        bars.append(
            Bar(key, period.text, saying.period(period), counts[key], round(left, 2),
                round(max(right - left, 0), 2), look)
        )  # fmt: skip
    years = range(first.year, last_year + 1)
    step = -(-len(years) // _MOST_TICKS)
    ticks = [(round(place(f"{year}-01-01"), 2), year) for year in years[::step]]
    return Timeline(bars, ticks)
