"""Names of territories in running text: which words are one, the longest first."""

from __future__ import annotations

from cchc_extract.gazetteer import Gazetteer
from cchc_extract.text.tokens import fold

__all__ = ["Places"]

_SHORT = {"hcm": "Hồ Chí Minh", "thừa thiên - huế": "Thừa Thiên Huế", "br - vt": "Bà Rịa - Vũng Tàu"}
_NO_LEVELS: frozenset[str] = frozenset()


class Places:
    """Bare names of the gazetteer by their norms. Build once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._levels: dict[str, frozenset[str]] = {}
        self._spelling: dict[str, str] = {}
        self._most: dict[str, int] = {}
        for bare, level in gazetteer.names(common=True):
            self._add(fold(bare), bare, level)
        for short, name in _SHORT.items():
            self._add(fold(short), name, "province")

    def _add(self, key: str, bare: str, level: str) -> None:
        self._levels[key] = self._levels.get(key, _NO_LEVELS) | {level}
        self._spelling.setdefault(key, bare)
        first, *rest = key.split(" ")
        self._most[first] = max(self._most.get(first, 0), len(rest) + 1)

    def longest(self, norms: list[str], i: int, level: str | None = None) -> int:
        """Where the longest known name beginning at token ``i`` stops; ``i`` where there is none.

        With a ``level``, only names known at that level count.
        """
        most = self._most.get(norms[i])
        if most is None:
            return i
        levels = self._levels
        for stop in range(min(len(norms), i + most), i, -1):
            found = levels.get(" ".join(norms[i:stop]))
            if found and (level is None or level in found):
                return stop
        return i

    def begins(self, norm: str) -> bool:
        """Whether some name begins with this word."""
        return norm in self._most

    def levels(self, norms: list[str], first: int, stop: int) -> frozenset[str]:
        """Levels at which the name of these tokens is known."""
        return self._levels.get(" ".join(norms[first:stop]), _NO_LEVELS)

    def spelling(self, norms: list[str], first: int, stop: int) -> str | None:
        """The canonical bare name of these tokens, or None."""
        return self._spelling.get(" ".join(norms[first:stop]))
