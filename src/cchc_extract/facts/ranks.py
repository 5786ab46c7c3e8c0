"""Places and scores of indices."""

from __future__ import annotations

from typing import Final

from cchc_extract.facts.guards import compares_time
from cchc_extract.facts.neighbours import cues_of, index_ahead, names_unit, role_of, trend_of
from cchc_extract.facts.readings import Reading
from cchc_extract.facts.regions import Region
from cchc_extract.facts.spot import Spot
from cchc_extract.facts.stream import Item
from cchc_extract.facts.which_index import index_of

__all__ = ["goes_on_ranking", "is_place", "is_score", "read_move", "read_rank", "read_score"]

_PAPI: Final = 80  # points at most


def is_place(spot: Spot) -> bool:
    """``xếp thứ 13``, ``tới nấc 49``; ``từ 41/60 rơi về 54/61``."""
    near, previous = spot.near, spot.previous
    if spot.number.decimals or (
        near.trend is not None
        and near.item is not None
        and (role_of(near.item) not in ("rank_at", "place"))
    ):
        return False
    if role_of(near.item) in ("rank_at", "place"):
        return True
    return (
        near.goes_to and previous is not None and (previous.metric == "rank" and previous.came_from)
    )


def goes_on_ranking(spot: Spot) -> bool:
    """``Sở A xếp thứ 3, Sở B (7/20)``, ``lên thứ 49, rồi 41``: places without their word."""
    near, region, previous = spot.near, spot.region, spot.previous
    last = previous or spot.state.last
    if last is None or last.metric != "rank" or near.item is None:
        return False
    if near.item.kind in "U(:P" and spot.number.out_of is not None:
        return True
    if near.item.kind == "(" and not region.right and names_unit(region.left):
        return True
    if previous is None or any(
        c.role in ("object", "point", "place") for c in cues_of(region.right)
    ):
        return False
    return all(i.kind == "," or role_of(i) == "and" for i in region.left)


def is_score(spot: Spot) -> bool:
    """A score without its ``điểm``: ``Điểm CCHC là 91,35/100``, ``Phổ Yên 80,05, Đồng Hỷ 79,6``."""
    n, near, region = spot.number, spot.near, spot.region
    state, previous = spot.state, spot.previous
    if state.index is None or state.contest or n.value > 1000:
        return False
    if n.out_of == 100 or (n.out_of == _PAPI and state.index == "PAPI"):
        return near.linked or role_of(near.item) in ("share", "index", "mean")
    if not n.decimals or n.out_of is not None:
        return False
    for item in reversed(region.left):
        if item.kind in ";.":
            break
        if role_of(item) in ("mean", "point", "index", "index_again"):
            return True
        if role_of(item) == "object" and "org" not in item.x.tags:
            break
    if near.item is not None and near.item.kind == '"':
        return True
    last = previous or state.last
    scored = last is not None and (
        last.metric == "rank" or (last.metric == "index_score" and last.unit == "point")
    )
    linked = near.linked or role_of(near.item) == "share"
    if linked and previous is not None and previous.metric == "index_score":
        return previous.unit == "point" and not region.right
    listed = near.item is not None and (
        near.item.kind == "U" or (near.item.kind in "(:" and names_unit(region.left))
    )
    return listed and (scored or state.index_here)


def read_rank(spot: Spot, *, alone: bool = False) -> Reading | None:
    """``xếp thứ 13``; ``alone`` where the words behind the number say nothing of it."""
    near, region, state, previous = spot.near, spot.region, spot.state, spot.previous
    value = spot.number.value
    items: list[Item] = [] if alone else spot.items
    index = index_of(region, state) or index_ahead(items, region.after)
    if _ranks_a_rate(items, region, previous):
        index = "OTHER"
    elif state.index is None and near.item is not None:
        bare = near.item.stop == near.item.first + 1
        if bare and (previous is None or previous.metric != "rank"):
            return None  # a bare "thứ" counts off something else
    if index is None or value != int(value) or value < 1:
        return None
    reading = spot.says("rank", "level", "rank", value, "rank.at", {}, index)
    reading.came_from = near.came_from
    return reading


def read_move(spot: Spot) -> Reading | None:
    """``tăng 5 bậc``."""
    trend = spot.near.trend or spot.near.towards or trend_of(spot.previous)
    index = index_of(spot.region, spot.state)
    if trend is None or index is None:
        return None
    sign = 1 if trend.trend == "up" else -1
    return spot.says("rank", "change", "places", sign * spot.number.value, "rank.move", {}, index)


def read_score(spot: Spot, unit: str) -> Reading | None:
    """``đạt 91,35 điểm``, ``tăng 1,2%``; ``unit`` is ``point`` or ``percent``."""
    n, near = spot.number, spot.near
    index = index_of(spot.region, spot.state, out_of=n.out_of)
    if index is None:
        return None
    if near.trend is not None and not near.came_from and not near.goes_to:
        if near.trend.gap and not compares_time(spot.items, spot.region):
            return None
        sign = 1 if near.trend.trend == "up" else -1
        return spot.says("index_score", "change", unit, sign * n.value, "score.change", {}, index)
    reading = spot.says("index_score", "level", unit, n.value, "score.level", {}, index)
    reading.came_from = near.came_from
    return reading


def _ranks_a_rate(items: list[Item], region: Region, previous: Reading | None) -> bool:
    """``xếp thứ 13 toàn quốc về tỷ lệ thanh toán trực tuyến``: a place by a rate."""
    for item in items[region.at + 1 : region.at + 6]:
        if item.kind in ";,.N" or role_of(item) == "index":
            break
        if role_of(item) == "rate":
            return True
    if previous is None or previous.unit != "percent" or previous.index is not None:
        return False
    return not any(c.role in ("index", "component") for c in cues_of(region.left))
