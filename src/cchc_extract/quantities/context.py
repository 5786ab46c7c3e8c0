"""What the words before a time say of it: compared with, of a document, a meeting, counted on."""

from __future__ import annotations

from typing import Final

from cchc_extract.quantities.drafts import Draft
from cchc_extract.quantities.forms import Expression

__all__ = ["Context"]

_STOPS: Final = frozenset({".", ";", ":", "\n", ",", "!", "?"})
_COMPARE_REACH: Final = 9  # tokens between "so với" and the time compared with
_DOCUMENT_REACH: Final = 10
_LAW_REACH: Final = 12
_COUNT_REACH: Final = 30
_INDEX_REACH: Final = 8
_REPORT_REACH: Final = 3


class Context:
    """The connectors read so far, and what they make of the next time.

    Attributes:
        last: the last connector of each kind.
    """

    def __init__(self, norms: list[str], found: list[Expression], drafts: list[Draft]) -> None:
        self._norms = norms
        self._found = found
        self._drafts = drafts
        self.last: dict[str, Expression] = {}

    def near(self, link: str, stop: int, reach: int, key: str = "link") -> bool:
        """Does the last connector ``link`` stand at most ``reach`` tokens before ``stop``?

        In the same clause, and its entry gives ``key``.
        """
        e = self.last.get(link)
        return e is not None and key in e.entry.gives and self.joins(e.stop, stop, reach)

    def joins(self, start: int, stop: int, reach: int) -> bool:
        """At most ``reach`` tokens from ``start`` to ``stop``, none of which ends a clause."""
        return 0 <= stop - start <= reach and _STOPS.isdisjoint(self._norms[start:stop])

    def role(self, i: int, draft: Draft) -> str:
        """What the time is about; ``i`` is the place of its connector or of itself."""
        form, first = draft.form, draft.first
        compare = self.last.get("compare")
        if compare is not None and compare.stop <= first:
            reach = _COMPARE_REACH if "far" in compare.entry.gives else 0
            if self.joins(compare.stop, first, reach) and not self._between(compare.stop, first):
                return "baseline"
        if self._drafts and self._drafts[-1].role == "baseline":
            last = self._drafts[-1]
            if first == last.stop + 1 and self._norms[last.stop] == "và":
                return "baseline"
        if form in ("year", "day") and self.near("law", first, _LAW_REACH):
            return "document"
        if form in ("month", "quarter") and self._is_of_meeting(draft):
            return "event"
        if not draft.is_day or draft.mode != "point":
            return draft.role
        if self.near("document", first - (self._norms[first - 1] == ","), _DOCUMENT_REACH):
            return "document"
        return "period" if self._counts(i, draft) else "event"

    def is_of_index(self, draft: Draft) -> bool:
        """Is it the year of an index, which may not be that of the article?"""
        return draft.form == "year" and self.near("index", draft.first, _INDEX_REACH, "named")

    def is_reported(self, draft: Draft) -> bool:
        """Does the text call it the time reported on: ``Kỳ báo cáo: từ ... đến ...``?"""
        report = self.last.get("report")
        if report is None or not 0 <= draft.first - report.stop <= _REPORT_REACH:
            return False
        return not any(n in ("\n", ".", ",") for n in self._norms[report.stop : draft.first])

    def _is_of_meeting(self, draft: Draft) -> bool:
        """Does the month or quarter name a meeting: ``họp báo thường kỳ quý IV``?"""
        event = self.last.get("event")
        return event is not None and event.stop == draft.first and "meeting" in event.entry.gives

    def _counts(self, i: int, draft: Draft) -> bool:
        """Is a bare day the time of what was counted, and no meeting or announcement?"""
        lead, first = self.last.get("lead"), draft.first
        if lead is not None and lead.stop == first:
            return True
        event = self.last.get("event")
        if event is not None and first - event.stop in (0, 1):
            return False
        norms = self._norms
        if norms[draft.stop : draft.stop + 1] in (["là"], ["đạt"], ["có"], ["còn"]):
            return any(n[:1].isdecimal() for n in norms[draft.stop + 1 : draft.stop + 4])
        for e in self._found[i + 1 : i + 1 + _COUNT_REACH]:
            if e.first > draft.stop + _COUNT_REACH or e.form:
                return False
            if any(n in (".", "\n") for n in norms[draft.stop : e.first]):
                return False
            if e.link == "event":
                return False
            if e.link == "count":
                return any(n[:1].isdecimal() for n in norms[e.stop : e.stop + 4])
        return False

    def _between(self, start: int, stop: int) -> bool:
        """Does a time stand between two tokens already?"""
        return any(start <= d.first and d.stop <= stop for d in self._drafts[-2:])
