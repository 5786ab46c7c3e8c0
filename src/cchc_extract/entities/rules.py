"""The rule data of the entity layer by phrase, and the scan for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from cchc_extract.entities.syllables import says_more
from cchc_extract.lexicon.loader import Entry
from cchc_extract.lexicon.scan import Phrases
from cchc_extract.text.tokens import Tokens, norm_word

__all__ = ["Match", "Rule", "RuleScanner"]

Match = tuple[int, int, int]
"""A phrase in an article: the number of its rule, its first token, the token it ends before."""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """What one phrase says.

    Attributes:
        id: of its entry.
        kind: what sort of phrase it is (``is`` of its entry).
        gives: what its entry contributes.
        name: its canonical name; None where it is spelled as it is written, because its entry has
            no name or because it says something else in full words (``Đoàn giám sát`` is no
            ``Đoàn kiểm tra``).
    """

    id: str
    kind: str
    gives: Mapping[str, str]
    name: str | None


_CAPITAL: Final = 0x80000  # beyond the characters that stand for words, and of one byte of its own


class RuleScanner:
    """Finds the phrases of entries, leftmost and longest. Build once; scanning is thread-safe.

    Attributes:
        rules: what the phrases say, by number.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        rules: dict[str, Rule] = {}
        for e in entries:
            written = Rule(e.id, e.gives["is"], e.gives, None)
            name = e.gives.get("name")
            named = Rule(e.id, e.gives["is"], e.gives, name)
            for phrase in e.phrases:
                plain = name is None or says_more(phrase, name)
                rules.setdefault(phrase, written if plain else named)
        self.rules = list(rules.values())
        self._phrases = Phrases(rules)
        self._codes = _Codes(self._phrases.codes)

    def scan(self, tokens: Tokens) -> tuple[list[Match], bytes]:
        """Phrases of an article, in order, none overlapping another; and its capitals.

        The second value has a byte for each token, which is not zero where it begins with a
        capital. Both are read off the article in one pass: looking a token up costs more than
        all that is done with the answer.
        """
        coded = "".join(map(self._codes.__getitem__, tokens.pieces)).encode("utf-32-le")
        plain = bytearray(len(coded) // 2)
        plain[0::2], plain[1::2] = coded[0::4], coded[1::4]
        return self._phrases.find([plain.decode("utf-16-le")]), coded[2::4]


_REMEMBERED: Final = 200_000


class _Codes(dict[str, str]):
    """Characters that stand for pieces in a scan: for their norm, and above that for a capital.

    Remembers the pieces of articles; cleared when a crawl has filled it.
    """

    def __init__(self, codes: Mapping[str, str]) -> None:
        super().__init__()
        self._by_norm = codes

    def __missing__(self, piece: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        code = self._by_norm[norm_word(piece)]
        if piece[0].isupper():
            code = chr(ord(code) | _CAPITAL)
        self[piece] = code
        return code
