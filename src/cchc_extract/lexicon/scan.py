"""The one scan: every phrase of a lexicon, found in an article in one pass.

Each word of the lexicon gets one character of a private alphabet, so an article becomes a string
with one character a token and phrases become short strings of it. An Aho-Corasick automaton finds
them, leftmost and longest, with token indices for offsets: word boundaries, doubled blanks and
Unicode forms are settled before it runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from cchc_extract.lexicon.loader import Entry
from cchc_extract.text.tokens import Tokens

__all__ = ["UNKNOWN", "Lexeme", "Phrases", "Scanner"]

_FIRST: Final = 0x100
_WINDOW: Final = 200  # tokens: where an article says what it is about, it does so early
UNKNOWN: Final = "\x01"
"""The code of a word of no phrase."""


class Lexeme(NamedTuple):
    """A phrase of the lexicon in an article.

    Attributes:
        first, stop: its tokens, ``stop`` excluded.
        entry: the lexicon entry; where one phrase stands in several, the first loaded.
    """

    first: int
    stop: int
    entry: Entry


_REMEMBERED: Final = 100_000


class _Codes(dict[str, str]):
    """Characters of words. A word of no phrase gets one too, so that encoding stays in C."""

    def __missing__(self, word: str) -> str:
        if len(self) < _REMEMBERED:
            self[word] = UNKNOWN
        return UNKNOWN


class Scanner:
    """Finds the phrases of some lexicon entries. Build once; scanning is thread-safe."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        phrases: dict[str, Entry] = {}
        for e in entries:
            for phrase in e.phrases:
                phrases.setdefault(phrase, e)
        self._entries = list(phrases.values())
        self._phrases = Phrases(phrases)
        self._longest = max((p.count(" ") for p in phrases), default=0)

    def scan(self, tokens: Tokens, hidden: Sequence[tuple[int, int]] = ()) -> list[Lexeme]:
        """Leftmost-longest occurrences, in order, none overlapping another.

        Args:
            tokens: the article.
            hidden: token ranges that hold no phrase and that none reaches into: mentions.
        """
        codes = list(map(self._phrases.codes.__getitem__, tokens.norms))
        for first, stop in hidden:
            codes[first:stop] = UNKNOWN * (stop - first)
        entries, new = self._entries, tuple.__new__  # Lexeme(...) takes three times as long
        return [
            new(Lexeme, (first, stop, entries[i])) for i, first, stop in self._phrases.find(codes)
        ]

    def occurs(self, tokens: Tokens) -> bool:
        """Whether a phrase stands in the article, which is read no further than to there."""
        norms, code = tokens.norms, self._phrases.codes.__getitem__
        for first in range(0, len(norms), _WINDOW):
            if self._phrases.find(map(code, norms[first : first + _WINDOW + self._longest])):
                return True
        return False


class Phrases:
    """The automaton of some phrases, each given as norms joined by blanks.

    Attributes:
        codes: the character that stands for a norm (or for a class of norms) in a scan.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self.codes: dict[str, str] = _Codes()
        self._automaton = AhoCorasick(
            list(map(self._encode, phrases)), matchkind=MatchKind.LeftmostLongest
        )

    def _encode(self, phrase: str) -> str:
        codes = self.codes
        return "".join([codes.setdefault(w, chr(_FIRST + len(codes))) for w in phrase.split(" ")])

    def find(self, codes: Iterable[str]) -> list[tuple[int, int, int]]:
        """Leftmost-longest occurrences in tokens given by their codes, in order.

        Each as the number of the phrase, its first token and the token it ends before.
        """
        return self._automaton.find_matches_as_indexes("".join(codes))
