"""Tells an article from its page: title, day of publication, and what is page furniture.

Pages keep breadcrumbs, counters, bylines and related news in their text. Lines before and after
the prose are told by :mod:`cchc_extract.text.furniture`; a paragraph of prose is never left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from cchc_extract.text.dateline import read_datetime
from cchc_extract.text.furniture import SHORT, Furniture, is_name
from cchc_extract.text.page import Line, Page
from cchc_extract.text.tail import leave_out_credits, leave_out_tail
from cchc_extract.text.tokens import Tokens

if TYPE_CHECKING:  # the lexicon stands on the text layer; only the type of its entries is meant
    from cchc_extract.lexicon.loader import Entry

__all__ = ["Header", "HeaderReader"]

_BREADCRUMB: Final = 30
_NAME: Final = 8  # most tokens of the name of a portal's owner, in capitals under "Cổng thông tin"
_AUTHOR: Final = 5  # most words of the name of an author under the title
_COLUMN: Final = 4  # most words of the name of a column above a title
_TITLE: Final = 4  # tokens from which a line may be a title
_TAG: Final = re.compile(
    r"(?:\((?P<paren>[^()\n]{2,30})\)|(?P<bare>[A-ZĐ]{2,6}(?:\.(?:VN|vn))?))\s*[-–—|]\s*"
)
_LABEL: Final = re.compile(r"\([^()\n]{2,25}\)\s*(?=\S.{15})")
_DATE_IN_TITLE: Final = re.compile(r"\s*\((?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\)$")
_TIME: Final = re.compile(r"\d[:h]\d\d")


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
        self._rules = Furniture(entries)

    def read(
        self, tokens: Tokens, *, title: str | None = None, published: str | None = None
    ) -> Header:
        """The header of a page; ``title`` and ``published`` are looked for where not given."""
        page = Page(self._rules, tokens)
        where = _title(page, _head(page))
        leave_out_tail(page)
        leave_out_credits(page)
        body = _tag(page, page.lines[page.body][0] if page.body < len(page.lines) else 0)
        if where is not None and title is None:
            surface = tokens.surface(*where)
            title = _DATE_IN_TITLE.sub("", surface)
            if title != surface and not page.dates:
                page.date(*where)
        if published is None and page.dates:
            published = page.dates[0]
        return Header(title, where, published, body, sorted(set(page.excluded)))


def _head(page: Page) -> list[Line]:
    """Leaves out the furniture before the prose; the lines kept."""
    kept: list[Line] = []
    sections: list[Line] = []
    rules, tokens, portal = page.rules, page.tokens, False
    for k, (first, stop) in enumerate(page.lines[: page.body]):
        use = rules.use(page.norms, first, stop)
        if _is_dating(page, first, stop):
            page.leave_out(first, stop)
            page.date(first, stop)
        elif not kept and _is_path(page, k, use):
            page.leave_out(first, stop)
        elif (
            use == "whole"
            or rules.is_portal(tokens, first, stop, use)
            or (portal and stop - first <= _NAME and tokens.surface(first, stop).isupper())
        ):
            sections.append((first, stop))
        elif use in ("line", "tail") and stop - first <= SHORT:
            page.leave_out(first, stop)
            page.date(first, stop)
        elif kept and _is_author(page, first, stop):
            page.leave_out(first, stop)
        else:
            kept.append((first, stop))
        portal = use == "head"
    if kept or page.body == len(page.lines):
        page.excluded += sections
        return kept
    page.excluded += sections[:-1]  # a heading like "Cải cách hành chính" is all the title
    return sections[-1:]


def _is_dating(page: Page, first: int, stop: int) -> bool:
    """Does the line say when the page was made, and nothing else? A bare number does not."""
    if not page.rules.is_date_line(page.norms, first, stop):
        return page.rules.is_dated(page.tokens, first, stop)
    if any(n[:1].isalpha() for n in page.norms[first:stop]):
        return True
    surface = page.tokens.surface(first, stop)
    return read_datetime(surface) is not None or _TIME.search(surface) is not None


def _is_path(page: Page, k: int, use: str) -> bool:
    """Is it a path or menu, and not the head of a table?"""
    first, stop = page.lines[k]
    if stop - first > _BREADCRUMB or (k + 1 < len(page.lines) and page.is_item(k + 1)):
        return False
    return page.rules.is_breadcrumb(page.tokens, first, stop, use)


def _is_author(page: Page, first: int, stop: int) -> bool:
    """A name under the title, and no heading with its number (``I. KẾT QUẢ``)."""
    numbered = page.norms[first + 1 : first + 2] == ["."]
    return not numbered and is_name(page.tokens, first, stop, _AUTHOR)


def _title(page: Page, kept: list[Line]) -> Line | None:
    """The first line that is long enough and no body's name or remark in brackets.

    The name of a column above it and a label in front of it are left out.
    """
    if len(kept) > 1 and _is_column(page, *kept[0]) and kept[1][1] - kept[1][0] > _COLUMN:
        page.leave_out(*kept.pop(0))
    for first, stop in kept:
        if stop - first >= _TITLE and not _is_aside(page, first, stop):
            label = _LABEL.match(page.tokens.text, page.tokens.starts[first])
            after = page.at(label.end(), first) if label else first
            if first < after < stop:
                page.leave_out(first, after)
            return after, stop
    return kept[0] if kept else None


def _is_aside(page: Page, first: int, stop: int) -> bool:
    if page.norms[first] == "(" and page.norms[stop - 1] == ")":
        return True
    return page.rules.is_owner(page.tokens, first, stop)


def _is_column(page: Page, first: int, stop: int) -> bool:
    """Is it a few words and no more: ``Chuyện quản trị``, ``Kinh tế - Tài chính``?"""
    norms = [n for n in page.norms[first : stop - 1] if n != "-"] + [page.norms[stop - 1]]
    if len(norms) > _COLUMN or page.rules.is_owner(page.tokens, first, stop):
        return False
    return all(n[:1].isalpha() for n in norms)


def _tag(page: Page, body: int) -> int:
    """Leaves out a newspaper's tag before the prose; where the prose begins then."""
    found = _TAG.match(page.tokens.text, page.tokens.starts[body])
    if not found or not page.rules.is_tag(found):
        return body
    after = page.at(found.end(), body)
    page.leave_out(body, after)
    return after
