"""A sentence with a fact in it, and the words of the layer ``fields`` found there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from cchc_extract.facts.stream import Item
from cchc_extract.lexicon.loader import Entry
from cchc_extract.text.tokens import Tokens

__all__ = ["Mark", "Phrases", "Sentence"]

LAYER: Final = "fields"
_END: Final = ""  # key of a tree's node that ends a phrase; no norm is empty
_BREAKS: Final = frozenset(",;:.()|\n?!")
_FIRM: Final = frozenset(";:.|\n?!")


class Mark(NamedTuple):
    """A phrase found: its tokens, the key its entry gives (``of``, ``field``) and the value."""

    first: int
    stop: int
    key: str
    value: str


class Phrases:
    """Finds the phrases of the layer in short runs of tokens.

    The scan of :class:`cchc_extract.lexicon.Scanner` is for whole articles; here a few sentences
    are looked at, word by word, along a tree of the phrases' words.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._tree: dict[str, Any] = {}
        for e in entries:
            if e.layer == LAYER:
                for phrase in e.phrases:
                    node = self._tree
                    for word in phrase.split(" "):
                        node = node.setdefault(word, {})
                    node.setdefault(_END, next(iter(e.gives.items())))

    def find(self, norms: Sequence[str], first: int, stop: int) -> list[Mark]:
        """The phrases between two tokens, longest first from the left, none overlapping."""
        found: list[Mark] = []
        begins = self._tree
        done = 0
        for i in [i for i, norm in enumerate(norms[first:stop], first) if norm in begins]:
            if i < done:
                continue
            node, j, end, given = begins[norms[i]], i + 1, 0, ("", "")
            while True:
                if _END in node:
                    end, given = j, node[_END]
                node = node.get(norms[j]) if j < stop else None
                if node is None:
                    break
                j += 1
            if end:
                found.append(Mark(i, end, *given))
                done = end
        return found


class Sentence:
    """One sentence.

    Attributes:
        tokens: the article.
        row: the items of the sentence.
        marks: the phrases found in it.
        keys: their keys.
    """

    __slots__ = ("_quotes", "keys", "marks", "row", "tokens")

    def __init__(self, tokens: Tokens, row: list[Item], marks: list[Mark]) -> None:
        self.tokens = tokens
        self.row = row
        self.marks = marks
        self.keys = {m.key for m in marks}
        self._quotes: list[tuple[int, int]] | None = None

    def before(self, token: int, key: str) -> Iterator[Mark]:
        """Marks with ``key`` that end before ``token``, the nearest first."""
        return (m for m in reversed(self.marks) if m.key == key and m.stop <= token)

    def after(self, token: int, key: str) -> Iterator[Mark]:
        """Marks with ``key`` from ``token`` on."""
        return (m for m in self.marks if m.key == key and m.first >= token)

    def is_joined(self, first: int, stop: int, *, commas: bool = False) -> bool:
        """Nothing between two tokens parts them: no number, bracket or end of a clause."""
        breaks = _FIRM if commas else _BREAKS
        return not any(
            norm in breaks or norm[0].isdecimal() for norm in self.tokens.norms[first:stop]
        )

    def quotes(self) -> list[tuple[int, int]]:
        """Token ranges inside quotation marks, in order."""
        if self._quotes is None:
            at = [item.first for item in self.row if item.kind == '"']
            self._quotes = [
                (a + 1, b) for a, b in zip(at[::2], at[1::2], strict=False) if b > a + 1
            ]
        return self._quotes

    def text(self, first: int, stop: int) -> str:
        """The words as written, blanks made single."""
        return " ".join(self.tokens.surface(first, stop).split())
