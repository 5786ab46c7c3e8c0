"""What numbers say, whose they are and when: sentences with the slot that a number must get."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.facts.cases import read_cases, record_of

CASES = Path(__file__).with_name("test_slots_cases.txt")


def fact_at(marked: str) -> dict[str, Any] | None:
    """The fact of the marked number."""
    record, start = record_of(marked)
    facts = record["facts"]
    text = marked.replace("[", "").replace("]", "")
    for fact in facts:
        assert text[fact["start"] : fact["end"]] == fact["text"]
    return next((f for f in facts if f["start"] <= start < f["end"]), None)


def shown(slot: str, fact: dict[str, Any] | None) -> str:
    """The slot as the cases write it."""
    if fact is None:
        return "no fact"
    if slot == "metric":
        return " ".join(str(fact[key]) for key in ("metric", "kind", "value", "unit"))
    if slot == "subject":
        return fact["subject"]["name"] if fact["subject"] else "-"
    if slot == "period":
        period = fact["period"]
        return f"{period['start'] or '*'}..{period['end'] or '*'}" if period else "-"
    return fact[slot] or "-"


@pytest.mark.parametrize(("slot", "expected", "marked"), read_cases(CASES))
def test_slots(slot: str, expected: str, marked: str) -> None:
    assert shown(slot, fact_at(marked)) == expected


def test_every_slot_has_cases() -> None:
    counts: dict[str, int] = {}
    for slot, _, _ in read_cases(CASES):
        counts[slot] = counts.get(slot, 0) + 1
    assert set(counts) == {"metric", "subject", "period", "status", "channel", "index"}
    assert min(counts.values()) >= 3
