"""Binding: what each number of a sentence says, without yet asking whose it is and when.

A number takes the tags of its own region, nearest first and one of each dimension; where they name
no metric it takes those of the number or lead-in it continues (``gồm``, brackets, enumerations).
"""

from __future__ import annotations

from typing import Final

from cchc_extract.facts.chains import (
    chunks_of,
    in_their_order,
    is_part,
    is_row,
    opens_item,
    opens_parts,
    share_bound,
    whole_of,
)
from cchc_extract.facts.columns import columns_of, has_numbers, read_cell
from cchc_extract.facts.guards import counts_class, counts_papers, picks_group
from cchc_extract.facts.kinds import NumberReader
from cchc_extract.facts.metrics import MetricTable, metric_table
from cchc_extract.facts.neighbours import (
    cell_of,
    cues_of,
    in_brackets,
    look_before,
    names_owner,
    role_of,
)
from cchc_extract.facts.readings import Reading, State
from cchc_extract.facts.regions import Region, regions
from cchc_extract.facts.spot import Spot
from cchc_extract.facts.stream import Item
from cchc_extract.facts.tagging import Tagger
from cchc_extract.facts.which_index import notice
from cchc_extract.quantities.types import NumberMention

__all__ = ["Binder"]

_SHORT: Final = 6  # items of a sentence that but names an index


class Binder:
    """Reads the numbers of sentences by the metric table."""

    def __init__(self, table: MetricTable | None = None) -> None:
        self._table = table or metric_table()
        self._tagger = Tagger(self._table)
        self._numbers = NumberReader(self._table, self._tagger)

    def bind(self, items: list[Item], state: State) -> list[Reading]:
        """Readings of the numbers of one sentence; ``state`` is brought up to date."""
        found: list[Reading] = []
        state.dropped = False
        if state.index != "OTHER" and items and names_owner(items[0]):
            state.component = False  # whose index it is, not which part of it
        state.scope = self._tagger.scope(items)
        parent = _opening_whole(items, state)
        columns = columns_of(items, state, self._tagger)
        if columns and not has_numbers(items):
            return found
        again = in_their_order(items, state.told)
        behind = 0
        merged: Region | None = None
        for region in regions(items):
            if merged is not None and not region.opens_clause:
                region.left = items[merged.at - len(merged.left) : region.at]
            merged = None
            notice(items[behind : region.at], state)
            parent = whole_of(items, behind, region.at, found, parent)
            behind = region.at
            cell = cell_of(items, region.at) if columns else -1
            reading: Reading | None
            if region.at in again:
                reading = _restated(again[region.at], region, items[region.at].x)
            elif 0 <= cell < len(columns) and columns[cell]:
                spot = Spot(items[region.at].x, items, region, look_before(region.left), state)
                reading = read_cell(spot, columns[cell], self._table)
            else:
                previous = found[-1] if found else None
                reading = self._numbers.read(items, region, state, previous, parent)
            state.dropped = reading is None
            if reading is None:
                if counts_class(items, region) or counts_papers(items, region):
                    merged, state.dropped = region, False
                elif picks_group(items, region):
                    state.lead = self._tagger.gather(chunks_of(region.left))
                continue
            share_bound(reading, found)
            reading.parent = parent
            if reading.own_stage and parent is not None and not is_part(reading, parent):
                parent = None
            goes_on = region.opens_clause and reading.rule.endswith(".continued")
            if not found or (region.opens_clause and not goes_on):
                state.first = [reading]
            elif not region.opens_clause and found[-1] is state.first[-1]:
                state.first.append(reading)
            found.append(reading)
            state.last = reading
            if is_row(region):
                state.row = reading
            state.lead = {}
            state.reform = True
        notice(items[behind:], state)
        self._close(items, found, state)
        return found

    def _close(self, items: list[Item], found: list[Reading], state: State) -> None:
        """What the next sentence may go on from."""
        state.announced = False
        if not found:
            named = [c.index for c in cues_of(items) if c.role == "index"]
            state.index = named[0] if named else state.index  # the first is spoken of first
            state.announced = bool(named) and len(items) <= _SHORT
        tail = found[-1].region.after if found else 0
        if items and (items[-1].kind in ":?" or role_of(items[-1]) == "part"):
            lead = self._tagger.gather([list(reversed(items[tail:]))])
            if lead:
                state.lead = lead
        if found:
            state.told = found
            state.bracketed = in_brackets(items, found[-1].region.at)
        state.group = found[-1].parent if found else None


def _opening_whole(items: list[Item], state: State) -> Reading | None:
    """The whole of an earlier sentence that the numbers of this one are parts of."""
    if opens_parts(items):
        last = state.last
        if last is not None and state.bracketed:
            return last.parent or last  # "... HS (mới 5, cũ 2). Trong đó: ..."
        return last
    return state.group if opens_item(items) else None


def _restated(told: Reading, region: Region, n: NumberMention) -> Reading:
    """The same measure of another time."""
    bound = look_before(region.left).bound
    return Reading(
        n, region, told.metric, "level", told.unit, n.value, bound, f"{told.rule}.again",
        dict(told.tags), told.index,
    )  # fmt: skip
