"""Measure archives and rewrite the tables of ``docs/scale.md``.

``python -m benchmarks.archive_pages`` measures all, with ``--only NAME`` one table;
``--large`` adds the memory of a run over 10 GB.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.__main__ import rewrite, table
from benchmarks.archive_filler import write_jsonl
from benchmarks.archive_runs import end_to_end, formats, kills, peak_memory, workers
from benchmarks.archive_scan import scan_speeds
from benchmarks.workload import ROOT

PAGE = ROOT / "docs" / "scale.md"


def scan(folder: Path, _: bool) -> str:
    size = write_jsonl(folder / "s.jsonl", 100, 0.01) / 1e6
    taken = scan_speeds(folder / "s.jsonl", 3)
    own = taken["choose"]
    lines = [
        (name, f"{size / taken[key]:,.0f}", f"{taken[key] / own:.2f}")
        for key, name in (
            ("choose", "choosing the relevant rows"),
            ("bare", "bare scan of the bytes"),
            ("naive", "naive way: orjson a row, `in` a phrase; the same rows"),
        )
    ]
    return table(("100 MB of JSON Lines, 1 % relevant", "MB/s", "times as long"), lines)


def whole(folder: Path, _: bool) -> str:
    taken = end_to_end(folder, 100, 3)
    parts = taken["scan"] + taken["extract"]
    lines = [
        ("scan and extraction of the relevant rows alone", f"{parts:.2f}", "1.00"),
        ("run, 1 % relevant", f"{taken['run']:.2f}", f"{taken['run'] / parts:.2f}"),
        ("plain loop: read, extract, write", f"{taken['loop']:.2f}", "1.00"),
        (
            "run `--all` over the same rows",
            f"{taken['all']:.2f}",
            f"{taken['all'] / taken['loop']:.2f}",
        ),
    ]
    return table(("one core", "CPU seconds", "ratio"), lines)


def scaling(folder: Path, _: bool) -> str:
    taken = workers(folder, 6, 2)
    lines = [(str(n), f"{t:.1f}", f"{taken[1] / t:.2f}") for n, t in taken.items()]
    return table(("workers, dense articles", "seconds", "times as fast"), lines)


def kinds(folder: Path, _: bool) -> str:
    lines = [(n[2:], f"{size / t:,.0f}") for n, (size, t) in formats(folder, 60).items()]
    return table(("format, 1 % relevant, one core", "MB/s unpacked"), lines)


def memory(folder: Path, large: bool) -> str:
    sizes = (100.0, 400.0, 1600.0) + ((10_000.0,) if large else ())
    lines = [
        (f"{size:,.0f}", f"{own:.0f}", f"{worker:.0f}")
        for size, own, worker in peak_memory(folder, sizes)
    ]
    return table(("MB of archive", "run, peak MiB", "largest worker, peak MiB"), lines)


def killed(folder: Path, _: bool) -> str:
    same, all_ = kills(folder, 20)
    return f"{same} of {all_} runs killed at a random moment and resumed gave the same files."


TABLES: dict[str, Callable[[Path, bool], str]] = {
    "scan": scan,
    "whole": whole,
    "scaling": scaling,
    "kinds": kinds,
    "memory": memory,
    "killed": killed,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=TABLES, help="measure one table")
    parser.add_argument("--large", action="store_true", help="memory over 10 GB as well")
    asked = parser.parse_args()
    page = PAGE.read_text("utf-8")
    for name in [asked.only] if asked.only else TABLES:
        print(name, file=sys.stderr)
        with tempfile.TemporaryDirectory() as folder:
            content = TABLES[name](Path(folder), asked.large)
        print(content, file=sys.stderr)
        page = rewrite(page, name, content)
    PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
