"""Tells words that are written out from abbreviations, by the form of Vietnamese syllables."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from cchc_extract.text.tokens import fold

__all__ = ["says_more"]

_SYLLABLE: Final = re.compile(
    r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
_JOINERS: Final = frozenset(("và", "-", ",", "&"))
_SHORT: Final = frozenset(("ca", "ub"))  # abbreviations with the form of a syllable


@lru_cache(maxsize=1 << 12)
def says_more(phrase: str, name: str) -> bool:
    """Whether a phrase (norms joined by blanks) is written out and has other words than ``name``.

    Joiners do not count: ``kế hoạch - đầu tư`` says what ``Kế hoạch và Đầu tư`` does.
    """
    words = [w for w in phrase.split(" ") if w not in _JOINERS]
    if not all(_is_written_out(w) for w in words):
        return False
    return words != [w for w in fold(name).split(" ") if w not in _JOINERS]


def _is_written_out(word: str) -> bool:
    if word in _SHORT:
        return False
    letters = unicodedata.normalize("NFD", word)
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return not plain.isalpha() or _SYLLABLE.fullmatch(plain) is not None
