"""What a run of extractions came to: articles, facts by metric, failed checks, warnings."""

from __future__ import annotations

from collections import Counter

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cchc_extract.records import Record

__all__ = ["Summary"]


class Summary:
    """Counts over the records of one run; add records, then render."""

    def __init__(self) -> None:
        self.articles = 0
        self.refused = 0
        self.metrics: Counter[str] = Counter()
        self.mentions: Counter[str] = Counter()
        self.checks: Counter[str] = Counter()
        self.failed_checks: Counter[str] = Counter()
        self.warnings: Counter[str] = Counter()

    def add(self, record: Record) -> None:
        """Count one record."""
        self.articles += 1
        self.metrics.update(fact.metric for fact in record.facts)
        self.mentions.update(entity.type for entity in record.entities)
        self.checks.update(check.status for check in record.checks)
        self.failed_checks.update(c.rule for c in record.checks if c.status == "mismatch")
        self.warnings.update(warning.code for warning in record.warnings)

    def render(self) -> RenderableType:
        """The counts as a table, most frequent first, and lines for the rest."""
        table = Table(title="Facts by metric", title_justify="left", box=box.SIMPLE_HEAD)
        table.add_column("metric")
        table.add_column("facts", justify="right")
        for metric, count in self.metrics.most_common():
            table.add_row(metric, str(count))
        failed = f"{self.articles} articles" + (
            f", {self.refused} inputs failed" if self.refused else ""
        )
        checks = ", ".join(f"{self.checks[s]} {s}" for s in ("ok", "mismatch", "remainder"))
        lines = [
            failed,
            f"{self.metrics.total()} facts; mentions: {_counts(self.mentions)}",
            f"checks: {checks}; that failed: {_counts(self.failed_checks)}",
            f"warnings: {_counts(self.warnings)}",
        ]
        return Group(*([table] if self.metrics else []), Text("\n".join(lines)))


def _counts(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.most_common()) or "none"
