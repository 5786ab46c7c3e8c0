"""Names that look like a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Final

from cchc_extract.gazetteer.names import loose_key, unaccented

_CUTOFF: Final = 0.75
_LENGTH_SLACK: Final = 3


class Suggester:
    """Finds keys by their form without diacritics. Meant for people who type, not for bulk use."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._by_plain: dict[str, list[str]] = {}
        for key in keys:
            self._by_plain.setdefault(unaccented(key).replace(" ", ""), []).append(key)

    def close(self, name: str) -> Iterator[tuple[float, str]]:
        """Keys like `name` with a score: how alike they are without and with their diacritics."""
        plain, marked = unaccented(name).replace(" ", ""), loose_key(name)
        if not plain:
            return
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(plain)
        for other, keys in self._by_plain.items():
            if abs(len(other) - len(plain)) > _LENGTH_SLACK:
                continue
            matcher.set_seq1(other)
            if matcher.real_quick_ratio() >= _CUTOFF and matcher.quick_ratio() >= _CUTOFF:
                score = matcher.ratio()
                if score >= _CUTOFF:
                    for key in keys:
                        yield score + SequenceMatcher(None, loose_key(key), marked).ratio(), key
