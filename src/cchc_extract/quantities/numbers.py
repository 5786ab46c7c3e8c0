"""Finds the numbers of a text and reads their values.

One pass over the tokens picks the digits and the number words; what stands next to each decides
how it is read (``1,234 hồ sơ`` and ``1,234%`` differ) and whether it counts anything at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from cchc_extract.lexicon.loader import Entry, load_entries
from cchc_extract.quantities.digits import Digits, read_digits
from cchc_extract.quantities.types import NumberMention, PeriodMention
from cchc_extract.quantities.words import NumberWords
from cchc_extract.text.tokens import Tokens

__all__ = ["NumberReader", "find_numbers"]

_DATE = re.compile(r"\d{1,2}([-./])\d{1,2}\1\d{4}$|\d{1,2}/\d{1,2}/\d{2}$|\d{1,2}/(?:19|20)\d\d$")
_ID_DIGITS = 9  # so many digits without a sign between them are an id or a telephone
_DECIMAL_UNITS = frozenset({"%", "điểm"})


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
        self._labels = frozenset(p for e in own if e.gives["use"] == "label" for p in e.phrases)
        self._label_ends = frozenset(p.rsplit(" ", 1)[-1] for p in self._labels)
        self._label_words = max((p.count(" ") + 1 for p in self._labels), default=0)
        self._words = NumberWords(own)
        self._kind = _Kind(self._words.starters)

    def read(self, tokens: Tokens, periods: Sequence[PeriodMention] = ()) -> list[NumberMention]:
        """Numbers of ``tokens`` in order; those inside one of ``periods`` are left out."""
        norms = tokens.norms
        found: list[NumberMention] = []
        done = label = 0
        taken = {i for p in periods for i in range(p.first, p.stop)}
        kind = self._kind
        for i in [i for i, n in enumerate(norms) if kind[n]]:
            if i < done or i in taken:
                continue
            if kind[norms[i]] == 2:
                number = self._words.read(tokens, i)
            elif self._is_code(tokens, i) or self._is_label(norms, i, label):
                label = i
                continue
            else:
                number = self._digits(norms, i)
            if number:
                found.append(number)
                done = number.stop
        return _mark_ranges(norms, found)

    def _digits(self, norms: list[str], i: int) -> NumberMention | None:
        n, norm = len(norms), norms[i]
        percent = norm[-1] == "%"
        raw = norm[:-1] if percent else norm
        if _DATE.match(raw) or raw == "24/7":
            return None
        stop = i + 1
        while stop < n and norms[stop] in self._multiplier:
            stop += 1
        scale = 1
        for j in range(i + 1, stop):
            scale *= self._multiplier[norms[j]]
        if not percent and stop < n:
            if norms[stop] == "%":
                percent, stop = True, stop + 1
            elif norms[stop] == "phần" and stop + 1 < n and norms[stop + 1] == "trăm":
                percent, stop = True, stop + 2
        unit = "%" if percent else norms[stop] if stop < n else ""
        decimal = unit in _DECIMAL_UNITS or scale > 1
        head, slash, tail = raw.partition("/")
        whole: Digits | None = None
        if slash:
            whole = read_digits(tail, decimal=decimal)
            if whole is None:
                return None
        elif stop + 1 < n and norms[stop] == "/" and norms[stop + 1][0].isdigit():
            whole = read_digits(norms[stop + 1], decimal=decimal)
            stop += 2 if whole else 0
        part = read_digits(head, decimal=decimal)
        if part is None:
            return None
        return NumberMention(
            i,
            stop,
            part.times(scale),
            percent=percent,
            out_of=whole.times(1) if whole else None,
            decimals=part.decimals,
            step=scale / 10**part.decimals,
            ordinal=i > 0 and norms[i - 1] == "thứ",
        )

    @staticmethod
    def _is_code(tokens: Tokens, i: int) -> bool:
        """Is the number at ``i`` part of a code, a time of day, a telephone or a list head?"""
        pieces, norms = tokens.pieces, tokens.norms
        piece = pieces[i]
        bare = piece.rstrip()
        after = norms[i + 1] if i + 1 < len(norms) else ""
        if bare.isdigit() and len(bare) >= _ID_DIGITS:
            return True
        if piece == bare and after[:1].isalpha() and len(after) < 2:  # 4G, 9h, m2
            return True
        if piece == bare and after == ":" and _is_digit(norms, i + 2):
            return True
        if i == 0 or norms[i - 1] == "\n":
            return after in (".", ")", "/") and bare.isdigit() and len(bare) < 3
        before = pieces[i - 1]
        if before[-1].isalpha():  # T4, A1: no blank between
            return True
        if before in ("-", ":") and i > 1:
            two = pieces[i - 2][-1]
            return two.isalpha() or (two.isdigit() and before == ":")  # Covid-19, 9001:2015
        return False

    def _is_label(self, norms: list[str], i: int, label: int) -> bool:
        """Does the number at ``i`` name something, as in ``mức độ 3, 4``?"""
        norm = norms[i]
        if not norm.isdigit():
            return False
        if i - 2 == label > 0 and norms[i - 1] in (",", "và"):
            return norms[label].isdigit() and int(norm) == int(norms[label]) + 1
        if i == 0 or norms[i - 1] not in self._label_ends:
            return False
        return any(
            " ".join(norms[i - k : i]) in self._labels
            for k in range(1, min(self._label_words, i) + 1)
        )


def _is_digit(norms: list[str], i: int) -> bool:
    return i < len(norms) and norms[i][0].isdigit()


class _Kind(dict[str, int]):
    """What a norm may begin: 1 digits, 2 a number in words, 0 nothing. Remembers norms."""

    def __init__(self, words: frozenset[str]) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, norm: str) -> int:
        if len(self) > 200_000:
            self.clear()
        kind = 1 if norm[:1].isdigit() else 2 if norm in self._words else 0
        self[norm] = kind
        return kind


def _mark_ranges(norms: list[str], found: list[NumberMention]) -> list[NumberMention]:
    """Marks ``80-90%`` and ``từ 3 đến 5`` as ranges; the first end shares the percent sign."""
    for k in range(len(found) - 1):
        a, b = found[k], found[k + 1]
        if b.first != a.stop + 1 or a.out_of is not None or b.out_of is not None:
            continue
        link = norms[a.stop]
        if link == "-" or (link == "đến" and a.first > 0 and norms[a.first - 1] == "từ"):
            found[k] = a._replace(in_range=True, percent=a.percent or b.percent)
            found[k + 1] = b._replace(in_range=True)
    return found


@cache
def _reader() -> NumberReader:
    return NumberReader(load_entries())


def find_numbers(tokens: Tokens, periods: Sequence[PeriodMention] = ()) -> list[NumberMention]:
    """Numbers of ``tokens`` by the shipped rules; see :class:`NumberReader`."""
    return _reader().read(tokens, periods)
