"""Whether time grows in step with the text, also for texts that nobody writes."""

from __future__ import annotations

import time

from benchmarks.workload import articles
from cchc_extract import Extractor

_SHORT, _LONG = 16_000, 1_024_000
_PATIENCE = 20.0
"""Seconds for one text; a kind that takes longer is not doubled further."""


def texts() -> dict[str, str]:
    """A text of each kind, to be repeated until it is long enough."""
    dense = "\n\n".join(row["text"] for row in articles())
    return {
        "articles": dense,
        "one long line": dense.replace("\n", " "),
        "digits only": "123 456 ",
        "capitals": "Nguyễn Văn Sơn La ",
        "units": "UBND huyện Phù Yên, ",
        "facts without a full stop": "tiếp nhận 5 hồ sơ, ",
        "nested brackets": "(5 hồ sơ ",
        "dates": "ngày 12/3/2023 ",
        "blank lines": "\n",
    }


def seconds_by_length() -> dict[str, list[tuple[int, float]]]:
    """For each kind of text, its lengths in characters, doubling, and the time of each."""
    engine = Extractor(ner="off")
    engine.extract_json(articles()[0])
    return {kind: _doubled(engine, seed) for kind, seed in texts().items()}


def _doubled(engine: Extractor, seed: str) -> list[tuple[int, float]]:
    lengths: list[tuple[int, float]] = []
    length = _SHORT
    while length <= _LONG:
        text = (seed * (length // len(seed) + 1))[:length]
        lengths.append((length, _best_time(engine, text)))
        if lengths[-1][1] > _PATIENCE:
            break
        length *= 2
    return lengths


def _best_time(engine: Extractor, text: str) -> float:
    """The least of several times, for what is short is soon disturbed."""
    times: list[float] = []
    while sum(times) < 0.5:
        start = time.process_time()
        engine.extract_json({"id": "long", "text": text})
        times.append(time.process_time() - start)
    return min(times)
