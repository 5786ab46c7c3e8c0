"""Gold and record of one article laid side by side: which prediction is which gold item."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from cchc_extract.evaluation.gold import GoldArticle
from cchc_extract.evaluation.matching import (
    Pair,
    Predicted,
    Preferences,
    best_pairs,
    overlaps,
    shared,
)
from cchc_extract.evaluation.rows import (
    MENTION_TYPES,
    Fact,
    Mention,
    PredictedFact,
    PredictedMention,
    PredictedRow,
)
from cchc_extract.evaluation.slots import SLOTS, core, wrong_slots

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class FactPair:
    """A gold fact found, the prediction that found it, and the slots that prediction has wrong."""

    gold: Fact
    prediction: PredictedFact
    wrong: list[str]


@dataclass(frozen=True, slots=True)
class MentionPair:
    """A gold mention and the prediction paired with it."""

    gold: Mention
    prediction: PredictedMention


@dataclass(frozen=True, slots=True)
class Alignment:
    """Everything a scorer or an error browser needs to know of one article.

    Predictions inside ignored spans, and mentions of other types, are left out. `strict`, `partial`
    and `overlapping` are three matchings of the same mentions: by type and equal span, by type and
    overlapping span, by overlapping span whatever the types. `missed_mentions` and
    `spurious_mentions` are those without a strict match.
    """

    gold_facts: list[Fact]
    predicted_facts: list[PredictedFact]
    facts: list[FactPair]
    missed_facts: list[Fact]
    spurious_facts: list[PredictedFact]
    gold_mentions: list[Mention]
    predicted_mentions: list[PredictedMention]
    strict: list[MentionPair]
    partial: list[MentionPair]
    overlapping: list[MentionPair]

    missed_mentions: list[Mention]
    spurious_mentions: list[PredictedMention]


def align(article: GoldArticle, record: PredictedRow | None) -> Alignment:
    """Match a record with the gold of its article; without a record all is missed."""
    facts = _counted(record["facts"], article) if record else []
    mentions = _counted(record["entities"], article) if record else []
    mentions = [mention for mention in mentions if mention["type"] in MENTION_TYPES]
    fact_pairs = _match_facts(article.facts, facts)
    golds = article.entities
    touching = overlaps(golds, mentions)
    alike = [(i, j) for i, j in touching if golds[i]["type"] == mentions[j]["type"]]
    same = [(i, j) for i, j in alike if _span(golds[i]) == _span(mentions[j])]

    def prefer(field: Literal["type", "level", "code"]) -> Callable[[Pair], Preferences]:
        """The larger overlap, then an equal field."""

        def preferences(pair: Pair) -> Preferences:
            gold, found = golds[pair[0]], mentions[pair[1]]
            return shared(gold, found), int(gold.get(field) == found.get(field))

        return preferences

    strict = best_pairs(same, prefer("level"))
    partial = best_pairs(alike, prefer("code"))
    any_type = best_pairs(touching, prefer("type"))

    def pairs(found: list[Pair]) -> list[MentionPair]:
        return [MentionPair(golds[i], mentions[j]) for i, j in found]

    return Alignment(
        gold_facts=article.facts,
        predicted_facts=facts,
        facts=[
            FactPair(article.facts[i], facts[j], wrong_slots(article.facts[i], facts[j]))
            for i, j in fact_pairs
        ],
        missed_facts=_without(article.facts, {i for i, _ in fact_pairs}),
        spurious_facts=_without(facts, {j for _, j in fact_pairs}),
        gold_mentions=golds,
        predicted_mentions=mentions,
        strict=pairs(strict),
        partial=pairs(partial),
        overlapping=pairs(any_type),
        missed_mentions=_without(golds, {i for i, _ in strict}),
        spurious_mentions=_without(mentions, {j for _, j in strict}),
    )


def _match_facts(golds: Sequence[Fact], predictions: Sequence[PredictedFact]) -> list[Pair]:
    gold_cores, cores = list(map(core, golds)), list(map(core, predictions))

    def preferences(pair: Pair) -> Preferences:
        """The contract's, then each slot: so no figure depends on the order of items."""
        gold, found = golds[pair[0]], predictions[pair[1]]
        wrong = wrong_slots(gold, found)
        each = (int(slot not in wrong) for slot in SLOTS)
        return shared(gold, found), int(not wrong), len(SLOTS) - len(wrong), *each

    same = [(i, j) for i, j in overlaps(golds, predictions) if gold_cores[i] == cores[j]]
    return best_pairs(same, preferences)


def _counted(items: Sequence[Predicted], article: GoldArticle) -> list[Predicted]:
    """The items that do not lie inside a span gold tells to ignore."""
    return [
        item
        for item in items
        if not any(start <= item["start"] and item["end"] <= end for start, end in article.ignore)
    ]


def _span(item: Mention | PredictedMention) -> Pair:
    return item["start"], item["end"]


def _without(items: Sequence[Item], places: set[int]) -> list[Item]:
    return [item for place, item in enumerate(items) if place not in places]
