"""How much of a figure, or of a difference between two systems, is luck of the articles drawn.

Articles are the unit: they are drawn, or swapped between systems, whole. All three methods work on
the counts of each article, so that a thousand resamples of ten thousand articles are a few matrix
products.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc_extract.evaluation.scoring import Scores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RESAMPLES = 1000
SEED = 7
_TAILS = (0.025, 0.975)
_ROUNDING = 1e-12
_BATCH = 50  # resamples at a time, so that memory stays small with many articles


@dataclass(frozen=True, slots=True)
class Difference:
    """Two systems on one measure: F1 of the second less F1 of the first.

    `low` and `high` bound the difference in 95 % of paired resamples. `bootstrap_p` is the
    two-sided share of resamples on the other side of zero, `randomisation_p` the share of random
    swaps with a difference as large.
    """

    measure: str
    difference: float
    low: float
    high: float
    bootstrap_p: float
    randomisation_p: float


def intervals(
    scores: Scores, measures: Sequence[str], *, resamples: int = RESAMPLES, seed: int = SEED
) -> dict[str, tuple[float, float]]:
    """95 % bootstrap interval of the F1 of each measure; empty with no article."""
    import numpy as np

    if not scores.articles:
        return {}
    counts = _counts(scores, measures)
    draws = _draws(len(scores.articles), resamples, seed)
    drawn = np.concatenate([_f1(weights @ counts) for weights in draws])
    low, high = np.quantile(drawn, _TAILS, axis=0)
    return dict(zip(measures, zip(low.tolist(), high.tolist(), strict=True), strict=True))


def compare(
    first: Scores,
    second: Scores,
    measures: Sequence[str],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> list[Difference]:
    """Paired bootstrap and approximate randomisation of two systems on the same gold.

    Raises ValueError when they were not scored on as many articles, or on none.
    """
    import numpy as np

    articles = len(first.articles)
    if articles != len(second.articles) or not articles:
        raise ValueError("two systems can only be compared on the same articles")
    ours, theirs = _counts(first, measures), _counts(second, measures)
    exchange = theirs - ours
    drawn = np.concatenate(
        [
            _f1(weights @ theirs) - _f1(weights @ ours)
            for weights in _draws(articles, resamples, seed)
        ]
    )
    swapped = np.concatenate(
        [
            _f1(theirs.sum(0) - swaps @ exchange) - _f1(ours.sum(0) + swaps @ exchange)
            for swaps in _coins(articles, resamples, seed)
        ]
    )
    observed = np.array([second[measure].f1 - first[measure].f1 for measure in measures])
    low, high = np.quantile(drawn, _TAILS, axis=0)
    crossed = np.minimum((drawn <= 0).mean(0), (drawn >= 0).mean(0))
    as_large = (np.abs(swapped) >= np.abs(observed) - _ROUNDING).sum(0)
    return [
        Difference(
            measure=measure,
            difference=float(observed[place]),
            low=float(low[place]),
            high=float(high[place]),
            bootstrap_p=min(1.0, 2 * float(crossed[place])),
            randomisation_p=(int(as_large[place]) + 1) / (resamples + 1),
        )
        for place, measure in enumerate(measures)
    ]


def _counts(scores: Scores, measures: Sequence[str]) -> Floats:
    """A row per article; right, gold and predicted of each measure side by side."""
    import numpy as np

    rows = [
        [number for name in measures for number in article[name].numbers()]
        for article in scores.articles
    ]
    return np.array(rows, dtype=np.float64)


def _f1(sums: Floats) -> Floats:
    """F1 of sums of such rows, a column per measure, by the rules of `Count.figures`."""
    import numpy as np

    triples = sums.reshape(*sums.shape[:-1], -1, 3)
    right, both = triples[..., 0], triples[..., 1] + triples[..., 2]
    return np.where(both > 0, 2 * right / np.maximum(both, 1), 1.0)


def _draws(articles: int, resamples: int, seed: int) -> Iterator[Floats]:
    """How often each article is drawn, a row per resample."""
    import numpy as np

    rng = np.random.default_rng(seed)
    even = np.full(articles, 1 / articles)
    for done in range(0, resamples, _BATCH):
        yield rng.multinomial(articles, even, size=min(_BATCH, resamples - done)).astype(np.float64)


def _coins(articles: int, resamples: int, seed: int) -> Iterator[Floats]:
    import numpy as np

    rng = np.random.default_rng(seed)
    for done in range(0, resamples, _BATCH):
        yield rng.integers(0, 2, size=(min(_BATCH, resamples - done), articles)).astype(np.float64)
