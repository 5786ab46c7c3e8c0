"""One-to-one matching of gold items and predicted items within an article.

Candidates are edges of a bipartite graph. Wanted are as many pairs as possible and, among all ways
to get that many, the one that is best by the first preference in total, then by the second, and so
on. Each connected part of the graph is solved alone: nearly all are one edge or one item with
rivals; what is left is a small assignment problem, given to scipy where it is installed and to
`assign` otherwise. Both are exact, so both give the same totals.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from math import inf
from typing import Protocol, TypeVar

from cchc_extract.evaluation.rows import Fact, Mention, PredictedFact, PredictedMention

Pair = tuple[int, int]
Preferences = tuple[int, ...]
Edges = dict[Pair, Preferences]
_EXACT_IN_FLOAT = 2**53
_NONE = -1

Gold = TypeVar("Gold", Mention, Fact)
Predicted = TypeVar("Predicted", PredictedMention, PredictedFact, Mention, Fact)


class Solver(Protocol):
    """Pairs (row, column) of a heaviest assignment of a matrix of non-negative integers."""

    def __call__(self, weights: list[list[int]]) -> list[Pair]:
        """Solve one connected part."""


def overlaps(golds: Sequence[Gold], predictions: Sequence[Predicted]) -> list[Pair]:
    """All pairs (i, j) of a gold and a predicted item whose spans share a character.

    One sweep over the starts: time grows with the items and the pairs found, not with their
    product.
    """
    starts = [(item["start"], 0, i) for i, item in enumerate(golds)]
    starts += [(item["start"], 1, j) for j, item in enumerate(predictions)]
    starts.sort()
    open_golds: list[int] = []
    open_predictions: list[int] = []
    pairs: list[Pair] = []
    for start, side, place in starts:
        if side == 0:
            open_predictions = [j for j in open_predictions if predictions[j]["end"] > start]
            pairs += [(place, j) for j in open_predictions]
            open_golds.append(place)
        else:
            open_golds = [i for i in open_golds if golds[i]["end"] > start]
            pairs += [(i, place) for i in open_golds]
            open_predictions.append(place)
    return pairs


def shared(gold: Gold, prediction: Predicted) -> int:
    """How many characters two overlapping spans share."""
    return min(gold["end"], prediction["end"]) - max(gold["start"], prediction["start"])


def best_pairs(
    candidates: Sequence[Pair], prefer: Callable[[Pair], Preferences], solver: Solver | None = None
) -> list[Pair]:
    """The wanted pairs among different candidates, sorted.

    `prefer` gives a candidate's preferences, non-negative and always as many; it is only asked
    where candidates compete.
    """
    row_uses = Counter(i for i, _ in candidates)
    column_uses = Counter(j for _, j in candidates)
    chosen: list[Pair] = []
    rivals: list[Pair] = []
    for pair in candidates:
        alone = row_uses[pair[0]] == 1 and column_uses[pair[1]] == 1
        (chosen if alone else rivals).append(pair)
    for part in _connected(rivals):
        chosen += _solve_part({pair: prefer(pair) for pair in part}, solver or default_solver())
    return sorted(chosen)


def _solve_part(edges: Edges, solve: Solver) -> list[Pair]:
    rows = sorted({i for i, _ in edges})
    columns = sorted({j for _, j in edges})
    if len(rows) == 1 or len(columns) == 1:
        return [max(edges, key=lambda pair: (edges[pair], -pair[0], -pair[1]))]
    weights = _weights(edges, min(len(rows), len(columns)))
    matrix = [[weights.get((i, j), 0) for j in columns] for i in rows]
    pairs = ((rows[r], columns[c]) for r, c in solve(matrix))
    return [pair for pair in pairs if pair in weights]


def _connected(pairs: Sequence[Pair]) -> Iterable[list[Pair]]:
    """The pairs by connected part of the graph."""
    of_row: dict[int, list[Pair]] = defaultdict(list)
    of_column: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        of_row[pair[0]].append(pair)
        of_column[pair[1]].append(pair)
    seen: set[Pair] = set()
    for first in pairs:
        if first in seen:
            continue
        seen.add(first)
        part = [first]
        for i, j in part:  # grows while it is walked
            near = dict.fromkeys((*of_row.pop(i, ()), *of_column.pop(j, ())))
            fresh = [pair for pair in near if pair not in seen]
            seen.update(fresh)
            part += fresh
        yield part


def _weights(edges: Edges, size: int) -> dict[Pair, int]:
    """One integer per edge; sums of them compare as (pairs, preference, preference, ...) do."""
    weights = dict.fromkeys(edges, 0)
    scale = 1
    for rank in reversed(range(len(next(iter(edges.values()))))):
        for pair, preferences in edges.items():
            weights[pair] += scale * preferences[rank]
        scale *= size * max(preferences[rank] for preferences in edges.values()) + 1
    return {pair: weight + scale for pair, weight in weights.items()}


@cache
def default_solver() -> Solver:
    """scipy's solver where it is installed (extra `eval`), else the package's own."""
    try:
        from scipy.optimize import linear_sum_assignment
    except ImportError:
        return assign

    def solve(weights: list[list[int]]) -> list[Pair]:
        heaviest = max(map(max, weights))
        if heaviest * min(len(weights), len(weights[0])) >= _EXACT_IN_FLOAT:
            return assign(weights)
        rows, columns = linear_sum_assignment(weights, maximize=True)
        return list(zip(rows.tolist(), columns.tolist(), strict=True))

    return solve


def assign(weights: list[list[int]]) -> list[Pair]:
    """A heaviest assignment by shortest augmenting paths, exact in integers of any size.

    Each row in turn enters the assignment along the cheapest path that moves earlier rows to other
    columns; prices on rows and columns keep all reduced costs non-negative, so that the path is
    found as Dijkstra finds one.
    """
    if len(weights) > len(weights[0]):
        return [(i, j) for j, i in assign([list(column) for column in zip(*weights, strict=True)])]
    top = max(map(max, weights))
    costs = [[top - weight for weight in row] for row in weights]
    width = len(costs[0])
    # Typed as floats because infinity is one; every other number stays an integer.
    row_price: list[float] = [0] * len(costs)
    column_price: list[float] = [0] * width
    owner = [_NONE] * width
    for entering in range(len(costs)):
        distance = [inf] * width
        came_from = [_NONE] * width  # the column left for this one
        settled: list[int] = []
        waiting = set(range(width))
        row, last = entering, _NONE
        reached: float = 0
        while row != _NONE:
            for column in waiting:
                step = reached + costs[row][column] - row_price[row] - column_price[column]
                if step < distance[column]:
                    distance[column], came_from[column] = step, last
            last = min(waiting, key=lambda column: (distance[column], column))
            reached = distance[last]
            waiting.remove(last)
            settled.append(last)
            row = owner[last]
        row_price[entering] += reached
        for column in settled[:-1]:
            gain = reached - distance[column]
            column_price[column] -= gain
            row_price[owner[column]] += gain
        while came_from[last] != _NONE:
            owner[last] = owner[came_from[last]]
            last = came_from[last]
        owner[last] = entering
    return sorted((holder, column) for column, holder in enumerate(owner) if holder != _NONE)
