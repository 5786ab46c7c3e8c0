"""Joins expressions and connectors that stand side by side into drafts of period mentions.

``từ`` + point + ``đến`` + point is a span, ``tính đến`` + point a stock, ``so với`` before it
makes a baseline. Drafts have no days yet: years that are left out are found afterwards.
"""

from __future__ import annotations

from typing import Final

from cchc_extract.quantities.context import Context
from cchc_extract.quantities.drafts import Draft
from cchc_extract.quantities.forms import Expression
from cchc_extract.quantities.relative import is_relative
from cchc_extract.text.tokens import Tokens

__all__ = ["compose"]

_CLOSING: Final = frozenset({".", ",", ";", "(", ")", "\n", ":"})
_OPENING: Final = frozenset({"", ".", ";", ":", "(", "\n", '"'})  # what a clause begins after
_AFTER_LISTED_YEAR: Final = frozenset({"xếp", "đạt", "đứng", "là", "tăng", "giảm", ":", "lên"})
_CLAUSE: Final = frozenset({",", ";", ".", "(", "đến", "sang", "còn", "tới", "\n"})
_NAMES_AGAIN: Final = frozenset({"là", "thuộc", ")"})  # what follows ``nay`` in a new name
_BRACKET_REACH: Final = 14  # tokens from "từ ngày" to the day in brackets
_BRACKET_GAP: Final = 3  # tokens from a time to the days in its brackets
_MOMENT_REACH: Final = 10
_STARTS: Final = (
    "year_begin",
    "from_now",
    "year_so_far",
)  # what an end may follow, though no point
_POINTS: Final = frozenset({"day", "month", "quarter", "year"})


def compose(tokens: Tokens, found: list[Expression]) -> list[Draft]:
    """Drafts in order of the text, none overlapping another."""
    return _Composer(tokens, found).drafts


