"""What a line of a page is by its words: a menu, a portal's name, a date, a name, or none of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from cchc_extract.text.tokens import Tokens

if TYPE_CHECKING:  # the lexicon stands on the text layer; only the type of its entries is meant
    from cchc_extract.lexicon.loader import Entry

__all__ = ["SHORT", "Furniture", "is_name"]

SHORT: Final = 14  # most tokens of a line of furniture
_MENU: Final = 5  # most tokens of a line that is one word of a menu
_OWNER: Final = 9  # most tokens of the name of a portal's owner
_DOMAIN: Final = re.compile(r"(?:[\w-]+\.)+(?:vn|com|net|org)\b", re.IGNORECASE)
_FULL_DATE: Final = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{4}|\d{4}-\d\d-\d\d")
_TAG_IN_BRACKETS: Final = re.compile(
    r"[A-ZĐ]{2,6}(?: Online)?|[\w.]+\.(?:vn|VN)|(?:Báo|Cổng|Trang) .*|.* [Oo]nline"
)
_NO_VOWEL: Final = re.compile(r"[B-DĐF-HJ-NP-TV-XZ]{2,5}")
_LEFT_OUT: Final = ("line", "tail")


class Furniture:
    """The rules of the layer ``boilerplate``, asked of one line at a time. Thread-safe."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._uses: dict[str, str] = {}
        self._words: frozenset[str] = frozenset()
        for e in entries:
            if e.layer != "boilerplate":
                continue
            if e.gives["use"] == "date":
                self._words |= frozenset(w for p in e.phrases for w in p.split(" "))
            else:
                self._uses |= dict.fromkeys(e.phrases, e.gives["use"])
        self._most = max((p.count(" ") + 1 for p in self._uses), default=0)
        self._starts = frozenset(p.split(" ", 1)[0] for p in self._uses)

    def use(self, norms: list[str], first: int, stop: int) -> str:
        """Use of the longest phrase the line begins with, brackets and dots left out, or ``""``."""
        return self._phrase(norms, first, stop)[0]

    def _phrase(self, norms: list[str], first: int, stop: int) -> tuple[str, int]:
        """As ``use``, and the token the phrase ends before."""
        while first < stop - 1 and not norms[first][:1].isalnum():
            first += 1
        if norms[first] not in self._starts:
            return "", first
        for end in range(min(first + self._most, stop), first, -1):
            use = self._uses.get(" ".join(norms[first:end]))
            if use and (use != "whole" or end == stop):
                asks = use in _LEFT_OUT and "?" in norms[stop - 2 : stop]
                return "" if asks else use, end
        return "", first

    def is_date_line(self, norms: list[str], first: int, stop: int) -> bool:
        """Does the line hold digits and nothing else but words that go with dates?"""
        digits = False
        for norm in norms[first:stop]:
            if norm[:1].isdecimal():
                digits = True
            elif norm[:1].isalpha() and norm not in self._words:
                return False
        return digits

    def is_dated(self, tokens: Tokens, first: int, stop: int) -> bool:
        """Does a short line hold a full date, and beside it names, sections and words for dates?

        ``Gia Bách, 24/12/2025 16:40``, ``16:20 28/05/2024 | Kinh tế``.
        """
        if stop - first > SHORT:
            return False
        norms = tokens.norms
        if not any(_FULL_DATE.fullmatch(n) for n in norms[first:stop]):
            return False
        return all(
            self.use(norms, a, b) in ("whole", "head", "line")
            or all(
                not norms[i][:1].isalpha()
                or norms[i] in self._words
                or tokens.pieces[i][0].isupper()
                for i in range(a, b)
            )
            for a, b in _parts(norms, first, stop)
        )

    def is_portal(self, tokens: Tokens, first: int, stop: int, use: str) -> bool:
        """Is it the name of a portal or paper, a line of a menu, or that of an issue?"""
        norms, size = tokens.norms, stop - first
        if size > SHORT:
            return False
        if use == "head":
            return not _has_digits(norms, first, stop)
        if use == "menu":
            return size <= _MENU or _gaps(tokens, first, stop) > 0
        if use == "issue":
            return norms[stop - 1][:1].isdecimal() and norms[stop - 2] == "số"
        if _DOMAIN.match(tokens.text, tokens.starts[first]):
            return True
        names = (p[0].isupper() for p in tokens.pieces[first : stop - 1])
        return norms[stop - 1] == "online" and size > 1 and all(names)

    def is_breadcrumb(self, tokens: Tokens, first: int, stop: int, use: str) -> bool:
        """Is it a path or a row of links, and no row of a table?"""
        norms = tokens.norms
        links = sum(n in (">", "»", "›") for n in norms[first:stop])
        others = sum(n in ("/", "|") for n in norms[first:stop])
        if _has_digits(norms, first, stop):
            return False
        if links + others > 1 or links or _gaps(tokens, first, stop) > 1:
            return True
        return others == 1 and (
            use in ("head", "menu", "whole")
            or any(
                self.use(norms, a, b) in ("whole", "head", "menu")
                or self.is_portal(tokens, a, b, "")
                for a, b in _parts(norms, first, stop)
            )
        )

    def is_owner(self, tokens: Tokens, first: int, stop: int) -> bool:
        """May it be the name of the body whose page it is, by itself on its line?"""
        if stop - first > _OWNER or _has_digits(tokens.norms, first, stop):
            return False
        use, end = self._phrase(tokens.norms, first, stop)
        return use == "owner" and all(p[0].isupper() for p in tokens.pieces[end:stop])

    def is_tag(self, found: re.Match[str]) -> bool:
        """Is it the tag of a newspaper (``ĐTO -``, ``(TTXVN) -``), and no place or body?"""
        word = found["paren"] or found["bare"]
        use = self._uses.get(word.lower())
        if use in ("tag", "place"):
            return use == "tag"
        if found["paren"]:
            return _TAG_IN_BRACKETS.fullmatch(word) is not None
        return word.endswith(("O", ".VN", ".vn")) or _NO_VOWEL.fullmatch(word) is not None


def is_name(tokens: Tokens, first: int, stop: int, most: int) -> bool:
    """Is the line a name or two: ``Hoài Thương``, ``T.H (tổng hợp)``, ``* NGUYÊN CHI``?"""
    surface = _WROTE.sub("", tokens.surface(first, stop)).lstrip("* ")
    if surface.endswith((".", ":", ";")) or len(surface) > 40:
        return False
    words = re.findall(r"\w+", surface)
    return 0 < len(words) <= most and all(w[0].isupper() for w in words)


_WROTE: Final = re.compile(
    r"\s*(?:\((?:tổng hợp|ghi|lược ghi|thực hiện)\)|thực hiện|lược ghi|ghi)$"
)


def _parts(norms: list[str], first: int, stop: int) -> list[tuple[int, int]]:
    """The parts of a line between upright strokes."""
    parts: list[tuple[int, int]] = []
    start = first
    for i in range(first, stop + 1):
        if i == stop or norms[i] == "|":
            if i > start:
                parts.append((start, i))
            start = i + 1
    return parts


def _has_digits(norms: list[str], first: int, stop: int) -> bool:
    return any(n[:1].isdecimal() for n in norms[first:stop])


def _gaps(tokens: Tokens, first: int, stop: int) -> int:
    """Gaps between words wider than the blanks of the line, as between the words of a menu."""
    blanks = [len(p) - len(p.rstrip()) + 2 * p.count("\t") for p in tokens.pieces[first : stop - 1]]
    narrow = min(filter(None, blanks), default=0)
    return sum(b > narrow for b in blanks)
