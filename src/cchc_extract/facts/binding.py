"""Binding: what each number of a sentence says, without yet asking whose it is and when.

A number takes the tags of its own region, nearest first and one of each dimension; where they name
no metric it takes those of the number or lead-in it continues (``gồm``, brackets, enumerations).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

from cchc_extract.facts.metrics import Choice, MetricTable, metric_table
from cchc_extract.facts.regions import Region, regions
from cchc_extract.facts.stream import Cue, Item
from cchc_extract.quantities.types import NumberMention

__all__ = ["Binder", "Reading", "State"]

Tags = dict[str, str]  # dimension -> tag


@dataclass(slots=True)
class Reading:
    """A number that was understood."""

    number: NumberMention
    region: Region
    metric: str
    kind: str
    unit: str
    value: int | float
    bound: str
    rule: str
    tags: Tags
    index: str | None = None
    norm: bool = False
    parent: Reading | None = None
    came_from: bool = False
    own_stage: bool = False


@dataclass(slots=True)
class State:
    """What a paragraph remembers from sentence to sentence."""

    index: str | None = None
    component: bool = False
    lead: Tags = field(default_factory=dict)
    last: Reading | None = None
    contest: bool = False
    scope: Tags = field(default_factory=dict)
    group: Reading | None = None
    object: str | None = None
    reform: bool = False
    index_here: bool = False
    dropped: bool = False
    head: Reading | None = None
    row: Reading | None = None
    columns: list[_Column] = field(default_factory=list)

    def new_paragraph(self, *, listed: bool = False, leads: bool = False) -> None:
        """The index named in another paragraph is still known, but not what is spoken of.

        An item of a list (``listed``) continues the lead-in, not the item before it; ``leads``
        says that the paragraph before was one.
        """
        if leads:
            self.head = self.last
        elif listed and self.head is not None:
            self.last = self.head
        self.group = self.row = None
        self.index_here = False
        if self.index != "OTHER":
            self.component = False


@dataclass(frozen=True, slots=True)
class _Column:
    """The head of a column: the tags and roles of its words."""

    tags: Tags
    roles: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.tags or self.roles)


@dataclass(slots=True)
class _Near:
    """What stands right before a number."""

    bound: str = "exact"
    norm: bool = False
    item: Item | None = None
    trend: Cue | None = None
    towards: Cue | None = None
    came_from: bool = False
    goes_to: bool = False
    linked: bool = False
    owner: bool = False
    most: bool = False
    rest: bool = False
    has: bool = False
    floor: bool = False
    compared: bool = False


_BREAKS = frozenset(',:()."\n|-')
_TOPICS = frozenset({"object", "stage", "time", "opinion", "channel"})
_BODIES = frozenset({"org", "staff", "people"})
_WHOLE_INDEX = 80  # the most points of PAPI; other indices have 100 or more
_SAME = frozenset({"link.same", "link.same_goal"})
_PART_NAME = 4  # words that may name a part in brackets
_HEADING = 12  # items of a line that may stand between the rows of a table
_AFTER_ONLY = _BODIES | {"petition", "bare"}
_CUT_METRICS = frozenset({"staff_reduced", "units_reduced", "procedures_amended"})
_CUTS = frozenset({"reduce", "cut"})
_LEVELS = frozenset({"full", "partial"})
_STRONG = frozenset({"paid", "digitized", "returned", "carried"})
_NOT_COUNTED = frozenset({"other", "status", "contest", "ordinal", "citizens", "component", "mask"})


class Binder:
    """Reads the numbers of sentences by the metric table."""

    def __init__(self, table: MetricTable | None = None) -> None:
        self._table = table or metric_table()

    def bind(self, items: Sequence[Item], state: State) -> list[Reading]:
        """Readings of the numbers of one sentence; ``state`` is brought up to date."""
        found: list[Reading] = []
        parent: Reading | None = None
        state.dropped = False
        if state.index != "OTHER" and items and _names(items[0]):
            state.component = False  # whose index it is, not which part of it
        state.scope = self._scope(items)
        if _opens_parts(items):
            parent = state.last
        elif _opens_item(items):
            parent = state.group
        behind = 0
        columns = self._columns(items, state)
        if columns and not any(i.kind == "N" and not _is_bare_year(i.x) for i in items):
            return found
        merged: Region | None = None
        for region in regions(items):
            if merged is not None and not region.opens_clause:
                region.left = items[merged.at - len(merged.left) : region.at]
            merged = None
            self._notice(items[behind : region.at], state)
            parent = _group(items, behind, region.at, found, parent)
            cell = _cell(items, region.at) if columns else -1
            if 0 <= cell < len(columns) and columns[cell]:
                reading = self._read_cell(items, region, state, columns[cell])
            else:
                reading = self._read(items, region, state, found, parent)
            behind = region.at
            state.dropped = reading is None
            if reading is None and (_counts_class(items, region) or _counts_papers(items, region)):
                merged, state.dropped = region, False
            elif reading is None and _picks_group(items, region):
                state.lead = self._gather(_chunks(region.left))
            if reading is not None:
                _share_bound(reading, found)
                reading.parent = parent
                if reading.own_stage and parent is not None and not _is_part(reading, parent):
                    parent = None
                found.append(reading)
                state.last = reading
                if _is_row(region):
                    state.row = reading
                state.lead = {}
                state.reform = True
        self._notice(items[behind:], state)
        named = [c.index for c in _cues(items) if c.role == "index"]
        if not found and named:
            state.index = named[0]  # announced together: the first is spoken of first
        tail = found[-1].region.after if found else 0
        if items and (items[-1].kind in ":?" or _role(items[-1]) == "part"):
            lead = self._gather([list(reversed(items[tail:]))])
            if lead:
                state.lead = lead
        state.group = found[-1].parent if found else None
        return found

    def _columns(self, items: Sequence[Item], state: State) -> list[_Column]:
        """The heads of the table that a row of cells stands in; a row without numbers is one."""
        bars = sum(i.kind == "|" for i in items)
        if not bars:
            if len(items) > _HEADING:
                state.columns = []
        elif not any(i.kind == "N" and not _is_bare_year(i.x) for i in items):
            cells: list[list[Item]] = [[]]
            for item in items:
                if item.kind == "|":
                    cells.append([])
                else:
                    cells[-1].append(item)
            state.columns = [
                _Column(self._gather([c]), frozenset(x.role for x in _cues(c))) for c in cells
            ]
        return state.columns if len(state.columns) == bars + 1 else []

    def _read_cell(
        self, items: Sequence[Item], region: Region, state: State, column: _Column
    ) -> Reading | None:
        """A number in a cell says what the head of its column says."""
        n: NumberMention = items[region.at].x
        near = _near(region.left)
        if column.roles & {"rank_at", "place"} and not column.tags:
            if near.trend is not None:
                return self._move(n, region, near, state, None)
            index = self._index(region, state)
            return index and Reading(
                n, region, "rank", "level", "rank", n.value, near.bound, "table.rank", {}, index
            ) or None  # fmt: skip
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
        items: Sequence[Item],
        region: Region,
        state: State,
        before: list[Reading],
        parent: Reading | None,
    ) -> Reading | None:
        number: NumberMention = items[region.at].x
        near = _near(region.left)
        near.most = any(c.role == "most" for c in _cues(region.left))
        if near.rest and before and before[-1].came_from:
            near.goes_to = True
        end = _chain_end(items, region.at)
        first = items[end + 1] if end + 1 < len(items) else None
        for cue in _cues(region.right):
            if cue.role == "post_bound" and cue.bound:
                near.bound, near.norm = cue.bound, True
                near.floor, near.came_from = near.came_from, False
        if number.in_range or _is_unfit(region) or _is_vetoed(items, region) or _is_band(items, region):
            return None
        role = first.x.role if first is not None and first.kind == "C" else ""
        previous = before[-1] if before else None
        if role == "part" and previous is not None:
            parent = previous
        if not number.percent:
            if self._is_place(number, near, previous) and role != "place":
                return self._rank(number, items, region, near, state, previous)
            if role not in ("object", "point") and _scores(region, near, number, state, previous):
                return self._score(number, items, region, near, state, "point")
            if role == "place" or (role == "rank_at" and near.trend is not None):
                return self._move(number, region, near, state, previous)
            if role in ("point", "point_percent"):
                if _is_gap_to_mean(region) or (
                    near.bound != "exact" and _picks_group(items, region)
                ):
                    return None
                if role == "point_percent" and self._is_rate_change(region):
                    number = number._replace(percent=True)
                    return self._count(number, items, region, near, state, previous, parent)
                unit = "point" if role == "point" else "percent"
                return self._score(number, items, region, near, state, unit)
            if role == "citizens" and number.out_of and _satisfies(items, region):
                return self._count(number, items, region, near, state, previous, parent)
            opinions = first is not None and role == "citizens" and first.x.id == "obj.opinion"
            if opinions and any("feedback" in c.tags for c in _cues(region.left)):
                return self._feedback(number, region, near)
            if role in _NOT_COUNTED or (first is not None and first.kind == "W"):
                return None
            if near.floor and _picks_group(items, region):
                return None
            if number.out_of is not None and not region.right and not near.linked:
                ranked = previous is not None and previous.metric == "rank"
                if not (ranked or _names_unit(region.left) or _cell(items, region.at)):
                    if near.item is None or near.item.kind in "(-,":
                        return None  # a date in brackets
        elif role == "citizens" and not _satisfies(items, region) and (near.has or not near.linked):
            return None
        elif role == "point" or not _says_more(items, region, self._table) and self._is_index_percent(
            region, previous or state.last, known=state.index is not None and not state.contest
        ):
            return self._score(number, items, region, near, state, "percent")
        elif _is_gap_to_mean(region) or (
            near.bound != "exact" and _picks_group(items, region)
        ):
            return None
        elif role == "other":
            return None
        return self._count(number, items, region, near, state, previous, parent)

    def _rank(
        self,
        n: NumberMention,
        items: Sequence[Item],
        region: Region,
        near: _Near,
        state: State,
        previous: Reading | None,
    ) -> Reading | None:
        index = self._index(region, state)
        if _ranks_a_rate(items, region, previous):
            index = "OTHER"
        elif state.index is None and near.item is not None:
            if near.item.stop == near.item.first + 1 and (
                previous is None or previous.metric != "rank"
            ):
                return None  # a bare "thứ" counts off something else
        if index is None or n.value != int(n.value) or n.value < 1:
            return None
        return Reading(
            n, region, "rank", "level", "rank", n.value, near.bound, "rank.at", {}, index,
            near.norm, came_from=near.came_from,
        )  # fmt: skip

    def _move(
        self, n: NumberMention, region: Region, near: _Near, state: State, previous: Reading | None
    ) -> Reading | None:
        trend = near.trend or near.towards or _trend_of(previous)
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
        items: Sequence[Item],
        region: Region,
        near: _Near,
        state: State,
        unit: str,
    ) -> Reading | None:
        index = self._index(region, state, out_of=n.out_of)
        if index is None:
            return None
        if near.trend is not None and not near.came_from and not near.goes_to:
            if near.trend.gap and not _compares_time(items, region):
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
    def _feedback(n: NumberMention, region: Region, near: _Near) -> Reading:
        """``Số phản ánh, kiến nghị: 01 ý kiến``."""
        return Reading(
            n, region, "feedback_received", "level", "count", n.value, near.bound,
            "count.feedback_received", {"object": "feedback"}, None, near.norm,
        )  # fmt: skip

    def _count(
        self,
        n: NumberMention,
        items: Sequence[Item],
        region: Region,
        near: _Near,
        state: State,
        previous: Reading | None,
        parent: Reading | None,
    ) -> Reading | None:
        last = previous or state.last
        if last is not None and last.metric == "rank" and not n.percent:
            joined = near.item is not None and (
                (near.item.kind in "U(:P" and n.out_of is not None)
                or (near.item.kind == "(" and not region.right and _names_unit(region.left))
            )
            joint = near.item is not None and (near.item.kind == "," or _role(near.item) == "and")
            counted = any(c.role in ("object", "point", "place") for c in _cues(region.right))
            if joined or (joint and not counted and len(region.left) == 1 and last is previous):
                return self._rank(n, (), region, near, state, previous)
        if n.word and not region.right:
            return None
        metric, tags, rule = self._metric_tags(
            n, items, region, near, state, previous, parent
        )
        if not metric or (metric == "satisfaction_rate" and not n.percent and n.out_of is None):
            return None
        if rule.endswith(".continued") and not n.percent and not region.right:
            named = near.item is not None and near.item.kind == "W"
            if (named and not _is_named_part(n, region, near, parent)) or (
                near.rest and metric == "feedback_received"
            ):
                return None  # "trong khi sức làm khoảng 400", "còn nợ 9"
        if tags.get("object") in _BODIES and (
            (n.word and near.trend is None and _takes_over(metric, rule))
            or (metric in ("units_reduced", "staff_reduced") and near.has)
            or _merges(items, region)
            or _is_base(region) or _is_rest(region) or near.came_from or near.goes_to
        ):
            return None
        named = state.index == "SIPAS" and state.index_here and not near.goes_to
        if metric == "satisfaction_rate" and named:
            return self._score(n, items, region, near, state, "percent")
        kind, value = "level", n.value
        trend = near.trend
        if trend is not None and metric not in _CUT_METRICS:
            if not near.came_from and not near.goes_to:
                if trend.gap and not _compares_time(items, region):
                    return None
                kind, value = "change", n.value if trend.trend == "up" else -n.value
        if n.percent and previous is not None and previous.kind == "change" and trend is None:
            if rule.endswith(".continued") and previous.metric == metric and previous.unit == "count":
                kind, value = "change", n.value if previous.value > 0 else -n.value
        unit = "percent" if n.percent else "count"
        own = "stage" in tags and not rule.endswith(".continued")
        return Reading(
            n, region, metric, kind, unit, value, near.bound, rule, tags, None, near.norm,
            came_from=near.came_from, own_stage=own,
        )  # fmt: skip

    def _metric_tags(
        self,
        n: NumberMention,
        items: Sequence[Item],
        region: Region,
        near: _Near,
        state: State,
        previous: Reading | None,
        parent: Reading | None,
    ) -> tuple[str, Tags, str]:
        """Metric and tags of the number's own words, else of what it continues; the rule's name."""
        table = self._table
        tags: Tags = {}
        right = region.right or _shared_right(items, region)
        self._add(tags, _strongest_first(right), after=True, percent=n.percent)
        if n.percent and tags.get("object") == "procedure" and not tags.keys() & {"act", "service_level"}:
            self._add(tags, _predicate(items, region, _LEVELS))
        if tags.get("object") in _BODIES and "act" not in tags and not n.word:
            self._add(tags, _predicate(items, region, _CUTS | {"inspect"}))
        if _changes_last(previous, items, region, near, tags):
            return previous.metric, dict(previous.tags), f"count.{previous.metric}.continued"
        if near.trend is not None and near.trend.trend == "down":
            tags.setdefault("act", "reduce")
        if near.rest and not n.percent and tags == {"object": "dossier"} and parent is None:
            tags["stage"] = "pending"
        choice = self._pick(tags, n, state)
        for chunk in _chunks(region.left):
            if choice is not None and not choice.weak:
                break
            self._add(tags, _strongest_first(chunk))
            choice = self._pick(tags, n, state)
        if tags or not n.percent or previous is None:
            for dim, tag in state.scope.items():
                if dim not in tags or tags[dim] == "submitted":
                    tags[dim] = tag
        if parent is not None and tags.get("stage") == "submitted":
            if parent.tags.get("stage") in ("new", "resolved"):
                tags["stage"] = parent.tags["stage"]
        if parent is not None and "stage" not in tags and "pending" in parent.tags.values():
            if tags.get("time") in ("late", "in_time"):
                tags["stage"] = "pending"
        whole = parent or previous
        if whole is not None and "channel" in tags and not tags.keys() & {"stage", "time", "act"}:
            rated = any(c.role == "rate" for c in _cues(region.left))
            of_time = n.percent and "time" in whole.tags and region.left[:1] != [] and (
                region.left[0].kind in ",;"
            )
            if (rated or of_time) and "object" not in tags:
                tags["object"] = "dossier"
            elif whole.metric.startswith("dossiers_") and (parent is not None or not n.percent):
                tags = {**whole.tags, **tags}
        if tags.get("object") == "service" and "service_level" not in tags and not n.percent:
            nearest = next(_chunks(region.left), [])
            self._add(tags, [x for x in nearest if x.kind == "C" and not _LEVELS.isdisjoint(x.x.tags)])
        choice = self._pick(tags, n, state, last=True)
        if choice is not None and choice.metric.startswith("dossiers_"):
            for cue in _cues(region.left):
                if cue.role == "via":
                    tags.setdefault("channel", "online")
        if choice is not None and not choice.weak:
            return choice.metric, tags, f"count.{choice.metric}"
        if near.trend is not None and tags.get("object") == "dossier" and len(tags) <= 2:
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
        if choice is None and "object" not in tags and (last or "vague" in tags):
            if tags.keys() & {"stage", "time", "act"}:
                choice = self._with_known_object(tags, n, state)
        return choice

    def _with_known_object(self, tags: Tags, n: NumberMention, state: State) -> Choice | None:
        """``Đã trả 12.618``, ``chỉ bớt được 19``: what is counted was said before."""
        last = state.last
        known: str | None = None
        if tags.get("act") in ("reduce", "cut"):
            cut = last is not None and last.metric in ("staff_reduced", "units_reduced")
            known = state.object if state.object in _BODIES and (cut or not n.percent) else None
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
        near: _Near,
        state: State,
        previous: Reading | None,
        parent: Reading | None,
        *,
        weak: bool,
    ) -> Iterator[tuple[Tags, str]]:
        """Tags (and metric) that a number without a metric of its own may continue, best first."""
        listed = near.item is not None and (
            near.item.kind == "U"
            or _role(near.item) in ("subject", "part")
            or (near.item.kind in ":(" and _names_unit(region.left))
        )
        if near.trend is not None and near.owner:
            listed = True
        if any(c.id == "link.in_turn" for c in _cues(region.left)):
            listed = True
        if n.percent and previous is not None and previous.unit == "percent" and not tags:
            listed = listed or len(region.left) <= 4
        if tags.get("object") in _BODIES and near.linked and not near.most:
            listed = False
        same = any(c.id in _SAME for c in _cues(region.left))
        if state.dropped and not (listed or same) and n.percent:
            return
        shared = n.percent and any(c.role == "share" for c in _cues(region.left))
        same_clause = previous is not None and not region.opens_clause
        listed = listed or (near.item is not None and near.item.kind == "(" and same_clause)
        row = state.row
        if row is not None and _is_row(region) and (row.unit == "percent") == n.percent:
            yield row.tags, _continued_metric(row, n)
        if previous is not None and (same_clause or listed or shared):
            if n.percent:
                yield previous.tags, _continued_metric(previous, n)
            if parent is not None:
                yield parent.tags, _continued_metric(parent, n)
            yield previous.tags, _continued_metric(previous, n)
        elif parent is not None:
            yield parent.tags, _continued_metric(parent, n)
        if weak and tags.get("object") != "dossier":
            return
        if state.lead:
            yield state.lead, ""
        echoes = "vague" in tags and "object" not in tags and state.last is not None
        if state.last is not None and (same or listed or (echoes and not state.dropped)):
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
                    if tag in _BODIES:
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

    def _scope(self, items: Sequence[Item]) -> Tags:
        """``Trong số HS tiếp nhận mới, ...``: tags of a whole named without a number."""
        for i, item in enumerate(items):
            if _role(item) == "whole":
                stop = next((j for j in range(i + 1, len(items)) if items[j].kind in _BREAKS
                             or _is_have(items[j])), i)  # fmt: skip
                if any(x.kind == "N" for x in items[i:stop]):
                    return {}
                tags = self._gather([items[i + 1 : stop]])
                return {d: t for d, t in tags.items() if d in ("stage", "time")}
            if item.kind == "N":
                return {}
        return {}

    def _notice(self, items: Iterable[Item], state: State) -> None:
        """Remember the index, component or contest named in passing."""
        for item in items:
            if item.kind == '"':
                continue
            if item.kind != "C":
                continue
            cue: Cue = item.x
            if cue.role == "index":
                state.index, state.component = cue.index, cue.index == "OTHER"
                state.contest, state.index_here = False, True
            elif cue.role == "component":
                state.component = True
            elif cue.role == "contest":
                state.contest = True
            elif cue.role == "object":
                state.object = cue.tags[0]

    def _index(
        self, region: Region, state: State, *, out_of: float | None = None
    ) -> str | None:
        for cue in _cues(region.right):
            if cue.role == "index":
                return cue.index
        if state.contest:
            return None
        if state.index and out_of is not None and out_of < _WHOLE_INDEX:
            state.component = True
            return "OTHER"  # "7,92/10": points of a part
        left = region.left
        if state.index and left and '"' in [i.kind for i in left[-2:]]:
            return "OTHER"
        if state.component and state.index:
            return "OTHER"
        if state.index is None and state.reform:
            return "OTHER"
        return state.index

    @staticmethod
    def _is_place(n: NumberMention, near: _Near, previous: Reading | None) -> bool:
        """``xếp thứ 13``, ``tới nấc 49``; ``từ 41/60 rơi về 54/61``."""
        if n.decimals or near.trend is not None and near.item is not None and (
            _role(near.item) not in ("rank_at", "place")
        ):
            return False
        if _role_of(near.item) in ("rank_at", "place"):
            return True
        return near.goes_to and previous is not None and (
            previous.metric == "rank" and previous.came_from
        )

    def _is_rate_change(self, region: Region) -> bool:
        """``hồ sơ trễ hạn giảm bốn điểm phần trăm``: points of a rate, not of an index."""
        dimension = self._table.dimension
        for cue in _cues(reversed(region.left)):
            if cue.role in ("index", "index_again", "mean", "component"):
                return False
            if any(dimension.get(t) in ("stage", "time", "opinion") for t in cue.tags):
                return True
        return False

    def _is_index_percent(self, region: Region, last: Reading | None, *, known: bool) -> bool:
        """A percentage whose nearest topic is an index and not dossiers."""
        dimension = self._table.dimension
        after_index = last is not None and last.metric in ("index_score", "rank")
        if any(dimension.get(t) in _TOPICS for c in _cues(region.right) for t in c.tags):
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
                dimension.get(t) in _TOPICS and t not in _BODIES for t in cue.tags
            ):
                return False
        return after_index


def _is_bare_year(n: NumberMention) -> bool:
    """``Điểm 2023``: the year of a column."""
    return isinstance(n.value, int) and 2000 <= n.value <= 2100 and n.stop == n.first + 1


def _counts_class(items: Sequence[Item], region: Region) -> bool:
    """``của 12 huyện, thị xã``: the number is part of a subject and parts no words."""
    after = items[region.at + 1] if region.at + 1 < len(items) else None
    if after is None or after.kind != "C":
        return False
    surveyed = after.x.role == "citizens" or "people" in after.x.tags
    return surveyed or "org" in after.x.tags or after.x.subject in ("class", "nation")


def _counts_papers(items: Sequence[Item], region: Region) -> bool:
    """``ban hành 09 quyết định công bố 23 TTHC``."""
    after = items[region.at + 1] if region.at + 1 < len(items) else None
    return after is not None and _role(after) == "other"


def _cell(items: Sequence[Item], at: int) -> int:
    return sum(i.kind == "|" for i in items[:at])


def _share_bound(reading: Reading, before: list[Reading]) -> None:
    """``không dưới 98%, 97% và 99%``: the bound stands before all of them."""
    left = reading.region.left
    if not before or reading.bound != "exact" or not left or len(left) > 2:
        return
    last = before[-1]
    if last.unit == reading.unit and last.metric == reading.metric and last.norm:
        if all(i.kind == "," or _role(i) == "and" for i in left):
            reading.bound, reading.norm = last.bound, last.norm


def _is_named_part(
    n: NumberMention, region: Region, near: _Near, parent: Reading | None
) -> bool:
    """``402 thủ tục (cấp xã 353, liên thông 49)``: a part in brackets, named by a few words."""
    if parent is None or parent.unit != "count" or n.value > parent.value:
        return False
    short = near.item is not None and near.item.x <= _PART_NAME
    return short and len(region.left) == 2 and region.left[0].kind in "(,"


def _is_row(region: Region) -> bool:
    """``Trong đó X 31.208 HS, quá hạn 52; Y 22.640 HS``: a unit and right behind it its number."""
    left = region.left
    if not left or left[-1].kind != "U":
        return False
    return len(left) < 2 or left[-2].kind in ";:-" or _role(left[-2]) == "part"


def _names(item: Item) -> bool:
    return item.kind == "U" or _role(item) == "subject"


def _is_have(item: Item) -> bool:
    return item.kind == "C" and item.x.id == "link.have"


def _role(item: Item) -> str:
    return item.x.role if item.kind == "C" else ""


def _cues(items: Iterable[Item]) -> Iterator[Cue]:
    return (i.x for i in items if i.kind == "C")


def _near(left: Sequence[Item]) -> _Near:
    """Bounds, trend and ``from``/``to`` between a number and the first other item before it."""
    near = _Near()
    for item in reversed(left):
        role = _role(item)
        if role == "bound":
            if near.bound == "exact":
                near.bound, near.norm = item.x.bound, item.x.norm
            continue
        if role == "from" and not near.came_from:
            near.came_from = True
            continue
        if role == "to":
            near.goes_to = True
            near.towards = item.x
            continue
        if role == "copula":
            near.linked = True
            near.rest = near.rest or item.x.id == "link.rest"
            near.has = near.has or item.x.id == "link.have"
            continue
        if item.kind == "W" and item.x <= 1:
            continue
        if item.kind == "P" and near.item is None and not near.compared:
            near.compared = True  # "nhiều hơn tháng 8 tới 613 hồ sơ"
            near.item = item
            continue
        if item.kind == "C" and item.x.trend and (not near.compared or item.x.gap):
            near.trend = item.x
        if near.item is None:
            near.item = item
        if near.trend is not None and near.item is item:
            continue
        if near.trend is not None and (item.kind == "U" or role == "subject"):
            near.owner = True
        if role != "rank_at":
            break
    return near


def _trend_of(previous: Reading | None) -> Cue | None:
    if previous is None or previous.kind != "change":
        return None
    return _near(previous.region.left).trend


def _names_unit(left: Sequence[Item]) -> bool:
    """``- Sở Nội vụ: 120 HS``: the item before the colon is a unit or a class of units."""
    for i in range(len(left) - 1, 0, -1):
        if left[i].kind in ":(":
            return left[i - 1].kind == "U" or _role(left[i - 1]) == "subject"
    return False


def _continued_metric(source: Reading, n: NumberMention) -> str:
    """The metric a number takes over whole: a share of a count, ``trong đó cấp tỉnh chiếm 78%``."""
    return source.metric if n.percent and source.tags else ""


def _scores(
    region: Region, near: _Near, n: NumberMention, state: State, previous: Reading | None
) -> bool:
    """A score without its ``điểm``: ``Điểm CCHC là 91,35/100``, ``Phổ Yên 80,05, Đồng Hỷ 79,6``."""
    if state.index is None or state.contest or n.value > 1000:
        return False
    if n.out_of == 100:
        return near.linked or _role_of(near.item) in ("share", "index")
    if not n.decimals or n.out_of is not None:
        return False
    for item in reversed(region.left):
        if item.kind in ";.":
            break
        if _role(item) in ("mean", "point", "index"):
            return True
        if _role(item) == "object" and "org" not in item.x.tags:
            break
    if near.item is not None and near.item.kind == '"':
        return True
    last = previous or state.last
    scored = last is not None and (
        last.metric == "rank" or (last.metric == "index_score" and last.unit == "point")
    )
    if near.linked and previous is not None and previous.metric == "index_score":
        return previous.unit == "point" and not region.right
    listed = near.item is not None and (
        near.item.kind == "U" or (near.item.kind in "(:" and _names_unit(region.left))
    )
    return listed and (scored or state.index_here)


def _says_more(items: Sequence[Item], region: Region, table: MetricTable) -> bool:
    """``1,9%, 2,4% và 3,6% hồ sơ trễ hẹn``: the words behind the last percentage are no index."""
    if region.right:
        return False
    return any(
        table.dimension.get(t) in _TOPICS
        for c in _cues(_shared_right(items, region))
        for t in c.tags
    )


def _chain_end(items: Sequence[Item], at: int) -> int:
    """Index of the last number of ``93,42, 92,87 và 92,10 điểm``; ``at`` where it is no chain."""
    end, joined = at, False
    while end + 2 < len(items) and items[end + 2].kind == "N" and not joined:
        if items[end + 2].x.percent != items[at].x.percent:
            return at
        joined = _role(items[end + 1]) == "and"
        if not joined and items[end + 1].kind != ",":
            return at
        end += 2
    return end if joined else at


def _shared_right(items: Sequence[Item], region: Region) -> Sequence[Item]:
    """``113 và 97 người``: what stands behind the last number is said of all of them."""
    end = _chain_end(items, region.at)
    if end == region.at:
        return ()
    stop = end + 1
    while stop < len(items) and items[stop].kind in "CW" and _role(items[stop]) not in (
        "part", "share", "trend", "turn", "and", "copula"
    ):  # fmt: skip
        stop += 1
    return items[end + 1 : stop]


def _predicate(
    items: Sequence[Item], region: Region, tags: frozenset[str] = _CUTS
) -> list[Item]:
    """``gần 148.000 cán bộ và người hoạt động ... cũng được tinh giản``."""
    found: list[Item] = []
    for item in items[region.at + 1 : region.at + 12]:
        if item.kind in ";.N(":
            break
        if item.kind == "C" and not tags.isdisjoint(item.x.tags):
            if "inspect" not in item.x.tags or item.x.id == "act.inspected":
                found.append(item)
    return found


def _is_unfit(region: Region) -> bool:
    """``mỗi ngày 250 hồ sơ``, ``dôi dư 46 cấp phó``: not the reform's bookkeeping."""
    for item in reversed(region.left):
        if item.kind in _BREAKS:
            return False
        if _role(item) in ("per", "unfit", "veto"):
            return True
    return False


