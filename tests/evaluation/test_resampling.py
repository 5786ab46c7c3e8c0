"""Intervals and tests of significance say what they should in cases with a known answer."""

from __future__ import annotations

import random

import pytest

from cchc_extract.evaluation.counts import MEASURES, Count
from cchc_extract.evaluation.gold import GoldArticle
from cchc_extract.evaluation.records import as_record
from cchc_extract.evaluation.resampling import compare, intervals
from cchc_extract.evaluation.scoring import Scores, score
from tests.evaluation.conftest import noisy


def scores_of(right: list[int], of: int = 10) -> Scores:
    """Scores of articles with `of` facts each, of which so many are found and nothing else."""
    scores = Scores()
    for number in right:
        counts = {measure: Count() for measure in MEASURES}
        counts["fact_core"] = Count(number, of, of)
        scores.articles.append(counts)
        scores.totals["fact_core"].add(counts["fact_core"])
    return scores


def test_interval_holds_the_figure_and_is_repeatable(dev: list[GoldArticle]) -> None:
    rng = random.Random(1)
    scores = score(dev, [noisy(article, rng) for article in dev])
    found = intervals(scores, ["fact_core", "UNIT_strict"])
    for measure, (low, high) in found.items():
        assert low < scores[measure].f1 < high
        assert high - low < 0.2
    assert found == intervals(scores, ["fact_core", "UNIT_strict"])


def test_interval_is_as_wide_as_the_articles_differ() -> None:
    same = intervals(scores_of([5] * 40), ["fact_core"])["fact_core"]
    apart = intervals(scores_of([0, 10] * 20), ["fact_core"])["fact_core"]
    assert same == (0.5, 0.5)
    # Forty draws of 0 or 1 with equal chance: standard error 0.079.
    assert apart == pytest.approx((0.5 - 1.96 * 0.079, 0.5 + 1.96 * 0.079), abs=0.03)


def test_empty_and_perfect_articles_do_not_break_it() -> None:
    assert intervals(Scores(), ["fact_core"]) == {}
    nothing = scores_of([0, 0], of=0)
    assert intervals(nothing, ["fact_core"]) == {"fact_core": (1.0, 1.0)}


def test_a_system_does_not_differ_from_itself(dev: list[GoldArticle]) -> None:
    scores = score(dev, map(as_record, dev))
    (difference,) = compare(scores, scores, ["fact_full"], resamples=200)
    assert (difference.difference, difference.low, difference.high) == (0, 0, 0)
    assert difference.bootstrap_p == difference.randomisation_p == 1


def test_a_steady_gain_is_significant_and_luck_is_not() -> None:
    base = [4, 6] * 15
    (steady,) = compare(scores_of(base), scores_of([n + 1 for n in base]), ["fact_core"])
    assert steady.difference == pytest.approx(0.1)
    assert steady.low == pytest.approx(steady.high) == pytest.approx(0.1)
    assert steady.bootstrap_p == 0
    assert steady.randomisation_p < 0.01
    (luck,) = compare(scores_of([4, 6, 5, 5]), scores_of([6, 4, 5, 6]), ["fact_core"])
    assert luck.low < 0 < luck.high
    assert luck.bootstrap_p > 0.2
    assert luck.randomisation_p > 0.2


def test_randomisation_is_the_share_of_swaps_with_as_large_a_difference() -> None:
    """Three articles, each one better: only swapping all or none is as large, 2 of 8."""
    (found,) = compare(scores_of([4] * 3), scores_of([5] * 3), ["fact_core"], resamples=4000)
    assert found.randomisation_p == pytest.approx(0.25, abs=0.03)


def test_other_articles_are_refused() -> None:
    with pytest.raises(ValueError, match="same articles"):
        compare(scores_of([1]), scores_of([1, 2]), ["fact_core"])
