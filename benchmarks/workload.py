"""What is measured on, and how."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
Job = Callable[[], object]


def articles(corpus: str = "dev") -> list[dict[str, str]]:
    """The articles of a file of ``corpora/``.

    Those of ``dev`` are dense, every one of them about administrative reform; those of
    ``negatives`` are ordinary news.
    """
    lines = (ROOT / "corpora" / f"{corpus}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def megabytes(rows: list[dict[str, str]]) -> float:
    """Size of the texts as UTF-8, in units of 10^6 bytes."""
    return sum(len(row["text"].encode()) for row in rows) / 1e6


def seconds(jobs: Mapping[str, Job], *, rounds: int, at_least: float) -> dict[str, float]:
    """Median processor time of one call of each job, all of which use one thread.

    That is the time on a core of their own, also where other programs run. The jobs take turns, so
    that a machine that slows down slows all of them, and a fast job is called again until
    ``at_least`` seconds have passed in each turn. One call before the clock runs loads models and
    fills caches.
    """
    for job in jobs.values():
        job()
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            calls, start = 0, time.process_time()
            while calls == 0 or time.process_time() - start < at_least:
                job()
                calls += 1
            taken[name].append((time.process_time() - start) / calls)
    return {name: statistics.median(times) for name, times in taken.items()}
