"""Lossless tokens of Vietnamese administrative prose, and their normal form.

The article text is never changed. A token is a *piece* of it (its surface with the blanks that
follow), so the pieces joined are the text again and offsets are sums of lengths. What normalising
there is (NFC, lower case, one tone-mark style, one dash) lives beside the piece as its *norm*,
which is what phrases are matched by. NFD text, ``Hoà`` for ``Hòa``, doubled or non-breaking spaces
therefore cost no match and no offset arithmetic.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

__all__ = ["Tokens", "fold", "norm_word", "tokenize"]

_LETTER: Final = r"[A-Za-zÀ-ÖØ-öø-ɏ\u0300-\u036f\u1e00-\u1eff]"
_UPPER: Final = r"[A-ZĐÀ-ÖØ-Ý]"
_BLANK: Final = "[ \\t\\xa0\\u200b\\u2009\\u202f\\ufeff]"
_DASH: Final = "[-–—‑−]"
_ENDS: Final = " \t\r\n\xa0\u200b\u2009\u202f\ufeff"  # str.rstrip leaves zero-width blanks
_TOKEN: Final = re.compile(
    # What most tokens are comes first: a word with one blank behind it, a word, a sign. It is
    # what the alternatives below would find as well, in twice the time.
    rf"{_LETTER}++ (?!{_BLANK})"
    rf"|{_LETTER}++(?!['’@:\w]|\.\w){_BLANK}*"
    rf"|[,;:()\"“”!?/%–—‑−-]{_BLANK}*"
    "|(?:"
    r"https?://[^\s,;)]+|www\.[^\s,;)]+|[\w.]+@[\w.]+\w"
    rf"|{_LETTER}+(?:['’]{_LETTER}+)*"
    # 432/QĐ-UBND, 108/2014/NĐ-CP, 39-NQ/TW, 2685/QĐUBND: a document number is one token
    rf"|\d+(?:/\d{{4}})?[ ]?(?:{_DASH}|/)[ ]?{_UPPER}{{2,}}[A-Z0-9Đ]*"
    rf"(?:(?:[ ]?(?:{_DASH}|[/&])[ ]?|\.){_UPPER}[A-Z0-9Đ]*)*(?!{_LETTER})"
    r"|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}-\d{1,2}-\d{4}|\d{1,2}\.\d{1,2}\.\d{4}"
    r"|\d+(?:[.,]\d+)*(?:/\d+(?:[.,]\d+)*)*%?"
    r"|[ \t\xa0]*[\r\n]\s*"
    r"|\.{2,}|…"
    rf"|.){_BLANK}*",
    re.DOTALL,
)

_FOLD: Final = str.maketrans("–—‑−’‘“”…", "----''\"\".")
# Old-style tone marks on open oa, oe, uy move to the first vowel: hoà -> hòa, thuỷ -> thủy.
_OLD_TONE: Final = re.compile(r"(?<!q)(?:o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])$")
_NEW_TONE: Final = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip


def norm_word(surface: str) -> str:
    """Normal form of one token: NFC, lower case, tone mark as in ``hòa``, plain dashes."""
    word = unicodedata.normalize("NFC", surface.strip()).lower().translate(_FOLD)
    match = _OLD_TONE.search(word)
    if match:
        word = word[: match.start()] + _NEW_TONE[match[0]]
    return word


def fold(text: str) -> str:
    """Normal form of a phrase: its tokens' norms joined by single blanks."""
    return " ".join([_norms[p] for p in _TOKEN.findall(text) if not p.isspace()])


class Tokens:
    """The tokens of one text.

    Attributes:
        text: the text as given.
        pieces: surfaces with their trailing blanks; ``"".join(pieces) == text``.
        starts: offset of each piece, and of the end of the text.
        norms: normal form of each piece.
    """

    __slots__ = ("norms", "pieces", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces: list[str] = _TOKEN.findall(text)
        self.starts: list[int] = list(accumulate(map(len, self.pieces), initial=0))
        self.norms: list[str] = list(map(_norms.__getitem__, self.pieces))

    def __len__(self) -> int:
        return len(self.pieces)

    def __iter__(self) -> Iterator[str]:
        return iter(self.pieces)

    def end(self, last: int) -> int:
        """Offset where the surface of token ``last`` ends, its trailing blanks left out."""
        return self.starts[last] + len(self.pieces[last].rstrip(_ENDS))

    def span(self, first: int, stop: int) -> tuple[int, int]:
        """Offsets of the surface of the tokens ``first`` (included) to ``stop`` (excluded)."""
        return self.starts[first], self.end(stop - 1)

    def surface(self, first: int, stop: int) -> str:
        """The text of the tokens ``first`` to ``stop``."""
        return self.text[self.starts[first] : self.end(stop - 1)]


_REMEMBERED: Final = 200_000


class _Norms(dict[str, str]):
    """Remembers norms; news repeats its words. Cleared when a crawl has filled it."""

    def __missing__(self, piece: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        norm = "\n" if "\n" in piece or "\r" in piece else norm_word(piece)
        self[piece] = norm
        return norm


_norms = _Norms()


def tokenize(text: str) -> Tokens:
    """Split ``text`` into lossless tokens."""
    return Tokens(text)
