"""Numbers that count nothing: parts of codes and times, and those that name something."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cchc_extract.text.tokens import Tokens

__all__ = ["SURELY_SHORT", "Labels"]

SURELY_SHORT: Final = 9
"""Most characters of a number, its blank included, that is no id or telephone."""
_BLANKS: Final = (" ", "\xa0")


class Labels:
    """Tells the numbers that name something by the words before them (``Đề án 06``).

    Attributes:
        ends: the last words of what such a number follows.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = frozenset(phrases)
        self.ends = frozenset(p.rsplit(" ", 1)[-1] for p in self._phrases)
        self._most = max((p.count(" ") + 1 for p in self._phrases), default=0)

    def is_label(self, norms: list[str], i: int, label: int) -> bool:
        """Does the plain number at ``i`` name something, as in ``mức độ 3, 4``?

        Args:
            label: token of the last number that did; the next in a row goes with it.
        """
        if i - 2 == label > 0 and norms[i - 1] in (",", "và") and norms[label].isdecimal():
            return int(norms[i]) == int(norms[label]) + 1
        if i == 0 or norms[i - 1] not in self.ends:
            return False
        return any(
            " ".join(norms[i - k : i]) in self._phrases for k in range(1, min(self._most, i) + 1)
        )

    @staticmethod
    def is_code(tokens: Tokens, i: int) -> bool:
        """Is the number at ``i`` part of a code, a time of day, a telephone or a list head?"""
        pieces = tokens.pieces
        piece = pieces[i]
        if len(piece) > SURELY_SHORT and piece.rstrip().isdecimal():
            return True
        before = pieces[i - 1] if i else "\n"
        if piece[-1] in _BLANKS and before[-1] in _BLANKS:
            return False
        norms = tokens.norms
        after = norms[i + 1] if i + 1 < len(norms) else ""
        if piece[-1] not in _BLANKS:
            if after[:1].isalpha() and len(after) < 2:  # 4G, 9h, m2
                return True
            if after == ":" and i + 2 < len(norms) and norms[i + 2][:1].isdecimal():
                return True
        if "\n" in before:
            return after in (".", ")", "/") and piece.rstrip().isdecimal() and len(piece) < 4
        if before[-1].isalpha():  # T4, A1: no blank between
            return True
        if before in ("-", ":") and i > 1:
            two = pieces[i - 2][-1]
            return two.isalpha() or (two.isdecimal() and before == ":")  # Covid-19, 9001:2015
        return False
