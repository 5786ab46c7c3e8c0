"""The one scan: every phrase of a lexicon, found in an article in one pass.

Each word of the lexicon gets one character of a private alphabet, so an article becomes a string
with one character a token and phrases become short strings of it. An Aho-Corasick automaton finds
them, leftmost and longest, with token indices for offsets: word boundaries, doubled blanks and
Unicode forms are settled before it runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from cchc_extract.lexicon.loader import Entry
from cchc_extract.text.tokens import Tokens

__all__ = ["Lexeme", "Scanner"]

_FIRST = 0x100
_UNKNOWN = "\x01"


class Lexeme(NamedTuple):
    """A phrase of the lexicon in an article.

    Attributes:
        first, stop: its tokens, ``stop`` excluded.
        entry: the lexicon entry; where one phrase stands in several, the first loaded.
    """

    first: int
    stop: int
    entry: Entry


class _Codes(dict[str, str]):
    """Characters of words. A word of no phrase gets one too, so that encoding stays in C."""

    _LIMIT = 100_000

    def __missing__(self, word: str) -> str:
        if len(self) < self._LIMIT:
            self[word] = _UNKNOWN
        return _UNKNOWN


class Scanner:
    """Finds the phrases of some lexicon entries. Build once; scanning is thread-safe."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._code = _Codes()
        self._entry: list[Entry] = []
        patterns: dict[str, Entry] = {}
        for e in entries:
            for phrase in e.phrases:
                patterns.setdefault(self._encode_phrase(phrase), e)
        self._entry = list(patterns.values())
        self._automaton = AhoCorasick(list(patterns), matchkind=MatchKind.LeftmostLongest)

    def _encode_phrase(self, phrase: str) -> str:
        code = self._code
        return "".join(code.setdefault(w, chr(_FIRST + len(code))) for w in phrase.split(" "))

    def code(self, word: str) -> str:
        """The character that stands for a norm of a token (or a class of norms) in a scan."""
        return self._code.get(word, _UNKNOWN)

    def scan(self, tokens: Tokens, hidden: Sequence[tuple[int, int]] = ()) -> list[Lexeme]:
        """Leftmost-longest occurrences, in order, none overlapping another.

        Args:
            tokens: the article.
            hidden: token ranges that hold no phrase and that none reaches into: mentions.
        """
        codes = list(map(self._code.__getitem__, tokens.norms))
        for first, stop in hidden:
            codes[first:stop] = _UNKNOWN * (stop - first)
        return self.scan_codes("".join(codes))

    def scan_codes(self, codes: str) -> list[Lexeme]:
        """As :meth:`scan`, over the codes of the tokens, one character each."""
        entry = self._entry
        return [
            Lexeme(first, stop, entry[i])
            for i, first, stop in self._automaton.find_matches_as_indexes(codes)
        ]
