"""Finds near-copies: syndicated news that differs by a heading, a byline, a sentence.

A text is reduced to the smallest hash values of its runs of twelve characters (a bottom-k sketch);
the share of values that two sketches have in common estimates how much of the two texts is the
same. Twelve characters are short enough to survive a moved paragraph and long enough that a
monthly report with new figures is not taken for a copy of the last one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

__all__ = ["NearCopy", "likeness", "near_copies", "sketch_of"]

RUN = 12
VALUES = 64
LEAST = 0.8
"""Likeness from which a text counts as a copy."""

_KEYS = 6  # a text is compared with those that share one of its smallest values
_MOST = 32  # so many of them, the latest: a site's footer must not make this quadratic
_PRIME = np.uint64(0x100000001B3)
_MIX = np.uint64(0x9E3779B97F4A7C15)

Sketch = frozenset[int]


class NearCopy(NamedTuple):
    """A text that says what an earlier one says; ``likeness`` is between 0 and 1."""

    id: str
    like: str
    likeness: float


def sketch_of(text: str) -> bytes:
    """The sketch of a text, blanks, case and Unicode form aside."""
    plain = " ".join(unicodedata.normalize("NFC", text).lower().split()).ljust(RUN)
    codes = np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    count = len(codes) - RUN + 1
    with np.errstate(over="ignore"):
        hashes = codes[:count].copy()
        for i in range(1, RUN):
            hashes *= _PRIME
            hashes ^= codes[i : i + count]
        hashes *= _MIX
        hashes ^= hashes >> np.uint64(29)
        hashes *= _MIX
    values = (hashes >> np.uint64(32)).astype(np.uint32)
    if count > 4 * VALUES:  # most values are distinct: a part is enough to sort
        part = np.unique(np.partition(values, 2 * VALUES)[: 2 * VALUES])
        if len(part) >= VALUES:
            return part[:VALUES].tobytes()
    return np.unique(values)[:VALUES].tobytes()


def likeness(a: Sketch, b: Sketch) -> float:
    """How much of two texts is the same, from their sketches."""
    both = sorted(a | b)[:VALUES]
    return sum(value in a and value in b for value in both) / max(len(both), 1)


def near_copies(texts: Iterable[tuple[str, bytes]]) -> Iterator[NearCopy]:
    """The near-copies among ``texts``, ids and sketches in their order.

    Each is compared with the originals before it, not with other copies.
    """
    by_value: dict[int, list[int]] = {}
    originals: list[tuple[str, bytes]] = []
    for id_, data in texts:
        values = _values(data)
        keys = values[:_KEYS]
        known = sorted({n for key in keys for n in by_value.get(key, ())[-_MOST:]})
        best: NearCopy | None = None
        sketch = frozenset(values)
        for n in known:
            like, other = originals[n]
            others = _values(other)
            # No more than what is in both can count: most pairs need no closer look.
            if len(sketch.intersection(others)) < LEAST * max(len(sketch), len(others)):
                continue
            much = likeness(sketch, frozenset(others))
            if much >= LEAST and (best is None or much > best.likeness):
                best = NearCopy(id_, like, round(much, 3))
        if best is not None:
            yield best
            continue
        for key in keys:
            by_value.setdefault(key, []).append(len(originals))
        originals.append((id_, data))


def _values(data: bytes) -> list[int]:
    values: list[int] = np.frombuffer(data, np.uint32).tolist()
    return values
