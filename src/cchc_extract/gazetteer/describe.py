"""What is known of a name, as plain values for a command line or a table."""

from __future__ import annotations

from datetime import date

from cchc_extract.gazetteer.gazetteer import Gazetteer, default_gazetteer
from cchc_extract.gazetteer.model import Successor, Unit

Description = dict[str, str | int | list[str] | list[dict[str, str | bool]] | None]


def describe(
    name: str, *, on: date | None = None, gazetteer: Gazetteer | None = None
) -> list[Description]:
    """One plain dict for each unit that has the name or the code; empty when nothing does.

    Args:
        name: a name with or without its head word, or an official code.
        on: keep the units of that day.

    Keys: `code`, `period`, `name`, `earlier_name`, `type`, `level`, `parents` (names, the nearest
    first), `children` (how many), `successors` and `predecessors` (dicts of `code`,
    `name`, `kind`, `whole`).
    """
    gazetteer = gazetteer or default_gazetteer()
    code = name.strip()
    by_code = code.isdigit()
    units = gazetteer.by_code(code, on=on) if by_code else gazetteer.lookup(name, on=on)
    return [_describe(unit, gazetteer) for unit in units]


def _describe(unit: Unit, gazetteer: Gazetteer) -> Description:
    return {
        "code": unit.code,
        "period": unit.period,
        "name": unit.name,
        "earlier_name": unit.earlier_name,
        "type": unit.head,
        "level": unit.level,
        "parents": [upper.name for upper in gazetteer.parents(unit)],
        "children": len(gazetteer.children(unit)),
        "successors": [_edge(edge, edge.new) for edge in gazetteer.successors(unit)],
        "predecessors": [_edge(edge, edge.old) for edge in gazetteer.predecessors(unit)],
    }


def _edge(edge: Successor, unit: Unit) -> dict[str, str | bool]:
    return {"code": unit.code, "name": unit.name, "kind": edge.kind, "whole": edge.whole}
