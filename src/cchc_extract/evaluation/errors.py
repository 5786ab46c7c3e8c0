"""Every way a record differs from gold, with its cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from cchc_extract.evaluation.alignment import Alignment, align
from cchc_extract.evaluation.context import sentence_of
from cchc_extract.evaluation.gold import GoldArticle
from cchc_extract.evaluation.matching import Gold, Predicted, best_pairs, overlaps, shared
from cchc_extract.evaluation.rows import (
    MENTION_TYPES,
    Fact,
    Mention,
    PredictedFact,
    PredictedMention,
    PredictedRow,
)
from cchc_extract.evaluation.slots import core

Outcome = Literal["missed", "spurious", "wrong"]


class RecordSource(Protocol):
    """Where records come from: a `RecordFile`, or anything with this method."""

    def record_of(self, article: GoldArticle) -> PredictedRow | None:
        """The record, None where there is none."""


@dataclass(frozen=True, slots=True)
class ErrorItem:
    """One difference between gold and record.

    `label` is the metric or the type of mention, gold's where there is gold. `wrong` says that gold
    and prediction are about the same place and differ in `fields`. `cause` groups errors that one
    change may mend. `sentence` is the span shown around it, None without a text.
    """

    article: str
    outcome: Outcome
    label: str
    cause: str
    fields: tuple[str, ...]
    gold: Fact | Mention | None
    prediction: PredictedFact | PredictedMention | None
    sentence: tuple[int, int] | None
    text: str | None

    @property
    def rule(self) -> str | None:
        """The rule that made the prediction, where the system says so."""
        return None if self.prediction is None else self.prediction.get("rule")

    @property
    def is_fact(self) -> bool:
        """Whether it is about a fact, not about a mention."""
        return self.label not in MENTION_TYPES

    @property
    def start(self) -> int:
        """Where it stands in the article."""
        return min(item["start"] for item in (self.gold, self.prediction) if item)


def find_errors(
    article: GoldArticle,
    alignment: Alignment,
    *,
    metrics: frozenset[str] = frozenset(),
    slots: frozenset[str] = frozenset(),
) -> list[ErrorItem]:
    """The errors of one article by place; `metrics` and `slots`, if given, keep only those."""
    errors = [*_fact_errors(article, alignment), *_mention_errors(article, alignment)]
    kept = (
        error
        for error in errors
        if (not metrics or error.label in metrics)
        and (not slots or not slots.isdisjoint(error.fields))
    )
    return sorted(kept, key=lambda error: (error.start, error.outcome))


def all_errors(
    gold: Iterable[GoldArticle],
    records: RecordSource,
    *,
    metrics: frozenset[str] = frozenset(),
    slots: frozenset[str] = frozenset(),
) -> Iterator[ErrorItem]:
    """The errors of all gold articles, in gold's order."""
    for article in gold:
        alignment = align(article, records.record_of(article))
        yield from find_errors(article, alignment, metrics=metrics, slots=slots)


def by_cause(errors: Iterable[ErrorItem]) -> list[tuple[str, str, int]]:
    """Outcome, cause and number of errors, the most frequent first."""
    counts = Counter((error.outcome, error.cause) for error in errors)
    return [(outcome, cause, number) for (outcome, cause), number in counts.most_common()]


def _fact_errors(article: GoldArticle, alignment: Alignment) -> Iterator[ErrorItem]:
    for pair in alignment.facts:
        if pair.wrong:
            cause = "slot: " + ", ".join(pair.wrong)
            yield _error(article, "wrong", cause, pair.wrong, pair.gold, pair.prediction)
    missed, spurious = alignment.missed_facts, alignment.spurious_facts
    near = _nearest(missed, spurious)
    for i, j in near.items():
        fields = _core_differences(missed[i], spurious[j])
        yield _error(article, "wrong", "core: " + ", ".join(fields), fields, missed[i], spurious[j])
    for i, fact in enumerate(missed):
        if i not in near:
            yield _error(article, "missed", f"nothing found: {fact['metric']}", [], fact, None)
    twice = {j for _, j in overlaps(alignment.gold_facts, spurious)}
    for j, prediction in enumerate(spurious):
        if j not in near.values():
            cause = "second reading of a gold number" if j in twice else "not a fact in gold"
            yield _error(article, "spurious", cause, [], None, prediction)


def _core_differences(gold: Fact, prediction: PredictedFact) -> list[str]:
    names = ("metric", "kind", "value", "unit")
    sides = zip(names, core(gold), core(prediction), strict=True)
    return [name for name, ours, theirs in sides if ours != theirs]


def _mention_errors(article: GoldArticle, alignment: Alignment) -> Iterator[ErrorItem]:
    missed, spurious = alignment.missed_mentions, alignment.spurious_mentions
    near = _nearest(missed, spurious)
    for i, j in near.items():
        gold, prediction = missed[i], spurious[j]
        fields = ["type"] if gold["type"] != prediction["type"] else []
        cause = "type" if fields else _boundary(gold, prediction)
        if (gold["start"], gold["end"]) != (prediction["start"], prediction["end"]):
            fields.append("span")
        yield _error(article, "wrong", cause, fields, gold, prediction)
    for i, mention in enumerate(missed):
        if i not in near:
            yield _error(article, "missed", f"nothing found: {mention['type']}", [], mention, None)
    for j, found in enumerate(spurious):
        if j not in near.values():
            yield _error(article, "spurious", f"not a {found['type']} in gold", [], None, found)


def _boundary(gold: Mention, prediction: PredictedMention) -> str:
    left = prediction["start"] - gold["start"]
    right = gold["end"] - prediction["end"]
    if left >= 0 and right >= 0:
        return "span too short"
    if left <= 0 and right <= 0:
        return "span too long"
    return "span shifted"


def _nearest(missed: Sequence[Gold], spurious: Sequence[Predicted]) -> dict[int, int]:
    """Which left-over prediction stands where a left-over gold item does, one for one."""
    pairs = best_pairs(
        overlaps(missed, spurious), lambda pair: (shared(missed[pair[0]], spurious[pair[1]]),)
    )
    return dict(pairs)


def _error(
    article: GoldArticle,
    outcome: Outcome,
    cause: str,
    fields: Sequence[str],
    gold: Fact | Mention | None,
    prediction: PredictedFact | PredictedMention | None,
) -> ErrorItem:
    items = [item for item in (gold, prediction) if item is not None]
    sentence = None
    if article.text is not None:
        start, end = min(i["start"] for i in items), max(i["end"] for i in items)
        given = prediction.get("sentence") if prediction is not None else None
        sentence = sentence_of(article.text, start, end, given if isinstance(given, list) else None)
    return ErrorItem(
        article=article.id,
        outcome=outcome,
        label=_label(items[0]),
        cause=cause,
        fields=tuple(fields),
        gold=gold,
        prediction=prediction,
        sentence=sentence,
        text=article.text,
    )


def _label(item: Fact | Mention | PredictedFact | PredictedMention) -> str:
    """The metric of a fact, the type of a mention."""
    label = item.get("metric") or item.get("type")
    return str(label)
