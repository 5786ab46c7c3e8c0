"""Which unit a fact of the panel belongs to, and what of it may be summed under later units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from cchc_extract.gazetteer import (
    BEFORE,
    FROM,
    Gazetteer,
    Unit,
    default_gazetteer,
    period_of,
    successor_for_counts,
)

__all__ = ["UnitKey", "merged_rows", "unit_key"]

_COMMITTEE = "Ủy ban nhân dân "


class UnitKey(NamedTuple):
    """A unit of the panel; bodies of one territory share its code and differ in name."""

    code: str | None
    code_period: str | None
    name: str
    level: str | None


def unit_key(subject: Mapping[str, Any], day: str | None) -> UnitKey:
    """The unit of a fact's subject; a territory and its Ủy ban nhân dân are one.

    Args:
        subject: as in the record.
        day: an ISO day that the number is about; says which codes it is of, where a code is used
            in both periods.
    """
    name, code = subject["name"].removeprefix(_COMMITTEE), subject["code"]
    if code is None:
        return UnitKey(None, None, name, subject["level"])
    return UnitKey(code, _code_period(code, name, day), name, subject["level"])


def _code_period(code: str, name: str, day: str | None) -> str | None:
    gazetteer = default_gazetteer()
    said = period_of(date.fromisoformat(day[:10])) if day else None
    known = [period for period in (BEFORE, FROM) if gazetteer.get(code, period)]
    named = [p for p in known if (unit := gazetteer.get(code, p)) and unit.name == name]
    for candidates in (named, known):
        if len(candidates) == 1:
            return candidates[0]
    return said if said in known else None


def merged_rows(rows: Iterable[Mapping[str, Any]], key: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Counts of former units summed under the units of since July 2025 that they went to.

    Only counts of actual things, of whole territories: ranks, scores, rates and counts of single
    bodies are never inherited. A sum over fewer than all former units says so in ``complete``.

    Args:
        rows: of the panel.
        key: the columns in which rows must agree to be summed.
    """
    gazetteer = default_gazetteer()
    groups: dict[tuple[object, ...], list[tuple[Unit, Mapping[str, Any]]]] = defaultdict(list)
    later: dict[tuple[object, ...], Unit] = {}
    for row in rows:
        unit = _whole_territory(row, gazetteer)
        if unit is None or unit.period != BEFORE:
            continue
        new = successor_for_counts(unit, gazetteer)
        if new is None:
            continue
        place = (new.code, *(row[name] for name in key))
        groups[place].append((unit, row))
        later[place] = new
    for place, parts in groups.items():
        yield _merged(later[place], parts, gazetteer)


def _whole_territory(row: Mapping[str, Any], gazetteer: Gazetteer) -> Unit | None:
    counted = row["unit"] == "count" and row["status"] == "actual" and row["formula"] is None
    if not counted or row["code"] is None or row["code_period"] is None:
        return None
    unit = gazetteer.get(row["code"], row["code_period"])
    if unit is None or row["name"] not in (unit.name, unit.earlier_name):
        return None  # a body of the territory
    return unit


def _merged(
    new: Unit, parts: list[tuple[Unit, Mapping[str, Any]]], gazetteer: Gazetteer
) -> dict[str, Any]:
    units = list(dict.fromkeys(unit.code for unit, _ in parts))
    made_of = {edge.old.code for edge in gazetteer.predecessors(new, whole=True)}
    total = sum(row["value"] for _, row in parts)
    ids = dict.fromkeys(i for _, row in parts for i in row["article_ids"])
    return {
        **parts[0][1],
        "code": new.code,
        "code_period": FROM,
        "name": new.name,
        "level": new.level,
        "value": total,
        "out_of": None,
        "articles": len(ids),
        "article_ids": list(ids),
        "conflict": any(row["conflict"] for _, row in parts),
        "values": [total],
        "formula": "sum of the former units",
        "merged_from": units,
        "complete": set(units) == made_of,
    }
