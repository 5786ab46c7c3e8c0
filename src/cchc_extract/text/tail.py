"""Leaves out the furniture amid and after the prose: related news, bylines, credits."""

from __future__ import annotations

from typing import Final

from cchc_extract.text.furniture import SHORT, is_name
from cchc_extract.text.page import BODY, Line, Page

__all__ = ["leave_out_credits", "leave_out_tail"]

_AUTHORS: Final = 8  # most words of a line with the names of the authors
_LINE: Final = 20  # most tokens of a line after the prose that says of itself what it is
_CREDIT: Final = 12


def leave_out_tail(page: Page) -> None:
    """Leaves out furniture between and after the paragraphs."""
    norms, end = page.norms, page.end
    in_block = False
    # Official texts close with "./.": what short lines follow are the page's.
    signed_off = 0 <= end < len(page.lines) and _closes(page, *page.lines[end])
    for k in range(page.body, len(page.lines)):
        first, stop = page.lines[k]
        size = stop - first
        if in_block:
            if size < BODY or norms[stop - 1] != ".":
                page.leave_out(first, stop)
                continue
            in_block = False
        if size > (_LINE if k > end else SHORT):
            continue
        use = page.rules.use(norms, first, stop)
        if size > SHORT and use != "line":
            continue
        if use == "tail":
            in_block = True
            page.leave_out(first, stop)
        elif use == "line":
            page.leave_out(first, stop)
            page.date(first, stop)
        elif page.rules.is_date_line(norms, first, stop):
            if page.date(first, stop):
                page.leave_out(first, stop)
        elif k > end and (signed_off or _is_left_behind(page, first, stop, use)):
            page.leave_out(first, stop)
            page.date(first, stop)
    _leave_out_bylines(page)


def _closes(page: Page, first: int, stop: int) -> bool:
    return stop - first > 2 and page.norms[stop - 2 : stop] == ["/", "."]


def _is_left_behind(page: Page, first: int, stop: int, use: str) -> bool:
    """Is a short line after the prose the page's: a link, a menu, a name with a date?"""
    if use in ("head", "menu", "last") or page.norms[first] in (">", "»"):
        return True
    return page.rules.is_dated(page.tokens, first, stop)


def _leave_out_bylines(page: Page) -> None:
    """Leaves out the author, and a counter where nothing else stands after the prose.

    Not more, for a table that lost its borders ends in lines of names and numbers too.
    """
    out = set(page.excluded)
    names, counted = 2, False
    found: list[Line] = []
    for first, stop in reversed(page.lines[page.end + 1 :]):
        if (first, stop) in out:
            continue
        is_number = stop == first + 1 and page.norms[first][:1].isdigit()
        if is_number and not counted and not found:
            counted = True
        elif names and is_name(page.tokens, first, stop, _AUTHORS):
            names -= 1
        else:
            if not counted:
                page.excluded += found
            return
        found.append((first, stop))
    page.excluded += found


def leave_out_credits(page: Page) -> None:
    """Leaves out the credits of pictures at the ends of lines: ``. Ảnh: Thành Lê``."""
    norms, pieces = page.norms, page.tokens.pieces
    at = -1
    while True:
        try:
            at = norms.index("ảnh", at + 1)
        except ValueError:
            return
        reach = range(at, min(at + _CREDIT, len(norms)))
        stop = next((i for i in reach if norms[i] == "\n"), None)
        if stop is None:
            stop = len(norms) if at + _CREDIT >= len(norms) else 0
        if stop < at + 2 or not pieces[at][0].isupper():
            continue
        name = at + 1 + (norms[at + 1] in (":", "-"))
        before = norms[at - 1] if at else "\n"
        if before in (".", "(", "\n", ")", '"') and name < stop and pieces[name][0].isupper():
            page.leave_out(at - (before == "("), stop)
