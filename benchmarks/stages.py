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

P = ParamSpec("P")
R = TypeVar("R")

# What the pipeline calls: functions by their names in its module, readers by its attributes.
_FUNCTIONS = {
    "tokens": "tokenize",
    "stream": "build_stream",
    "sentences": "sentences",
    "facts": "read_facts",
    "checks": "check_facts",
    "record": "assemble",
}
_READERS = {
    "header": "_header",
    "mentions": "_mentions",
    "periods": "_periods",
    "numbers": "_numbers",
    "cues": "_scanner",
    "reform": "_reform",
    "further fields": "_fields",
}
_STAGES = (
    "tokens", "header", "mentions", "periods", "numbers", "cues", "stream", "reform", "sentences",
    "facts", "further fields", "checks", "record",
)  # fmt: skip


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


class _Watched:
    """A reader whose calls are timed; compiled classes cannot be patched."""

    def __init__(self, clock: _Clock, stage: str, reader: object) -> None:
        self._clock, self._stage, self._reader = clock, stage, reader

    def __getattr__(self, name: str) -> Callable[..., object]:
        return self._clock.timed(self._stage, getattr(self._reader, name))


@contextmanager
def _watched(engine: extractor.Extractor) -> Iterator[_Clock]:
    clock = _Clock()
    with ExitStack() as patches:
        for stage, name in _FUNCTIONS.items():
            call = clock.timed(stage, getattr(extractor, name))
            patches.enter_context(patch.object(extractor, name, call))
        for stage, name in _READERS.items():
            reader = _Watched(clock, stage, getattr(engine, name))
            patches.enter_context(patch.object(engine, name, reader))
        yield clock


def milliseconds_per_article(rows: list[dict[str, str]], rounds: int) -> dict[str, float]:
    """Mean time of each stage, of writing JSON, and of the rest, in the order they run."""
    engine = extractor.Extractor(ner="off")
    with _watched(engine) as clock:
        for row in rows:  # caches fill
            engine.extract_plain(row)
        clock.seconds.clear()
        start = time.process_time()
        for _ in range(rounds):
            records = [engine.extract_plain(row) for row in rows]
        whole = time.process_time() - start
    times = {stage: clock.seconds[stage] for stage in _STAGES}
    times["the rest"] = whole - sum(times.values())
    start = time.process_time()
    for _ in range(rounds):
        for record in records:
            orjson.dumps(record)
    times["JSON"] = time.process_time() - start
    return {stage: 1000 * taken / rounds / len(rows) for stage, taken in times.items()}
