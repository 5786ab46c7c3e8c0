"""Scoring of predicted records against gold: RECORD.md section 8, and its parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, cast

from cchc_extract.evaluation.alignment import align
from cchc_extract.evaluation.counts import (
    CONTRACT_MEASURES,
    MEASURES,
    SLOT_MEASURES,
    Count,
    Figures,
    Group,
    Linking,
    article_counts,
    group_counts,
)
from cchc_extract.evaluation.gold import GoldArticle
from cchc_extract.evaluation.rows import MENTION_TYPES, PredictedRow
from cchc_extract.evaluation.slots import SLOTS


class Dumps(Protocol):
    """A record that gives its JSON row, as pydantic models do."""

    def model_dump(self, *, mode: str) -> dict[str, object]:
        """The row."""


@dataclass
class Scores:
    """All figures of one system on one gold set; filled article by article with `add`."""

    articles: list[dict[str, Count]] = field(default_factory=list)
    totals: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in MEASURES})
    groups: dict[Group, Count] = field(default_factory=lambda: defaultdict(Count))
    linking: Linking = field(default_factory=Linking)
    missing: int = 0
    unknown: int = 0

    def add(self, article: GoldArticle, record: PredictedRow | None) -> None:
        """Count one gold article; `record` is None where the system has none for it."""
        alignment = align(article, record)
        counts = article_counts(alignment)
        self.articles.append(counts)
        for name, count in counts.items():
            self.totals[name].add(count)
        for group, count in group_counts(article, alignment):
            self.groups[group].add(count)
        self.linking.add(alignment)
        self.missing += record is None

    def __getitem__(self, measure: str) -> Figures:
        """Micro-averaged figures of a measure: those of its counts summed over all articles."""
        return self.totals[measure].figures()

    def by(self, measure: str, part: str) -> dict[str, Count]:
        """Counts of a measure by `metric`, `unit` or `level`, sorted by name."""
        parts = {g.value: count for g, count in self.groups.items() if g[:2] == (measure, part)}
        return dict(sorted(parts.items()))

    def macro(self, measure: str) -> Figures:
        """Unweighted mean over the metrics that gold has (`fact_core`, `fact_full`), or over the
        three mention types (`entity_strict`, `entity_partial`).
        """
        if measure.startswith("fact"):
            parts = [count for count in self.by(measure, "metric").values() if count.gold]
        else:
            parts = [self.totals[measure.replace("entity", kind)] for kind in MENTION_TYPES]
        figures = [count.figures() for count in parts]
        return (
            Figures(*(sum(column) / len(column) for column in zip(*figures, strict=True)))
            if figures
            else Count().figures()
        )

    def slot_accuracy(self) -> dict[str, float | None]:
        """For each slot, the share of facts found (core) that have it right, None if none was."""
        found = self.totals["fact_core"].right
        return {
            slot: self.totals[measure].right / found if found else None
            for slot, measure in zip(SLOTS, SLOT_MEASURES, strict=True)
        }

    def to_json(self) -> dict[str, dict[str, float]]:
        """The eight measures of the contract, in the shape all scorers of this task print."""
        return {name: self[name]._asdict() for name in CONTRACT_MEASURES}


def score(
    gold: Iterable[GoldArticle],
    predictions: Iterable[PredictedRow | Dumps] | Mapping[str, PredictedRow],
) -> Scores:
    """Score records against gold in memory.

    `predictions` are rows, records of the extractor, or rows by article id. Records of articles
    that gold does not have are counted in `unknown` and otherwise left alone. Raises ValueError for
    two records of one article.
    """
    rows = predictions if isinstance(predictions, Mapping) else _by_id(predictions)
    scores = Scores()
    known = 0
    for article in gold:
        record = rows.get(article.id)
        known += record is not None
        scores.add(article, record)
    scores.unknown = len(rows) - known
    return scores


def _by_id(predictions: Iterable[PredictedRow | Dumps]) -> dict[str, PredictedRow]:
    rows: dict[str, PredictedRow] = {}
    for prediction in predictions:
        dumped = prediction if isinstance(prediction, dict) else prediction.model_dump(mode="json")
        row = cast("PredictedRow", dumped)
        if row["id"] in rows:
            raise ValueError(f"two records of article {row['id']!r}")
        rows[row["id"]] = row
    return rows
