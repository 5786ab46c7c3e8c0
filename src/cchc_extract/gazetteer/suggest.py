"""Names that look like a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from cchc_extract.gazetteer.names import loose_key, name_key, unaccented

_CUTOFF = 0.75
_LENGTH_SLACK = 3


class Suggester:
    """Finds keys by their form without diacritics. Meant for people who type, not for bulk use."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._by_plain: dict[str, list[str]] = {}
        for key in keys:
            self._by_plain.setdefault(unaccented(key).replace(" ", ""), []).append(key)

    def close(self, name: str) -> Iterator[str]:
        """Keys like `name`, the best first: equal without diacritics, then by similarity."""
        plain = unaccented(name).replace(" ", "")
        if not plain:
            return
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(plain)
        scored: list[tuple[float, str]] = []
        for other in self._by_plain:
            if abs(len(other) - len(plain)) > _LENGTH_SLACK:
                continue
            matcher.set_seq1(other)
            if matcher.real_quick_ratio() >= _CUTOFF and matcher.quick_ratio() >= _CUTOFF:
                score = matcher.ratio()
                if score >= _CUTOFF:
                    scored.append((score, other))
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        marked = loose_key(name_key(name))
        for _, other in scored:
            # Among names equal without diacritics, the one that shares more of them comes first.
            yield from sorted(
                self._by_plain[other],
                key=lambda key: -SequenceMatcher(None, loose_key(key), marked).ratio(),
            )
