"""Whole runs: against their parts, with two workers, of other formats, their memory, killed."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import pyarrow as pa
from pyarrow import parquet

from benchmarks.archive_filler import rows, write_jsonl
from cchc_extract.archive.batch import shared_extractor
from cchc_extract.archive.relevance import scan_of_json
from cchc_extract.archive.run import Options, run
from cchc_extract.archive.work import Task

__all__ = ["end_to_end", "formats", "kills", "peak_memory", "workers"]

_CHILD = (
    "import sys, json, time, resource; from pathlib import Path\n"
    "from cchc_extract.archive.run import Options, run\n"
    "if __name__ == '__main__':\n"
    "    kinds = json.loads(sys.argv[3])\n"
    "    start = time.perf_counter()\n"
    "    run([sys.argv[1]], Path(sys.argv[2]), Options(**kinds))\n"
    "    taken = time.perf_counter() - start\n"
    "    usage = [resource.getrusage(w).ru_maxrss / 1024 for w in"
    " (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]\n"
    "    print(json.dumps([taken, *usage]))\n"
)


def _timed(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def end_to_end(folder: Path, megabytes: float, rounds: int) -> dict[str, float]:
    """Seconds of one core, the least of some turns: a run and its parts; ``--all`` and a loop.

    Seconds that the process had a core, so that other work on the machine counts less.
    """
    one, dense = folder / "one.jsonl", folder / "dense.jsonl"
    write_jsonl(one, megabytes, 0.01)
    write_jsonl(dense, megabytes / 40, 1.0)
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
    for turn in range(rounds + 1):
        for name, job in jobs.items():
            start = time.process_time()
            job(folder / f"{name}{turn}")
            taken[name].append(time.process_time() - start)
    return {name: min(times[1:]) for name, times in taken.items()}


def _child(path: Path, out: Path, **options: object) -> tuple[float, float, float]:
    """Seconds, peak MiB of the process and of the largest of its workers."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder, "program.py")
        program.write_text(_CHILD)
        command = [sys.executable, str(program), str(path), str(out), json.dumps(options)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    taken, own, workers = json.loads(done.stdout)
    return taken, own, workers


def workers(folder: Path, megabytes: float, rounds: int) -> dict[int, float]:
    """Seconds of a dense run by number of workers, less those of a run of one article."""
    path, small = folder / "dense.jsonl", folder / "small.jsonl"
    write_jsonl(path, megabytes, 1.0)
    write_jsonl(small, 0.001, 1.0)
    found: dict[int, float] = {}
    for n in range(rounds):
        for count in (1, 2):
            start = _child(small, folder / f"s{count}{n}", workers=count)[0]
            taken = _child(path, folder / f"w{count}{n}", workers=count)[0] - start
            found[count] = min(found.get(count, 1e9), taken)
    return found


def peak_memory(folder: Path, sizes: tuple[float, ...]) -> Iterator[tuple[float, float, float]]:
    """Megabytes of the archive, peak MiB of the run and of its largest worker."""
    for size in sizes:
        path = folder / "memory.jsonl"
        write_jsonl(path, size, 0.01)
        _, own, worker = _child(path, folder / f"m{size}", workers=2)
        yield size, own, worker
        path.unlink()


def formats(folder: Path, megabytes: float) -> dict[str, tuple[float, float]]:
    """Megabytes and seconds of a run, 1 % relevant, by format."""
    plain = folder / "f.jsonl"
    write_jsonl(plain, megabytes, 0.01)
    lines = plain.read_bytes().splitlines()
    table = pa.Table.from_pylist([orjson.loads(line) for line in lines])
    parquet.write_table(table, folder / "f.parquet", compression="zstd", row_group_size=2000)
    _write_warc(folder / "f.warc.gz", megabytes / 10)
    (folder / "f.jsonl.gz").write_bytes(gzip.compress(plain.read_bytes(), 6))
    found = {}
    for name in ("f.jsonl", "f.jsonl.gz", "f.parquet", "f.warc.gz"):
        path = folder / name
        size = megabytes / 10 if "warc" in name else plain.stat().st_size / 1e6
        found[name] = (size, _timed(lambda: run([str(path)], folder / f"o-{name}", Options())))  # noqa: B023
    return found


def _write_warc(path: Path, megabytes: float) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    menu = "".join(f'<li><a href="/muc-{n}">Chuyên mục {n}</a></li>' for n in range(150))
    written = 0
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for row in rows(10**9, 0.01):
            body = "".join(f"<p>{p}</p>" for p in row["text"].split("\n") if p)
            html = f"<html><body><ul>{menu}</ul><h1>{row['id']}</h1>{body}</body></html>".encode()
            headers = StatusAndHeaders(
                "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
            )
            record = writer.create_warc_record(
                f"https://bao.example/{row['id']}",
                "response",
                io.BytesIO(html),
                http_headers=headers,
            )
            writer.write_record(record)
            written += len(html)
            if written >= megabytes * 1e6:
                return


def kills(folder: Path, times: int) -> tuple[int, int]:
    """How many of so many runs, killed at a random moment and resumed, gave the same files."""
    path = folder / "k.jsonl"
    write_jsonl(path, 1, 0.5)
    options = {"block_bytes": 20_000, "shard_bytes": 200_000, "commit_blocks": 4, "workers": 2}
    taken, *_ = _child(path, folder / "whole", **options)
    expected = _contents(folder / "whole")
    source = random.Random(7)
    same = killed = 0
    while killed < times:
        out = folder / f"k{killed}"
        program = folder / "program.py"
        program.write_text(_CHILD)
        command = [sys.executable, str(program), str(path), str(out)]
        process = subprocess.Popen([*command, json.dumps(options)], stdout=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while not (out / "manifest.json").exists() and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(source.uniform(0, taken))
        if process.poll() is not None:
            subprocess.run(["rm", "-r", str(out)], check=True)
            continue  # it was done before
        process.send_signal(signal.SIGKILL)
        process.wait()
        killed += 1
        resumed = json.dumps({**options, "resume": True})
        subprocess.run([*command, resumed], check=True, stdout=subprocess.DEVNULL)
        same += _contents(out) == expected
    return same, killed


def _contents(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }
