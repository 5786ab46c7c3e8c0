"""What a number goes on from where its own words name no metric."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cchc_extract.facts.chains import BODIES, continued_metric, is_elliptic, is_row
from cchc_extract.facts.metrics import MetricTable
from cchc_extract.facts.neighbours import cues_of, is_owner_alone, names_owner, names_unit, role_of
from cchc_extract.facts.readings import Reading, Tags
from cchc_extract.facts.spot import Spot

__all__ = ["changes_last", "inherited", "was_late"]

_SAME: Final = frozenset({"link.same", "link.same_goal"})


def changes_last(spot: Spot, tags: Tags) -> Reading | None:
    """``25 thủ tục, giảm 02 thủ tục so với năm 2021``: the same things, compared with a time."""
    previous = spot.previous
    if previous is None or spot.near.trend is None or previous.kind != "level":
        return None
    same = "object" in tags and tags["object"] == previous.tags.get("object")
    if not same and tags.keys() != {"vague"}:
        return None
    at = spot.region.at
    compared = any(role_of(i) == "compare" for i in spot.items[at + 1 : at + 4])
    return previous if compared else None


def was_late(spot: Spot, tags: Tags) -> Reading | None:
    """``năm 2022 trễ 31 ngàn hồ sơ, một năm sau còn 19,8 ngàn hồ sơ``: the late ones of then."""
    previous = spot.previous
    if previous is None or tags != {"object": "dossier"} or previous.unit != "count":
        return None
    timed = any(item.kind == "P" for item in spot.region.left)
    return previous if timed and "late" in previous.tags.values() else None


def inherited(
    spot: Spot, tags: Tags, table: MetricTable, *, weak: bool
) -> tuple[str, Tags, str] | None:
    """Metric, tags and rule of what the number continues; ``weak``: it has a metric, if need be."""
    n = spot.number
    for source, metric in _sources(spot, tags, weak=weak):
        if tags.keys() == {"vague"}:  # "8.214 lượt": only what is counted in such words
            if source.get("object") == "feedback":
                return "feedback_received", dict(source), "count.feedback_received.continued"
            if "vague" not in source:
                continue
        merged = {**source, **tags}
        if "object" in source:
            merged.pop("vague", None)
        if tags.get("stage") == "submitted" and "stage" in source:
            merged["stage"] = source["stage"]
        if metric == "feedback_received" and tags.keys() == {"vague"}:
            return metric, merged, f"count.{metric}.continued"
        if metric and merged == source:
            return metric, merged, f"count.{metric}.continued"
        choice = table.choose(merged.values(), percent=n.percent)
        if choice is not None:
            return choice.metric, merged, f"count.{choice.metric}.continued"
    return None


def _sources(spot: Spot, tags: Tags, *, weak: bool) -> Iterator[tuple[Tags, str]]:
    """Tags (and metric) that a number without a metric of its own may continue, best first."""
    n, region, near, state = spot.number, spot.region, spot.near, spot.state
    previous, parent = spot.previous, spot.parent
    listed = _is_listed(spot, tags)
    same = any(c.id in _SAME for c in cues_of(region.left))
    if state.dropped and not (listed or same) and n.percent:
        return
    shared = n.percent and any(c.role == "share" for c in cues_of(region.left))
    same_clause = previous is not None and not region.opens_clause
    listed = listed or (near.item is not None and near.item.kind == "(" and same_clause)
    row = state.row
    if row is not None and is_row(region) and (row.unit == "percent") == n.percent:
        yield row.tags, continued_metric(row, n)
    like = _parallel(spot, tags)
    if like is not None:
        yield like.tags, continued_metric(like, n)
    if previous is not None and (same_clause or listed or shared):
        if n.percent:
            yield previous.tags, continued_metric(previous, n)
        if parent is not None:
            yield parent.tags, continued_metric(parent, n)
        yield previous.tags, continued_metric(previous, n)
    elif parent is not None:
        yield parent.tags, continued_metric(parent, n)
    if weak and tags.get("object") != "dossier":
        return
    if state.lead:
        yield state.lead, ""
    echoes = "vague" in tags and "object" not in tags and state.last is not None
    if state.last is not None and is_elliptic(n, region, state.last):
        yield state.last.tags, ""
    elif state.last is not None and (same or listed or (echoes and not state.dropped)):
        last = {k: v for k, v in state.last.tags.items() if k != "channel" or n.percent}
        yield last, ""


def _parallel(spot: Spot, tags: Tags) -> Reading | None:
    """``khối sở nhận 389 HS, đúng hạn 99%; cấp xã 472 HS, đạt 98%``: a count goes on from the
    count of the first clause, a rate from its rate."""
    n, region, previous = spot.number, spot.region, spot.previous
    if previous is None or previous.unit == ("percent" if n.percent else "count"):
        return None
    if n.percent:
        if tags or region.opens_clause or not previous.rule.endswith(".continued"):
            return None
        return next((r for r in spot.state.first if r.unit == "percent"), None)
    owned = region.opens_clause and all(names_owner(i) for i in region.left[-1:])
    return next((r for r in spot.state.first if r.unit == "count"), None) if owned else None


def _is_listed(spot: Spot, tags: Tags) -> bool:
    """``Sở A 98%, Sở B 97%``: the number stands in a list, by whose it is."""
    n, region, near, state = spot.number, spot.region, spot.near, spot.state
    previous = spot.previous
    listed = near.item is not None and (
        near.item.kind == "U"
        or role_of(near.item) in ("subject", "part")
        or (near.item.kind in ":(" and names_unit(region.left))
    )
    if near.trend is not None and near.owner:
        listed = True
    if any(c.id == "link.in_turn" for c in cues_of(region.left)):
        listed = True
    if n.percent and previous is not None and previous.unit == "percent" and not tags:
        listed = listed or len(region.left) <= 4
    if tags.get("object") in BODIES and near.linked and not near.most:
        listed = False
    if n.percent and previous is None and not tags and is_owner_alone(region.left):
        listed = listed or (state.last is not None and state.last.unit == "percent")
    return listed
