"""News that says nothing of the reform: what is read from it is wrong, whatever it is."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from cchc_extract import Extractor

TEXTS_PER_SPURIOUS_FACT = 50
Row = dict[str, str]


@pytest.fixture(scope="module")
def negatives(root: Path) -> list[Row]:
    """The short texts of ``corpora/negatives.jsonl``."""
    lines = (root / "corpora" / "negatives.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_they_are_many_and_half_of_them_are_hard(negatives: list[Row]) -> None:
    kinds = Counter(row["kind"] for row in negatives)
    assert len(negatives) >= 120
    assert set(kinds) == {"ordinary", "adversarial"}
    assert 2 * kinds["adversarial"] >= len(negatives)
    assert len({row["id"] for row in negatives}) == len(negatives)
    assert len({row["text"] for row in negatives}) == len(negatives)


def test_hardly_any_fact_is_read_from_them(negatives: list[Row]) -> None:
    extractor = Extractor()
    found = [
        f"{row['id']} ({row['topic']}): {fact['rule']} {fact['text']!r}"
        for row in negatives
        for fact in extractor.extract_plain(row)["facts"]
    ]
    assert TEXTS_PER_SPURIOUS_FACT * len(found) < len(negatives), "\n".join(found)
