"""What a written number can stand for, given its rounding and its bound."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import Final, NamedTuple

from cchc_extract.facts.draft import FactDraft

__all__ = ["Interval", "interval", "total"]

_REACH: Final = 0.05  # how far an approximate number is expected to be off
_HAIR: Final = 1e-9  # what binary fractions are off


class Interval(NamedTuple):
    """From ``low`` to ``high``, both included."""

    low: float
    high: float

    def meets(self, other: Interval) -> bool:
        """The two have a number in common."""
        return self.low <= other.high + _HAIR and other.low <= self.high + _HAIR


def interval(fact: FactDraft, *, literal: bool = False) -> Interval:
    """The values that the number of ``fact`` can stand for.

    ``61,3 ngàn`` is anything that rounds to it; ``trên 351.000`` is no less. ``literal`` takes a
    bound at its word: above may be anything above; else it is not far above. A count without a
    decimal sign or multiplier is not rounded, a percentage always is.
    """
    r = fact.reading
    value, step = float(r.value), float(r.number.step)
    half = step / 2 if step != 1 or r.unit == "percent" else 0.0
    if r.bound == "exact":
        return Interval(value - half, value + half)
    reach = max(_REACH * abs(value), _grain(abs(value), step))
    if r.bound == "about":
        return Interval(value - reach, value + reach)
    far = inf if literal else reach
    if r.bound == "above":
        return Interval(value - half, value + far)
    return Interval(value - far, value + half)


def total(facts: Iterable[FactDraft], *, literal: bool = False) -> Interval:
    """What the sum of ``facts`` can be."""
    low = high = 0.0
    for f in facts:
        part = interval(f, literal=literal)
        low, high = low + part.low, high + part.high
    return Interval(low, high)


def _grain(value: float, step: float) -> float:
    """The place of the last digit that says something: 1,000 of ``351.000``."""
    grain = step
    while grain < value and value % (10 * grain) == 0:
        grain *= 10
    return grain
