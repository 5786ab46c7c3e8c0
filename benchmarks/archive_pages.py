"""Measure archives and rewrite the tables of ``docs/scale.md``.

``python -m benchmarks.archive_pages`` measures all, with ``--only NAME`` one table;
``--large`` takes the memory of a run over 10 GB rather than 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.__main__ import rewrite, table
from benchmarks.archive_end_to_end import end_to_end
from benchmarks.archive_filler import rows, write_jsonl
from benchmarks.archive_runs import kills, kinds, peaks, workers
from benchmarks.archive_scan import passing, scan_speeds
from benchmarks.workload import ROOT

PAGE = ROOT / "docs" / "scale.md"


def scan(folder: Path, _: bool) -> str:
    size = write_jsonl(folder / "s.jsonl", 100, rows(0.01)) / 1e6
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


def passed(_: Path, __: bool) -> str:
    lines = [(kind, f"{of:,}", f"{n:,}", f"{100 * n / of:.0f} %") for kind, n, of in passing()]
    return table(("ordinary news", "texts", "let through", "share"), lines)


def whole(folder: Path, _: bool) -> str:
    taken = end_to_end(folder, 100, 8)
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
    taken = workers(folder, 6, 3)
    lines = [(str(n), f"{t:.1f}", f"{taken[1] / t:.2f}") for n, t in taken.items()]
    return table(("workers, dense articles", "seconds", "times as fast"), lines)


def files(folder: Path, _: bool) -> str:
    lines = []
    for kind, (size, seconds, records) in kinds(folder, 10_000, 3).items():
        speed = size / 1e6 / seconds
        cells = (f"{size / 1e6:,.0f}", f"{records:,}", f"{seconds:.1f}", f"{speed:,.0f}")
        lines.append((f"`.{kind}`", *cells))
    head = ("10,000 articles, 1 % relevant", "MB unpacked", "records", "CPU seconds", "MB/s")
    return table(head, lines)


def memory(folder: Path, large: bool) -> str:
    megabytes = 10_000 if large else 1_000
    *found, end = peaks(folder, megabytes)
    # What a run counts is packed; the pieces are packed alike.
    read = [f"{mark.read / end.read * megabytes:,.0f}" for mark in found] + ["the end"]
    lines = [
        (so_far, f"{mark.seconds:.0f}", f"{mark.own:.0f}", f"{mark.worker:.0f}")
        for so_far, mark in zip(read, [*found, end], strict=True)
    ]
    return table(
        ("MB read, unpacked", "seconds", "run, peak MiB", "largest worker, peak MiB"), lines
    )


def killed(folder: Path, _: bool) -> str:
    def say(count: int) -> None:
        print(f"killed {count}", file=sys.stderr)

    same, all_ = kills(folder, 20, say)
    return f"{same} of {all_} runs killed at a random moment and resumed gave the same files."


TABLES: dict[str, Callable[[Path, bool], str]] = {
    "scan": scan,
    "passed": passed,
    "whole": whole,
    "scaling": scaling,
    "files": files,
    "memory": memory,
    "killed": killed,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=TABLES, help="measure one table")
    parser.add_argument(
        "--large", action="store_true", help="memory of a run over 10 GB rather than 1"
    )
    asked = parser.parse_args()
    for name in [asked.only] if asked.only else TABLES:
        print(name, file=sys.stderr)
        with tempfile.TemporaryDirectory() as folder:
            content = TABLES[name](Path(folder), asked.large)
        print(content, file=sys.stderr)
        PAGE.write_text(rewrite(PAGE.read_text("utf-8"), name, content), "utf-8")


if __name__ == "__main__":
    main()
