"""The small syntax of phrases in rule data.

``[đã|được] giải quyết (xong|dứt điểm)``: square brackets hold alternatives that may be left out,
round ones alternatives of which one stands. Brackets may nest.
"""

from __future__ import annotations

from cchc_extract.text.tokens import fold

__all__ = ["PhraseError", "expand"]

_MOST = 5000


class PhraseError(ValueError):
    """A phrase with brackets that do not match, or that stands for too many or for none."""


def expand(pattern: str) -> list[str]:
    """All phrases ``pattern`` stands for, each as the norms of its tokens joined by blanks."""
    raw, rest = _sequence(pattern, 0, top=True)
    if rest != len(pattern):
        raise PhraseError(f"closing bracket without an opening one in {pattern!r}")
    phrases = list(dict.fromkeys(fold(p) for p in raw))
    if not all(phrases):
        raise PhraseError(f"{pattern!r} stands for an empty phrase")
    return phrases


def _sequence(s: str, i: int, *, top: bool) -> tuple[list[str], int]:
    """Alternatives of ``s`` from ``i`` to a closing bracket or the end."""
    done: list[str] = []
    now = [""]
    while i < len(s):
        c = s[i]
        if c in "[(":
            inner, i = _sequence(s, i + 1, top=False)
            if i >= len(s) or s[i] != ("]" if c == "[" else ")"):
                raise PhraseError(f"bracket not closed in {s!r}")
            if c == "[":
                inner = ["", *inner]
            now = [a + b for a in now for b in inner]
            if len(now) > _MOST:
                raise PhraseError(f"{s!r} stands for more than {_MOST} phrases")
            i += 1
        elif c in "])":
            break
        elif c == "|" and not top:
            done += now
            now = [""]
            i += 1
        else:
            now = [a + c for a in now]
            i += 1
    return done + now, i
