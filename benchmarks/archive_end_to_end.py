"""A run on one core against its parts: the scan and the extraction, or a plain loop."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import orjson

from benchmarks.archive_filler import rows, write_jsonl
from cchc_extract.archive.batch import shared_extractor
from cchc_extract.archive.relevance import scan_of_json
from cchc_extract.archive.run import Options, run
from cchc_extract.archive.work import Task

__all__ = ["end_to_end"]


def end_to_end(folder: Path, megabytes: float, turns: int) -> dict[str, float]:
    """Processor seconds, the least of some turns: a run and its parts; ``--all`` and a loop.

    Seconds that the process had a core, so that other work on the machine counts less.
    """
    one, dense = folder / "one.jsonl", folder / "dense.jsonl"
    write_jsonl(one, megabytes, rows(0.01))
    write_jsonl(dense, megabytes / 40, rows(1.0))
    engine = shared_extractor("off", ())
    relevant = [r for r in map(orjson.loads, one.read_bytes().splitlines()) if r["id"][0] == "r"]
    data = one.read_bytes()
    everything = Options(task=Task(scan=False))

    def scan() -> None:
        for _ in scan_of_json(data).lines(data):
            pass

    def extract() -> None:
        for row in relevant:
            engine.extract_json(row)

    def loop(out: Path) -> None:
        with dense.open("rb") as source, out.open("wb") as target:
            for line in source:
                target.write(engine.extract_json(orjson.loads(line)) + b"\n")

    jobs: dict[str, Callable[[Path], object]] = {
        "scan": lambda _: scan(),
        "extract": lambda _: extract(),
        "run": lambda out: run([str(one)], out, Options()),
        "loop": loop,
        "all": lambda out: run([str(dense)], out, everything),
    }
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(turns + 1):
        for name, job in jobs.items():
            start = time.process_time()
            job(folder / f"{name}{turn}")
            taken[name].append(time.process_time() - start)
    return {name: min(times[1:]) for name, times in taken.items()}
