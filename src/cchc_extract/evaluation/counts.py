"""What is counted in an article, and the figures that sums of such counts give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cchc_extract.evaluation.alignment import Alignment, MentionPair
from cchc_extract.evaluation.gold import GoldArticle
from cchc_extract.evaluation.names import subject_key
from cchc_extract.evaluation.rows import MENTION_TYPES, Fact, PredictedFact
from cchc_extract.evaluation.slots import SLOTS

CONTRACT_MEASURES = (
    "fact_core",
    "fact_full",
    *(f"{kind}_{how}" for kind in MENTION_TYPES for how in ("strict", "partial")),
)
SLOT_MEASURES = tuple(f"fact_core+{slot}" for slot in SLOTS)
POOLED_MEASURES = ("entity_strict", "entity_partial", "entity_type", "entity_overlap")
MEASURES = (*CONTRACT_MEASURES, *SLOT_MEASURES, *POOLED_MEASURES)


class Figures(NamedTuple):
    """Precision, recall and F1, each from 0 to 1."""

    precision: float
    recall: float
    f1: float


@dataclass(slots=True)
class Count:
    """Right pairs, gold items and counted predictions of one measure."""

    right: int = 0
    gold: int = 0
    predicted: int = 0

    def add(self, other: Count) -> None:
        """Take in the count of another article."""
        self.right += other.right
        self.gold += other.gold
        self.predicted += other.predicted

    def numbers(self) -> tuple[int, int, int]:
        """Right, gold and predicted."""
        return self.right, self.gold, self.predicted

    def figures(self) -> Figures:
        """Precision, recall, F1; with nothing to find and nothing found, all of them are 1."""
        nothing = 0.0 if self.gold else 1.0
        precision = self.right / self.predicted if self.predicted else nothing
        recall = self.right / self.gold if self.gold else 1.0
        both = precision + recall
        return Figures(precision, recall, 2 * precision * recall / both if both else 0.0)


class Group(NamedTuple):
    """A part of a measure: `by` is `metric`, `unit`, `level`; `value` which."""

    measure: str
    by: str
    value: str


def article_counts(alignment: Alignment) -> dict[str, Count]:
    """The count of every measure in one article."""
    golds, predictions = len(alignment.gold_facts), len(alignment.predicted_facts)
    counts = {
        "fact_core": Count(len(alignment.facts), golds, predictions),
        "fact_full": Count(sum(not pair.wrong for pair in alignment.facts), golds, predictions),
    }
    for slot, measure in zip(SLOTS, SLOT_MEASURES, strict=True):
        right = sum(slot not in pair.wrong for pair in alignment.facts)
        counts[measure] = Count(right, golds, predictions)
    strict, partial = Count(), Count()
    for kind in MENTION_TYPES:
        gold = sum(mention["type"] == kind for mention in alignment.gold_mentions)
        predicted = sum(mention["type"] == kind for mention in alignment.predicted_mentions)
        counts[f"{kind}_strict"] = Count(_of_type(alignment.strict, kind), gold, predicted)
        counts[f"{kind}_partial"] = Count(_of_type(alignment.partial, kind), gold, predicted)
        strict.add(counts[f"{kind}_strict"])
        partial.add(counts[f"{kind}_partial"])
    typed = sum(pair.gold["type"] == pair.prediction["type"] for pair in alignment.overlapping)
    counts["entity_strict"], counts["entity_partial"] = strict, partial
    counts["entity_type"] = Count(typed, strict.gold, strict.predicted)
    counts["entity_overlap"] = Count(len(alignment.overlapping), strict.gold, strict.predicted)
    return counts


def _of_type(pairs: list[MentionPair], kind: str) -> int:
    return sum(pair.gold["type"] == kind for pair in pairs)


def group_counts(article: GoldArticle, alignment: Alignment) -> Iterator[tuple[Group, Count]]:
    """Counts by metric, by unit of measure and by level of the unit concerned.

    A matched pair belongs where gold puts it, an unmatched prediction where the prediction puts it.
    """
    levels = _levels(article)
    for pair in alignment.facts:
        for by, value in _fact_groups(pair.gold, _gold_level(pair.gold, levels)):
            yield Group("fact_core", by, value), Count(1, 1, 1)
            yield Group("fact_full", by, value), Count(int(not pair.wrong), 1, 1)
    for missed in alignment.missed_facts:
        for by, value in _fact_groups(missed, _gold_level(missed, levels)):
            yield Group("fact_core", by, value), Count(gold=1)
            yield Group("fact_full", by, value), Count(gold=1)
    for spurious in alignment.spurious_facts:
        for by, value in _fact_groups(spurious, _predicted_level(spurious)):
            yield Group("fact_core", by, value), Count(predicted=1)
            yield Group("fact_full", by, value), Count(predicted=1)
    for match in alignment.strict:
        if match.gold["type"] == "UNIT":
            yield Group("UNIT_strict", "level", match.gold.get("level") or "none"), Count(1, 1, 1)
    for mention in alignment.missed_mentions:
        if mention["type"] == "UNIT":
            yield Group("UNIT_strict", "level", mention.get("level") or "none"), Count(gold=1)
    for found in alignment.spurious_mentions:
        if found["type"] == "UNIT":
            yield Group("UNIT_strict", "level", found.get("level") or "none"), Count(predicted=1)


def _fact_groups(fact: Fact | PredictedFact, level: str) -> tuple[tuple[str, str], ...]:
    return ("metric", fact["metric"]), ("unit", fact.get("unit") or "none"), ("level", level)


def _levels(article: GoldArticle) -> dict[str, str]:
    """Level of every unit the article mentions, by the names it has there."""
    levels: dict[str, str] = {}
    for mention in article.entities:
        level = mention.get("level")
        if level:
            levels[subject_key(mention.get("name") or mention["text"])] = level
            levels.setdefault(subject_key(mention["text"]), level)
    return levels


def _gold_level(fact: Fact, levels: dict[str, str]) -> str:
    """Level of a gold fact's subject: gold only names it, so that of a mention of it."""
    return next((levels[key] for key in map(subject_key, fact["subject"]) if key in levels), "none")


def _predicted_level(fact: PredictedFact) -> str:
    subject = fact.get("subject")
    return (subject.get("level") if isinstance(subject, dict) else None) or "none"


@dataclass(slots=True)
class Linking:
    """Codes of matched territories: how many gold knows, were given, and are right."""

    known: int = 0
    given: int = 0
    right: int = 0

    @property
    def accuracy(self) -> float | None:
        """Share of the known codes that the prediction has, None where gold knows none."""
        return self.right / self.known if self.known else None

    def add(self, alignment: Alignment) -> None:
        """Count the UNIT territories of one article, matched by type and overlapping span."""
        for pair in alignment.partial:
            code = pair.gold.get("code")
            if pair.gold["type"] == "UNIT" and pair.gold.get("kind") == "territory" and code:
                given = pair.prediction.get("code")
                self.known += 1
                self.given += given is not None
                self.right += given == code
