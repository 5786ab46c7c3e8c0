"""What kind of statement a number makes: a place, a move, a score, a count, or none."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from cchc_extract.facts.chains import bound_of_list, chain_end, clause_behind, is_of_last
from cchc_extract.facts.counts import CountReader, read_feedback
from cchc_extract.facts.guards import (
    is_band,
    is_forbidden,
    is_gap_to_mean,
    is_unfit,
    is_vetoed,
    picks_group,
    satisfies,
)
from cchc_extract.facts.metrics import MetricTable
from cchc_extract.facts.neighbours import Near, cell_of, cues_of, look_before, names_unit
from cchc_extract.facts.ranks import (
    goes_on_ranking,
    is_place,
    is_score,
    read_move,
    read_rank,
    read_score,
)
from cchc_extract.facts.readings import Reading, State
from cchc_extract.facts.regions import Region
from cchc_extract.facts.spot import Spot
from cchc_extract.facts.stream import Item
from cchc_extract.facts.tagging import Tagger
from cchc_extract.facts.which_index import is_index_percent, is_rate_change
from cchc_extract.quantities.types import NumberMention

__all__ = ["NumberReader"]

_NOT_COUNTED: Final = frozenset(
    {"other", "status", "contest", "ordinal", "citizens", "component", "mask"}
)


class NumberReader:
    """Reads one number of a sentence."""

    def __init__(self, table: MetricTable, tagger: Tagger) -> None:
        self._table = table
        self._counts = CountReader(table, tagger)

    def read(
        self,
        items: list[Item],
        region: Region,
        state: State,
        previous: Reading | None,
        parent: Reading | None,
    ) -> Reading | None:
        """What a number says; None where it is no fact of the reform.

        Args:
            items: its sentence.
            region: which of them are its own.
            state: what the paragraph remembers.
            previous: the reading before it in the sentence.
            parent: the whole it is a part of.
        """
        number: NumberMention = items[region.at].x
        if number.in_range or is_unfit(region):
            return None
        if is_vetoed(items, region) or is_band(items, region):
            return None
        spot = Spot(number, items, region, _near(items, region, previous), state, previous, parent)
        end = chain_end(items, region.at)
        first = items[end + 1] if end + 1 < len(items) else None
        role = first.x.role if first is not None and first.kind == "C" else ""
        if previous is not None and is_of_last(items, region):
            spot.parent = previous
            region.right = clause_behind(items, region.at)
        elif previous is not None and role == "part":
            spot.parent = previous
        if number.percent:
            return self._percentage(spot, role)
        return self._number(spot, first, role)

    def _percentage(self, spot: Spot, role: str) -> Reading | None:
        """``93,2%``; ``role`` is that of the word behind it."""
        near = spot.near
        if role == "citizens" and (near.has or not near.linked):
            if not satisfies(spot.items, spot.region):
                return None
        if role == "point" or is_index_percent(spot, self._table):
            return read_score(spot, "percent")
        if role == "other" or _sets_apart(spot):
            return None
        return self._counts.read(spot)

    def _number(self, spot: Spot, first: Item | None, role: str) -> Reading | None:
        """A number without a percent sign; ``first`` is the item behind it."""
        number, items, region, near = spot.number, spot.items, spot.region, spot.near
        if role != "place" and is_place(spot):
            return read_rank(spot)
        if role not in ("object", "point") and is_score(spot):
            return read_score(spot, "point")
        if role == "place" or (role == "rank_at" and near.trend is not None):
            return read_move(spot)
        if role in ("point", "point_percent"):
            return self._points(spot, role)
        if role == "citizens" and number.out_of and satisfies(items, region):
            return self._counts.read(spot)
        opinions = first is not None and role == "citizens" and first.x.id == "obj.opinion"
        if opinions and any("feedback" in c.tags for c in cues_of(region.left)):
            return read_feedback(spot)
        if goes_on_ranking(spot):
            return read_rank(spot, alone=True)
        if role in _NOT_COUNTED or (first is not None and first.kind == "W"):
            return None
        if near.floor and picks_group(items, region):
            return None
        return None if _is_date(spot) else self._counts.read(spot)

    def _points(self, spot: Spot, role: str) -> Reading | None:
        """``91,2 điểm``, ``giảm bốn điểm phần trăm``."""
        if _sets_apart(spot):
            return None
        if role == "point":
            return read_score(spot, "point")
        if is_rate_change(spot.region, self._table):
            spot.number = replace(spot.number, percent=True)
            return self._counts.read(spot)
        return read_score(spot, "percent")


def _near(items: list[Item], region: Region, previous: Reading | None) -> Near:
    """What stands right before the number, with the bounds said elsewhere."""
    near = look_before(region.left)
    if near.bound == "above" and is_forbidden(region):
        near.bound = "below"
    elif near.bound == "exact" and (lead := bound_of_list(items, region.at)) is not None:
        near.bound, near.norm = str(lead.bound), lead.norm
    near.most = any(c.role == "most" for c in cues_of(region.left))
    if near.rest and previous is not None and previous.came_from:
        near.goes_to = True
    for cue in cues_of(region.right):
        if cue.role == "post_bound" and cue.bound:
            near.bound, near.norm = cue.bound, True
            near.floor, near.came_from = near.came_from, False
    return near


def _sets_apart(spot: Spot) -> bool:
    """How far from other units, or which of them are counted."""
    if is_gap_to_mean(spot.region):
        return True
    return spot.near.bound != "exact" and picks_group(spot.items, spot.region)


def _is_date(spot: Spot) -> bool:
    """``(5/8)``: a date in brackets."""
    region, near, previous = spot.region, spot.near, spot.previous
    if spot.number.out_of is None or region.right or near.linked:
        return False
    ranked = previous is not None and previous.metric == "rank"
    if ranked or names_unit(region.left) or cell_of(spot.items, region.at):
        return False
    return near.item is None or near.item.kind in "(-,"
