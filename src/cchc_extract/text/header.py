"""Tells an article from its page: title, day of publication, and what is page furniture.

Pages keep breadcrumbs, counters, bylines and related news in their text. Lines before and after
the prose are compared with the layer ``boilerplate``; a paragraph of prose is never left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from cchc_extract.text.dateline import read_datetime
from cchc_extract.text.sentences import paragraphs
from cchc_extract.text.tokens import Tokens

if TYPE_CHECKING:  # the lexicon stands on the text layer; only the type of its entries is meant
    from cchc_extract.lexicon.loader import Entry

__all__ = ["Header", "HeaderReader"]

_PROSE = 12  # tokens from which a line with a full stop is prose
_LONG = 45  # tokens from which any line is
_BODY = 25  # tokens of a paragraph that ends a block of related news
_SHORT = 14  # most tokens of a line of furniture
_BREADCRUMB = 30
_NAME = 8  # most tokens of the name of a portal's owner, in capitals under "Cổng thông tin"
_TAG = re.compile(
    r"(?:\((?P<paren>[^()\n]{2,30})\)|(?P<bare>[A-ZĐ]{2,6}(?:\.(?:VN|vn))?))\s*[-–—]\s*"
)
_TAG_IN_BRACKETS = re.compile(r"[A-ZĐ]{2,6}|[\w.]+\.(?:vn|VN)|(?:Báo|Cổng|Trang) .*")
_DATE_IN_TITLE = re.compile(r"\s*\((?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\)$")


class Header(NamedTuple):
    """What a page says about its article.

    Attributes:
        title: as given, or found; None when there is none.
        title_range: its tokens in the text, None where it stands apart from it.
        published: ISO day or time, as given or found.
        body_first: token the article's prose begins with.
        excluded: token ranges of page furniture, in order.
    """

    title: str | None
    title_range: tuple[int, int] | None
    published: str | None
    body_first: int
    excluded: list[tuple[int, int]]


class HeaderReader:
    """Reads headers by the rules of the layer ``boilerplate``. Thread-safe."""

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

    def read(
        self, tokens: Tokens, *, title: str | None = None, published: str | None = None
    ) -> Header:
        """The header of a page; ``title`` and ``published`` are looked for where not given."""
        return _Page(self, tokens).header(title, published)

    def use(self, norms: list[str], first: int, stop: int) -> str:
        """Use of the longest phrase the line begins with, brackets and dots left out, or ``""``."""
        while first < stop - 1 and not norms[first][:1].isalnum():
            first += 1
        if norms[first] not in self._starts:
            return ""
        for k in range(min(self._most, stop - first), 0, -1):
            use = self._uses.get(" ".join(norms[first : first + k]))
            if use and (use != "whole" or k == stop - first):
                return use
        return ""

    def is_date_line(self, norms: list[str], first: int, stop: int) -> bool:
        """Does the line hold digits and nothing else but words that go with dates?"""
        digits = False
        for norm in norms[first:stop]:
            if norm[:1].isdecimal():
                digits = True
            elif norm[:1].isalpha() and norm not in self._words:
                return False
        return digits

    def is_tag(self, found: re.Match[str]) -> bool:
        """Is it the tag of a newspaper (``ĐTO -``, ``(TTXVN) -``), and no place or body?"""
        word = found["paren"] or found["bare"]
        if self._uses.get(word.lower()) == "tag":
            return True
        if found["paren"]:
            return _TAG_IN_BRACKETS.fullmatch(word) is not None
        return word.endswith(("O", ".VN", ".vn"))


class _Page:
    """One page while its header is read."""

    def __init__(self, rules: HeaderReader, tokens: Tokens) -> None:
        self._rules = rules
        self._tokens = tokens
        self._norms = tokens.norms
        self._lines = paragraphs(tokens)
        prose = [i for i, line in enumerate(self._lines) if self._is_prose(*line)]
        self._body = prose[0] if prose else len(self._lines)
        self._end = self._last_prose(prose)
        self._excluded: list[tuple[int, int]] = []
        self._dates: list[str] = []

    def header(self, title: str | None, published: str | None) -> Header:
        kept = self._head()
        self._middle_and_tail()
        self._credits()
        body = self._lines[self._body][0] if self._body < len(self._lines) else 0
        body = self._tag(body)
        where = self._title(kept)
        if where is not None and title is None:
            surface = self._tokens.surface(*where)
            title = _DATE_IN_TITLE.sub("", surface)
            if title != surface and not self._dates:
                self._date(*where)
        if published is None and self._dates:
            published = self._dates[0]
        return Header(title, where, published, body, sorted(set(self._excluded)))

    def _is_prose(self, first: int, stop: int) -> bool:
        if stop - first >= _LONG:
            return True
        return stop - first >= _PROSE and self._norms[stop - 1] in (".", ";", ":", "!", '"', "...")

    def _last_prose(self, prose: list[int]) -> int:
        """The last paragraph of prose, notes among the comments not counted."""
        end = len(self._lines) - 1
        for k in range(end, self._body, -1):
            first, stop = self._lines[k]
            if stop - first >= _BODY and self._is_prose(first, stop):
                break
            if stop - first <= _SHORT and self._rules.use(self._norms, first, stop) == "tail":
                end = k - 1
        return max((i for i in prose if i <= end), default=end)

    def _head(self) -> list[tuple[int, int]]:
        """Leaves out the furniture before the prose; the lines kept."""
        kept: list[tuple[int, int]] = []
        sections: list[tuple[int, int]] = []
        portal = False
        for first, stop in self._lines[: self._body]:
            use = self._rules.use(self._norms, first, stop)
            size = stop - first
            if self._rules.is_date_line(self._norms, first, stop):
                self._leave_out(first, stop)
                self._date(first, stop)
            elif not kept and size <= _BREADCRUMB and self._is_breadcrumb(first, stop, use):
                self._leave_out(first, stop)
            elif self._is_section(first, stop, use, portal=portal):
                sections.append((first, stop))
            elif use in ("line", "tail") and size <= _SHORT:
                self._leave_out(first, stop)
                self._date(first, stop)
            else:
                kept.append((first, stop))
            portal = use == "head"
        if kept or self._body == len(self._lines):
            self._excluded += sections
            return kept
        self._excluded += sections[:-1]  # a heading like "Cải cách hành chính" is all the title
        return sections[-1:]

    def _is_section(self, first: int, stop: int, use: str, *, portal: bool) -> bool:
        """The name of a section, of a portal, or in capitals under it that of its owner."""
        if use == "whole" or (use == "head" and stop - first <= _SHORT):
            return True
        return portal and stop - first <= _NAME and self._tokens.surface(first, stop).isupper()

    def _is_breadcrumb(self, first: int, stop: int, use: str) -> bool:
        marks = sum(n in ("/", ">", "»", "|", "›") for n in self._norms[first:stop])
        return marks >= 2 or (marks == 1 and use == "head")

    @staticmethod
    def _title(kept: list[tuple[int, int]]) -> tuple[int, int] | None:
        for first, stop in kept:
            if stop - first >= 4:
                return first, stop
        return kept[0] if kept else None

    def _middle_and_tail(self) -> None:
        """Leaves out furniture between and after the paragraphs."""
        in_block = False
        # Official texts close with "./.": what short lines follow are the page's.
        signed_off = 0 <= self._end < len(self._lines) and self._closes(*self._lines[self._end])
        for k in range(self._body, len(self._lines)):
            first, stop = self._lines[k]
            size = stop - first
            if in_block:
                if size < _BODY or self._norms[stop - 1] != ".":
                    self._leave_out(first, stop)
                    continue
                in_block = False
            if size > _SHORT:
                continue
            use = self._rules.use(self._norms, first, stop)
            if use == "tail":
                in_block = True
                self._leave_out(first, stop)
            elif use == "line":
                self._leave_out(first, stop)
                self._date(first, stop)
            elif self._rules.is_date_line(self._norms, first, stop):
                if self._date(first, stop):
                    self._leave_out(first, stop)
            elif k > self._end and (signed_off or use in ("head", "last")):
                self._leave_out(first, stop)
        self._bylines()

    def _bylines(self) -> None:
        """Leaves out the author, and a counter where nothing else stands after the prose.

        Not more, for a table that lost its borders ends in lines of names and numbers too.
        """
        out = set(self._excluded)
        names, counted = 2, False
        found: list[tuple[int, int]] = []
        for first, stop in reversed(self._lines[self._end + 1 :]):
            if (first, stop) in out:
                continue
            is_number = stop == first + 1 and self._norms[first][:1].isdigit()
            if is_number and not counted and not found:
                counted = True
            elif names and self._is_byline(first, stop):
                names -= 1
            else:
                if not counted:
                    self._excluded += found
                return
            found.append((first, stop))
        self._excluded += found

    def _closes(self, first: int, stop: int) -> bool:
        return stop - first > 2 and self._norms[stop - 2 : stop] == ["/", "."]

    def _is_byline(self, first: int, stop: int) -> bool:
        """A name or two after the last paragraph: ``Hoài Thương``, ``T.H (tổng hợp)``."""
        surface = self._tokens.surface(first, stop).removesuffix("(tổng hợp)").rstrip()
        if surface.endswith((".", ":", ";")) or len(surface) > 40:
            return False
        words = re.findall(r"\w+", surface)
        return 0 < len(words) <= 8 and all(w[0].isupper() for w in words)

    def _credits(self) -> None:
        """Leaves out the credits of pictures at the ends of lines: ``. Ảnh: Thành Lê``."""
        norms, pieces = self._norms, self._tokens.pieces
        at = -1
        while True:
            try:
                at = norms.index("ảnh", at + 1)
            except ValueError:
                return
            stop = next((i for i in range(at, min(at + 12, len(norms))) if norms[i] == "\n"), None)
            if stop is None:
                stop = len(norms) if at + 12 >= len(norms) else 0
            if stop < at + 2 or not pieces[at][0].isupper():
                continue
            name = at + 1 + (norms[at + 1] in (":", "-"))
            before = norms[at - 1] if at else "\n"
            if before in (".", "(", "\n", ")", '"') and name < stop and pieces[name][0].isupper():
                self._leave_out(at - (before == "("), stop)

    def _tag(self, body: int) -> int:
        """Leaves out a newspaper's tag before the prose; where the prose begins then."""
        text = self._tokens.text
        found = _TAG.match(text, self._tokens.starts[body])
        if not found or not self._rules.is_tag(found):
            return body
        first = body
        while body < len(self._tokens) and self._tokens.starts[body] < found.end():
            body += 1
        self._leave_out(first, body)
        return body

    def _leave_out(self, first: int, stop: int) -> None:
        self._excluded.append((first, stop))

    def _date(self, first: int, stop: int) -> bool:
        """Notes the date that a line of furniture holds, if it does."""
        found = read_datetime(self._tokens.surface(first, stop))
        if found:
            self._dates.append(found)
        return found is not None
