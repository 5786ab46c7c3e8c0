"""Tables: what the heads of the columns say of the numbers in the rows."""

from __future__ import annotations

from typing import Final

from cchc_extract.facts.metrics import MetricTable
from cchc_extract.facts.neighbours import cues_of, is_bare_year
from cchc_extract.facts.ranks import read_move, read_score
from cchc_extract.facts.readings import Column, Reading, State
from cchc_extract.facts.spot import Spot
from cchc_extract.facts.stream import Item
from cchc_extract.facts.tagging import Tagger
from cchc_extract.facts.which_index import index_of

__all__ = ["columns_of", "has_numbers", "read_cell"]

_HEADING: Final = 12  # items of a line that may stand between the rows of a table


def has_numbers(items: list[Item]) -> bool:
    """Numbers stand there that are no years."""
    return any(i.kind == "N" and not is_bare_year(i.x) for i in items)


def columns_of(items: list[Item], state: State, tagger: Tagger) -> list[Column]:
    """The heads of the table that a row of cells stands in; a row without numbers is one."""
    bars = sum(i.kind == "|" for i in items)
    if not bars:
        if len(items) > _HEADING:
            state.columns = []
    elif not has_numbers(items):
        cells: list[list[Item]] = [[]]
        for item in items:
            if item.kind == "|":
                cells.append([])
            else:
                cells[-1].append(item)
        state.columns = [
            Column(tagger.gather([c]), frozenset(x.role for x in cues_of(c))) for c in cells
        ]
    return state.columns if len(state.columns) == bars + 1 else []


def read_cell(spot: Spot, column: Column, table: MetricTable) -> Reading | None:
    """A number in a cell says what the head of its column says."""
    n, near = spot.number, spot.near
    if column.roles & {"rank_at", "place"} and not column.tags:
        if near.trend is not None:
            return read_move(spot)
        index = index_of(spot.region, spot.state)
        if not index:
            return None
        return Reading(
            n, spot.region, "rank", "level", "rank", n.value, near.bound, "table.rank", {}, index
        )
    if column.roles & {"point", "index", "mean"} and not column.tags:
        return read_score(spot, "percent" if n.percent else "point")
    tags = dict(column.tags)
    tags.setdefault("object", "dossier")
    choice = table.choose(tags.values(), percent=n.percent)
    if choice is None:
        return None
    unit = "percent" if n.percent else "count"
    return Reading(
        n, spot.region, choice.metric, "level", unit, n.value, near.bound,
        f"table.{choice.metric}", tags,
    )  # fmt: skip
