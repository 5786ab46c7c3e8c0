"""Names of territories in running text: which words are one, longest first."""

from __future__ import annotations

from cchc_extract.gazetteer import Gazetteer
from cchc_extract.text.tokens import fold

__all__ = ["Places"]

_SHORT = {"hcm": "Hồ Chí Minh"}


class Places:
    """Bare names of the gazetteer by their norms. Build once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._levels: dict[str, set[str]] = {}
        self._spelling: dict[str, str] = {}
        self._most: dict[str, int] = {}
        for bare, level in gazetteer.names(common=True):
            self._add(bare, level)
        for short, name in _SHORT.items():
            self._add(name, "province", short)

    def _add(self, bare: str, level: str, written: str | None = None) -> None:
        key = fold(written or bare)
        self._levels.setdefault(key, set()).add(level)
        self._spelling.setdefault(key, bare)
        first, *rest = key.split(" ")
        self._most[first] = max(self._most.get(first, 0), len(rest) + 1)

    def longest(self, norms: list[str], i: int, level: str | None = None) -> int:
        """Where the longest known name beginning at token ``i`` stops; ``i`` where there is none."""
        most = self._most.get(norms[i])
        if most is None:
            return i
        levels = self._levels
        for stop in range(min(len(norms), i + most), i, -1):
            found = levels.get(" ".join(norms[i:stop]))
            if found and (level is None or level in found):
                return stop
        return i

    def levels(self, norms: list[str], first: int, stop: int) -> set[str]:
        """Levels at which the name of these tokens is known."""
        return self._levels.get(" ".join(norms[first:stop]), set())

    def spelling(self, norms: list[str], first: int, stop: int) -> str | None:
        """The canonical bare name of these tokens, or None."""
        return self._spelling.get(" ".join(norms[first:stop]))