def _is_vetoed(items: Sequence[Item], region: Region) -> bool:
    """``100% hồ sơ trễ hạn phải được xin lỗi`` counts no dossiers."""
    late = False
    for item in items[region.at + 1 :]:
        if item.kind in ";,.N":
            return False
        late = late or (item.kind == "C" and "late" in item.x.tags)
        if _role(item) == "veto":
            return items[region.at].x.percent or not late
    return False


def _is_band(items: Sequence[Item], region: Region) -> bool:
    """``nhóm A (từ 90% trở lên)``: what defines a group."""
    for i in range(region.at - 1, 0, -1):
        if items[i].kind == "(":
            return any(_role(x) == "ordinal" for x in items[max(0, i - 3) : i])
        if items[i].kind in ");.":
            return False
    return False


def _is_gap_to_mean(region: Region) -> bool:
    """``kém bình quân chung của tỉnh 6,4 điểm``: how far from other units."""
    mean = False
    for item in reversed(region.left):
        if item.kind in _BREAKS:
            return False
        mean = mean or _role(item) == "mean"
        if _role(item) == "trend" and item.x.gap:
            return mean
    return False


def _satisfies(items: Sequence[Item], region: Region) -> bool:
    """``492/500 phiếu trả lời hài lòng``."""
    for item in items[region.at + 1 : region.at + 5]:
        if item.kind in ";.,N":
            return False
        if item.kind == "C" and "satisfy" in item.x.tags:
            return True
    return False


