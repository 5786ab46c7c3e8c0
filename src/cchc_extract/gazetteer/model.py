"""What the gazetteer hands out: units, succession edges, periods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

Level = Literal["province", "district", "commune"]
Period = Literal["before-2025-07", "from-2025-07"]
Kind = Literal["unchanged", "renamed", "merged", "divided"]

BEFORE: Final[Period] = "before-2025-07"
FROM: Final[Period] = "from-2025-07"
REFORM: Final = date(2025, 7, 1)
"""The day the two-level system began: districts ended, 63 provinces became 34."""
LATE_STATE: Final = date(2025, 1, 1)
"""Before this day the names of 2021-23 are preferred where a unit had two (`tỉnh Thừa Thiên Huế`),
from it on the names of June 2025 (`thành phố Huế`). The sources do not date each change; nearly all
of them took effect between November 2024 and January 2025."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One administrative territory in one period.

    Codes are reused, so `(code, period)` is the key, never the code alone.
    """

    code: str
    """Official code with its leading zeros: 2 digits province, 3 district, 5 commune."""
    period: Period
    name: str
    """With its head word: `tỉnh Sơn La`. The last name the unit had in the period."""
    head: str
    """`tỉnh`, `thành phố`, `quận`, `huyện`, `thị xã`, `phường`, `xã`, `thị trấn`, `đặc khu`."""
    bare: str
    """The name without its head word: `Sơn La`, `1` for `quận 1`."""
    level: Level
    parent_code: str | None
    """Code of the next higher unit of the same period; None for provinces."""
    province_code: str
    """Code of the province it lies in; its own for a province."""
    earlier_name: str | None = None
    """Its other name in the period (state of 2021-23), where the two sources differ."""
    earlier_parent_code: str | None = None
    """Its other parent in the period, where it moved between districts."""
    early: bool = False
    """In the state of 2021-23."""
    late: bool = True
    """In the state of June 2025 (or of July 2025 in the later period)."""

    @property
    def key(self) -> tuple[str, Period]:
        """`(code, period)`."""
        return self.code, self.period


@dataclass(frozen=True, slots=True)
class Successor:
    """One edge from a unit before July 2025 to a unit that took over its territory."""

    old: Unit
    new: Unit
    kind: Kind
    """`divided`: `old` went to several units. Otherwise `merged`: `new` took in others too,
    `renamed`: `new` is `old` under another name, type or code, `unchanged`: the same name."""
    whole: bool
    """All of `old` went to `new`, so counts of `old` may be added up under `new`. Ranks, scores and
    rates may not: they are measured on the unit as it was."""
    default: bool
    """The source's best guess where `old` was divided; True where it was not."""


def period_of(on: date | None) -> Period | None:
    """The code period that a day falls in; None for no day."""
    if on is None:
        return None
    day = on.date() if isinstance(on, datetime) else on
    return BEFORE if day < REFORM else FROM


def is_late_state(on: date | None) -> bool | None:
    """Whether the names of June 2025 are preferred on that day; None for no day."""
    if on is None:
        return None
    return (on.date() if isinstance(on, datetime) else on) >= LATE_STATE
