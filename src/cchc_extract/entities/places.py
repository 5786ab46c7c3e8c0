"""Names of territories in running text: which words are one, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from cchc_extract.gazetteer import Gazetteer
from cchc_extract.text.tokens import fold, norm_word

__all__ = ["Places"]

_SHORT: Final = (
    ("hcm", "Hồ Chí Minh"),
    ("thừa thiên - huế", "Thừa Thiên Huế"),
    ("br - vt", "Bà Rịa - Vũng Tàu"),
)
# Endings of words that pages spell in more than one way: Đắk and Đăk, Quy and Qui.
_HIGHLAND: Final = re.compile(r"(?<=[đlpĐLP])[ăắ][kc]\b")
_FINAL_Y: Final = re.compile(r"\b(kỳ|lý|mỹ|sỹ|quy|vỹ)\b", re.I)
_Y_TO_I: Final = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_NO_LEVELS: Final[frozenset[str]] = frozenset()


def _spellings(bare: str) -> list[str]:
    """A name in the spellings that pages have of it, the gazetteer's first."""
    if _HIGHLAND.search(bare):
        return [bare, *(_HIGHLAND.sub(ending, bare) for ending in ("ắk", "ăk", "ắc"))]
    if _FINAL_Y.search(bare):
        return [bare, _FINAL_Y.sub(lambda m: m[0].translate(_Y_TO_I), bare)]
    return [bare]


class Places:
    """Bare names of the gazetteer by their norms. Build once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._levels: dict[str, frozenset[str]] = {}
        self._spelling: dict[str, str] = {}
        # first word -> second word -> words of the longest name that begins so
        self._most: dict[str, dict[str, int]] = {}
        word = cache(norm_word)  # names share their words; as fold, in a quarter of the time
        for bare, level in gazetteer.names(common=True):
            for spelling in _spellings(bare):
                self._add(" ".join(map(word, spelling.split(" "))), spelling, level)
        for short, name in _SHORT:
            self._add(fold(short), name, "province")

    def _add(self, key: str, bare: str, level: str) -> None:
        self._levels[key] = self._levels.get(key, _NO_LEVELS) | {level}
        self._spelling.setdefault(key, bare)
        words = [*key.split(" "), ""]
        seconds = self._most.setdefault(words[0], {})
        seconds[words[1]] = max(seconds.get(words[1], 0), len(words) - 1)

    def longest(self, norms: list[str], i: int, level: str | None = None) -> int:
        """Where the longest known name beginning at token ``i`` stops; ``i`` where there is none.

        With a ``level``, only names known at that level count.
        """
        seconds = self._most.get(norms[i])
        if seconds is None:
            return i
        n = len(norms)
        most = seconds.get(norms[i + 1], 0) if i + 1 < n else 0
        levels = self._levels
        for stop in range(min(n, i + most), i + 1, -1):
            found = levels.get(" ".join(norms[i:stop]))
            if found and (level is None or level in found):
                return stop
        if "" in seconds and (level is None or level in levels[norms[i]]):
            return i + 1
        return i

    def find(self, norms: list[str], starts: Iterable[int]) -> list[tuple[int, int]]:
        """The longest known name at each of ``starts`` that has one: its first and stop token.

        ``norms`` go on for one more after the last start, as those of a page do.
        """
        most = self._most
        found: list[tuple[int, int]] = []
        for i in [i for i in starts if norms[i] in most]:
            seconds = most[norms[i]]
            if norms[i + 1] not in seconds and "" not in seconds:
                continue
            stop = self.longest(norms, i)
            if stop > i:
                found.append((i, stop))
        return found

    def levels(self, norms: list[str], first: int, stop: int) -> frozenset[str]:
        """Levels at which the name of these tokens is known."""
        return self._levels.get(" ".join(norms[first:stop]), _NO_LEVELS)

    def spelling(self, norms: list[str], first: int, stop: int) -> str | None:
        """The canonical bare name of these tokens, or None."""
        return self._spelling.get(" ".join(norms[first:stop]))
