"""What is part of what: the tree of an article's wholes and parts.

A number has up to two wholes. One counts the same thing of more: of the unit whose level or office
this one is, of all channels, of all fields of work. The other is of an earlier stage of the same
dossiers: what was resolved is part of what was received. The first is the one that ``trong đó``
speaks of, so it is the one that the record names; sums are checked along both.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final

from cchc_extract.facts.draft import FactDraft
from cchc_extract.facts.intervals import interval
from cchc_extract.facts.scopes import Scope, parts_data, scope_of

__all__ = ["is_partition", "link_parts"]

_REFORM: Final = date(2025, 7, 1)  # from this day on there are no districts
_LOOK_BACK: Final = 60
"""Wholes looked at for one part: keeps long tables linear."""
_NO_PARTS: Final = frozenset({"rank", "index_score", "satisfaction_rate"})
_Seen = dict[str, list[FactDraft]]


def link_parts(facts: list[FactDraft]) -> None:
    """Set ``whole``, ``dimension``, ``stage`` and ``twin`` of the facts of one article."""
    seen: _Seen = defaultdict(list)
    early: list[FactDraft] = []
    for i, f in enumerate(facts):
        r = f.reading
        if r.kind != "level" or r.metric in _NO_PARTS or f.fields.per:
            continue
        if r.unit == "percent":
            f.twin = _twin(facts, i)
            if f.twin is None and f.lead is not None:
                _link_share(f)
            continue
        if r.unit != "count":
            continue
        _link(f, seen)
        if f.whole is None and f.stage is None:
            early.append(f)
        seen[r.metric].append(f)
    for f in early:
        _link_forward(f, seen)
    for f in facts:
        if f.twin is not None:
            f.whole, f.dimension, f.stage = f.twin.whole, f.twin.dimension, f.twin.stage


# -- counts -------------------------------------------------------------------------------------


def _link(f: FactDraft, seen: _Seen) -> None:
    f.whole, f.dimension = _same_metric(f, seen)
    f.stage = _earlier_stage(f, seen)


def _same_metric(f: FactDraft, seen: _Seen) -> tuple[FactDraft | None, str | None]:
    """The nearest number before that counts the same of more, and in which dimension."""
    for w in _back(seen, f.reading.metric):
        if w.status != f.status or w.span != f.span:
            continue
        dimension = _dimension(w, f)
        if dimension is not None and _fits(w, f):
            return w, dimension or None
    return None, None


def _dimension(w: FactDraft, f: FactDraft) -> str | None:
    """In which dimension ``f`` is part of ``w``; empty where it has no name, None for no part."""
    if w.subject_key == f.subject_key:
        if w.channel != f.channel:
            return "channel" if w.channel is None and w.fields.field == f.fields.field else None
        if w.fields.field != f.fields.field:
            return "field" if w.fields.field is None else None
        fits = f.reading.value <= w.reading.value
        return _kind_of_object(f) if fits and _leads(w, f) else None
    if w.channel != f.channel or w.fields.field != f.fields.field:
        return None
    whole, part = _scope(w), _scope(f)
    near = w.paragraph == f.paragraph
    if f.lead is not w and f.reading.value > w.reading.value:
        return None
    if whole.covers(part):
        near = near or part.dimension == "level" or _leads(w, f)
        return part.dimension if near else None
    siblings = whole.level == part.level and "class" not in (whole.kind, part.kind)
    return "office" if near and not siblings and f.lead is w else None


def _scope(f: FactDraft) -> Scope:
    day = f.span[0] or f.span[1]
    return scope_of(f.subject, two_tiers=day is not None and day >= _REFORM)


def is_partition(whole: FactDraft, parts: list[FactDraft]) -> bool:
    """``parts`` are whole levels that together leave nothing of ``whole`` out, and meet nowhere."""
    scopes = [_scope(f) for f in parts]
    levels = [level for s in scopes for level in s.levels]
    if not all(s.levels for s in scopes) or len(levels) != len(set(levels)):
        return False
    return set(levels) == _scope(whole).levels


def _kind_of_object(f: FactDraft) -> str:
    """``32 cơ quan, đơn vị (8 sở, 10 quận, huyện, 14 xã, phường)`` tells levels apart."""
    counted = f.fields.object
    if counted is None or f.reading.metric != "units_inspected":
        return ""
    words = parts_data()["levels"]
    return "level" if any(w in counted or counted in w.split(", ") for w in words) else ""


def _leads(w: FactDraft, f: FactDraft) -> bool:
    """The words make ``f``, or what it stands in a row with, part of ``w``."""
    lead = f.lead
    for _ in range(_LOOK_BACK):
        if lead is None or lead is w or lead.twin is w:
            return lead is not None
        lead = lead.lead
    return False


def _earlier_stage(f: FactDraft, seen: _Seen) -> FactDraft | None:
    """What the dossiers or procedures of ``f`` were before, of the same subject."""
    loose, near = _stages().get(f.reading.metric, ((), ()))
    for metric in near:
        for w in _back(seen, metric):
            if _same_key(w, f) and _fits(w, f) and (w.sentence == f.sentence or _leads(w, f)):
                return w
    for metric in loose:
        for w in _back(seen, metric):
            if _same_key(w, f) and _fits(w, f):
                return _governing(w)
    return None


def _governing(w: FactDraft) -> FactDraft:
    """``tiếp nhận 268 hồ sơ, trong đó mới nhận 257; đã giải quyết 260``: of all 268."""
    while w.whole is not None and w.dimension is None and w.whole.paragraph == w.paragraph:
        w = w.whole
    return w


def _link_forward(f: FactDraft, seen: _Seen) -> None:
    """``nhận mới 80 hồ sơ, cộng với 20 hồ sơ kỳ trước, tổng số là 100``: the whole comes last."""
    for metric in _stages().get(f.reading.metric, ((), ()))[0]:
        wholes = seen.get(metric, [])
        start = bisect_left(wholes, f.sentence, key=lambda w: w.sentence)
        for w in wholes[start : start + _LOOK_BACK]:
            if w.paragraph == f.paragraph and _same_key(w, f) and _fits(w, f):
                f.stage = w
                return


def _same_key(w: FactDraft, f: FactDraft) -> bool:
    """Of one subject and time; ``f`` may be of one channel or sector where ``w`` is of all."""
    if w.status != f.status or w.subject_key != f.subject_key:
        return False
    if w.fields.field not in (None, f.fields.field):
        return False
    if w.channel != f.channel and (w.channel is not None or not _leads(w, f)):
        return False
    return w.span == f.span or _is_stock_of(w, f)


def _is_stock_of(w: FactDraft, f: FactDraft) -> bool:
    """``hiện còn 50 hồ sơ đang giải quyết`` beside what came in until now."""
    if not f.reading.metric.startswith("dossiers_pending") or w.paragraph != f.paragraph:
        return False
    return f.span[0] is None and f.span[1] is not None


def _fits(w: FactDraft, f: FactDraft) -> bool:
    """``f`` is no larger than ``w``, unless the words insist that it is a part."""
    if interval(f, literal=True).low <= interval(w, literal=True).high:
        return True
    return f.lead is w or (w.sentence == f.sentence and w.channel is None and f.channel is not None)


def _back(seen: _Seen, metric: str) -> Iterator[FactDraft]:
    facts = seen.get(metric, ())
    for i in range(len(facts) - 1, max(-1, len(facts) - 1 - _LOOK_BACK), -1):
        yield facts[i]


@cache
def _stages() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """For each metric its wholes by stage: anywhere, and only where the words tie them."""
    data = parts_data()
    loose, near = data["stages"], data["near"]
    return {m: (tuple(loose.get(m, ())), tuple(near.get(m, ()))) for m in {*loose, *near}}


# -- rates --------------------------------------------------------------------------------------


def _link_share(f: FactDraft) -> None:
    """``trong đó tỷ lệ nộp trực tuyến đạt 91,17%``: a share of the number that leads it."""
    lead = f.lead
    for _ in range(_LOOK_BACK):
        if lead is None or (lead.reading.unit == "count" and lead.reading.kind == "level"):
            break
        lead = lead.twin or lead.lead
    if lead is None or lead.status != f.status:
        return
    if lead.reading.metric == f.reading.metric:
        dimension = _dimension(lead, f)
        if dimension:
            f.whole, f.dimension = lead, dimension
    elif _same_key(lead, f):
        loose, near = _stages().get(f.reading.metric, ((), ()))
        if lead.reading.metric in loose + near:
            f.stage = lead


def _twin(facts: list[FactDraft], i: int) -> FactDraft | None:
    """The count that a rate says again: the one before it, or the one in brackets behind it."""
    f = facts[i]
    if i and _is_twin(facts[i - 1], f):
        return facts[i - 1]
    if i + 1 < len(facts) and facts[i + 1].lead is f and _is_twin(facts[i + 1], f):
        return facts[i + 1]
    return None


def _is_twin(count: FactDraft, rate: FactDraft) -> bool:
    c, r = count.reading, rate.reading
    if c.unit != "count" or c.kind != "level" or c.metric != r.metric:
        return False
    if count.sentence != rate.sentence or count.span != rate.span:
        return False
    return (
        count.subject_key == rate.subject_key
        and count.channel == rate.channel
        and count.status == rate.status
    )
