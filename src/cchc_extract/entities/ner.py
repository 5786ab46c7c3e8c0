"""The learned layer: underthesea's tagger as one more witness for names the rules left open.

The rules leave open names that look like a person's but have no honorific or role beside, and
names of territories without any evidence. ``gated`` shows the tagger only a short window around
each of them; ``full`` shows it every sentence. Either way a name counts only where the tagger
agrees with what the rules know of it (a surname, a name in the gazetteer): its vote alone finds
nothing, because alone it is wrong more often than right.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, Literal

from cchc_extract.entities.page import Page

__all__ = ["NerMode", "Tagger"]

NerMode = Literal["off", "gated", "full"]

_ENDS: Final = frozenset((".", "\n", ";", "?", "!", "..."))
_REACH: Final = 8
_LONGEST_SENTENCE: Final = 120

Span = tuple[int, int]


class Tagger:
    """Votes of underthesea's named entity tagger. The package is loaded by the first vote."""

    def __init__(self, mode: NerMode) -> None:
        if mode not in ("off", "gated", "full"):
            raise ValueError(f"ner is off, gated or full, not {mode!r}")
        self.mode = mode

    def agrees(self, page: Page, open_names: Sequence[Span], label: str) -> list[Span]:
        """Those of ``open_names`` (token ranges) that the tagger takes for a ``label`` as well.

        Args:
            page: the article.
            open_names: token ranges in order.
            label: ``PER`` or ``LOC``.
        """
        if self.mode == "off" or not open_names:
            return []
        windows = (
            _windows(page, open_names) if self.mode == "gated" else _sentences(page, open_names)
        )
        found: set[Span] = set()
        for first, stop in windows:
            found.update(span for span, tag in _tag(page, first, stop) if tag == label)
        return [span for span in open_names if span in found]


def _windows(page: Page, names: Iterable[Span]) -> Iterator[Span]:
    """The few words around each name, within its sentence."""
    for first, stop in names:
        start, end = first, stop
        while start > 0 and first - start < _REACH and page.norms[start - 1] not in _ENDS:
            start -= 1
        while end < page.n and end - stop < _REACH and page.norms[end] not in _ENDS:
            end += 1
        yield start, end


def _sentences(page: Page, names: Iterable[Span]) -> Iterator[Span]:
    """Every sentence that holds a name, in pieces where it is very long."""
    bounds = [0, *(i + 1 for i, norm in enumerate(page.norms) if norm in _ENDS), page.n]
    rest = list(names)
    for first, stop in pairwise(bounds):
        if any(first <= a < stop for a, _ in rest):
            for start in range(first, stop, _LONGEST_SENTENCE):
                yield start, min(stop, start + _LONGEST_SENTENCE)


def _tag(page: Page, first: int, stop: int) -> list[tuple[Span, str]]:
    """Entities that the tagger sees in some tokens, as token ranges with their label.

    The tagger splits words in its own way and may rewrite them, but keeps their length in NFC, so
    its words are laid over ours letter by letter. Where that fails there is no vote.
    """
    from underthesea import ner  # lazily: half a second and 100 MB

    pieces = [unicodedata.normalize("NFC", p.strip()) for p in page.pieces[first:stop]]
    ends: dict[int, int] = {0: first}
    length = 0
    for i, piece in enumerate(pieces, first):
        length += len(piece.replace(" ", ""))
        ends[length] = i + 1
    out: list[tuple[Span, str]] = []
    at = 0
    for word, _, _, tag in ner(" ".join(p for p in pieces if p)):
        begin, at = at, at + len(word.replace(" ", ""))
        if tag == "O" or begin not in ends or at not in ends:
            continue
        span = ends[begin], ends[at]
        if tag.startswith("I-") and out and out[-1][0][1] == span[0]:
            out[-1] = (out[-1][0][0], span[1]), out[-1][1]
        else:
            out.append((span, tag[2:]))
    return out if at == length else []
