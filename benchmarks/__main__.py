"""Measure everything on one core and rewrite the tables of ``docs/benchmarks.md``."""

from __future__ import annotations

import os

# Before anything loads a library that starts threads of its own.
os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

import argparse
import platform
import re
import statistics
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version

from benchmarks.growth import factors, seconds_by_length
from benchmarks.processes import peak_memory, start_times
from benchmarks.rivals import spacy_rules, underthesea_by_sentence
from benchmarks.stages import milliseconds_per_article
from benchmarks.workload import ROOT, articles, megabytes, seconds
from cchc_extract import Extractor
from cchc_extract.facts import reader

PAGE = ROOT / "docs" / "benchmarks.md"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def speed(rounds: int) -> str:
    rows = articles()
    texts = [row["text"] for row in rows]
    size = megabytes(rows)
    engine = Extractor(ner="off")
    taken = seconds(
        {
            'cchc_extract, whole records as JSON, `ner="off"`': lambda: [
                engine.extract_json(row) for row in rows
            ],
            "spaCy EntityRuler of 11,000 names + Matcher of 40 patterns: spans only": spacy_rules(
                texts
            ),
            "underthesea `ner`, sentence by sentence: tags only": underthesea_by_sentence(texts),
        },
        rounds=rounds,
        at_least=1.0,
    )
    own = next(iter(taken.values()))
    lines = [
        (name, f"{size / t:.3f}", f"{len(rows) / t:,.0f}", f"{t / own:.1f}")
        for name, t in taken.items()
    ]
    said = (
        f"{len(rows)} articles, {1000 * size:.0f} kB of UTF-8 text; median of {rounds} turns.\n\n"
    )
    return said + table(("what", "MB/s", "articles/s", "times as long"), lines)


def stages(rounds: int) -> str:
    taken = milliseconds_per_article(articles(), rounds * 10)
    whole = sum(taken.values())
    lines = [(name, f"{ms:.3f}", f"{100 * ms / whole:.0f} %") for name, ms in taken.items()]
    return table(("stage", "ms per article", "share"), [*lines, ("all", f"{whole:.3f}", "100 %")])


def growth(_: int) -> str:
    lines = []
    for kind, taken in seconds_by_length().items():
        grown = factors(taken)
        shares = (f"{max(grown):.2f}", f"{statistics.geometric_mean(grown):.2f}")
        lines.append((kind, f"{max(taken) // 1000:,}", f"{taken[max(taken)]:.2f}", *shares))
    head = ("text", "1,000 characters", "seconds", "largest factor", "mean factor")
    return table(head, lines)


def starts(rounds: int) -> str:
    taken = start_times(rounds)
    return table(("what", "seconds"), [(name, f"{t:.3f}") for name, t in taken.items()])


def memory(rounds: int) -> str:
    times = (1, 20 * rounds, 20 * rounds)
    count, read, lines = len(articles()), 0, []
    for more, peak in zip(times, peak_memory(times), strict=True):
        read += more * count
        lines.append((f"{read:,}", f"{peak:.0f}"))
    return table(("articles read", "peak MiB"), lines)


def machine(_: int) -> str:
    names = ("spacy", "underthesea", "ahocorasick_rs", "orjson", "pydantic")
    used = ", ".join(f"{name} {version(name)}" for name in names)
    built = "plain sources" if reader.__file__.endswith(".py") else "compiled by mypyc"
    return f"{platform.machine()}, one core, Python {platform.python_version()}; {built}; {used}."


TABLES = {
    "machine": machine,
    "speed": speed,
    "stages": stages,
    "growth": growth,
    "starts": starts,
    "memory": memory,
}


def rewrite(page: str, name: str, content: str) -> str:
    """``page`` with what stands between the two comments of ``name`` replaced."""
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    page, found = pattern.subn(lambda m: f"{m[1]}{content}\n{m[2]}", page)
    if found != 1:
        raise SystemExit(f"{PAGE}: no place for the table {name!r}")
    return page


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("tables", nargs="*", choices=[*TABLES, []], help="only these")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each measurement")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    page = PAGE.read_text("utf-8")
    for name in options.tables or TABLES:
        content = TABLES[name](options.rounds)
        print(f"{name}\n{content}\n", file=sys.stderr)
        page = rewrite(page, name, content)
        PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
