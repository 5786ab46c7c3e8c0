"""Reads numbers in words, where they count something: ``hai bậc``, ``xếp thứ ba``."""

from __future__ import annotations

from collections.abc import Iterable

from cchc_extract.lexicon.loader import Entry
from cchc_extract.quantities.types import NumberMention
from cchc_extract.text.tokens import Tokens

__all__ = ["NumberWords"]


class NumberWords:
    """The number words of a lexicon, and the words they need beside them.

    Attributes:
        starters: words a number may begin with.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._digit: dict[str, int] = {}
        self._scale: dict[str, int] = {}
        self._ten: set[str] = set()
        self._gap: set[str] = set()
        groups: dict[str, set[str]] = {"rank": set(), "weekday": set(), "count_lead": set()}
        self._counted: dict[str, list[list[str]]] = {}
        for e in entries:
            use = e.gives["use"]
            for p in e.phrases:
                if use == "digit":
                    self._digit[p] = int(e.gives["value"])
                elif use == "scale":
                    self._scale[p] = int(e.gives["value"])
                elif use == "ten":
                    self._ten.add(p)
                elif use == "gap":
                    self._gap.add(p)
                elif use == "counted":
                    words = p.split(" ")
                    self._counted.setdefault(words[0], []).append(words)
                elif use in groups:
                    groups[use].add(p)
        self._rank = groups["rank"]
        self._weekday = groups["weekday"]
        self._count_lead = groups["count_lead"]
        self.starters = frozenset(self._digit) | frozenset(self._ten)

    def read(self, tokens: Tokens, i: int) -> NumberMention | None:
        """The number in words that begins at token ``i``, or None where it counts nothing."""
        norms = tokens.norms
        value, stop = self._value(norms, i)
        if value is None:
            return None
        if i and norms[i - 1] == "thứ":
            ok = stop == i + 1 and self._is_place(tokens, i)
            return NumberMention(i, stop, value, word=True, ordinal=True) if ok else None
        if norms[i] in ("nhất", "nhì", "tư", "mốt", "lăm", "nhăm", "không"):
            return None  # these count only inside a longer number or after "thứ"
        if not self._before_counted(norms, stop):
            return None
        before = norms[i - 1] if i else ""
        if (
            norms[i] == "năm"
            and stop == i + 1
            and before[:1] not in "(,"
            and before not in self._count_lead
        ):
            return None  # "trong năm huyện đã ..." speaks of a year
        return NumberMention(i, stop, value, word=True)

    def _value(self, norms: list[str], i: int) -> tuple[int | None, int]:
        """Value and stop of ``[digit trăm] [linh] [digit mươi | mười] [digit]`` from ``i``."""
        digit, scale, n = self._digit, self._scale, len(norms)
        total, least, at = 0, 1000, i
        while at < n:
            if norms[at] in self._gap and least == 100 and at + 1 < n and norms[at + 1] in digit:
                return total + digit[norms[at + 1]], at + 2
            if norms[at] in self._ten and least > 10:
                total, least, at = total + 10, 10, at + 1
                continue
            d = digit.get(norms[at])
            if d is None:
                break
            step = scale.get(norms[at + 1], 1) if at + 1 < n else 1
            if step >= least:
                break
            if step == 1:
                return total + d, at + 1
            total, least, at = total + d * step, step, at + 2
        return (total if at > i else None), at

    def _before_counted(self, norms: list[str], stop: int) -> bool:
        if stop >= len(norms):
            return False
        options = self._counted.get(norms[stop], ())
        return any(norms[stop : stop + len(w)] == w for w in options)

    def _is_place(self, tokens: Tokens, i: int) -> bool:
        """Is ``thứ`` + word a place in an order, no weekday and no head of a list item?"""
        norms = tokens.norms
        is_weekday = tokens.pieces[i][0].isupper() and norms[i] not in ("nhất", "nhì")
        if tokens.pieces[i - 1][0].isupper() or is_weekday:
            return False
        before = norms[i - 2] if i > 1 else ""
        if before in (";", ":", ".") and norms[i + 1 : i + 2] in ([","], [":"]):
            return False  # "thứ hai, công khai ...": the head of an item
        two = " ".join(norms[max(0, i - 3) : i - 1])  # "vị trí thứ sáu"
        if before == "(" or before in self._rank or two in self._rank:
            return True
        return before not in self._weekday and norms[i] in ("nhất", "nhì", "hai", "ba", "tư")
