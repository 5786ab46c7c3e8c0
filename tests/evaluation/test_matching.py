"""Matching is one-to-one and the best there is, with scipy and without."""

from __future__ import annotations

import sys
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_extract.evaluation.matching import (
    Edges,
    Pair,
    assign,
    best_pairs,
    default_solver,
    overlaps,
)
from cchc_extract.evaluation.rows import Mention

edge_sets = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)),
    st.tuples(st.integers(0, 6), st.integers(0, 1), st.integers(0, 7)),
    max_size=14,
)


def worth(pairs: list[Pair], edges: Edges) -> tuple[int, ...]:
    """Number of pairs, then each preference in total."""
    return (len(pairs), *(sum(edges[pair][rank] for pair in pairs) for rank in range(3)))


def best_by_trying(edges: Edges) -> tuple[int, ...]:
    """What the best of all one-to-one sets of pairs is worth."""
    best = (0, 0, 0, 0)
    for size in range(1, 6):
        for rows in combinations(range(5), size):
            for columns in permutations(range(5), size):
                pairs = list(zip(rows, columns, strict=True))
                if all(pair in edges for pair in pairs):
                    best = max(best, worth(pairs, edges))  # type: ignore[assignment]
    return best


@settings(max_examples=60, deadline=None)
@given(edge_sets)
def test_no_set_of_pairs_is_better(edges: Edges) -> None:
    pairs = best_pairs(list(edges), edges.__getitem__, assign)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert worth(pairs, edges) == best_by_trying(edges)


@settings(max_examples=200, deadline=None)
@given(edge_sets)
def test_own_path_and_scipy_are_worth_the_same(edges: Edges) -> None:
    ours, theirs = (
        best_pairs(list(edges), edges.__getitem__, assign),
        best_pairs(list(edges), edges.__getitem__),
    )
    assert worth(ours, edges) == worth(theirs, edges)


def test_scipy_is_used_where_it_is_installed() -> None:
    import scipy.optimize  # noqa: F401

    assert default_solver() is not assign


def test_without_scipy_the_own_path_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    assert default_solver.__wrapped__() is assign


def test_own_path_is_exact_beyond_floats() -> None:
    huge = 2**60
    edges: Edges = {(0, 0): (huge + 1,), (0, 1): (huge,), (1, 0): (huge,), (1, 1): (0,)}
    assert best_pairs(list(edges), edges.__getitem__) == [(0, 1), (1, 0)]
    edges[1, 1] = (huge,)
    assert best_pairs(list(edges), edges.__getitem__) == [(0, 0), (1, 1)]


def test_more_pairs_beat_more_overlap() -> None:
    edges: Edges = {(0, 0): (100,), (0, 1): (1,), (1, 0): (1,)}
    assert best_pairs(list(edges), edges.__getitem__) == [(0, 1), (1, 0)]


spans = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 8)), max_size=12)


@given(spans, spans)
def test_overlaps_are_all_pairs_that_share_a_character(
    golds: list[tuple[int, int]], predictions: list[tuple[int, int]]
) -> None:
    def items(drawn: list[tuple[int, int]]) -> list[Mention]:
        return [{"type": "UNIT", "start": s, "end": s + n, "text": "x" * n} for s, n in drawn]

    expected = {
        (i, j)
        for i, (s, n) in enumerate(golds)
        for j, (t, m) in enumerate(predictions)
        if s < t + m and t < s + n
    }
    found = overlaps(items(golds), items(predictions))
    assert len(found) == len(set(found))
    assert set(found) == expected
