"""The metric table: which tags around a number make which metric (``data/metrics.yaml``)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

__all__ = ["Choice", "MetricTable", "metric_table"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A row of the table: the metric, and what it asks for."""

    metric: str
    all: frozenset[str]
    none: frozenset[str]
    measure: str | None
    weak: bool


class MetricTable:
    """Rows in order, and the dimension that each tag belongs to."""

    def __init__(self, rows: list[Choice], dimension: dict[str, str]) -> None:
        self._rows = rows
        self.dimension = dimension
        self._known: dict[tuple[frozenset[str], bool], Choice | None] = {}

    @property
    def rows(self) -> tuple[Choice, ...]:
        """The rows, the first that fits being taken."""
        return tuple(self._rows)

    def choose(self, tags: Collection[str], *, percent: bool) -> Choice | None:
        """The first row that fits ``tags``; None where they name no metric."""
        key = (frozenset(tags), percent)
        if key not in self._known:
            self._known[key] = self._find(*key)
        return self._known[key]

    def _find(self, tags: frozenset[str], percent: bool) -> Choice | None:
        measure = "percent" if percent else "count"
        for row in self._rows:
            if row.all <= tags and not row.none & tags and row.measure in (None, measure):
                return row
        return None


@cache
def metric_table() -> MetricTable:
    """The shipped table."""
    data = yaml.load(
        (files("cchc_extract.facts") / "data" / "metrics.yaml").read_text("utf-8"),
        Loader=yaml.CSafeLoader,
    )
    rows = [
        Choice(
            metric=r["metric"],
            all=frozenset(r["all"]),
            none=frozenset(r.get("none", ())),
            measure=r.get("measure"),
            weak=bool(r.get("weak", False)),
        )
        for r in data["metrics"]
    ]
    dimension = {tag: dim for dim, tags in data["dimensions"].items() for tag in tags}
    return MetricTable(rows, dimension)
