"""Whether time grows in step with the text, also for texts that nobody writes."""

from __future__ import annotations

import gc
import itertools
import random
import time

from benchmarks.workload import articles
from cchc_extract import Extractor
from cchc_extract.gazetteer import default_gazetteer

__all__ = ["factors", "seconds_by_length", "texts"]

_LIMIT = 2.3
"""The factor that time may grow by when the text doubles."""

_SHORT, _LONG = 15_625, 1_000_000
_PATIENCE = 30.0
"""Seconds for one text; a kind that takes longer is not doubled further."""
_TURNS = 4
_REFORM = "Giải quyết thủ tục hành chính.\n"
"""Opens every text: of one that nothing says to be about the reform no facts are read."""


def texts() -> dict[str, str]:
    """A text of each kind, alike from end to end, to be repeated until it is long enough."""
    dense = "\n\n".join(row["text"] for row in articles())[:_SHORT]
    units = list(dict.fromkeys(unit.name for unit in default_gazetteer()))
    units = random.Random(1).sample(units, 300)
    return {
        "articles": dense,
        "articles in one line": dense.replace("\n", " "),
        "digits": "123 456 ",
        "capitals": "Nguyễn Văn Sơn La ",
        "one unit": "UBND huyện Phù Yên, ",
        "many units": ", ".join(units),
        "facts without a full stop": "tiếp nhận 5 hồ sơ, ",
        "nested brackets": "(5 hồ sơ ",
        "brackets that never close": "(",
        "dates": "ngày 12/3/2023 ",
        "lines of two words": "Kết quả\n",
        "tables, one cell a line": "Kết quả\n" * 5 + "5\n" * 3,
        "blank lines": "\n",
    }


def seconds_by_length() -> dict[str, dict[int, float]]:
    """For each kind of text, its lengths in characters, doubling, and the processor time of each.

    The least of some turns, for other programs only ever add to it. Lengths between which time
    grew by too much are measured again, both: what was noise does not come back.
    """
    engine = Extractor(ner="off")
    engine.extract_json(articles()[0])
    return {kind: _doubled(engine, seed) for kind, seed in texts().items()}


def factors(taken: dict[int, float]) -> list[float]:
    """What time grew by at each doubling."""
    return [b / a for a, b in itertools.pairwise(taken.values())]


def _doubled(engine: Extractor, seed: str) -> dict[int, float]:
    taken: dict[int, float] = {}
    length = _SHORT
    while length <= _LONG and max(taken.values(), default=0.0) < _PATIENCE:
        taken[length] = _least_time(engine, _text(seed, length))
        length *= 2
    for _ in range(_TURNS - 1):
        for shorter, longer in itertools.pairwise(taken):
            if taken[longer] > _LIMIT * taken[shorter]:
                for n in (shorter, longer):
                    taken[n] = min(taken[n], _least_time(engine, _text(seed, n)))
    return taken


def _text(seed: str, length: int) -> str:
    return (_REFORM + seed * (length // len(seed) + 1))[:length]


def _least_time(engine: Extractor, text: str) -> float:
    """The least of several times, for what is short is soon disturbed."""
    times: list[float] = []
    while sum(times) < 0.5:
        gc.collect()  # of what the text before left
        start = time.process_time()
        engine.extract_json({"id": "long", "text": text})
        times.append(time.process_time() - start)
    return min(times)
