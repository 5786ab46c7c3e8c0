"""Whose numbers they are, in short articles of several units; a file of cases for each matter.

A case is ``day | article``, ``¶`` between paragraphs, each number with its accepted subjects:
``Xã A tiếp nhận [306]{xã A / Ủy ban nhân dân xã A} hồ sơ``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from cchc_extract.entities.mentions import UnitRef
from cchc_extract.facts.scopes import subject_key
from tests.facts.cases import extractor

FILES = sorted(Path(__file__).with_name("subjects").glob("*.txt"))
MARKED = re.compile(r"\[([^\]]*)\]\{([^}]*)\}")


class Number(NamedTuple):
    """Where a number stands and the keys of the subjects it may have."""

    start: int
    accepted: frozenset[str]


def key(name: str) -> str:
    return subject_key(UnitRef(name))


def cases() -> list[tuple[str, str]]:
    return [
        (f"{file.stem}-{n}", line)
        for file in FILES
        for n, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if line and not line.startswith("#")
    ]


def unmark(marked: str) -> tuple[str, list[Number]]:
    """The article without marks, and the numbers that were marked."""
    text, numbers, position = "", [], 0
    marked = marked.replace(" ¶ ", "\n\n")
    for match in MARKED.finditer(marked):
        text += marked[position : match.start()]
        accepted = frozenset(map(key, match[2].split(" / ")))
        numbers.append(Number(len(text), accepted))
        text += match[1]
        position = match.end()
    return f"{text}{marked[position:]}\n", numbers


@pytest.mark.parametrize("line", [pytest.param(line, id=name) for name, line in cases()])
def test_subjects(line: str) -> None:
    published, _, marked = line.partition(" | ")
    text, numbers = unmark(marked)
    record = extractor().extract_plain({"id": "case", "text": text, "published": published})
    found = {f["start"]: f["subject"]["name"] if f["subject"] else "-" for f in record["facts"]}
    wrong = [
        f"{text[n.start : n.start + 20]!r}: {found.get(n.start, 'no fact')}"
        for n in numbers
        if key(found.get(n.start, "")) not in n.accepted
    ]
    assert not wrong


def test_every_file_has_cases() -> None:
    assert len(FILES) >= 8
    assert all(MARKED.search(file.read_text("utf-8")) for file in FILES)
