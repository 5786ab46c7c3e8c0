"""Choosing the relevant rows: how fast, and how much ordinary news comes with them."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import orjson

from benchmarks.workload import articles, seconds
from cchc_extract.archive.relevance import Kind, anchors, relevance_scan, scan_of_json

__all__ = ["passing", "scan_speeds"]


def scan_speeds(path: Path, rounds: int) -> dict[str, float]:
    """Seconds over the file: choosing rows by the scan, bare scan, the naive way.

    Raises:
        AssertionError: the scan and the naive way choose different rows.
    """
    data = path.read_bytes()
    block = 2 << 20
    cuts = [0]
    while cuts[-1] < len(data):
        cuts.append(data.find(b"\n", min(cuts[-1] + block, len(data) - 1)) + 1 or len(data))
    blocks = [data[a:b] for a, b in itertools.pairwise(cuts)]

    def choose() -> list[str]:
        found = []
        for part in blocks:
            found += [orjson.loads(part[a:b])["id"] for a, b in scan_of_json(part).lines(part)]
        return found

    def bare() -> int:
        return sum(len(scan_of_json(part).offsets(part)) for part in blocks)

    words = anchors()

    def naive() -> list[str]:
        found = []
        for part in blocks:
            for line in part.splitlines():
                row = orjson.loads(line)
                text = row["text"].lower()
                if any(word in text for word in words):
                    found.append(row["id"])
        return found

    assert choose() == naive(), "the scan and the naive way choose different rows"
    jobs: dict[str, Callable[[], object]] = {"choose": choose, "bare": bare, "naive": naive}
    return seconds(jobs, rounds=rounds, at_least=0.5)


def passing() -> list[tuple[str, int, int]]:
    """Kinds of ordinary news in ``corpora/``: how many texts the scan lets through, of how many."""
    scan = relevance_scan(Kind.TEXT)
    found: defaultdict[str, list[bool]] = defaultdict(list)
    for row in articles("negatives"):
        found[row["kind"]].append(scan.finds(row["text"].encode()))
    return [(kind, sum(passed), len(passed)) for kind, passed in sorted(found.items())]