class _Composer:
    def __init__(self, tokens: Tokens, found: list[Expression]) -> None:
        self._norms = norms = tokens.norms
        self._found = found
        self.drafts: list[Draft] = []
        self._before = before = Context(norms, found, self.drafts)
        i = paragraph = seen = 0
        while i < len(found):
            e = found[i]
            if not e.link:
                draft, used = self._point(i)
            else:
                before.last[e.link] = e
                a = self._atom(i + 1, e)
                if a is not None:
                    draft, used = self._linked(i, e, a)
                elif e.link == "from":
                    draft, used = self._from_brackets(i)
                else:  # most connectors stand by themselves
                    i += 1
                    continue
            if draft:
                paragraph += norms[seen : draft.first].count("\n")
                draft.paragraph, seen = paragraph, draft.first
                if draft.role in ("period", "deadline"):
                    draft.role = before.role(i, draft)
                draft.index = before.is_of_index(draft)
                draft.report = before.is_reported(draft)
                self._add(draft)
            i += used
        self.drafts = [d for d in self.drafts if d.form != "nothing"]

    def _atom(self, i: int, after: Expression) -> Expression | None:
        """The expression at ``i`` if it is a time and follows ``after`` at once."""
        if i >= len(self._found):
            return None
        e = self._found[i]
        return e if e.form and e.first == after.stop else None

    def _to(self, i: int, a: Expression) -> Expression | None:
        """The end of a span that begins with ``a`` and is continued at ``i``."""
        found = self._found
        if i >= len(found) or found[i].first != a.stop:
            return None
        if found[i].form == "now":
            return found[i]
        if found[i].link not in ("to", "until"):
            return None
        return self._atom(i + 1, found[i])

    def _linked(self, i: int, head: Expression, a: Expression) -> tuple[Draft | None, int]:
        """A draft of the connector at ``i`` and the time ``a`` behind it.

        With how many expressions it takes.
        """
        link, form, needs = head.link, a.form, a.entry.gives.get("needs")
        if link == "from":
            return self._from(i, head, a)
        if link in ("to", "until", "outlook", "before"):
            return self._until(i, head, a)
        if link == "lead":
            accepted = needs is not None
        elif link == "over":
            accepted = needs == "clause"
        elif link == "report" and form == "day":
            return Draft(head.first, a.stop, "until", a), 2
        else:
            accepted = False
        return (Draft(head.first, a.stop, "point", a), 2) if accepted else (None, 1)

    def _from(self, i: int, head: Expression, a: Expression) -> tuple[Draft | None, int]:
        """``từ`` and a time: a span where its end follows, else open."""
        form = a.form
        if form == "days":
            return Draft(head.first, a.stop, "point", a), 2
        if form not in _POINTS and form != "year_begin":
            return self._from_brackets(i)  # "từ đầu nhiệm kỳ (năm 2021) đến nay"
        b = self._to(i + 2, a)
        if b is not None:
            return Draft(head.first, b.stop, "span", a, b), 3 if b is self._found[i + 2] else 4
        return (None, 2) if self._is_loose(a) else (Draft(head.first, a.stop, "open", a), 2)

    def _until(self, i: int, head: Expression, a: Expression) -> tuple[Draft | None, int]:
        """``đến``, ``tính đến``, ``trước`` and a time: all that was until then."""
        link, form, needs = head.link, a.form, a.entry.gives.get("needs")
        if self._norms[head.first] == "-" or form in ("now", "nothing"):
            return None, 1
        if head.entry.gives.get("of", form) != form or needs == "clause":
            return None, 1
        if link != "to" and (needs == "to" or self._to(i + 2, a) is not None):
            return None, 1
        if link == "until" and form in ("first_months", "stage", "days", "months"):
            return None, 1  # "lũy kế 9 tháng đầu năm": the start is written
        if link != "before" and head.stop - head.first == 1 and self._is_loose(a):
            return None, 2
        if link == "before" and form not in _POINTS:
            return None, 1
        if "arrives" in head.entry.gives and _counts_units(a):
            return Draft(head.first, a.stop, "point", a), 2  # "đến năm ngoái chỉ còn 12"
        role = "deadline" if link in ("outlook", "before") else "period"
        arrives = "arrives" in head.entry.gives and form in _POINTS
        return Draft(
            head.first, a.stop, "until", a, role=role, told=link == "until", arrives=arrives
        ), 2

    def _is_loose(self, a: Expression) -> bool:
        """Is it a bare ``9/12`` that words follow, so that it may be a share?"""
        return "weak" in a.entry.gives and a.form != "year" and self._goes_on(a)

    def _point(self, i: int) -> tuple[Draft | None, int]:
        """A draft that begins with the time at ``i``, and how many expressions it takes."""
        a = self._found[i]
        form, gives = a.form, a.entry.gives
        b = self._to(i + 1, a) if form in _POINTS or form in _STARTS else None
        if b is not None:
            end = b.form
            weak = "weak" in gives and "weak" in b.entry.gives
            weak = weak and self._norms[a.first - 1] != "("
            if end == "now" or (end == form and not weak) or form in _STARTS[1:]:
                return Draft(a.first, b.stop, "span", a, b), 2 if b is self._found[i + 1] else 3
        if "needs" in gives and not self._has_place(a, gives["needs"]):
            if "report" in gives:
                self._before.last["report"] = a
            return None, 1
        role = gives.get("role", "period")
        if "weak" in gives and not self._is_listed(i):
            if not self._is_bracketed(a):
                return None, 1
            role = "event"
        stop = a.first + int(gives.get("take", a.stop - a.first))
        return Draft(a.first, stop, "point", a, role=role), 1

    def _has_place(self, a: Expression, needs: str) -> bool:
        """Does a time stand where it is one, though no connector leads to it?"""
        if needs == "head":  # "nay còn 2,9%", not "(nay là xã Quang Huy)"
            before = self._norms[a.first - 1] if a.first else ""
            after = self._norms[a.stop] if a.stop < len(self._norms) else ""
            return (before == "," or before in _OPENING) and after not in _NAMES_AGAIN
        return needs == "clause" and self._begins_clause(a)

    def _begins_clause(self, a: Expression) -> bool:
        """Do the months at the head of a clause tell its time: ``11 tháng, hệ thống ...``?"""
        before = self._norms[a.first - 1] if a.first else ""
        if before in (",", "-"):
            return self._norms[a.stop : a.stop + 1] == [","]
        return before in _OPENING

    def _from_brackets(self, i: int) -> tuple[Draft | None, int]:
        """``từ ngày vận hành (01/7) đến ...``: the day stands in brackets behind its words."""
        found, head = self._found, self._found[i]
        for k in range(i + 1, min(i + 7, len(found))):
            a = found[k]
            if not self._before.joins(head.stop, a.first, _BRACKET_REACH):
                break
            if a.form in _POINTS and self._in_brackets(a):
                closed = a._replace(stop=a.stop + 1)
                b = self._to(k + 1, closed)
                if b is None:
                    return Draft(head.first, closed.stop, "open", a), k + 1 - i
                return Draft(head.first, b.stop, "span", a, b), found.index(b, k) + 1 - i
            if a.form == "now":  # "từ khi có mô hình đến nay"
                opening = head._replace(form="opened")
                return Draft(head.first, a.stop, "span", opening, a), k + 1 - i
            leads = a.first == head.stop  # "từ đầu nhiệm kỳ (năm 2021)"
            if a.form and not leads and not {"weak", "needs"} & a.entry.gives.keys():
                break
        return None, 1

    def _in_brackets(self, a: Expression) -> bool:
        norms = self._norms
        return a.first > 0 and norms[a.first - 1] == "(" and norms[a.stop : a.stop + 1] == [")"]

    def _is_bracketed(self, a: Expression) -> bool:
        """Do brackets hold just this, right behind a time or words for a moment?"""
        if not self._in_brackets(a):
            return False
        last = self.drafts[-1] if self.drafts else None
        if last is not None and last.stop == a.first - 1:
            return a.form == "days" or is_relative(last.form)
        return a.form == "day" and self._before.near("moment", a.first - 1, _MOMENT_REACH)

    def _is_listed(self, i: int) -> bool:
        """Does a bare year or day follow what makes it one: an index, a list, a comparison?"""
        a, norms = self._found[i], self._norms
        is_year = a.form == "year"
        last = self.drafts[-1] if self.drafts else None
        if last and last.form == a.form and norms[a.first - 1] in (",", ";", "và"):
            after = norms[a.stop] if a.stop < len(norms) else ""
            return last.stop == a.first - 1 or (is_year and after in _AFTER_LISTED_YEAR)
        if is_year and last and a.first and self._opens_year(a):
            return True  # "năm 2021 đạt 74,2 điểm, 2022 đạt 78,9, đến 2023 là 83,4"
        if not is_year and norms[a.first - 2 : a.first] == ["nay", "("]:
            return True  # "hôm nay (6/5)"
        before = self._found[i - 1] if i else None
        if before is None or before.stop != a.first:
            return False
        if before.link == "compare":
            return is_year and not self._goes_on(a)
        return before.link == "index" if is_year else before.link in ("lead", "event")

    def _opens_year(self, a: Expression) -> bool:
        """Does a bare year stand at the head of a clause about that year, after other years?"""
        after = self._norms[a.stop] if a.stop < len(self._norms) else ""
        before = self._norms[a.first - 1]
        years = any(d.form in ("year", "shifted") for d in self.drafts[-2:])
        return years and before in _CLAUSE and after in _AFTER_LISTED_YEAR

    def _goes_on(self, a: Expression) -> bool:
        """Do words follow at once, so that a bare number may count what they name?"""
        after = self._norms[a.stop] if a.stop < len(self._norms) else "."
        return after != "là" and after not in _CLOSING

    def _add(self, draft: Draft) -> None:
        """Keeps a draft; a time in brackets gives its days to the time before it.

        A span of days does so to any time, another time in brackets of its own to a relative one.
        """
        if self.drafts and self._gives_days(self.drafts[-1], draft):
            last = self.drafts[-1]
            last.inside = draft
            last.stop = draft.stop + (self._norms[draft.stop : draft.stop + 1] == [")"])
            return
        if self.drafts and self._norms[draft.first - 1] in ("và", ",", "-"):
            draft.listed = self.drafts[-1].stop == draft.first - 1
        self.drafts.append(draft)

    def _gives_days(self, last: Draft, draft: Draft) -> bool:
        """Does ``draft`` stand in the brackets behind ``last`` and say its days?"""
        norms, gap = self._norms, draft.first - last.stop
        if norms[last.stop] != "(" or last.form in ("day", "nothing"):
            return False
        if draft.form == "days" or (draft.mode == "span" and draft.form == "day"):
            return gap <= _BRACKET_GAP
        closed = norms[draft.stop : draft.stop + 1] == [")"]
        return gap == 1 and closed and is_relative(last.form)


def _counts_units(a: Expression) -> bool:
    """Is it a month or year counted from another: ``tháng trước``, ``năm ngoái``?"""
    if a.form == "shifted":
        return a.entry.gives["unit"] != "day" and a.entry.gives["by"].startswith("-")
    return a.form == "last_month"
