"""Finds the time expressions of a text and resolves them to days.

One scan finds points in time, spans, relative expressions and the words that link them (``từ``,
``đến hết``, ``so với``); what stands side by side is then composed, missing years are taken from
the text before or from the day of publication, and each mention gets its role.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from cchc_extract.lexicon.loader import Entry
from cchc_extract.quantities.calendar import (
    Span,
    previous_span,
    same_span_last_year,
    shift_years,
    year_span,
)
from cchc_extract.quantities.composing import compose
from cchc_extract.quantities.forms import Expression, Expressions
from cchc_extract.quantities.resolving import Resolver
from cchc_extract.quantities.types import PeriodMention
from cchc_extract.text.tokens import Tokens

__all__ = ["PeriodReader", "resolve_same_period"]

_EARLIEST, _LATEST = 1900, 2199  # years


class PeriodReader:
    """Reads time expressions by the rules of the layer ``periods``. Thread-safe."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._expressions = Expressions(e for e in entries if e.layer == "periods")

    def find(self, tokens: Tokens) -> list[Expression]:
        """The expressions and connectors themselves, before they are composed."""
        return self._expressions.find(tokens)

    def read(self, tokens: Tokens, published: date | None = None) -> list[PeriodMention]:
        """Periods of ``tokens`` in order, none overlapping another.

        Args:
            tokens: the article.
            published: its day of publication, for what the text leaves out. One that no news
                can have (the year 1, say) counts as unknown.
        """
        if published is not None and not _EARLIEST <= published.year <= _LATEST:
            published = None
        drafts = compose(tokens, self.find(tokens))
        return Resolver(drafts, published).mentions()


def resolve_same_period(current: Span, mention: PeriodMention) -> Span:
    """Days of a relative mention beside a number whose own time is ``current``.

    ``cùng kỳ`` is the same days a year earlier, ``cùng kỳ năm 2023`` those days in 2023,
    ``năm trước`` the year before, ``kỳ trước`` the period before; any other mention keeps its days.
    """
    if mention.anchor == "same_last_year":
        return same_span_last_year(current)
    if mention.anchor == "same_in_year" and mention.end and current.end:
        return shift_years(current, mention.end.year - current.end.year)
    if mention.anchor == "previous":
        return previous_span(current)
    if mention.anchor == "previous_year" and current.end:
        return year_span(current.end.year - 1)
    return Span(mention.start, mention.end)
