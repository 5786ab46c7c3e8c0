"""What many records say, as the rows that charts and tables of a report are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cchc_extract.records import Check, Fact, Record
from cchc_extract.report.days import day, year_of
from cchc_extract.report.places import province_of
from cchc_extract.report.timeline import period_key

__all__ = ["Archive", "ArticleRow", "Row", "gather"]

Row = dict[str, str | int | float | None]
"""One row of a chart's data or of a CSV file."""

_IN_TIME = ("dossiers_early_or_on_time", "dossiers_early", "dossiers_on_time")
_LATE = ("dossiers_late", "dossiers_pending_overdue")


@dataclass(slots=True)
class ArticleRow:
    """One article of the archive.

    Attributes:
        province: without its head word, None where the article is about no one province.
        year: of publication, or else the latest year that its facts are about.
        mismatches: its checks that fail.
        page: of the article, relative to the report's folder; None where none was made.
    """

    record: Record
    province: str | None
    year: int | None
    mismatches: list[Check]
    page: str | None = None


@dataclass(slots=True)
class Archive:
    """The rows of all records."""

    articles: list[ArticleRow] = field(default_factory=list)
    ranks: list[Row] = field(default_factory=list)
    scores: list[Row] = field(default_factory=list)
    shares: list[Row] = field(default_factory=list)
    late: list[Row] = field(default_factory=list)

    def of(self, province: str | None) -> Archive:
        """The part of one province."""
        own = [[row for row in rows if row["province"] == province]
               for rows in (self.ranks, self.scores, self.shares, self.late)]  # fmt: skip
        return Archive([a for a in self.articles if a.province == province], *own)


def gather(records: Iterable[Record]) -> Archive:
    """The rows of ``records``, in their order."""
    archive = Archive()
    for record in records:
        archive.articles.append(
            ArticleRow(
                record,
                province_of(record.home_unit, record),
                _year(record),
                [check for check in record.checks if check.status == "mismatch"],
            )
        )
        stated = [f for f in record.facts if f.status == "actual" and f.kind == "level"]
        for fact in stated:
            base = _base(fact, record)
            if fact.index not in (None, "OTHER") and fact.component is None and base["year"]:
                if fact.metric == "rank" and _is_province(fact) and fact.among is None:
                    archive.ranks.append({**base, "index": fact.index, "rank": fact.value})
                elif fact.metric == "index_score" and _is_province(fact):
                    archive.scores.append({**base, "index": fact.index, "score": fact.value})
            elif fact.metric in _LATE and fact.unit == "count" and fact.value > 0:
                archive.late.append({**base, "kind": fact.metric, "dossiers": fact.value})
        archive.shares += _shares(stated, record)
    return archive


def _year(record: Record) -> int | None:
    if published := day(record.published):
        return published.year
    return max((y for f in record.facts if (y := year_of(f.period))), default=None)


def _is_province(fact: Fact) -> bool:
    return fact.subject is not None and fact.subject.level == "province"


def _base(fact: Fact, record: Record) -> Row:
    return {
        "province": province_of(fact.subject, record) or province_of(record.home_unit, record),
        "subject": fact.subject.name if fact.subject else None,
        "year": year_of(fact.period),
        "date": (fact.period.end or fact.period.start) if fact.period else None,
        "article": record.id,
    }


def _shares(stated: list[Fact], record: Record) -> Iterator[Row]:
    """On-time and online shares in percent: as stated, or from counts where none is stated."""
    groups: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in stated:
        groups[fact.subject.name if fact.subject else "", period_key(fact.period)].append(fact)
    for facts in groups.values():
        for kind, found in (("on_time", _in_time(facts)), ("online", _online(facts))):
            if found is not None and 0 <= found[0] <= 100:
                share, source, how = found
                yield {
                    **_base(source, record), "kind": kind, "share": round(share, 2), "from": how,
                }  # fmt: skip


def _in_time(facts: list[Fact]) -> tuple[float, Fact, str] | None:
    named = [f for f in facts if f.metric in _IN_TIME and f.channel is None]
    rates = {f.metric: f for f in reversed(named) if f.unit == "percent"}
    if rates.keys() & {"dossiers_early_or_on_time", "dossiers_on_time"}:
        parts = [rates["dossiers_early_or_on_time"]] if _IN_TIME[0] in rates else [*rates.values()]
        return sum(f.value for f in parts), parts[0], "stated"
    counts = {f.metric: f for f in reversed(named) if f.unit == "count"}
    parts = [counts[_IN_TIME[0]]] if _IN_TIME[0] in counts else [*counts.values()]
    whole = _count(facts, "dossiers_resolved", None)
    if not parts or whole is None:
        return None
    return 100 * sum(f.value for f in parts) / whole.value, parts[0], "counts"


def _online(facts: list[Fact]) -> tuple[float, Fact, str] | None:
    for fact in facts:
        if (fact.metric, fact.unit, fact.channel) == ("dossiers_received", "percent", "online"):
            return fact.value, fact, "stated"
    part = _count(facts, "dossiers_received", "online")
    whole = _count(facts, "dossiers_received", None)
    if part is None or whole is None:
        return None
    return 100 * part.value / whole.value, part, "counts"


def _count(facts: list[Fact], metric: str, channel: str | None) -> Fact | None:
    for fact in facts:
        if (fact.metric, fact.unit, fact.channel) == (metric, "count", channel) and fact.value:
            return fact
    return None
