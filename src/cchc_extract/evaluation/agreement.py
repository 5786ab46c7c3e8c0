"""Agreement between annotators of the same articles.

F1 takes one annotator as gold and another as system. Cohen's kappa (two annotators) and
Krippendorff's alpha (any number, not all of whom need have judged everything) compare categories
given to the same things, and correct for chance; both are undefined where only one category occurs.
The things are here: tokens, with the type of mention they stand in; numbers, with the metric of the
fact they are (alpha only counts numbers at least two marked); facts with the same core, with the
value of one slot.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from statistics import fmean

from cchc_extract.evaluation.counts import CONTRACT_MEASURES
from cchc_extract.evaluation.gold import GoldArticle
from cchc_extract.evaluation.records import as_record
from cchc_extract.evaluation.scoring import Scores
from cchc_extract.evaluation.slots import core, days

Label = str
Unit = Hashable
_TOKEN = re.compile(r"\w+|[^\w\s]")
_SLOTS = ("bound", "index", "channel", "status", "period")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement over the articles all annotators have; None where a coefficient is undefined.

    `f1` is the mean over pairs of annotators and both directions. `kappa` is the mean over pairs,
    by what was judged (`mention type`, `metric`, and slots), `alpha` is over all annotators at
    once, `judged` how many things alpha saw.
    """

    articles: int
    f1: dict[str, float]
    kappa: dict[str, float | None]
    alpha: dict[str, float | None]
    judged: dict[str, int]


@dataclass
class _Judgements:
    """For each thing judged, the category each annotator gave it."""

    units: dict[Unit, dict[int, Label]] = field(default_factory=lambda: defaultdict(dict))

    def shared(self) -> list[dict[int, Label]]:
        return [labels for labels in self.units.values() if len(labels) > 1]


def agree(annotators: Sequence[Mapping[str, GoldArticle]]) -> Agreement:
    """Agreement of two annotators or more, each given as articles by id."""
    common = [key for key in annotators[0] if all(key in other for other in annotators[1:])]
    judgements: dict[str, _Judgements] = defaultdict(_Judgements)
    for who, articles in enumerate(annotators):
        for key in common:
            _judge(articles[key], who, judgements)
    pairs = list(combinations(range(len(annotators)), 2))
    return Agreement(
        articles=len(common),
        f1=_mutual_f1([[articles[key] for key in common] for articles in annotators], pairs),
        kappa={what: _mean_kappa(found.shared(), pairs) for what, found in judgements.items()},
        alpha={what: krippendorff_alpha(found.shared()) for what, found in judgements.items()},
        judged={what: len(found.shared()) for what, found in judgements.items()},
    )


def _mutual_f1(
    annotators: Sequence[list[GoldArticle]], pairs: Iterable[tuple[int, int]]
) -> dict[str, float]:
    both_ways = [
        _scored(annotators[gold], annotators[system])
        for first, second in pairs
        for gold, system in ((first, second), (second, first))
    ]
    return {
        measure: fmean(scores[measure].f1 for scores in both_ways) for measure in CONTRACT_MEASURES
    }


def _scored(gold: list[GoldArticle], system: list[GoldArticle]) -> Scores:
    scores = Scores()
    for ours, theirs in zip(gold, system, strict=True):
        scores.add(ours, as_record(theirs))
    return scores


def _judge(article: GoldArticle, who: int, judgements: dict[str, _Judgements]) -> None:
    if article.text is not None:
        types = judgements["mention type"].units
        for token in _TOKEN.finditer(article.text):
            types[article.id, token.start()][who] = "none"
        for mention in sorted(article.entities, key=lambda m: m["start"] - m["end"]):
            for token in _TOKEN.finditer(article.text, mention["start"], mention["end"]):
                types[article.id, token.start()][who] = mention["type"]
    for fact in article.facts:
        judgements["metric"].units[article.id, fact["start"], fact["end"]][who] = fact["metric"]
        place = (article.id, fact["start"], fact["end"], core(fact))
        values = {slot: fact.get(slot) for slot in _SLOTS} | {"period": days(fact)}
        for slot, value in values.items():
            judgements[slot].units[place][who] = str(value)


def _mean_kappa(units: list[dict[int, Label]], pairs: Iterable[tuple[int, int]]) -> float | None:
    kappas = [
        cohen_kappa([(unit[a], unit[b]) for unit in units if a in unit and b in unit])
        for a, b in pairs
    ]
    defined = [kappa for kappa in kappas if kappa is not None]
    return fmean(defined) if defined else None


def cohen_kappa(judgements: Sequence[tuple[Label, Label]]) -> float | None:
    """Cohen's kappa of two annotators' categories for the same things; None if undefined."""
    if not judgements:
        return None
    total = len(judgements)
    observed = sum(a == b for a, b in judgements) / total
    first, second = Counter(a for a, _ in judgements), Counter(b for _, b in judgements)
    by_chance = sum(first[label] * second[label] for label in first) / total**2
    return (observed - by_chance) / (1 - by_chance) if by_chance < 1 else None


def krippendorff_alpha(units: Iterable[Mapping[int, Label]]) -> float | None:
    """Krippendorff's nominal alpha of things some annotators judged; None if undefined."""
    totals: Counter[Label] = Counter()
    disagreement = 0.0
    for unit in units:
        judged = len(unit)
        if judged < 2:
            continue
        counts = Counter(unit.values())
        totals += counts
        disagreement += sum(n * (judged - n) for n in counts.values()) / (judged - 1)
    values = sum(totals.values())
    by_chance = sum(n * (values - n) for n in totals.values())
    return 1 - (values - 1) * disagreement / by_chance if by_chance else None
