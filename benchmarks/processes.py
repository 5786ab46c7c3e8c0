"""What must be measured in a fresh interpreter: imports, the first record, peak memory."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys

from benchmarks.workload import ROOT

_TIMED = """
import time; start = time.process_time()
{code}
print(time.process_time() - start)
"""
_STARTS = {
    "`import cchc_extract`": "import cchc_extract",
    "`from cchc_extract import Extractor`": "from cchc_extract import Extractor",
    "import, build an `Extractor`, first record": (
        "from cchc_extract import extract; extract('Huyện tiếp nhận 5 hồ sơ.')"
    ),
    "`cchc-extract --help`": (
        "import sys, contextlib, io; sys.argv[1:] = ['--help']\n"
        "from cchc_extract.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit): main()"
    ),
}
_MEMORY = """
import json, re
from cchc_extract import Extractor
rows = [json.loads(line) for line in open("corpora/dev.jsonl", encoding="utf-8")]
engine = Extractor(ner="off")
peaks = []
for times in {times}:
    for _ in range(times):
        for row in rows:
            engine.extract_json(row)
    # Not getrusage: its maximum begins with that of the program that started this one.
    status = open("/proc/self/status").read()
    peaks.append(int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) / 1024)
print(json.dumps(peaks))
"""


def start_times(rounds: int) -> dict[str, float]:
    """Seconds from the first line of a program, after Python itself has started."""
    return {
        name: statistics.median(float(_run(_TIMED.format(code=code))) for _ in range(rounds))
        for name, code in _STARTS.items()
    }


def peak_memory(times: tuple[int, ...]) -> list[float]:
    """Peak resident memory, in MiB, after reading the corpus so many times more."""
    peaks: list[float] = json.loads(_run(_MEMORY.format(times=times)))
    return peaks


def _run(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    ).stdout
