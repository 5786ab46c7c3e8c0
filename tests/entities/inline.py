"""Reads the inline gold of `cases.txt`: ``[U ...]``, ``[P ...]``, ``[D ...]``."""

from __future__ import annotations

import re
from pathlib import Path

from cchc_extract.entities import Entities
from cchc_extract.text.tokens import Tokens

Span = tuple[str, int, int]

_MARK = re.compile(r"\[([UPD]) ([^\]]*)\]")
_FILE = Path(__file__).with_name("cases.txt")


def parse(line: str) -> tuple[str, set[Span]]:
    """The plain text of a case and its mentions as (kind, start, end)."""
    text, gold, at = "", set[Span](), 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        gold.add((match[1], len(text), len(text) + len(match[2])))
        text += match[2]
        at = match.end()
    return text + line[at:], gold


def cases() -> list[str]:
    """All cases, one line each."""
    lines = _FILE.read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def spans(tokens: Tokens, found: Entities) -> set[Span]:
    """The mentions found, in the form of `parse`."""
    kinds = (("U", found.units), ("P", found.people), ("D", found.documents))
    return {(kind, *tokens.span(m.first, m.stop)) for kind, ms in kinds for m in ms}
