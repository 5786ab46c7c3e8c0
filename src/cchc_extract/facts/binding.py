"""Binding: what each number of a sentence says, without yet asking whose it is and when.

A number takes the tags of its own region, nearest first and one of each dimension; where they name
no metric it takes those of the number or lead-in it continues (``gồm``, brackets, enumerations).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile
from typing import Final

from cchc_extract.facts.chains import (
    BODIES,
    CUTS,
    LEVELS,
    TOPICS,
    all_in_time,
    bound_of_list,
    chain_end,
    chunks_of,
    clause_behind,
    continued_metric,
    in_their_order,
    is_elliptic,
    is_named_part,
    is_of_last,
    is_part,
    is_row,
    opens_item,
    opens_parts,
    predicate,
    says_more,
    share_bound,
    shared_right,
    strongest_first,
    whole_of,
)
from cchc_extract.facts.guards import (
    changes_last,
    channel_said,
    compares_level,
    compares_time,
    counts_class,
    counts_papers,
    goes_on_ranking,
    is_band,
    is_base,
    is_forbidden,
    is_gap_to_mean,
    is_rest,
    is_score,
    is_unfit,
    is_vetoed,
    merges,
    picks_group,
    ranks_a_rate,
    satisfies,
    takes_over,
    was_late,
)
from cchc_extract.facts.metrics import Choice, MetricTable, metric_table
from cchc_extract.facts.neighbours import (
    BREAKS,
    Near,
    cell_of,
    cues_of,
    in_brackets,
    index_ahead,
    is_bare_year,
    is_have,
    is_owner_alone,
    look_before,
    names_owner,
    names_unit,
    role_of,
    trend_of,
)
from cchc_extract.facts.readings import Column, Reading, State, Tags
from cchc_extract.facts.regions import Region, regions
from cchc_extract.facts.stream import Cue, Item
from cchc_extract.quantities.types import NumberMention

__all__ = ["Binder"]

_WHOLE_INDEX: Final = 80  # the most points of PAPI; other indices have 100 or more
_SAME: Final = frozenset({"link.same", "link.same_goal"})
_HEADING: Final = 12  # items of a line that may stand between the rows of a table
_AFTER_ONLY: Final = BODIES | {"petition", "bare"}
_CUT_METRICS: Final = frozenset({"staff_reduced", "units_reduced", "procedures_amended"})
_NOT_COUNTED: Final = frozenset(
    {"other", "status", "contest", "ordinal", "citizens", "component", "mask"}
)


class Binder:
    """Reads the numbers of sentences by the metric table."""

    def __init__(self, table: MetricTable | None = None) -> None:
        self._table = table or metric_table()

    def bind(self, items: list[Item], state: State) -> list[Reading]:
        """Readings of the numbers of one sentence; ``state`` is brought up to date."""
        found: list[Reading] = []
        parent: Reading | None = None
        state.dropped = False
        if state.index != "OTHER" and items and names_owner(items[0]):
            state.component = False  # whose index it is, not which part of it
        state.scope = self._scope(items)
        if opens_parts(items):
            parent = state.last
            if parent is not None and state.bracketed:
                parent = parent.parent or parent  # "... HS (mới 5, cũ 2). Trong đó: ..."
        elif opens_item(items):
            parent = state.group
        behind = 0
        columns = self._columns(items, state)
        if columns and not any(i.kind == "N" and not is_bare_year(i.x) for i in items):
            return found
        again = in_their_order(items, state.told)
        merged: Region | None = None
        for region in regions(items):
            if merged is not None and not region.opens_clause:
                region.left = items[merged.at - len(merged.left) : region.at]
            merged = None
            self._notice(items[behind : region.at], state)
            parent = whole_of(items, behind, region.at, found, parent)
            cell = cell_of(items, region.at) if columns else -1
            reading: Reading | None
            if region.at in again:
                reading = _restated(again[region.at], region, items[region.at].x)
            elif 0 <= cell < len(columns) and columns[cell]:
                reading = self._read_cell(items, region, state, columns[cell])
            else:
                reading = self._read(items, region, state, found, parent)
            behind = region.at
            state.dropped = reading is None
            if reading is None and (counts_class(items, region) or counts_papers(items, region)):
                merged, state.dropped = region, False
            elif reading is None and picks_group(items, region):
                state.lead = self._gather(chunks_of(region.left))
            if reading is not None:
                share_bound(reading, found)
                reading.parent = parent
                if reading.own_stage and parent is not None and not is_part(reading, parent):
                    parent = None
                found.append(reading)
                state.last = reading
                if is_row(region):
                    state.row = reading
                state.lead = {}
                state.reform = True
        self._notice(items[behind:], state)
        named = [c.index for c in cues_of(items) if c.role == "index"]
        if not found and named:
            state.index = named[0]  # announced together: the first is spoken of first
        tail = found[-1].region.after if found else 0
        if items and (items[-1].kind in ":?" or role_of(items[-1]) == "part"):
            lead = self._gather([list(reversed(items[tail:]))])
            if lead:
                state.lead = lead
        if found:
            state.told = found
            at = found[-1].region.at
            state.bracketed = in_brackets(items, at)
        state.group = found[-1].parent if found else None
        return found

    def _columns(self, items: list[Item], state: State) -> list[Column]:
        """The heads of the table that a row of cells stands in; a row without numbers is one."""
        bars = sum(i.kind == "|" for i in items)
        if not bars:
            if len(items) > _HEADING:
                state.columns = []
        elif not any(i.kind == "N" and not is_bare_year(i.x) for i in items):
            cells: list[list[Item]] = [[]]
            for item in items:
                if item.kind == "|":
                    cells.append([])
                else:
                    cells[-1].append(item)
            state.columns = [
                Column(self._gather([c]), frozenset(x.role for x in cues_of(c))) for c in cells
            ]
        return state.columns if len(state.columns) == bars + 1 else []

    def _read_cell(
        self, items: list[Item], region: Region, state: State, column: Column
    ) -> Reading | None:
        """A number in a cell says what the head of its column says."""
        n: NumberMention = items[region.at].x
        near = look_before(region.left)
        if column.roles & {"rank_at", "place"} and not column.tags:
            if near.trend is not None:
                return self._move(n, region, near, state, None)
            index = self._index(region, state)
            return (index and Reading(
                n, region, "rank", "level", "rank", n.value, near.bound, "table.rank", {}, index
            )) or None  # fmt: skip
        if column.roles & {"point", "index", "mean"} and not column.tags:
            return self._score(n, items, region, near, state, "percent" if n.percent else "point")
        tags = dict(column.tags)
        tags.setdefault("object", "dossier")
        choice = self._table.choose(tags.values(), percent=n.percent)
        if choice is None:
            return None
        unit = "percent" if n.percent else "count"
        return Reading(
            n, region, choice.metric, "level", unit, n.value, near.bound,
            f"table.{choice.metric}", tags,
        )  # fmt: skip

    # -- one number -----------------------------------------------------------------------------

    def _read(
        self,
        items: list[Item],
        region: Region,
        state: State,
        before: list[Reading],
        parent: Reading | None,
    ) -> Reading | None:
        number: NumberMention = items[region.at].x
        near = look_before(region.left)
        if near.bound == "above" and is_forbidden(region):
            near.bound = "below"
        elif near.bound == "exact" and (lead := bound_of_list(items, region.at)) is not None:
            near.bound, near.norm = str(lead.bound), lead.norm
        near.most = any(c.role == "most" for c in cues_of(region.left))
        if near.rest and before and before[-1].came_from:
            near.goes_to = True
        end = chain_end(items, region.at)
        first = items[end + 1] if end + 1 < len(items) else None
        for cue in cues_of(region.right):
            if cue.role == "post_bound" and cue.bound:
                near.bound, near.norm = cue.bound, True
                near.floor, near.came_from = near.came_from, False
        if number.in_range or is_unfit(region):
            return None
        if is_vetoed(items, region) or is_band(items, region):
            return None
        role = first.x.role if first is not None and first.kind == "C" else ""
        previous = before[-1] if before else None
        if previous is not None and is_of_last(items, region):
            parent = previous
            region.right = clause_behind(items, region.at)
        elif previous is not None and role == "part":
            parent = previous
        if not number.percent:
            if self._is_place(number, near, previous) and role != "place":
                return self._rank(number, items, region, near, state, previous)
            if role not in ("object", "point") and is_score(region, near, number, state, previous):
                return self._score(number, items, region, near, state, "point")
            if role == "place" or (role == "rank_at" and near.trend is not None):
                return self._move(number, region, near, state, previous)
            if role in ("point", "point_percent"):
                if is_gap_to_mean(region) or (near.bound != "exact" and picks_group(items, region)):
                    return None
                if role == "point_percent" and self._is_rate_change(region):
                    number = replace(number, percent=True)
                    return self._count(number, items, region, near, state, previous, parent)
                unit = "point" if role == "point" else "percent"
                return self._score(number, items, region, near, state, unit)
            if role == "citizens" and number.out_of and satisfies(items, region):
                return self._count(number, items, region, near, state, previous, parent)
            opinions = first is not None and role == "citizens" and first.x.id == "obj.opinion"
            if opinions and any("feedback" in c.tags for c in cues_of(region.left)):
                return self._feedback(number, region, near)
            if goes_on_ranking(number, region, near, state.last, previous):
                return self._rank(number, [], region, near, state, previous)
            if role in _NOT_COUNTED or (first is not None and first.kind == "W"):
                return None
            if near.floor and picks_group(items, region):
                return None
            if number.out_of is not None and not region.right and not near.linked:
                ranked = previous is not None and previous.metric == "rank"
                placed = ranked or names_unit(region.left) or cell_of(items, region.at)
                if not placed and (near.item is None or near.item.kind in "(-,"):
                    return None  # a date in brackets
        elif role == "citizens" and not satisfies(items, region) and (near.has or not near.linked):
            return None
        elif role == "point" or self._is_index_percent(items, region, state, previous):
            return self._score(number, items, region, near, state, "percent")
        elif (
            is_gap_to_mean(region)
            or (near.bound != "exact" and picks_group(items, region))
            or role == "other"
        ):
            return None
        return self._count(number, items, region, near, state, previous, parent)

    def _rank(
        self,
        n: NumberMention,
        items: list[Item],
        region: Region,
        near: Near,
        state: State,
        previous: Reading | None,
    ) -> Reading | None:
        index = self._index(region, state) or index_ahead(items, region.after)
        if ranks_a_rate(items, region, previous):
            index = "OTHER"
        elif state.index is None and near.item is not None:
            bare = near.item.stop == near.item.first + 1
            if bare and (previous is None or previous.metric != "rank"):
                return None  # a bare "thứ" counts off something else
        if index is None or n.value != int(n.value) or n.value < 1:
            return None
        return Reading(
            n, region, "rank", "level", "rank", n.value, near.bound, "rank.at", {}, index,
            near.norm, came_from=near.came_from,
        )  # fmt: skip

    def _move(
        self, n: NumberMention, region: Region, near: Near, state: State, previous: Reading | None
    ) -> Reading | None:
        trend = near.trend or near.towards or trend_of(previous)
        index = self._index(region, state)
        if trend is None or index is None:
            return None
        sign = 1 if trend.trend == "up" else -1
        return Reading(
            n, region, "rank", "change", "places", sign * n.value, near.bound, "rank.move", {},
            index, near.norm,
        )  # fmt: skip

    def _score(
        self,
        n: NumberMention,
        items: list[Item],
        region: Region,
        near: Near,
        state: State,
        unit: str,
    ) -> Reading | None:
        index = self._index(region, state, out_of=n.out_of)
        if index is None:
            return None
        if near.trend is not None and not near.came_from and not near.goes_to:
            if near.trend.gap and not compares_time(items, region):
                return None
            sign = 1 if near.trend.trend == "up" else -1
            return Reading(
                n, region, "index_score", "change", unit, sign * n.value, near.bound,
                "score.change", {}, index, near.norm,
            )  # fmt: skip
        return Reading(
            n, region, "index_score", "level", unit, n.value, near.bound, "score.level", {}, index,
            near.norm, came_from=near.came_from,
        )  # fmt: skip

    @staticmethod
    def _feedback(n: NumberMention, region: Region, near: Near) -> Reading:
        """``Số phản ánh, kiến nghị: 01 ý kiến``."""
        return Reading(
            n, region, "feedback_received", "level", "count", n.value, near.bound,
            "count.feedback_received", {"object": "feedback"}, None, near.norm,
        )  # fmt: skip

    def _count(
        self,
        n: NumberMention,
        items: list[Item],
        region: Region,
        near: Near,
        state: State,
        previous: Reading | None,
        parent: Reading | None,
    ) -> Reading | None:
        if n.word and not region.right:
            return None
        metric, tags, rule = self._metric_tags(n, items, region, near, state, previous, parent)
        if not metric or (metric == "satisfaction_rate" and not n.percent and n.out_of is None):
            return None
        if rule.endswith(".continued") and not n.percent and not region.right:
            named = near.item is not None and near.item.kind == "W"
            if (named and not is_named_part(n, region, near, parent)) or (
                near.rest and metric == "feedback_received"
            ):
                return None  # "trong khi sức làm khoảng 400", "còn nợ 9"
        if tags.get("object") in BODIES and (
            (n.word and near.trend is None and takes_over(metric, rule))
            or (metric in ("units_reduced", "staff_reduced") and near.has)
            or merges(items, region)
            or is_base(region)
            or is_rest(region)
            or near.came_from
            or near.goes_to
        ):
            return None
        named = state.index == "SIPAS" and state.index_here and not near.goes_to
        if metric == "satisfaction_rate" and named:
            return self._score(n, items, region, near, state, "percent")
        kind, value = "level", n.value
        trend = near.trend
        moves = trend is not None and not near.came_from and not near.goes_to
        if moves and trend is not None and metric not in _CUT_METRICS:
            if trend.gap and not compares_time(items, region):
                return None
            if not compares_level(region):
                kind, value = "change", n.value if trend.trend == "up" else -n.value
        if n.percent and trend is None and _is_share_of_change(metric, rule, previous):
            up = previous is not None and previous.value > 0
            kind, value = "change", n.value if up else -n.value
        unit = "percent" if n.percent else "count"
        own = "stage" in tags and not rule.endswith(".continued")
        return Reading(
            n, region, metric, kind, unit, value, near.bound, rule, tags, None, near.norm,
            came_from=near.came_from, own_stage=own,
        )  # fmt: skip

    def _metric_tags(
        self,
        n: NumberMention,
        items: list[Item],
        region: Region,
        near: Near,
        state: State,
        previous: Reading | None,
        parent: Reading | None,
    ) -> tuple[str, Tags, str]:
        """Metric and tags of the number's own words, else of what it continues; the rule's name."""
        table = self._table
        tags: Tags = {}
        right = region.right or shared_right(items, region)
        self._add(tags, strongest_first(right), after=True, percent=n.percent)
        said = tags.keys() & {"act", "service_level"}
        if n.percent and tags.get("object") == "procedure" and not said:
            self._add(tags, predicate(items, region, LEVELS))
        if tags.get("object") in BODIES and "act" not in tags and not n.word:
            self._add(tags, predicate(items, region, CUTS | {"inspect"}))
        if changes_last(previous, items, region, near, tags):
            return previous.metric, dict(previous.tags), f"count.{previous.metric}.continued"
        if near.trend is not None and near.trend.trend == "down":
            tags.setdefault("act", "reduce")
        if tags.get("stage") == "pending" and "time" not in tags and not n.percent:
            self._add(tags, all_in_time(items, region))
        if previous is not None and tags == {"object": "dossier"} and was_late(previous, region):
            return previous.metric, dict(previous.tags), f"count.{previous.metric}.continued"
        if near.rest and tags == {"object": "procedure"}:
            return "procedures_total", tags, "count.procedures_total"
        late = any("late" in c.tags for c in cues_of(region.left))
        if near.rest and not n.percent and tags == {"object": "dossier"} and not (parent or late):
            tags["stage"] = "pending"
            if previous is not None and previous.tags.get("stage") == "pending":
                tags = dict(previous.tags)  # "X còn 41 hồ sơ quá hạn ..., Y còn 18 hồ sơ"
        choice = self._pick(tags, n, state)
        for chunk in chunks_of(region.left):
            if choice is not None and not choice.weak:
                break
            self._add(tags, strongest_first(chunk))
            choice = self._pick(tags, n, state)
        if tags or not n.percent or previous is None:
            for dim, tag in state.scope.items():
                if dim not in tags or tags[dim] == "submitted":
                    tags[dim] = tag
        if parent is not None:
            stage = parent.tags.get("stage")
            if tags.get("stage") == "submitted" and stage in ("new", "resolved"):
                tags["stage"] = stage
            elif "stage" not in tags and "pending" in parent.tags.values():
                if tags.get("time") in ("late", "in_time"):
                    tags["stage"] = "pending"
        whole = parent or previous or state.last
        if whole is not None and "channel" in tags and not tags.keys() & {"stage", "time", "act"}:
            rated = any(c.role == "rate" or c.id == "status.rate" for c in cues_of(region.left))
            of_time = (
                n.percent
                and "time" in whole.tags
                and region.left[:1] != []
                and (region.left[0].kind in ",;")
            )
            if (rated or of_time) and "object" not in tags:
                tags["object"] = "dossier"
            elif (
                (parent or previous)
                and whole.metric.startswith("dossiers_")
                and (parent is not None or not n.percent)
            ):
                tags = {**whole.tags, **tags}
        if tags.get("object") == "service" and "service_level" not in tags and not n.percent:
            nearest = next(chunks_of(region.left), [])
            levels = [x for x in nearest if x.kind == "C" and not LEVELS.isdisjoint(x.x.tags)]
            self._add(tags, levels)
        choice = self._pick(tags, n, state, last=True)
        if choice is not None and choice.metric.startswith("dossiers_"):
            channel = channel_said(items, region)
            if channel is not None:
                tags.setdefault("channel", channel)
        if choice is not None and not choice.weak:
            return choice.metric, tags, f"count.{choice.metric}"
        moved = near.trend is not None or (near.towards is not None and not near.came_from)
        if moved and tags.get("object") == "dossier" and len(tags) <= 2:
            last = previous or state.last
            metric = "dossiers_received"
            if last is not None and last.metric.startswith("dossiers_"):
                metric, tags = last.metric, {**last.tags, "object": "dossier"}
            return metric, tags, f"count.{metric}"
        for source, metric in self._continued(
            n, tags, region, near, state, previous, parent, weak=choice is not None
        ):
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
            inherited = table.choose(merged.values(), percent=n.percent)
            if inherited is not None:
                return inherited.metric, merged, f"count.{inherited.metric}.continued"
        return (choice.metric, tags, f"count.{choice.metric}") if choice else ("", tags, "")

    def _pick(
        self, tags: Tags, n: NumberMention, state: State, *, last: bool = False
    ) -> Choice | None:
        """The metric of ``tags``; a counter of anything counts what the words around it name."""
        if "vague" in tags and "object" in tags:
            if tags["object"] in ("dossier", "feedback"):
                del tags["vague"]
            else:
                del tags["object"]
        if n.percent and tags.get("object") == "feedback":
            return None
        choice = self._table.choose(tags.values(), percent=n.percent)
        said = tags.keys() & {"stage", "time", "act"}
        if choice is None and said and "object" not in tags and (last or "vague" in tags):
            choice = self._with_known_object(tags, n, state)
        return choice

    def _with_known_object(self, tags: Tags, n: NumberMention, state: State) -> Choice | None:
        """``Đã trả 12.618``, ``chỉ bớt được 19``: what is counted was said before."""
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

    def _continued(
        self,
        n: NumberMention,
        tags: Tags,
        region: Region,
        near: Near,
        state: State,
        previous: Reading | None,
        parent: Reading | None,
        *,
        weak: bool,
    ) -> Iterator[tuple[Tags, str]]:
        """Tags (and metric) that a number without a metric of its own may continue, best first."""
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
        same = any(c.id in _SAME for c in cues_of(region.left))
        if state.dropped and not (listed or same) and n.percent:
            return
        shared = n.percent and any(c.role == "share" for c in cues_of(region.left))
        same_clause = previous is not None and not region.opens_clause
        listed = listed or (near.item is not None and near.item.kind == "(" and same_clause)
        row = state.row
        if row is not None and is_row(region) and (row.unit == "percent") == n.percent:
            yield row.tags, continued_metric(row, n)
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

    # -- helpers --------------------------------------------------------------------------------

    def _add(
        self,
        tags: Tags,
        items: Iterable[Item],
        *,
        after: bool = False,
        percent: bool = False,
    ) -> None:
        """Add the tags of cues; of each dimension the first stays.

        A body (``cơ quan``, ``công chức``) is what a number counts only right behind it, or before
        it where something is cut or inspected; elsewhere it is a subject or an attribute.
        """
        dimension = self._table.dimension
        bodies: list[str] = []
        for position, item in enumerate(items):
            if item.kind != "C":
                continue
            cue: Cue = item.x
            if cue.role == "total" and percent:
                return
            if after and position == 0 and cue.subject == "class":
                tags.setdefault("object", "org")  # "21 UBND cấp xã"
            for tag in cue.tags:
                dim = dimension.get(tag)
                if dim is None:
                    continue
                if tag in _AFTER_ONLY and not (after and position == 0):
                    if tag in BODIES:
                        bodies.append(tag)
                else:
                    tags.setdefault(dim, tag)
        if bodies and not after and tags.get("act") in ("reduce", "cut", "inspect"):
            tags.setdefault("object", bodies[-1])

    def _gather(self, sources: Iterable[Iterable[Item]]) -> Tags:
        tags: Tags = {}
        for s in sources:
            self._add(tags, s)
        return tags

    def _scope(self, items: list[Item]) -> Tags:
        """``Trong số HS tiếp nhận mới, ...``: tags of a whole named without a number."""
        for i, item in enumerate(items):
            if role_of(item) == "whole":
                stop = next((j for j in range(i + 1, len(items)) if items[j].kind in BREAKS
                             or is_have(items[j])), i)  # fmt: skip
                if any(x.kind == "N" for x in items[i:stop]):
                    return {}
                tags = self._gather([items[i + 1 : stop]])
                return {d: t for d, t in tags.items() if d in ("stage", "time")}
            if item.kind == "N":
                return {}
        return {}

    def _notice(self, items: Iterable[Item], state: State) -> None:
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

    def _index(self, region: Region, state: State, *, out_of: float | None = None) -> str | None:
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

    @staticmethod
    def _is_place(n: NumberMention, near: Near, previous: Reading | None) -> bool:
        """``xếp thứ 13``, ``tới nấc 49``; ``từ 41/60 rơi về 54/61``."""
        if n.decimals or (
            near.trend is not None
            and near.item is not None
            and (role_of(near.item) not in ("rank_at", "place"))
        ):
            return False
        if role_of(near.item) in ("rank_at", "place"):
            return True
        return (
            near.goes_to
            and previous is not None
            and (previous.metric == "rank" and previous.came_from)
        )

    def _is_rate_change(self, region: Region) -> bool:
        """``hồ sơ trễ hạn giảm bốn điểm phần trăm``: points of a rate, not of an index."""
        dimension = self._table.dimension
        for cue in cues_of(reversed(region.left)):
            if cue.role in ("index", "index_again", "mean", "component"):
                return False
            if any(dimension.get(t) in ("stage", "time", "opinion") for t in cue.tags):
                return True
        return False

    def _is_index_percent(
        self, items: list[Item], region: Region, state: State, previous: Reading | None
    ) -> bool:
        """A percentage whose nearest topic is an index and not dossiers."""
        if says_more(items, region, self._table):
            return False
        known = state.index is not None and not state.contest
        last = previous or state.last
        dimension = self._table.dimension
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
        return after_index


def _restated(told: Reading, region: Region, n: NumberMention) -> Reading:
    """The same measure of another time."""
    bound = look_before(region.left).bound
    return Reading(
        n, region, told.metric, "level", told.unit, n.value, bound, f"{told.rule}.again",
        dict(told.tags), told.index,
    )  # fmt: skip


def _is_share_of_change(metric: str, rule: str, previous: Reading | None) -> bool:
    """``tăng 1.250 hồ sơ (8,6%)``: the rise once more, as a percentage."""
    return (
        previous is not None
        and previous.kind == "change"
        and previous.unit == "count"
        and previous.metric == metric
        and rule.endswith(".continued")
    )