def _picks_group(items: Sequence[Item], region: Region) -> bool:
    """``18 xã số hóa chưa đến 20%``: the percentage says which bodies are counted."""
    for i in range(region.at - 1, -1, -1):
        item = items[i]
        if item.kind in _BREAKS or item.kind == ";" or _role(item) in ("turn", "part", "and"):
            return False
        if item.kind == "N":
            if item.x.percent:
                return False
            after = items[i + 1]
            return _role(after) == "object" and "org" in after.x.tags
    return False


def _ranks_a_rate(items: Sequence[Item], region: Region, previous: Reading | None) -> bool:
    """``xếp thứ 13 toàn quốc về tỷ lệ thanh toán trực tuyến``: a place by a rate."""
    for item in items[region.at + 1 : region.at + 6]:
        if item.kind in ";,.N" or _role(item) == "index":
            break
        if _role(item) == "rate":
            return True
    if previous is None or previous.unit != "percent" or previous.index is not None:
        return False
    return not any(c.role in ("index", "component") for c in _cues(region.left))


def _changes_last(
    previous: Reading | None, items: Sequence[Item], region: Region, near: _Near, tags: Tags
) -> TypeGuard[Reading]:
    """``25 thủ tục, giảm 02 thủ tục so với năm 2021``: the same things, compared with a time."""
    if previous is None or near.trend is None or previous.kind != "level":
        return False
    same = "object" in tags and tags["object"] == previous.tags.get("object")
    if not same and tags.keys() != {"vague"}:
        return False
    return any(_role(i) == "compare" for i in items[region.at + 1 : region.at + 4])


