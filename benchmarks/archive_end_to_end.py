"""A run on one core against its parts: the scan and the extraction, or a plain loop."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp

import orjson

from benchmarks.archive_filler import rows, write_jsonl
from benchmarks.workload import seconds
from cchc_extract.archive.batch import shared_extractor
from cchc_extract.archive.relevance import scan_of_json
from cchc_extract.archive.run import Options, run
from cchc_extract.archive.work import Task

__all__ = ["end_to_end"]


def end_to_end(folder: Path, megabytes: float, turns: int) -> dict[str, float]:
    """Processor seconds: a run and its parts; a run with ``--all`` and a plain loop."""
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

    def fresh() -> Path:
        return Path(mkdtemp(dir=folder))

    def loop() -> None:
        with dense.open("rb") as source, (folder / "loop.jsonl").open("wb") as target:
            for line in source:
                target.write(engine.extract_json(orjson.loads(line)) + b"\n")

    return seconds(
        {
            "scan": scan,
            "extract": extract,
            "run": lambda: run([str(one)], fresh(), Options()),
            "loop": loop,
            "all": lambda: run([str(dense)], fresh(), everything),
        },
        rounds=turns,
        at_least=0,
    )
