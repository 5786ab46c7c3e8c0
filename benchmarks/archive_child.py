"""A run in a process of its own: it can be killed, and its memory is its own.

``python -m benchmarks.archive_child JSON`` with what ``start`` takes. It prints a line of JSON for
each share of the input that it passes, and one at its end.
"""

from __future__ import annotations

import json
import multiprocessing
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.workload import ROOT

__all__ = ["Mark", "marks", "start"]

_SHARES = (0.01, 0.1, 0.25, 0.5, 0.75, 1.0)


class Mark(NamedTuple):
    """How a run stands: bytes of input read, seconds, and peak MiB of it and its largest worker."""

    read: int
    seconds: float
    own: float
    worker: float


def start(paths: Sequence[Path], output: Path, **options: int | bool) -> subprocess.Popen[str]:
    """Begin a run; ``options`` are those of ``archive.run.Options``."""
    asked = {"paths": [str(path) for path in paths], "output": str(output), "options": options}
    command = [sys.executable, "-m", "benchmarks.archive_child", json.dumps(asked)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def marks(process: subprocess.Popen[str]) -> list[Mark]:
    """What a run said, when it has ended.

    Raises:
        RuntimeError: it failed.
    """
    said, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"a run ended with status {process.returncode}")
    return [Mark(*json.loads(line)) for line in said.splitlines()]


def _peak(pid: int | str) -> float:
    # Not getrusage: its maximum begins with that of the program that started this one.
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


def main() -> None:
    from cchc_extract.archive.run import Options, Progress, run

    asked = json.loads(sys.argv[1])
    began = time.perf_counter()
    ahead = list(_SHARES)
    worker = 0.0

    def note(now: Progress) -> None:
        nonlocal worker
        if ahead and now.done >= ahead[0] * now.total:
            while ahead and now.done >= ahead[0] * now.total:
                del ahead[0]
            peaks = [_peak(p.pid) for p in multiprocessing.active_children() if p.pid]
            worker = max(peaks, default=0.0)
            _say(now.counts.bytes)

    def _say(read: int) -> None:
        taken = time.perf_counter() - began
        print(json.dumps([read, taken, _peak("self"), worker]), flush=True)

    counts = run(asked["paths"], Path(asked["output"]), Options(**asked["options"]), report=note)
    _say(counts.bytes)


if __name__ == "__main__":
    main()
