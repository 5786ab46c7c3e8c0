"""Where the time of an extraction goes."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import ParamSpec, TypeVar
from unittest.mock import patch

import orjson

from cchc_extract import extractor
from cchc_extract.entities import EntityReader
from cchc_extract.lexicon import Scanner
from cchc_extract.quantities.numbers import NumberReader
from cchc_extract.quantities.periods import PeriodReader
from cchc_extract.text.header import HeaderReader

P = ParamSpec("P")
R = TypeVar("R")

_CALLS: tuple[tuple[str, object, str], ...] = (
    ("tokens", extractor, "tokenize"),
    ("header", HeaderReader, "read"),
    ("mentions", EntityReader, "read"),
    ("periods", PeriodReader, "read"),
    ("numbers", NumberReader, "read"),
    ("cues", Scanner, "scan"),
    ("stream", extractor, "build_stream"),
    ("sentences", extractor, "sentences"),
    ("facts", extractor, "read_facts"),
    ("checks", extractor, "check_facts"),
    ("record", extractor, "assemble"),
)


class _Clock:
    """Adds up the time of the calls that the pipeline makes itself, not those within a stage."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._inside = False

    def timed(self, stage: str, call: Callable[P, R]) -> Callable[P, R]:
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            if self._inside:
                return call(*args, **kwargs)
            self._inside = True
            start = time.process_time()
            try:
                return call(*args, **kwargs)
            finally:
                self.seconds[stage] += time.process_time() - start
                self._inside = False

        return run


@contextmanager
def _watched() -> Iterator[_Clock]:
    clock = _Clock()
    with ExitStack() as patches:
        for stage, owner, name in _CALLS:
            patches.enter_context(
                patch.object(owner, name, clock.timed(stage, getattr(owner, name)))
            )
        yield clock


def milliseconds_per_article(rows: list[dict[str, str]], rounds: int) -> dict[str, float]:
    """Mean time of each stage, of writing JSON, and of the rest, in the order they run."""
    engine = extractor.Extractor(ner="off")
    with _watched() as clock:
        for row in rows:  # caches fill
            engine.extract_plain(row)
        clock.seconds.clear()
        start = time.process_time()
        for _ in range(rounds):
            records = [engine.extract_plain(row) for row in rows]
        whole = time.process_time() - start
    times = {stage: clock.seconds[stage] for stage, _, _ in _CALLS}
    times["the rest"] = whole - sum(times.values())
    start = time.process_time()
    for _ in range(rounds):
        for record in records:
            orjson.dumps(record)
    times["JSON"] = time.process_time() - start
    return {stage: 1000 * taken / rounds / len(rows) for stage, taken in times.items()}
