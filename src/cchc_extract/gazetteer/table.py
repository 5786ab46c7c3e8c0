"""The shipped tables, read so that a process pays only for the units it asks for.

Loading splits text and fills three dictionaries; `Unit` objects are made one by one on first use,
because making all 14,727 would cost more than reading the tables.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Final, cast

from cchc_extract.gazetteer.model import BEFORE, FROM, Kind, Level, Period, Successor, Unit
from cchc_extract.gazetteer.names import HEADS

_PERIODS: Final[dict[str, Period]] = {"b": BEFORE, "f": FROM}
_LEVELS: Final[dict[int, Level]] = {2: "province", 3: "district", 5: "commune"}


@dataclass(frozen=True, slots=True)
class NameEntry:
    """One name of one unit, with the states of the table in which the unit had it."""

    unit: Unit
    name: str
    head: str
    bare: str
    early: bool
    late: bool


def read_data(name: str) -> str:
    """A data file of this package as text; `.gz` files are unpacked."""
    data = resources.files("cchc_extract.gazetteer").joinpath("data", name).read_bytes()
    return (gzip.decompress(data) if name.endswith(".gz") else data).decode()


def read_pairs(name: str) -> Iterator[tuple[str, str]]:
    """The rows of a hand-written two-column file; lines that begin with `#` are comments."""
    for line in read_data(name).splitlines():
        if line and not line.startswith("#"):
            first, second = line.split("\t")
            yield first, second


def split_name(name: str) -> tuple[str, str]:
    """A canonical name as `(head word, bare name)`."""
    first, _, rest = name.partition(" ")
    if first in HEADS:
        return first, rest
    second, _, rest = rest.partition(" ")
    return f"{first} {second}", rest


class Table:
    """Units by key and by row number, names by `name_key`, edges by old and by new code."""

    def __init__(self) -> None:
        self._lines = read_data("units.tsv.gz").split("\n")
        self._row: dict[tuple[str, Period], int] = {}
        for number, line in enumerate(self._lines):
            code, period, _ = line.split("\t", 2)
            self._row[code, _PERIODS[period]] = number
        self._units: dict[int, Unit] = {}
        self._names: dict[str, str] = {}
        for line in read_data("names.tsv.gz").split("\n"):
            key, numbers = line.split("\t")
            self._names[key] = numbers

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[Unit]:
        return map(self.unit, range(len(self._lines)))

    def get(self, code: str, period: Period) -> Unit | None:
        """The unit with that code in that period, if there is one."""
        number = self._row.get((code, period))
        return None if number is None else self.unit(number)

    def unit(self, number: int) -> Unit:
        """The unit of a row, made on first use."""
        unit = self._units.get(number)
        if unit is None:
            unit = self._units[number] = self._make(self._lines[number])
        return unit

    def _make(self, line: str) -> Unit:
        code, period_letter, name, parent, state, earlier_name, earlier_parent = line.split("\t")
        period, level = _PERIODS[period_letter], _LEVELS[len(code)]
        head, bare = split_name(name)
        province = code
        if parent:
            upper = self.get(parent, period)
            assert upper is not None, f"units.tsv: parent {parent} of {code} is missing"
            province = upper.province_code
        return Unit(
            code=code,
            period=period,
            name=name,
            head=head,
            bare=bare,
            level=level,
            parent_code=parent or None,
            province_code=province,
            earlier_name=earlier_name or None,
            earlier_parent_code=earlier_parent or None,
            early="e" in state,
            late="l" in state,
        )

    def name_keys(self) -> Iterator[str]:
        """The `name_key` of every name, in order."""
        return iter(self._names)

    def bare_names(self) -> Iterator[tuple[str, Level]]:
        """Bare names with their level, repeated where units share one; makes no units."""
        for line in self._lines:
            code, _, name, _, _, earlier_name, _ = line.split("\t")
            level = _LEVELS[len(code)]
            yield split_name(name)[1], level
            if earlier_name:
                yield split_name(earlier_name)[1], level

    def entries(self, key: str) -> tuple[NameEntry, ...]:
        """The names with that key."""
        numbers = self._names.get(key)
        if numbers is None:
            return ()
        return tuple(self._entry(token) for token in numbers.split(" "))

    def _entry(self, token: str) -> NameEntry:
        if token.endswith("e"):
            unit = self.unit(int(token[:-1]))
            assert unit.earlier_name is not None, f"names.tsv: {token} has no earlier name"
            head, bare = split_name(unit.earlier_name)
            return NameEntry(unit, unit.earlier_name, head, bare, early=True, late=False)
        unit = self.unit(int(token))
        early = unit.early and unit.earlier_name is None
        return NameEntry(unit, unit.name, unit.head, unit.bare, early, unit.late)


class Edges:
    """Which units of before July 2025 went into which units after it."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._by_old: dict[str, list[tuple[str, ...]]] = {}
        self._by_new: dict[str, list[tuple[str, ...]]] = {}
        for line in read_data("successions.tsv.gz").split("\n"):
            row = tuple(line.split("\t"))
            self._by_old.setdefault(row[0], []).append(row)
            self._by_new.setdefault(row[1], []).append(row)

    def _make(self, row: tuple[str, ...]) -> Successor:
        old, new = self._table.get(row[0], BEFORE), self._table.get(row[1], FROM)
        assert old is not None, f"successions.tsv: unknown old code in {row}"
        assert new is not None, f"successions.tsv: unknown new code in {row}"
        kind = cast("Kind", row[2])
        return Successor(old, new, kind, whole=kind != "divided", default=row[3] == "1")

    def after(self, code: str) -> list[Successor]:
        """Edges out of an old unit, in code order."""
        return [self._make(row) for row in self._by_old.get(code, ())]

    def before(self, code: str) -> list[Successor]:
        """Edges into a new unit, in code order."""
        return [self._make(row) for row in self._by_new.get(code, ())]
