"""Finds the numbers of a text and reads their values.

One pass over the tokens picks the digits and the number words; what stands next to each decides
how it is read (``1,234 hồ sơ`` and ``1,234%`` differ) and whether it counts anything at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from cchc_extract.lexicon.loader import Entry, load_entries
from cchc_extract.quantities.digits import Digits, read_digits
from cchc_extract.quantities.labels import SURELY_SHORT, Labels
from cchc_extract.quantities.types import NumberMention, PeriodMention
from cchc_extract.quantities.words import NumberWords
from cchc_extract.text.tokens import Tokens

__all__ = ["NumberReader", "find_numbers"]

_DATE: Final = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}$|\d{1,2}/(?:19|20)\d\d$|24/7$")
_MARKED: Final = re.compile(rb"[^\0]")
_PLAIN, _SIGNED, _WORD = 1, 2, 3
_REMEMBERED: Final = 100_000


class NumberReader:
    """Reads numbers by the rules of the layer ``numbers``. Thread-safe."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        own = [e for e in entries if e.layer == "numbers"]
        self._multiplier = {
            p: int(e.gives["value"])
            for e in own
            if e.gives["use"] == "multiplier"
            for p in e.phrases
        }
        self._units = frozenset(self._multiplier) | {"%", "phần", "điểm", "/"}
        self._labels = Labels(p for e in own if e.gives["use"] == "label" for p in e.phrases)
        self._words = NumberWords(own)
        self._kind = _Kind(self._words.starters)
        self._plain = _Plain()

    def read(self, tokens: Tokens, periods: Sequence[PeriodMention] = ()) -> list[NumberMention]:
        """Numbers of ``tokens`` in order; those inside one of ``periods`` are left out."""
        norms, pieces, labels, units = tokens.norms, tokens.pieces, self._labels, self._units
        ends = labels.ends
        kinds = bytearray(map(self._kind.__getitem__, norms))
        for p in periods:
            kinds[p.first : p.stop] = bytes(p.stop - p.first)
        found: list[NumberMention] = []
        done = label = 0
        last = len(norms) - 1
        for marked in _MARKED.finditer(kinds):
            i = marked.start()
            if i < done:
                continue
            kind, piece = kinds[i], pieces[i]
            if kind == _WORD:
                number = self._words.read(tokens, i)
            else:
                # Most numbers stand between blanks and behind no label: no need to ask.
                apart = i and piece[-1] == " " == pieces[i - 1][-1] and len(piece) <= SURELY_SHORT
                if (not apart and labels.is_code(tokens, i)) or (
                    kind == _PLAIN
                    and (norms[i - 1] in ends or i - 2 == label)
                    and labels.is_label(norms, i, label)
                ):
                    label = i
                    continue
                if i < last and norms[i + 1] in units:
                    number = self._with_unit(norms, i)
                else:
                    number = self._alone(norms, i)
            if number:
                found.append(number)
                done = number.stop
        return _mark_ranges(norms, found)

    def _alone(self, norms: list[str], i: int) -> NumberMention | None:
        """The number at ``i``, with nothing behind it that is part of it."""
        read = self._plain[norms[i]]
        if read is None:
            return None
        value, percent, out_of, decimals, step = read
        ordinal = i > 0 and norms[i - 1] == "thứ"
        return NumberMention(
            i, i + 1, value, percent, out_of, False, decimals, step, False, False, ordinal
        )

    def _with_unit(self, norms: list[str], i: int) -> NumberMention | None:
        """The number at ``i``, with the multipliers, percent sign or whole behind it."""
        raw, stop, scale = norms[i], i + 1, 1
        percent, points = raw[-1] == "%", False
        if percent:
            raw = raw[:-1]
        unit = norms[stop]
        while unit in self._multiplier:
            scale *= self._multiplier[unit]
            stop += 1
            unit = norms[stop] if stop < len(norms) else ""
        if unit == "%" or (unit == "phần" and norms[stop + 1 : stop + 2] == ["trăm"]):
            percent, stop = True, stop + (1 if unit == "%" else 2)
        elif unit == "điểm":
            points = norms[stop + 1 : stop + 2] == ["%"]
            points = points or norms[stop + 1 : stop + 3] == ["phần", "trăm"]
            percent = percent or points
        parts = _parts(raw, decimal=percent or scale > 1 or unit == "điểm")
        if parts is None:
            return None
        part, whole = parts
        if unit == "/" and whole is None and norms[stop + 1 : stop + 2] > ["0"]:
            whole = read_digits(norms[stop + 1])
            stop += 2 if whole else 0
        value = part.times(scale) if scale > 1 or part.decimals else part.digits
        if scale > 1 and unit.isdecimal() and stop + 1 < len(norms):
            rest = self._multiplier.get(norms[stop + 1], scale)
            if rest < scale:  # 1 triệu 234 nghìn
                value, scale, stop = value + int(unit) * rest, rest, stop + 2
        return NumberMention(
            i,
            stop,
            value,
            percent,
            whole.times(1) if whole else None,
            False,
            part.decimals,
            scale / 10**part.decimals if part.decimals else scale,
            points,
            False,
            i > 0 and norms[i - 1] == "thứ",
        )


