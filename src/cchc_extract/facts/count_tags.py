"""What is counted: the metric of a number and the tags that name it."""

from __future__ import annotations

from typing import Final

from cchc_extract.facts.chains import (
    BODIES,
    CUTS,
    LEVELS,
    all_in_time,
    chunks_of,
    predicate,
    shared_right,
    strongest_first,
)
from cchc_extract.facts.continuing import changes_last, inherited, was_late
from cchc_extract.facts.metrics import Choice, MetricTable
from cchc_extract.facts.neighbours import cues_of, role_of
from cchc_extract.facts.readings import Tags
from cchc_extract.facts.spot import Spot
from cchc_extract.facts.tagging import Tagger

__all__ = ["CountTags"]

_STAGES: Final = frozenset({"received", "submitted", "new", "resolved"})


class CountTags:
    """Finds the metric of a number: by its own words, else by what it continues."""

    def __init__(self, table: MetricTable, tagger: Tagger) -> None:
        self._table = table
        self._tagger = tagger

    def read(self, spot: Spot) -> tuple[str, Tags, str]:
        """Metric (empty for none), tags, and the name of the rule."""
        tags = self._behind(spot)
        same = changes_last(spot, tags)
        if same is None:
            self._turn(tags, spot)
            same = was_late(spot, tags)
        if same is not None:
            return same.metric, dict(same.tags), f"count.{same.metric}.continued"
        if spot.near.rest and tags == {"object": "procedure"}:
            return "procedures_total", tags, "count.procedures_total"
        tags = _left_over(tags, spot)
        self._before(tags, spot)
        _narrow(tags, spot)
        tags = _with_channel(tags, spot)
        if tags.get("object") == "service" and "service_level" not in tags:
            if not spot.number.percent:
                nearest = next(chunks_of(spot.region.left), [])
                levels = [x for x in nearest if x.kind == "C" and not LEVELS.isdisjoint(x.x.tags)]
                self._tagger.add(tags, levels)
        choice = self._pick(tags, spot, last=True)
        if choice is not None and choice.metric.startswith("dossiers_"):
            channel = _channel_said(spot)
            if channel is not None:
                tags.setdefault("channel", channel)
        if choice is not None and not choice.weak:
            return choice.metric, tags, f"count.{choice.metric}"
        return (
            _moved(tags, spot)
            or inherited(spot, tags, self._table, weak=choice is not None)
            or ((choice.metric, tags, f"count.{choice.metric}") if choice else ("", tags, ""))
        )

    def _behind(self, spot: Spot) -> Tags:
        """The tags of what stands behind the number."""
        n, items, region = spot.number, spot.items, spot.region
        tags: Tags = {}
        right = region.right or shared_right(items, region)
        self._tagger.add(tags, strongest_first(right), after=True, percent=n.percent)
        said = tags.keys() & {"act", "service_level"}
        if n.percent and tags.get("object") == "procedure" and not said:
            self._tagger.add(tags, predicate(items, region, LEVELS))
        if tags.get("object") in BODIES and "act" not in tags and not n.word:
            self._tagger.add(tags, predicate(items, region, CUTS | {"inspect"}))
        return tags

    def _turn(self, tags: Tags, spot: Spot) -> None:
        """``giảm 25``, ``94 hồ sơ đang giải quyết, đều chưa đến hạn``."""
        trend = spot.near.trend
        if trend is not None and trend.trend == "down":
            tags.setdefault("act", "reduce")
        if tags.get("stage") == "pending" and "time" not in tags and not spot.number.percent:
            self._tagger.add(tags, all_in_time(spot.items, spot.region))

    def _before(self, tags: Tags, spot: Spot) -> None:
        """Add what stands before the number, as far back as a metric asks for."""
        choice = self._pick(tags, spot)
        for chunk in chunks_of(spot.region.left):
            if choice is not None and not choice.weak:
                break
            self._tagger.add(tags, strongest_first(chunk))
            choice = self._pick(tags, spot)

    def _pick(self, tags: Tags, spot: Spot, *, last: bool = False) -> Choice | None:
        """The metric of ``tags``; a counter of anything counts what the words around it name."""
        if "vague" in tags and "object" in tags:
            if tags["object"] in ("dossier", "feedback"):
                del tags["vague"]
            else:
                del tags["object"]
        percent = spot.number.percent
        if percent and tags.get("object") == "feedback":
            return None
        choice = self._table.choose(tags.values(), percent=percent)
        said = tags.keys() & {"stage", "time", "act"}
        if choice is None and said and "object" not in tags and (last or "vague" in tags):
            choice = self._with_known_object(tags, spot)
        return choice

    def _with_known_object(self, tags: Tags, spot: Spot) -> Choice | None:
        """``Đã trả 12.618``, ``chỉ bớt được 19``: what is counted was said before."""
        n, state = spot.number, spot.state
        last = state.last
        known: str | None = None
        if tags.get("act") in ("reduce", "cut"):
            cut = last is not None and last.metric in ("staff_reduced", "units_reduced")
            known = state.object if state.object in BODIES and (cut or not n.percent) else None
        elif "stage" in tags or "time" in tags:
            known = "dossier" if last and last.metric.startswith("dossiers_") else None
        if known is None:
            return None
        vague = tags.pop("vague", None)
        choice = self._table.choose([*tags.values(), known], percent=n.percent)
        if choice is not None:
            tags["object"] = known
        elif vague is not None:
            tags["vague"] = vague
        return choice


