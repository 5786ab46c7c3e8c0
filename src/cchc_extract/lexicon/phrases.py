"""The small syntax of phrases in rule data.

``[đã|được] giải quyết (xong|dứt điểm)``: square brackets hold alternatives that may be left out,
round ones alternatives of which one stands. Brackets may nest.
"""

from __future__ import annotations

import re
from typing import Final

from cchc_extract.text.tokens import fold

__all__ = ["PhraseError", "expand"]

_MOST: Final = 5000
_MARKS: Final = re.compile(r"([\[\]()|])")
_WITHIN_WORD: Final = re.compile(r"[^\s\[(|][\[(]|[\])][^\s\])|]")


class PhraseError(ValueError):
    """A phrase with brackets that do not match, or that stands for too many or for none."""


def expand(pattern: str) -> list[str]:
    """All phrases ``pattern`` stands for, each as the norms of its tokens joined by blanks."""
    parts = _MARKS.split(pattern)
    # Brackets between words leave the words whole: each is folded once, not once a phrase.
    whole = _WITHIN_WORD.search(pattern) is None
    if whole:
        parts = [p if p in _BRACKETS else fold(p) for p in parts]
    raw, rest = _sequence(pattern, parts, 0, " " if whole else "", top=True)
    if rest != len(parts):
        raise PhraseError(f"closing bracket without an opening one in {pattern!r}")
    phrases = list(dict.fromkeys(raw if whole else map(fold, raw)))
    if not all(phrases):
        raise PhraseError(f"{pattern!r} stands for an empty phrase")
    return phrases


_BRACKETS: Final = frozenset("[]()|")


def _sequence(
    pattern: str, parts: list[str], i: int, glue: str, *, top: bool
) -> tuple[list[str], int]:
    """Alternatives of ``parts`` from ``i`` to a closing bracket or the end, and where that is."""
    done: list[str] = []
    now = [""]
    while i < len(parts):
        part = parts[i]
        if part in ("[", "("):
            inner, i = _sequence(pattern, parts, i + 1, glue, top=False)
            if i >= len(parts) or parts[i] != ("]" if part == "[" else ")"):
                raise PhraseError(f"bracket not closed in {pattern!r}")
            if part == "[":
                inner = ["", *inner]
            now = [_join(a, b, glue) for a in now for b in inner]
            if len(now) > _MOST:
                raise PhraseError(f"{pattern!r} stands for more than {_MOST} phrases")
        elif part in ("]", ")"):
            break
        elif part == "|" and not top:
            done += now
            now = [""]
        elif part:
            now = [_join(a, part, glue) for a in now]
        i += 1
    return done + now, i


def _join(a: str, b: str, glue: str) -> str:
    return f"{a}{glue}{b}" if a and b else a or b
