"""Look-up of Vietnamese administrative units by name or code, at a date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from cchc_extract.gazetteer.model import (
    BEFORE,
    FROM,
    Level,
    Period,
    Successor,
    Unit,
    is_late_state,
    period_of,
)
from cchc_extract.gazetteer.names import (
    HEADS,
    is_number,
    loose_key,
    name_key,
    split_head,
    split_plain_head,
)
from cchc_extract.gazetteer.suggest import Suggester
from cchc_extract.gazetteer.table import Edges, NameEntry, Table, read_pairs, split_name

_SHORT: Final = 5
_LEVEL_ORDER: Final = {"province": 0, "district": 1, "commune": 2}


class Gazetteer:
    """Provinces, districts and communes before and after 1 July 2025.

    Make one through `default_gazetteer()`; reading the tables takes some 20 ms, and parts that are
    not needed (edges, loose names, children) are read or built on first use.
    """

    def __init__(self) -> None:
        self._table = Table()
        self._aliases = {
            name_key(alias): split_name(name) for alias, name in read_pairs("aliases.tsv")
        }
        self._entries: dict[str, tuple[NameEntry, ...]] = {}
        self._edges: Edges | None = None
        self._loose: dict[str, list[str]] | None = None
        self._children: dict[tuple[str, Period], list[Unit]] | None = None
        self._common: dict[str, str] | None = None
        self._suggester: Suggester | None = None

    def __len__(self) -> int:
        return len(self._table)

    def __iter__(self) -> Iterator[Unit]:
        """All units: the earlier period first, then by level and code."""
        return iter(self._table)

    # Names

    def parse(self, name: str) -> tuple[str | None, str]:
        """A written name as `(canonical head word or None, bare name)`, aliases spelled out.

        `TPHCM` gives `("thành phố", "Hồ Chí Minh")`, `UBND TX. Bến Cát` `("thị xã", "Bến Cát")`.
        """
        alias = self._aliases.get(name_key(name))
        if alias is not None:
            return alias
        head, bare = split_head(name)
        alias = self._aliases.get(name_key(bare))
        if alias is not None and head in (None, alias[0]):
            return alias
        return head, bare

    def entries(self, bare: str) -> tuple[NameEntry, ...]:
        """All units that have or had the bare name, in any of its spellings."""
        key = name_key(bare)
        found = self._entries.get(key)
        if found is None:
            found = self._table.entries(key) or self._loose_entries(bare)
            self._entries[key] = found
        return found

    def _loose_entries(self, bare: str) -> tuple[NameEntry, ...]:
        if self._loose is None:
            self._loose = {}
            for key in self._table.name_keys():
                self._loose.setdefault(loose_key(key), []).append(key)
        keys = self._loose.get(loose_key(bare), ())
        return tuple(entry for key in keys for entry in self._table.entries(key))

    def candidates(
        self, name: str, head: str | None = None, level: Level | None = None
    ) -> tuple[NameEntry, ...]:
        """The names that a mention may stand for, of both periods.

        Args:
            name: the name with or without its head word.
            head: a canonical head word, where it is known apart from the name.
            level: keep this level only.

        Names with exactly the head word win; else those of its level, for units that changed type
        (`huyện Quế Võ` is today's `thị xã Quế Võ`).
        """
        written, bare = self.parse(name)
        head = head or written
        found = self.entries(bare)
        if not found and written is not None:
            found, head = self.entries(name), None  # `Phường Đúc` is a whole name
        if level is not None:
            found = tuple(e for e in found if e.unit.level == level)
        if head is None:
            return found
        exact = tuple(e for e in found if e.head == head)
        return exact or tuple(e for e in found if e.unit.level in HEADS[head])

    def lookup(
        self,
        name: str,
        *,
        level: Level | None = None,
        within: str | Unit | None = None,
        on: date | None = None,
    ) -> list[Unit]:
        """All units with that name.

        Args:
            name: with or without a head word, in any tone-mark style, letter case or normal form;
                `UBND`, `TP.`, `TX` are understood. Diacritics are needed: see `suggest`.
            level: keep only `province`, `district` or `commune`.
            within: a code, or a `Unit` (then of its period only): keep what lies in it.
            on: keep the units of that day; without it both periods are searched.

        Returns:
            The units, provinces before districts before communes, then by code and period; an
            empty list when nothing has the name.
        """
        found = self.candidates(name, level=level)
        period = period_of(on)
        if period is not None:
            found = tuple(e for e in found if e.unit.period == period)
            found = in_state(found, is_late_state(on))
        units = {entry.unit.key: entry.unit for entry in found}
        if within is not None:
            units = {k: u for k, u in units.items() if self._lies_in(u, within)}
        return sorted(units.values(), key=_order)

    @staticmethod
    def _lies_in(unit: Unit, within: str | Unit) -> bool:
        if isinstance(within, Unit):
            if within.period != unit.period:
                return False
            within = within.code
        return within in (unit.parent_code, unit.earlier_parent_code, unit.province_code)

    def suggest(self, name: str, *, limit: int = 5) -> list[Unit]:
        """Units whose names look like `name`, the likest first; diacritics may be missing."""
        if self._suggester is None:
            self._suggester = Suggester(self._table.name_keys())
        head, bare = self.parse(name)
        if head is None:
            head, bare = split_plain_head(bare)
        scores: dict[Unit, float] = {}
        for score, key in self._suggester.close(bare):
            for entry in self._table.entries(key):
                if head is None or entry.unit.level in HEADS[head]:
                    scores[entry.unit] = max(score, scores.get(entry.unit, 0))
        best = sorted(scores, key=lambda unit: (-scores[unit], *_order(unit)))
        return best[:limit]

    def names(self, *, common: bool = False) -> Iterator[tuple[str, Level]]:
        """Distinct `(bare name, level)` pairs for scanning text, in canonical spelling.

        Numbers (`1` of `quận 1`) are left out, and so are names that are ordinary words too
        (`common_words`), unless `common` is set: those need their head word.
        """
        for bare, level in dict.fromkeys(self._table.bare_names()):
            if not is_number(bare) and (common or not self.is_common(bare, level)):
                yield bare, level

    def aliases(self) -> Iterator[tuple[str, str]]:
        """`(spelling, canonical name)` of common short and foreign spellings: `TP.HCM`, `BR-VT`."""
        return read_pairs("aliases.tsv")

    def common_words(self) -> dict[str, str]:
        """Bare names that are ordinary words too, each with an example in that other sense."""
        if self._common is None:
            self._common = dict(read_pairs("common_words.tsv"))
        return self._common

    def is_common(self, bare: str, level: Level) -> bool:
        """Whether the bare name says too little to be read as a unit without its head word.

        True for communes and districts of one short syllable (`Vinh`) and for the listed words;
        never for provinces, which are written bare everywhere.
        """
        if level == "province":
            return False
        return (" " not in bare and len(bare) <= _SHORT) or bare in self.common_words()

    # The tree

    def get(self, code: str, period: Period) -> Unit | None:
        """The unit with that code in that period, or None."""
        return self._table.get(code, period)

    def by_code(self, code: str, *, on: date | None = None) -> list[Unit]:
        """The units with that code: in the period of a day, or without one in both."""
        period = period_of(on)
        periods: tuple[Period, ...] = (period,) if period else (BEFORE, FROM)
        return [unit for unit in (self.get(code, p) for p in periods) if unit is not None]

    def parent(self, unit: Unit) -> Unit | None:
        """The next higher unit: of a commune its district (its province from July 2025 on)."""
        return self.get(unit.parent_code, unit.period) if unit.parent_code else None

    def parents(self, unit: Unit) -> list[Unit]:
        """All higher units, the nearest first."""
        chain: list[Unit] = []
        upper = self.parent(unit)
        while upper is not None:
            chain.append(upper)
            upper = self.parent(upper)
        return chain

    def children(self, unit: Unit) -> list[Unit]:
        """The units directly below, in code order."""
        if self._children is None:
            self._children = {}
            for child in self._table:
                if child.parent_code:
                    self._children.setdefault((child.parent_code, child.period), []).append(child)
        return list(self._children.get(unit.key, ()))

    # July 2025

    def _loaded_edges(self) -> Edges:
        if self._edges is None:
            self._edges = Edges(self._table)
        return self._edges

    def successors(self, code: str | Unit, *, whole: bool = False) -> list[Successor]:
        """Where the territory of a unit of before July 2025 went.

        Args:
            code: its code (of the earlier period) or the unit.
            whole: only an edge that carries the whole unit. Counts may then be summed under
                `edge.new`. Ranks, scores and rates never may: no arithmetic on old units gives
                the place or score that a new unit would have had.

        Returns:
            The edges in code order; empty for unknown codes, for units of the later period, and
            for some communes that had gone by June 2025 (see docs/gazetteer.md).
        """
        if isinstance(code, Unit):
            if code.period != BEFORE:
                return []
            code = code.code
        return [e for e in self._loaded_edges().after(code) if e.whole or not whole]

    def predecessors(self, code: str | Unit, *, whole: bool = False) -> list[Successor]:
        """What a unit of since July 2025 was made of; `whole` leaves out parts of divided units."""
        if isinstance(code, Unit):
            if code.period != FROM:
                return []
            code = code.code
        return [e for e in self._loaded_edges().before(code) if e.whole or not whole]


def _order(unit: Unit) -> tuple[int, str, str]:
    return _LEVEL_ORDER[unit.level], unit.code, unit.period


def in_state(entries: tuple[NameEntry, ...], late: bool | None) -> tuple[NameEntry, ...]:
    """The names current in the wanted state (2021-23 or June 2025), or all where none is."""
    if late is None:
        return entries
    return tuple(e for e in entries if (e.late if late else e.early)) or entries


@lru_cache(maxsize=1)
def default_gazetteer() -> Gazetteer:
    """The gazetteer of the shipped tables, read once per process."""
    return Gazetteer()
