"""Counts and percentages: what a number of the reform's bookkeeping says."""

from __future__ import annotations

from typing import Final, TypeGuard

from cchc_extract.facts.chains import BODIES, is_named_part
from cchc_extract.facts.count_tags import CountTags
from cchc_extract.facts.guards import compares_level, compares_time, is_base, is_rest, merges
from cchc_extract.facts.metrics import MetricTable
from cchc_extract.facts.ranks import read_score
from cchc_extract.facts.readings import Reading
from cchc_extract.facts.spot import Spot
from cchc_extract.facts.tagging import Tagger

__all__ = ["CountReader", "read_feedback"]

_CUT_METRICS: Final = frozenset({"staff_reduced", "units_reduced", "procedures_amended"})


class CountReader:
    """Reads what is counted, in numbers and percentages."""

    def __init__(self, table: MetricTable, tagger: Tagger) -> None:
        self._tags = CountTags(table, tagger)

    def read(self, spot: Spot) -> Reading | None:
        """The count that the number gives; None where it is none of the reform's."""
        n, near, region, state = spot.number, spot.near, spot.region, spot.state
        if n.word and not region.right:
            return None
        metric, tags, rule = self._tags.read(spot)
        if not metric or (metric == "satisfaction_rate" and not n.percent and n.out_of is None):
            return None
        continued = rule.endswith(".continued")
        if continued and not n.percent and not region.right:
            named = near.item is not None and near.item.kind == "W"
            if (named and not is_named_part(n, region, near, spot.parent)) or (
                near.rest and metric == "feedback_received"
            ):
                return None  # "trong khi sức làm khoảng 400", "còn nợ 9"
        if tags.get("object") in BODIES and _counts_no_cut(spot, metric, continued=continued):
            return None
        if metric == "satisfaction_rate" and state.index == "SIPAS":
            if state.index_here and not near.goes_to:
                return read_score(spot, "percent")
        kind, value = "level", n.value
        trend = near.trend
        moves = trend is not None and not near.came_from and not near.goes_to
        if moves and trend is not None and metric not in _CUT_METRICS:
            if trend.gap and not compares_time(spot.items, region):
                return None
            if not compares_level(region):
                kind, value = "change", n.value if trend.trend == "up" else -n.value
        risen = spot.previous
        if n.percent and trend is None and continued and _gives_change(risen, metric):
            kind, value = "change", n.value if risen.value > 0 else -n.value
        unit = "percent" if n.percent else "count"
        reading = spot.says(metric, kind, unit, value, rule, tags)
        reading.came_from = near.came_from
        reading.own_stage = "stage" in tags and not continued
        return reading


def read_feedback(spot: Spot) -> Reading:
    """``Số phản ánh, kiến nghị: 01 ý kiến``."""
    return spot.says(
        "feedback_received", "level", "count", spot.number.value, "count.feedback_received",
        {"object": "feedback"},
    )  # fmt: skip


def _counts_no_cut(spot: Spot, metric: str, *, continued: bool) -> bool:
    """Bodies or staff that are there, are left or go elsewhere: no fewer of them."""
    near = spot.near
    if spot.number.word and near.trend is None and (metric == "units_reduced" or continued):
        return True
    return (
        (metric in ("units_reduced", "staff_reduced") and near.has)
        or merges(spot.items, spot.region)
        or is_base(spot.region)
        or is_rest(spot.region)
        or near.came_from
        or near.goes_to
    )


def _gives_change(previous: Reading | None, metric: str) -> TypeGuard[Reading]:
    """``tăng 1.250 hồ sơ (8,6%)``: the rise, then once more as a percentage."""
    return (
        previous is not None
        and previous.kind == "change"
        and previous.unit == "count"
        and previous.metric == metric
    )
