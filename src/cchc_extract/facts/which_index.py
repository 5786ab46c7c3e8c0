"""Which index is spoken of, and whether a percentage is one of an index."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import Final

from cchc_extract.facts.chains import BODIES, TOPICS, says_more
from cchc_extract.facts.metrics import MetricTable
from cchc_extract.facts.neighbours import cues_of, is_owner_alone, role_of
from cchc_extract.facts.readings import State
from cchc_extract.facts.regions import Region
from cchc_extract.facts.spot import Spot
from cchc_extract.facts.stream import Cue, Item

__all__ = ["index_of", "is_index_percent", "is_rate_change", "notice"]

_WHOLE_INDEX: Final = 80  # the most points of PAPI; other indices have 100 or more


def notice(items: Iterable[Item], state: State) -> None:
    """Remember the index, component or contest named in passing."""
    quoted = quoting = False
    for item in items:
        if item.kind == '"':
            quoting = not quoting
            state.component = state.component or quoted  # chỉ số “Chi phí thời gian”
            continue
        quoted = role_of(item) in ("index_again", "component")
        if item.kind != "C":
            continue
        cue: Cue = item.x
        if cue.role == "index" and quoting:
            state.component = True  # the field “Công tác chỉ đạo, điều hành CCHC”
        elif cue.role == "index":
            state.index, state.component = cue.index, cue.index == "OTHER"
            state.contest, state.index_here = False, True
        elif cue.role == "component":
            state.component = True
        elif cue.role == "contest":
            state.contest = True
        elif cue.role == "object":
            state.object = cue.tags[0]


def index_of(region: Region, state: State, *, out_of: float | None = None) -> str | None:
    """The index that a place or a score ``out_of`` so many points belongs to; None for none."""
    for cue in cues_of(region.right):
        if cue.role == "index":
            return cue.index
    if state.contest:
        return None
    if state.index and out_of is not None and out_of < _WHOLE_INDEX:
        state.component = True
        return "OTHER"  # "7,92/10": points of a part
    left = region.left
    if state.index and left and '"' in [i.kind for i in left[-2:]]:
        state.component = True
        return "OTHER"
    if state.component and state.index:
        return "OTHER"
    if state.index is None and state.reform:
        return "OTHER"
    return state.index


def is_rate_change(region: Region, table: MetricTable) -> bool:
    """``hồ sơ trễ hạn giảm bốn điểm phần trăm``: points of a rate, not of an index."""
    dimension = table.dimension
    for cue in cues_of(reversed(region.left)):
        if cue.role in ("index", "index_again", "mean", "component"):
            return False
        if any(dimension.get(t) in ("stage", "time", "opinion") for t in cue.tags):
            return True
    return False


def is_index_percent(spot: Spot, table: MetricTable) -> bool:
    """A percentage whose nearest topic is an index and not dossiers."""
    region, state = spot.region, spot.state
    if says_more(spot.items, region, table):
        return False
    known = state.index is not None and not state.contest
    last = spot.previous or state.last
    dimension = table.dimension
    after_index = last is not None and last.metric in ("index_score", "rank")
    if any(
        dimension.get(t) in TOPICS
        for c in cues_of(takewhile(lambda item: item.kind != "P", region.right))
        for t in c.tags
    ):
        return False
    if known and '"' in [i.kind for i in region.left[-2:]]:
        return True
    for item in reversed(region.left):
        if item.kind != "C":
            continue
        cue: Cue = item.x
        if cue.role in ("index", "index_again"):
            return True
        if cue.role == "mean" and known:
            return True
        if cue.role in ("mean", "component"):
            return after_index
        if cue.role == "rate" or any(
            dimension.get(t) in TOPICS and t not in BODIES for t in cue.tags
        ):
            return False
    opens = spot.previous is None and state.announced and is_owner_alone(region.left)
    return after_index or (known and opens)