def _is_base(region: Region) -> bool:
    """``trong tổng số 29.166 biên chế``."""
    for item in reversed(region.left):
        if item.kind in _BREAKS:
            return False
        if _role(item) in ("whole", "total"):
            return True
        if item.kind != "W":
            return False
    return False


def _takes_over(metric: str, rule: str) -> bool:
    """A number in words that only continues, or one of bodies merged, counts no cut."""
    return metric == "units_reduced" or rule.endswith(".continued")


def _merges(items: Sequence[Item], region: Region) -> bool:
    """``hợp nhất 11 chi cục thành 6``."""
    if region.left and _role(region.left[-1]) == "into":
        return True
    for item in items[region.at + 1 : region.at + 5]:
        if item.kind in ";.,N":
            return False
        if _role(item) == "into":
            return True
    return False


def _is_rest(region: Region) -> bool:
    """``giảm 2 cơ quan, còn 9 cơ quan``: what is left after a cut."""
    for item in reversed(region.left):
        if _role(item) == "copula":
            return item.x.id == "link.rest"
        if _role(item) != "bound":
            return False
    return False


def _is_part(reading: Reading, parent: Reading) -> bool:
    """A part that repeats the stage of its whole, by channel or origin."""
    return reading.tags.get("stage") in (parent.tags.get("stage"), "new", "carried", "resolved",
                                         "submitted", "pending", "returned")  # fmt: skip


