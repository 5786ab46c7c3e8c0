"""Runs in processes of their own: with two workers, of other formats, their memory, killed."""

from __future__ import annotations

import hashlib
import random
import shutil
import signal
import time
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from benchmarks.archive_child import Mark, marks, start
from benchmarks.archive_files import KINDS, write
from benchmarks.archive_filler import rows, write_jsonl
from benchmarks.workload import seconds
from cchc_extract.archive.manifest import MANIFEST
from cchc_extract.archive.run import Options, run

__all__ = ["OfKind", "kills", "kinds", "peaks", "workers"]

_PIECES = 20


def workers(folder: Path, megabytes: float, turns: int) -> dict[int, float]:
    """Seconds by the clock of a dense run, by number of workers, less those of a tiny run.

    What is left out is the start of the processes, which a long run does not notice.
    """
    path, small = folder / "dense.jsonl", folder / "small.jsonl"
    write_jsonl(path, megabytes, rows(1.0))
    write_jsonl(small, 0.001, rows(1.0))

    def taken(source: Path, name: str, count: int) -> float:
        return marks(start([source], folder / name, workers=count))[-1].seconds

    found: dict[int, float] = {}
    for n in range(turns):
        for count in (1, 2):
            apart = taken(path, f"w{count}{n}", count) - taken(small, f"s{count}{n}", count)
            found[count] = min(found.get(count, apart), apart)
    return found


def peaks(folder: Path, megabytes: float) -> list[Mark]:
    """Memory at shares of a run with two workers over packed JSON Lines, 1 % relevant."""
    archive = folder / "archive"
    archive.mkdir()
    source = rows(0.01)
    for n in range(_PIECES):
        write_jsonl(archive / f"{n:02}.jsonl.zst", megabytes / _PIECES, source)
    return marks(start([archive], folder / "out", workers=2))


class OfKind(NamedTuple):
    """Articles in one kind of file: bytes unpacked, processor seconds of a run, records."""

    size: int
    seconds: float
    records: int


def kinds(folder: Path, articles: int, turns: int) -> dict[str, OfKind]:
    """The same articles, 1 % relevant, in every kind of file, run on one core."""
    written = list(islice(rows(0.01), articles))
    files = {kind: write(written, folder, kind) for kind in KINDS}
    records: dict[str, int] = {}

    def read(kind: str, path: Path) -> None:
        records[kind] = run([str(path)], Path(mkdtemp(dir=folder)), Options()).records

    jobs = {kind: partial(read, kind, path) for kind, (path, _) in files.items()}
    taken = seconds(jobs, rounds=turns, at_least=0)
    return {kind: OfKind(size, taken[kind], records[kind]) for kind, (_, size) in files.items()}


def kills(folder: Path, times: int, report: Callable[[int], None]) -> tuple[int, int]:
    """How many of so many runs, killed at a random moment and resumed, gave the same files.

    Args:
        folder: for the archive and the runs.
        times: so many are killed, after they began to work and before they ended.
        report: called with the number of runs killed so far.
    """
    path = folder / "k.jsonl"
    write_jsonl(path, 1, rows(0.5))
    options = {"block_bytes": 20_000, "shard_bytes": 200_000, "commit_blocks": 4, "workers": 2}
    taken = marks(start([path], folder / "whole", **options))[-1].seconds
    expected = _contents(folder / "whole")
    source = random.Random(7)
    same = killed = 0
    while killed < times:
        out = folder / "killed"
        process = start([path], out, **options)
        while not (out / MANIFEST).exists() and process.poll() is None:
            time.sleep(0.005)  # what is killed while Python starts has nothing to lose
        time.sleep(source.uniform(0, taken))
        process.kill()
        process.communicate()
        if process.returncode == -signal.SIGKILL:
            killed += 1
            marks(start([path], out, **options, resume=True))
            same += _contents(out) == expected
            report(killed)
        shutil.rmtree(out)
    return same, killed


def _contents(folder: Path) -> dict[str, str]:
    """Hashes of all files but the manifest, which alone has times of day."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }
