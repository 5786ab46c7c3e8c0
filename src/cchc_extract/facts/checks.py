"""The article's own arithmetic: wholes and their parts, rates, and what is said twice.

Sums follow the tree of wholes and parts (:mod:`cchc_extract.facts.parts`). A sum that does not come
out is reported only where the words leave no doubt that all parts of that whole are there: an error
of a reader must not look like one of the newspaper.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from cchc_extract.facts.draft import FactDraft
from cchc_extract.facts.intervals import Interval, interval, total
from cchc_extract.facts.parts import is_partition

__all__ = ["CheckDraft", "check_facts"]

_PLACES: Final = 4
_POINTS: Final = 5  # a rate further off than this is of another base
_CHANNELS: Final = 3
_SMALL, _FAR = 5, 0.05  # a sum off by more than 5 and 5 % has another reason than a slip
_EARLIER: Final = 8  # earlier statements that one is compared with
_SLIP: Final = (
    4  # digits that a number needs for a slip in one of them to be told from another number
)


@dataclass(slots=True)
class CheckDraft:
    """One check; see the record contract for the fields."""

    rule: str
    whole: FactDraft
    parts: list[FactDraft]
    expected: int | float
    found: int | float
    difference: int | float
    status: str


def check_facts(facts: list[FactDraft]) -> list[CheckDraft]:
    """All checks that the facts of one article allow, in the order of their wholes."""
    if len(facts) < 2:
        return []
    stages: dict[int, list[FactDraft]] = defaultdict(list)
    parts: dict[int, list[FactDraft]] = defaultdict(list)
    for f in facts:
        if f.status == "actual" and f.reading.unit == "count":
            if f.stage is not None:
                stages[id(f.stage)].append(f)
            if f.whole is not None:
                parts[id(f.whole)].append(f)
    checks: list[CheckDraft] = []
    for f in facts:
        if id(f) in stages:
            checks += _stage_sums(f, stages[id(f)])
        if id(f) in parts:
            checks += _part_sums(f, parts[id(f)])
        if f.twin is not None:
            checks += _rate(f, f.twin)
    checks += _restated(facts)
    order = {id(f): n for n, f in enumerate(facts)}
    return sorted(checks, key=lambda c: order[id(c.whole)])


# -- sums of one subject --------------------------------------------------------------------------


def _stage_sums(whole: FactDraft, parts: list[FactDraft]) -> Iterator[CheckDraft]:
    """Flow, origin and timeliness: what became of the dossiers of one subject."""
    by_metric: dict[str, FactDraft] = {}
    for f in parts:
        if f.channel == whole.channel and f.fields.field == whole.fields.field:
            by_metric.setdefault(f.reading.metric, f)

    def have(*names: str) -> list[FactDraft]:
        return [by_metric["dossiers_" + n] for n in names if "dossiers_" + n in by_metric]

    in_time = have("early_or_on_time") or have("early", "on_time")
    late = have("late")
    metric = whole.reading.metric
    if metric == "dossiers_received":
        done = have("resolved")
        finished = bool(done or (in_time and late))
        done = done or (in_time and in_time + late)
        waiting = have("pending")
        counted = bool(waiting)
        waiting = waiting or have("pending_in_time", "pending_overdue")
        counted = counted or len(waiting) == 2
        if done:
            check = _sum(
                "received_flow", whole, done + waiting + have("returned"),
                complete=finished and counted,
            )  # fmt: skip
            if check is not None and not _leaves_out(check, have("carried_over")):
                yield check
        origin = have("received_new", "carried_over")
        if len(origin) == 2 and (check := _sum("received_origin", whole, origin, complete=True)):
            yield check
    elif metric == "dossiers_resolved" and in_time:
        complete = bool(late) and bool(have("on_time", "early_or_on_time"))
        if check := _sum("resolved_timeliness", whole, in_time + late, complete=complete):
            yield check
    elif metric == "dossiers_pending":
        row = have("pending_in_time", "pending_overdue")
        if row and (check := _sum("pending_timeliness", whole, row, complete=len(row) == 2)):
            yield check


def _leaves_out(check: CheckDraft, carried: list[FactDraft]) -> bool:
    """``Tiếp nhận`` was meant without what was carried over, which was dealt with as well."""
    return bool(carried) and -check.difference == carried[0].reading.value


def _sum(
    rule: str, whole: FactDraft, parts: list[FactDraft], *, complete: bool
) -> CheckDraft | None:
    """The sum of ``parts`` against ``whole``; None where it says nothing that can be relied on."""
    expected = sum(p.reading.value for p in parts)
    check = _check(rule, whole, parts, expected)
    if interval(whole).meets(total(parts)):
        return check
    if any(p.paragraph != whole.paragraph for p in parts):
        return None
    if not complete:
        check.status = "remainder"
        return check if check.difference > 0 else None
    check.status = "mismatch"
    far = abs(check.difference) > max(_SMALL, _FAR * abs(whole.reading.value))
    bounded = interval(whole, literal=True).meets(total(parts, literal=True))
    return None if far or bounded else check


def _check(
    rule: str, whole: FactDraft, parts: list[FactDraft], expected: int | float
) -> CheckDraft:
    found = whole.reading.value
    return CheckDraft(
        rule, whole, parts, _rounded(expected), found, _rounded(found - expected), "ok"
    )


def _rounded(value: int | float) -> int | float:
    return value if isinstance(value, int) else round(value, _PLACES) + 0.0  # no -0.0


# -- sums over units, channels and fields ---------------------------------------------------------


def _part_sums(whole: FactDraft, parts: list[FactDraft]) -> Iterator[CheckDraft]:
    channels: dict[str | None, FactDraft] = {}
    for f in parts:
        if f.dimension == "channel":
            channels.setdefault(f.channel, f)
    if "online" in channels and len(channels) > 1:
        row = list(channels.values())
        check = _sum("channels", whole, row, complete=True)
        if check is not None and (check.status == "ok" or len(row) == _CHANNELS):
            yield check
    units = [f for f in parts if f.subject_key != whole.subject_key and f.channel == whole.channel]
    fields = [f for f in parts if f.dimension == "field"]
    for row in (units, fields):
        if len(row) < 2:
            continue
        check = _sum("levels", whole, row, complete=True)
        if check is not None and (check.status == "ok" or is_partition(whole, row)):
            yield check


# -- rates ----------------------------------------------------------------------------------------


def _rate(rate: FactDraft, count: FactDraft) -> Iterator[CheckDraft]:
    """A stated rate = its a/b, or its count over its whole."""
    stated = interval(rate)
    checks: list[CheckDraft] = []
    for base in _bases(count):
        value = (
            float(count.reading.number.out_of or 0) if base is None else float(base.reading.value)
        )
        if value <= 0:
            continue
        parts = [count] if base is None else [count, base]
        check = _check("rate", rate, parts, 100 * float(count.reading.value) / value)
        if stated.meets(_share(count, base, value)):
            yield check
            return
        checks.append(check)
    if len(checks) == 1 and _is_certain(checks[0]):
        checks[0].status = "mismatch"
        yield checks[0]


def _bases(count: FactDraft) -> Iterator[FactDraft | None]:
    """What ``count`` may be a share of, the likeliest first; None for the b of its a/b."""
    if count.reading.number.out_of:
        yield None
        return
    if count.whole is not None:
        yield count.whole
    stage = count.stage
    while stage is not None:
        if stage.reading.bound == "exact" or stage.sentence == count.sentence:
            yield stage
        stage = stage.stage


def _share(count: FactDraft, base: FactDraft | None, value: float) -> Interval:
    part = interval(count)
    whole = Interval(value, value) if base is None else interval(base)
    return Interval(100 * part.low / whole.high, 100 * part.high / max(whole.low, 1e-9))


def _is_certain(check: CheckDraft) -> bool:
    """The only possible base, named in the same sentence, and not far off."""
    facts = [check.whole, *check.parts]
    same = all(f.sentence == check.whole.sentence for f in facts)
    vague = any(f.reading.bound != "exact" for f in facts)
    return same and not vague and abs(check.difference) <= _POINTS


# -- said twice -----------------------------------------------------------------------------------


def _restated(facts: list[FactDraft]) -> Iterator[CheckDraft]:
    """The same fact stated twice."""
    groups: dict[tuple[object, ...], list[FactDraft]] = {}
    for f in facts:
        r, own = f.reading, f.fields
        key = (
            r.metric, r.kind, r.unit, r.index, f.status, *f.key, own.component, own.field, own.per
        )  # fmt: skip
        group = groups.setdefault(key, [])
        for first in group[:_EARLIER]:
            if first.sentence == f.sentence:
                continue
            if _agree(first, f):
                yield _check("restated", first, [f], r.value)
                break
            if len(group) == 1 and first.paragraph != f.paragraph and _is_slip(first, f):
                check = _check("restated", first, [f], r.value)
                check.status = "mismatch"
                yield check
                break
        else:
            group.append(f)


def _agree(a: FactDraft, b: FactDraft) -> bool:
    """One number, written more or less exactly."""
    x, y = a.reading, b.reading
    if x.value == y.value:
        return True
    if x.unit in ("rank", "places") or (x.bound != "exact" and y.bound != "exact"):
        return False
    reach = 1.0 if x.unit == "percent" else 0.05 * abs(float(x.value))
    if x.bound == y.bound == "exact":
        reach = max(x.number.step, y.number.step) / 2
    return interval(a).meets(interval(b)) and abs(x.value - y.value) <= reach


def _is_slip(a: FactDraft, b: FactDraft) -> bool:
    """``4.964`` and ``4.946``: two digits changed places, or one is another."""
    x, y = a.reading, b.reading
    if x.unit != "count" or x.bound != "exact" or y.bound != "exact":
        return False
    one, two = str(x.value), str(y.value)
    if len(one) != len(two) or len(one) < _SLIP:
        return False
    wrong = [i for i in range(len(one)) if one[i] != two[i]]
    if len(wrong) == 2:
        i, j = wrong
        return j == i + 1 and one[i] == two[j] and one[j] == two[i]
    return len(wrong) == 1 and wrong[0] > 0


def exceeding(facts: Iterable[FactDraft]) -> Iterator[tuple[FactDraft, FactDraft]]:
    """Parts that are larger than their whole, each with the whole."""
    for f in facts:
        whole = f.whole or f.stage
        if whole is None or f.reading.unit != whole.reading.unit:
            continue
        if interval(f).low > interval(whole).high:
            yield f, whole
