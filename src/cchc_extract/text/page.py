"""A page while its furniture is sought: its lines, where its prose lies, what was left out."""

from __future__ import annotations

from typing import Final

from cchc_extract.text.dateline import read_datetime
from cchc_extract.text.furniture import SHORT, Furniture
from cchc_extract.text.sentences import paragraphs
from cchc_extract.text.tokens import Tokens

__all__ = ["BODY", "Line", "Page"]

BODY: Final = 25
"""Tokens of a paragraph that ends a block of related news."""
_PROSE: Final = 12  # tokens from which a line with a full stop is prose
_LONG: Final = 45  # tokens from which any line is
_ITEM: Final = 5  # tokens from which a line that begins with a bullet is a statement
_BULLETS: Final = frozenset({"+", "-", "*", "•"})

Line = tuple[int, int]
"""Token range of a line."""


class Page:
    """One page.

    Attributes:
        rules: what lines of furniture look like.
        tokens, norms: the words of the page.
        lines: its lines that hold something.
        body: index of the line its article begins with; the number of lines if none does.
        end: index of the last line of prose.
        excluded: token ranges found to be furniture, in no order.
        dates: the days, or times, that furniture named.
    """

    def __init__(self, rules: Furniture, tokens: Tokens) -> None:
        self.rules = rules
        self.tokens = tokens
        self.norms = tokens.norms
        self.lines = paragraphs(tokens)
        prose = [k for k, line in enumerate(self.lines) if self._is_prose(*line)]
        body = prose[0] if prose else len(self.lines)
        self.body = next((k for k in range(body) if self.is_item(k)), body)
        self.end = self._last_prose(prose)
        self.excluded: list[Line] = []
        self.dates: list[str] = []

    def leave_out(self, first: int, stop: int) -> None:
        """Notes a token range as furniture."""
        self.excluded.append((first, stop))

    def date(self, first: int, stop: int) -> bool:
        """Notes the date that a line of furniture holds, if it does."""
        found = read_datetime(self.tokens.surface(first, stop))
        if found:
            self.dates.append(found)
        return found is not None

    def is_item(self, k: int) -> bool:
        """Is the line an item of a list with its number, or a row of a table?"""
        first, stop = self.lines[k]
        row = self.norms[first:stop]
        if row[0] not in _BULLETS and "|" not in row:
            return False
        if not any(n[:1].isdecimal() for n in row):
            return False
        if row[0] in _BULLETS:
            return len(row) >= _ITEM
        a, b = self.lines[k - 1] if k else (0, 0)
        return row.count("|") == self.norms[a:b].count("|")

    def at(self, offset: int, token: int) -> int:
        """The first token from ``token`` on that begins at ``offset`` or later."""
        starts = self.tokens.starts
        while token < len(self.tokens) and starts[token] < offset:
            token += 1
        return token

    def _is_prose(self, first: int, stop: int) -> bool:
        if stop - first >= _LONG:
            return True
        if stop - first < _PROSE:
            return False
        last = self.norms[stop - 1]
        if last == '"':
            last = self.norms[stop - 2]  # a title may stand in quotes
            return last in (".", "!", "?", "...")
        return last in (".", ";", ":", "!", "...")

    def _last_prose(self, prose: list[int]) -> int:
        """The last paragraph of prose, notes among the comments not counted."""
        end = len(self.lines) - 1
        for k in range(end, self.body, -1):
            first, stop = self.lines[k]
            if stop - first >= BODY and self._is_prose(first, stop):
                break
            if stop - first <= SHORT and self.rules.use(self.norms, first, stop) == "tail":
                end = k - 1
        return max((i for i in prose if i <= end), default=end)