def _role_of(item: Item | None) -> str:
    return "" if item is None else _role(item)


def _strongest_first(row: Sequence[Item]) -> list[Item]:
    """``hồ sơ tiếp nhận được số hóa``: the predicate counts, not the attribute before it."""
    strong = [i for i in row if i.kind == "C" and not _STRONG.isdisjoint(i.x.tags)]
    if not strong:
        return list(row)
    return [i for i in row if i.kind == "C" and i.x.role == "object"] + strong + [
        i for i in row if i not in strong
    ]


def _compares_time(items: Sequence[Item], region: Region) -> bool:
    """``cao hơn 1,12 điểm so với năm 2023``, not ``thấp hơn 4,2 điểm so với đơn vị dẫn đầu``."""
    for item in reversed(region.left):
        if _role(item) == "trend":
            break
        if item.kind == "U" or _role(item) in ("object", "mean", "most"):
            return False
    compared = False
    for item in items[region.at + 1 : region.at + 6]:
        if item.kind in ";.N":
            return True
        compared = compared or _role(item) == "compare"
        if item.kind == "P":
            return True
        if compared and (item.kind == "U" or _role(item) in ("object", "mean", "most", "subject")):
            return False
    return True


def _chunks(left: Sequence[Item]) -> Iterator[list[Item]]:
    """The parts of ``left`` between breaks, nearest first, each with its nearest item first."""
    chunk: list[Item] = []
    for item in reversed(left):
        if item.kind in _BREAKS:
            if chunk:
                yield chunk
            chunk = []
        else:
            chunk.append(item)
    if chunk:
        yield chunk


def _opens_parts(items: Sequence[Item]) -> bool:
    """The sentence begins with ``Trong đó``."""
    for item in items[:3]:
        if _role(item) == "part":
            return True
        if item.kind == "N":
            return False
    return False


def _opens_item(items: Sequence[Item]) -> bool:
    """The sentence goes on with a list: ``Tại cấp huyện, cấp xã: Tiếp nhận ...``."""
    for item in items:
        if item.kind == ":":
            return True
        if item.kind == "N":
            return False
    return False


def _group(
    items: Sequence[Item], behind: int, at: int, found: list[Reading], parent: Reading | None
) -> Reading | None:
    """The whole that the number at ``at`` is a part of, given the items since ``behind``."""
    depth = sum((i.kind == "(") - (i.kind == ")") for i in items[:behind])
    for item in items[behind:at]:
        depth += (item.kind == "(") - (item.kind == ")")
        if item.kind == ";" and depth <= 0:
            parent = None
        elif _role(item) == "part" and found:
            parent = found[-1]
        elif item.kind in "(:" and found:
            parent = found[-1]
        elif item.kind == ")" and parent is not None:
            parent = parent.parent
    return parent
