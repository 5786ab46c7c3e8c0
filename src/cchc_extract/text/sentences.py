"""Sentences and paragraphs, as token ranges.

A paragraph is a line: pages mark paragraphs and list items by line breaks. A sentence ends
at ``.``, ``!``, ``?`` or an ellipsis, also where the blank after it got lost
(``2022.Giải quyết``), but not after an abbreviation (``TP. Huế``), inside brackets or before a
small letter. What does not end within 300 words is cut at a semicolon or a comma: a table or a list
that lost its lines, and reading it whole would take the square of its length.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cchc_extract.text.tokens import Tokens

__all__ = ["paragraphs", "sentences"]

_ENDS: Final = frozenset({".", "!", "?", "...", "…"})
_MARKS: Final = _ENDS | {"(", ")"}
_LONGEST: Final = 300  # tokens; the longest sentence of real articles seen has 206
_REACH: Final = 60  # tokens within which an open bracket has to close
_CLOSERS: Final = frozenset({'"', "'", ")", "]", "»"})
# Written with a full stop before a name; as norms.
_ABBREVIATIONS: Final = frozenset(
    {"tp", "tx", "tt", "ths", "ts", "pgs", "gs", "bs", "ks", "cn", "ls", "tr", "st", "no", "th"}
)  # fmt: skip


def paragraphs(tokens: Tokens) -> list[tuple[int, int]]:
    """Token ranges of the lines that hold something, line breaks left out."""
    norms = tokens.norms
    ranges: list[tuple[int, int]] = []
    first = 0
    for _ in range(norms.count("\n")):
        i = norms.index("\n", first)
        if i > first:
            ranges.append((first, i))
        first = i + 1
    if len(norms) > first:
        ranges.append((first, len(norms)))
    return ranges


def sentences(tokens: Tokens) -> list[tuple[int, int]]:
    """Token ranges of the sentences, in order; line breaks belong to none."""
    norms = tokens.norms
    marks = [i for i, norm in enumerate(norms) if norm in _MARKS]
    marks.append(len(norms))
    ranges: list[tuple[int, int]] = []
    k = 0
    for first, stop in paragraphs(tokens):
        start, depth = first, 0
        while marks[k] < stop:
            i, mark = marks[k], norms[marks[k]]
            k += 1
            if mark == "(":
                depth += 1
            elif mark == ")":
                depth = max(0, depth - 1)
            elif i >= start and not (depth and _closes(norms, i)):
                end = _sentence_end(tokens, start, i, stop)
                if end:
                    ranges.append((start, end))
                    start, depth = end, 0
        if start < stop:
            ranges.append((start, stop))
    return [piece for first, stop in ranges for piece in _pieces(norms, first, stop)]


def _pieces(norms: list[str], first: int, stop: int) -> Iterator[tuple[int, int]]:
    """A sentence, in pieces where it is too long."""
    while stop - first > _LONGEST:
        behind = range(first + _LONGEST - 1, first + _LONGEST // 2, -1)
        cuts = (i + 1 for mark in ";," for i in behind if norms[i] == mark)
        end = next(cuts, first + _LONGEST)
        yield first, end
        first = end
    yield first, stop


def _sentence_end(tokens: Tokens, start: int, i: int, stop: int) -> int:
    """Where the sentence that the mark at token ``i`` may close ends, or 0 where it goes on."""
    norms, pieces = tokens.norms, tokens.pieces
    end = i + 1
    while end < stop and (norms[end] in _ENDS or norms[end] in _CLOSERS or norms[end] == "/"):
        if norms[end] == "/" and not (end + 1 < stop and norms[end + 1] == "."):
            break
        end += 1
    if end >= stop:
        return stop
    if norms[i] == "." and i > start:
        before = norms[i - 1]
        if before in _ABBREVIATIONS and pieces[i - 1][0].isupper():
            return 0
        if len(before) == 1 and before.isalpha() and pieces[i - 1][0].isupper():
            return 0  # an initial: P.V, T.H
        if i == start + 1 and len(before) < 3 and (before.isdigit() or before.isalpha()):
            return 0  # "1. Kết quả": the number of a list item
    begins = pieces[end].lstrip("\"'“”‘’([-–— ")
    if not begins:
        begins = pieces[end + 1] if end + 1 < stop else ""
    if not begins or begins[0].islower():
        return 0
    if norms[i] == "." and pieces[i] == "." and begins[0].isdigit() and pieces[i - 1][-1].isdigit():
        return 0  # 1.2.3
    return end


def _closes(norms: list[str], i: int) -> bool:
    """Does the bracket that is open at ``i`` close soon? Pages forget to close them."""
    for norm in norms[i : i + _REACH]:
        if norm in ("(", "\n"):
            return False
        if norm == ")":
            return True
    return False
