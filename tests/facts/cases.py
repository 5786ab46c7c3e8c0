"""Case files of this folder: under ``== slot`` one case a line, ``expected | article``.

The number that a case is about stands in square brackets.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from cchc_extract.extractor import Extractor


class Case(NamedTuple):
    """What a slot of the bracketed number in ``marked`` must be."""

    slot: str
    expected: str
    marked: str


@cache
def extractor() -> Extractor:
    return Extractor()


def read_cases(file: Path) -> list[Case]:
    found, slot = [], ""
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("== "):
            slot = line[3:]
        elif line and not line.startswith("#"):
            expected, _, marked = line.partition(" | ")
            found.append(Case(slot, expected, marked))
    return found


def record_of(marked: str) -> tuple[dict[str, Any], int]:
    """The record of a case, and where its bracketed number begins."""
    text = marked.replace("[", "").replace("]", "")
    article = {"id": "case", "text": f"{text}\n", "published": "2024-02-01"}
    return extractor().extract_plain(article), marked.index("[")
