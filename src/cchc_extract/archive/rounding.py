"""How far a number as written may be from the true one: its rounding and its bound."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

__all__ = ["Interval", "interval_of"]

_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_MULTIPLIERS = {"ngàn": 1e3, "nghìn": 1e3, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
_ABOUT = 0.05  # what `khoảng` allows


class Interval(NamedTuple):
    """The values, both ends included, that a number as written may stand for."""

    low: float
    high: float


def interval_of(fact: Mapping[str, Any]) -> Interval:
    """The interval that a fact's number stands for."""
    value, bound = float(fact["value"]), fact["bound"]
    if bound == "above":
        return Interval(value, math.inf)
    if bound == "below":
        return Interval(-math.inf, value)
    slack = _ABOUT * abs(value) if bound == "about" else _half_unit(fact["text"], abs(value))
    # A whisker more, for sums of binary fractions.
    return Interval(value - slack - 1e-9 * abs(value), value + slack + 1e-9 * abs(value))


def _half_unit(text: str, value: float) -> float:
    """Half a unit of the last digit that is written; nothing for a count written out in full."""
    factor = next((f for word, f in _MULTIPLIERS.items() if word in text.lower()), 1.0)
    found = _NUMBER.search(text)
    decimals = 0
    if found:
        whole, _, fraction = found[0].replace(",", ".").rpartition(".")
        # The last sign is the decimal one where so read the number is the value.
        if whole and math.isclose(float(f"{whole.replace('.', '')}.{fraction}") * factor, value):
            decimals = len(fraction)
    if factor == 1 and not decimals and "%" not in text:
        return 0.0
    return 0.5 * factor * 10.0**-decimals
