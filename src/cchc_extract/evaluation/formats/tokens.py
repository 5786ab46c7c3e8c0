"""Tokens for formats that label tokens: never across the edge of an annotated span."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

_PIECE = re.compile(r"\w+|[^\w\s]|\s+")


def split_tokens(text: str, edges: Iterable[int]) -> list[tuple[int, int]]:
    """Spans of words, signs and runs of white space, cut at `edges`; together they are the text."""
    cuts = {0, len(text), *edges}
    for piece in _PIECE.finditer(text):
        cuts.update(piece.span())
    return list(pairwise(sorted(cuts)))
