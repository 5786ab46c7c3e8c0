"""Chooses what may be about administrative reform, on raw bytes, before any decoding or parsing.

The phrases in ``data/anchors.txt`` are compiled into one Hyperscan database for each kind of
input, so a scan is one pass at the speed of memory, and an article without any of them costs
nothing more.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from html.entities import name2codepoint
from importlib.resources import files

import hyperscan

from cchc_extract.archive.spelling import escaped_json_patterns, json_patterns, text_patterns

__all__ = ["Kind", "RelevanceScan", "anchors", "relevance_scan", "scan_of_json", "with_letters"]


class Kind(StrEnum):
    """In what dress the words stand in the bytes."""

    JSON = "json"
    ESCAPED_JSON = "escaped json"
    TEXT = "text"


_PATTERNS = {
    Kind.JSON: json_patterns,
    Kind.ESCAPED_JSON: escaped_json_patterns,
    Kind.TEXT: text_patterns,
}


@cache
def anchors() -> tuple[str, ...]:
    """The phrases of which a relevant article has at least one."""
    text = (files("cchc_extract.archive") / "data" / "anchors.txt").read_text("utf-8")
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


class RelevanceScan:
    """Finds phrases in bytes.

    Args:
        kind: in what dress they stand there.
        phrases: lower-case phrases in NFC, words parted by single blanks.
    """

    def __init__(self, kind: Kind, phrases: Iterable[str]) -> None:
        patterns = dict.fromkeys(p for phrase in phrases for p in _PATTERNS[kind](phrase))
        self._database = _compiled(list(patterns))

    def finds(self, data: bytes | memoryview) -> bool:
        """Whether one of the phrases stands in ``data``."""
        return bool(_ends(self._database, data, first=True))

    def lines(self, data: bytes) -> Iterator[tuple[int, int]]:
        """Offsets of the lines of ``data`` that have one of the phrases, line ends left out."""
        stop = -1
        for end in self.offsets(data):
            if end <= stop:
                continue
            # A phrase never spans lines of JSON, so its end is within the line.
            start = data.rfind(b"\n", 0, end) + 1
            stop = data.find(b"\n", end)
            if stop < 0:
                stop = len(data)
            yield start, stop

    def offsets(self, data: bytes | memoryview) -> list[int]:
        """Where in ``data`` the found phrases end, in order."""
        return sorted(_ends(self._database, data))


def _compiled(patterns: list[bytes]) -> hyperscan.Database:
    database = hyperscan.Database()
    database.compile(
        expressions=patterns,
        ids=list(range(len(patterns))),
        elements=len(patterns),
        flags=[hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_DOTALL] * len(patterns),
    )
    return database


def _ends(
    database: hyperscan.Database, data: bytes | memoryview, *, first: bool = False
) -> list[int]:
    """Where the matches in ``data`` end, or the first of them only."""
    ends: list[int] = []

    def note(_id: int, _start: int, end: int, _flags: int, _context: object) -> bool | None:
        ends.append(end)
        return first or None

    with contextlib.suppress(hyperscan.ScanTerminated):
        database.scan(data, match_event_handler=note)  # type: ignore[type-var]
    return ends


@cache
def relevance_scan(kind: Kind) -> RelevanceScan:
    """The scan for the shipped phrases; compiled once a process."""
    return RelevanceScan(kind, anchors())


_LETTER_ENTITY = re.compile(
    rb"&(?:#(\d{3,4})|#[xX]([0-9a-fA-F]{2,4})|([A-Za-z]{1,2}(?:grave|acute|circ|tilde)));"
)


def with_letters(page: bytes) -> bytes:
    """A page with the entities of letters written as UTF-8; ``h&#7891; s&#417;`` is searched so."""
    return _LETTER_ENTITY.sub(_as_letter, page)


def _as_letter(found: re.Match[bytes]) -> bytes:
    decimal, hexadecimal, name = found.groups()
    if name:
        return chr(name2codepoint.get(name.decode(), 0x20)).encode()
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code).encode("utf-8", "replace")


@cache
def _escapes() -> hyperscan.Database:
    return _compiled([rb"\\u"])  # `in` takes longer than all the rest: a backslash is not rare


def scan_of_json(data: bytes) -> RelevanceScan:
    """The scan for rows of JSON: the one that knows ``\\u`` escapes is slower."""
    escaped = _ends(_escapes(), data, first=True)
    return relevance_scan(Kind.ESCAPED_JSON if escaped else Kind.JSON)
