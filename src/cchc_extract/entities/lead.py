"""Where in an article a mention says more of what it is about: title, first lines, dateline."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final

from cchc_extract.entities.page import Page
from cchc_extract.entities.raw import RawUnit

__all__ = ["LATE", "Lead"]

Range = tuple[int, int]

LATE: Final = 0.4
"""Weight of a mention in the last part of a text, where pages go over to other news."""

_IN_TITLE: Final = 5.0
_OPENS: Final = 4.0  # more for the unit that a title begins with
_IN_LEAD: Final = 1.5
_DATELINE: Final = 1.0
_MASTHEAD: Final = 1.0  # page furniture before the article: the paper's own place
_FURNITURE: Final = 0.1
_EARLY_PART: Final = 0.75
_SHORT: Final = 200  # tokens below which a text has no last part
_LINES: Final = 3
_LONGEST: Final = 200
_ONE_LINE: Final = 40


class Lead:
    """The first lines of an article, page furniture left out.

    Args:
        page: the article.
        title: its title where it is part of the text.
    """

    def __init__(self, page: Page, title: str | None) -> None:
        self._norms = page.norms
        self._furniture = page.furniture
        self.title = _title_range(page, title)
        self._stop = self._find_stop(page)
        self._late = page.n if page.n < _SHORT else int(page.n * _EARLY_PART)

    def _find_stop(self, page: Page) -> int:
        """Where the title and the two lines after it stop."""
        lines, i, index = 0, -1, page.norms.index
        first = self.title[0] if self.title is not None else 0
        most = min(page.n, first + _LONGEST)
        try:
            while lines < _LINES:
                i = index("\n", max(first, i + 1), most)
                lines += not self._is_furniture(i)
        except ValueError:
            return min(page.n, first + _ONE_LINE)
        return i

    def _is_furniture(self, i: int) -> bool:
        return self._furniture is not None and self._furniture[i] == 1

    def weight(self, unit: RawUnit) -> float:
        """How many plain mentions a mention counts for."""
        first = unit.first
        if self._is_furniture(first):
            return _MASTHEAD if first < self._stop else _FURNITURE
        if first >= self._stop:
            return 1.0 if first < self._late else LATE
        if self.title is not None and first < self.title[1]:
            return 1.0 + _IN_TITLE + (_OPENS if first == self.title[0] else 0.0)
        if self._is_dateline(unit):
            return 1.0 + _DATELINE
        return 1.0 + _IN_LEAD

    @staticmethod
    def headline(unit: RawUnit) -> float:
        """As :meth:`weight`, of a unit in a title that stands apart from the text."""
        return 1.0 + _IN_TITLE + (_OPENS if unit.first == 0 else 0.0)

    def _is_dateline(self, unit: RawUnit) -> bool:
        """``HÀ NỘI - Chiều 6/4``, ``Chiều 6/4, tại Hà Nội``: where the paper was."""
        norms, first = self._norms, unit.first
        before = norms[first - 1] if first else "\n"
        if before == "tại":
            return unit.kind == "territory"
        return before in ("\n", ")") and norms[unit.stop] == "-"


def _title_range(page: Page, title: str | None) -> Range | None:
    """The tokens of a title that is part of the text."""
    if not title:
        return None
    tokens = page.tokens
    start = tokens.text.find(title.strip())
    if start < 0:
        return None
    first = bisect_right(tokens.starts, start) - 1
    return first, bisect_left(tokens.starts, start + len(title))