def _left_over(tags: Tags, spot: Spot) -> Tags:
    """``còn 41 hồ sơ``: those that are not done."""
    if not spot.near.rest or spot.number.percent or tags != {"object": "dossier"}:
        return tags
    if spot.parent is not None or any("late" in c.tags for c in cues_of(spot.region.left)):
        return tags
    previous = spot.previous
    if previous is not None and previous.tags.get("stage") == "pending":
        return dict(previous.tags)  # "X còn 41 hồ sơ quá hạn ..., Y còn 18 hồ sơ"
    return {"object": "dossier", "stage": "pending"}


def _narrow(tags: Tags, spot: Spot) -> None:
    """What the whole says that the number is some of, named with its number or without."""
    if tags or not spot.number.percent or spot.previous is None:
        for dim, tag in spot.state.scope.items():
            if dim not in tags or tags[dim] == "submitted":
                tags[dim] = tag
    parent = spot.parent
    if parent is None:
        return
    stage = parent.tags.get("stage")
    if tags.get("stage") == "submitted" and stage in ("new", "resolved"):
        tags["stage"] = stage
    elif "stage" not in tags and "pending" in parent.tags.values():
        if tags.get("time") in ("late", "in_time"):
            tags["stage"] = "pending"


def _with_channel(tags: Tags, spot: Spot) -> Tags:
    """``trong đó trực tuyến 120``: a channel alone is one of what was counted before."""
    n, left, parent, previous = spot.number, spot.region.left, spot.parent, spot.previous
    whole = parent or previous or spot.state.last
    if whole is None or "channel" not in tags or tags.keys() & {"stage", "time", "act"}:
        return tags
    rated = any(c.role == "rate" or c.id == "status.rate" for c in cues_of(left))
    of_time = n.percent and "time" in whole.tags and bool(left) and left[0].kind in ",;"
    if (rated or of_time) and "object" not in tags:
        tags["object"] = "dossier"
    elif (
        (parent or previous)
        and whole.metric.startswith("dossiers_")
        and (parent is not None or not n.percent)
    ):
        return {**whole.tags, **tags}
    return tags


def _moved(tags: Tags, spot: Spot) -> tuple[str, Tags, str] | None:
    """``tăng 613 hồ sơ``: more of the dossiers counted before, else of those received."""
    near = spot.near
    moved = near.trend is not None or (near.towards is not None and not near.came_from)
    if not moved or tags.get("object") != "dossier" or len(tags) > 2:
        return None
    last = spot.previous or spot.state.last
    if last is not None and last.metric.startswith("dossiers_"):
        return last.metric, {**last.tags, "object": "dossier"}, f"count.{last.metric}"
    return "dossiers_received", tags, "count.dossiers_received"


def _channel_said(spot: Spot) -> str | None:
    """``Qua Hệ thống dịch vụ công trực tuyến, Cục tiếp nhận 5 HS, trả 4``: of all that the
    sentence counts; behind its first number only of the next."""
    if any(c.role == "via" for c in cues_of(spot.region.left)):
        return "online"
    items = spot.items
    for i, item in enumerate(items):
        if role_of(item) == "via":
            return "online"
        if item.kind == "N" or (item.kind == "C" and not _STAGES.isdisjoint(item.x.tags)):
            return None
        if item.kind == "C" and "postal" in item.x.tags and items[i + 1].kind == ",":
            return "postal"
    return None