def _parts(raw: str, *, decimal: bool) -> tuple[Digits, Digits | None] | None:
    """The number and, of ``46/147``, its whole; None where it is a date or no number."""
    head, slash, tail = raw.partition("/")
    if slash and _DATE.match(raw):
        return None
    part = read_digits(head, decimal=decimal)
    whole = read_digits(tail, decimal=decimal) if slash else None
    return None if part is None or (slash and whole is None) else (part, whole)


_Read = tuple[int | float, bool, int | float | None, int, float]


class _Plain(dict[str, "_Read | None"]):
    """Value, percent sign, whole, decimals and step of digits by themselves. Remembers norms."""

    def __missing__(self, norm: str) -> _Read | None:
        if len(self) > _REMEMBERED:
            self.clear()
        percent = norm[-1] == "%"
        parts = _parts(norm[:-1] if percent else norm, decimal=percent)
        read: _Read | None = None
        if parts:
            part, whole = parts
            value = part.times(1) if part.decimals else part.digits
            step = 1 / 10**part.decimals if part.decimals else 1
            read = value, percent, whole.times(1) if whole else None, part.decimals, step
        self[norm] = read
        return read


class _Kind(dict[str, int]):
    """What a norm may begin: a plain number, one with signs, a number in words. Remembers norms."""

    def __init__(self, words: frozenset[str]) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, norm: str) -> int:
        if len(self) > _REMEMBERED:
            self.clear()
        if norm[:1].isdecimal():
            kind = _PLAIN if norm.isdecimal() else _SIGNED
        else:
            kind = _WORD if norm in self._words else 0
        self[norm] = kind
        return kind


def _mark_ranges(norms: list[str], found: list[NumberMention]) -> list[NumberMention]:
    """Marks ``80-90%`` and ``từ 3 đến 5`` as ranges; the first end shares the percent sign."""
    stop = -1
    for k, b in enumerate(found):
        if k and b.first == stop + 1:
            a, link = found[k - 1], norms[stop]
            if (
                (link == "-" or (link == "đến" and a.first and norms[a.first - 1] == "từ"))
                and a.out_of is None
                and b.out_of is None
            ):
                found[k - 1] = replace(a, in_range=True, percent=a.percent or b.percent)
                found[k] = replace(b, in_range=True)
        stop = b.stop
    return found


@cache
def _reader() -> NumberReader:
    return NumberReader(load_entries())


def find_numbers(tokens: Tokens, periods: Sequence[PeriodMention] = ()) -> list[NumberMention]:
    """Numbers of ``tokens`` by the shipped rules; see :class:`NumberReader`."""
    return _reader().read(tokens, periods)
