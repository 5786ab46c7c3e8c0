"""Reads the digits of one number, with ``.`` and ``,`` in either use."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

__all__ = ["Digits", "read_digits"]

_GROUPS: Final = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*$")


class Digits(NamedTuple):
    """A number as an integer and its number of decimals: ``95,2`` is 952 and 1."""

    digits: int
    decimals: int

    def times(self, scale: int) -> int | float:
        """The value, multiplied; int where it is whole, so that ``61,3 ngàn`` is 61300."""
        unit: int = 10**self.decimals
        value, rest = divmod(self.digits * scale, unit)
        return self.digits * scale / unit if rest else value


@lru_cache(maxsize=50_000)
def read_digits(s: str, *, decimal: bool = False) -> Digits | None:
    """Value of ``s``, or None where the signs stand as in no number (``1.2.3``, ``0912.345.678``).

    Args:
        s: digits with signs, as ``1.875``, ``95,2`` or ``1.204,5``.
        decimal: what follows (percent, points, a multiplier) has decimals: one sign before three
            digits is then the decimal sign, unless it is ``000``.
    """
    if s.isdecimal():
        return Digits(int(s), 0)
    sign = "," if s.rfind(",") > s.rfind(".") else "."
    head, _, tail = s.rpartition(sign)
    if not tail.isdecimal():
        return None
    if head.isdecimal() and _is_telephone(head, tail):
        return None
    if head.isdecimal() and (len(tail) != 3 or (decimal and tail != "000") or head[0] == "0"):
        return Digits(int(head + tail), len(tail))
    groups = _GROUPS.match(s)
    if groups:
        return Digits(int(s.replace(groups[1], "")), 0)
    groups = _GROUPS.match(head)
    if groups and groups[1] != sign:
        return Digits(int(head.replace(groups[1], "") + tail), len(tail))
    return None


def _is_telephone(head: str, tail: str) -> bool:
    """``024.38252600``, ``1900.1234``: no number is written so."""
    return (head[0] == "0" and len(head) > 2) or (len(head) > 3 and len(tail) > 3)
