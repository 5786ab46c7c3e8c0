"""Cuts a text at the ends of its mentions and facts, so that each piece can be marked up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

__all__ = ["Piece", "Span", "harmless", "pieces"]

# Control characters do nothing on a page but confuse; bidirectional overrides can make a text
# read otherwise than it stands.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


class Span(Protocol):
    """What can be marked: anything with an id and offsets."""

    @property
    def id(self) -> str:
        """Its id in the record."""

    @property
    def start(self) -> int:
        """Offset of its first character."""

    @property
    def end(self) -> int:
        """Offset behind its last character."""


class Piece(NamedTuple):
    """A run of text that the same spans cover.

    Attributes:
        text: the run, harmless.
        spans: what covers it, the longest first.
        opening: ids of those that begin with it.
    """

    text: str
    spans: tuple[Span, ...]
    opening: tuple[str, ...]


def harmless(text: str) -> str:
    """``text`` of the same length without control characters and direction overrides."""
    return _CONTROLS.sub("\ufffd", text)


def pieces(text: str, spans: Sequence[Span]) -> Iterator[Piece]:
    """``text`` in pieces; spans may nest and overlap, those outside the text are cut to it."""
    size = len(text)
    inside = sorted((s for s in spans if s.start < min(s.end, size)), key=lambda s: s.start)
    cuts = sorted({0, size, *(s.start for s in inside), *(min(s.end, size) for s in inside)})
    begun = 0
    active: list[Span] = []
    for a, b in pairwise(cuts):
        active = [s for s in active if s.end > a]
        opening = []
        while begun < len(inside) and inside[begun].start == a:
            active.append(inside[begun])
            opening.append(inside[begun].id)
            begun += 1
        covering = sorted(active, key=lambda s: s.start - s.end)
        yield Piece(harmless(text[a:b]), tuple(covering), tuple(opening))
