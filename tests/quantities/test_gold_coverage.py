"""How much of the development gold the numbers and periods cover. Run as a script to see it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from cchc_extract.lexicon import load_entries
from cchc_extract.quantities.numbers import NumberReader
from cchc_extract.quantities.periods import PeriodReader
from cchc_extract.text.header import HeaderReader
from cchc_extract.text.tokens import tokenize

ROOT = Path(__file__).parents[2]
ENTRIES = load_entries()


def articles() -> Iterator[tuple[str, dict[str, Any]]]:
    """Text and gold row of each development article."""
    lines = (ROOT / "corpora" / "dev.jsonl").read_text("utf-8").splitlines()
    texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    for line in (ROOT / "gold" / "dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield texts[row["id"]], row


def missed_numbers() -> tuple[int, list[str]]:
    """Facts in gold, and those whose number is not found with its span, value and whole."""
    numbers, periods = NumberReader(ENTRIES), PeriodReader(ENTRIES)
    total, missed = 0, []
    for text, row in articles():
        tokens = tokenize(text)
        times = periods.read(tokens, date.fromisoformat(row["published"][:10]))
        found = {
            (*tokens.span(n.first, n.stop), n.value, n.out_of, n.percent)
            for n in numbers.read(tokens, times)
        }
        for fact in row["facts"]:
            total += 1
            key = (fact["start"], fact["end"], abs(fact["value"]), fact["out_of"])
            if (*key, fact["unit"] == "percent") not in found:
                missed.append(f"{row['id']} {fact['text']}")
    return total, missed


def missed_periods() -> tuple[int, list[str]]:
    """Periods and baselines in gold, and those whose days no time of the article has."""
    periods = PeriodReader(ENTRIES)
    total, missed = 0, []
    for text, row in articles():
        tokens = tokenize(text)
        found = {
            (m.start, m.end)
            for m in periods.read(tokens, date.fromisoformat(row["published"][:10]))
            if m.role in ("period", "baseline")
        }
        spans = {
            tuple(date.fromisoformat(d) if d else None for d in (s["start"], s["end"]))
            for fact in row["facts"]
            for s in (fact["period"], fact["baseline"])
            if s
        }
        total += len(spans)
        missed += [f"{row['id']} {s}" for s in spans if s not in found]
    return total, missed


def test_every_number_of_gold_is_found() -> None:
    total, missed = missed_numbers()
    assert total > 500
    assert len(missed) <= 0.001 * total, missed


def test_every_time_of_gold_is_found() -> None:
    total, missed = missed_periods()
    assert total > 90
    assert len(missed) <= 0.03 * total, missed


def test_no_fact_or_mention_of_gold_is_left_out_with_the_page() -> None:
    reader = HeaderReader(ENTRIES)
    for text, row in articles():
        tokens = tokenize(text)
        spans = [tokens.span(a, b) for a, b in reader.read(tokens).excluded]
        for x in (*row["facts"], *row["entities"]):
            assert not any(a < x["end"] and x["start"] < b for a, b in spans), x


def test_most_of_what_gold_ignores_is_left_out() -> None:
    reader = HeaderReader(ENTRIES)
    ignored = left_out = 0
    for text, row in articles():
        tokens = tokenize(text)
        out = {k for a, b in reader.read(tokens).excluded for k in range(*tokens.span(a, b))}
        marks = [k for a, b in row["ignore"] for k in range(a, b) if text[k].isalnum()]
        ignored += len(marks)
        left_out += sum(k in out for k in marks)
    assert left_out >= 0.92 * ignored


if __name__ == "__main__":
    for name, (total, missed) in {
        "numbers": missed_numbers(),
        "times": missed_periods(),
    }.items():
        print(f"{name}: {total - len(missed)} of {total}", *missed, sep="\n  ")
