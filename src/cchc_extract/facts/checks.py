"""The article's own arithmetic: wholes and their parts, rates, and what is said twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cchc_extract.facts.draft import FactDraft

__all__ = ["CheckDraft", "check_facts"]


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


def check_facts(facts: Sequence[FactDraft]) -> list[CheckDraft]:
    """All checks that the facts of one article allow, in the order of their wholes."""
    counts = [
        f for f in facts
        if f.reading.unit == "count" and f.reading.kind == "level" and f.status == "actual"
    ]  # fmt: skip
    groups: dict[tuple[object, ...], list[FactDraft]] = defaultdict(list)
    for f in counts:
        groups[f.key].append(f)
    checks: list[CheckDraft] = []
    for group in groups.values():
        by_metric: dict[str, FactDraft] = {}
        for f in group:
            if f.reading.metric not in by_metric or _is_vague(by_metric[f.reading.metric]):
                by_metric[f.reading.metric] = f
        checks += _sums(by_metric)
    checks += _levels(counts)
    checks += _channels(counts)
    checks += _rates(facts)
    checks += _restated(facts)
    order = {id(f): n for n, f in enumerate(facts)}
    return sorted(checks, key=lambda c: order[id(c.whole)])


def _is_vague(f: FactDraft) -> bool:
    return f.reading.bound != "exact"


def _sums(m: dict[str, FactDraft]) -> Iterator[CheckDraft]:
    """Flow, origin and timeliness of one subject, period and channel."""

    def have(*names: str) -> list[FactDraft]:
        return [m["dossiers_" + n] for n in names if "dossiers_" + n in m]

    received, resolved, pending = m.get("dossiers_received"), have("resolved"), have("pending")
    in_time, overdue = have("pending_in_time"), have("pending_overdue")
    punctual = have("early_or_on_time") or have("early", "on_time")
    late = have("late")
    if received is not None:
        done = resolved or punctual + late
        open_ = pending or in_time + overdue
        if done:
            complete = bool(resolved or (punctual and late)) and bool(
                pending or (in_time and overdue)
            )
            yield _sum(
                "received_flow", received, done + open_ + have("returned"), complete=complete
            )
        if len(origin := have("received_new", "carried_over")) == 2:
            yield _sum("received_origin", received, origin, complete=True)
    if resolved and punctual:
        yield _sum("resolved_timeliness", resolved[0], punctual + late, complete=bool(late))
    if pending and (in_time or overdue):
        yield _sum(
            "pending_timeliness", pending[0], in_time + overdue,
            complete=bool(in_time and overdue),
        )  # fmt: skip


def _sum(
    rule: str, whole: FactDraft, parts: list[FactDraft], *, complete: bool
) -> CheckDraft:
    expected = sum(p.reading.value for p in parts)
    return _check(rule, whole, parts, expected, "mismatch" if complete else "remainder")


def _check(
    rule: str, whole: FactDraft, parts: list[FactDraft], expected: float, otherwise: str
) -> CheckDraft:
    found = whole.reading.value
    difference = round(found - expected, 4)
    agrees = _agrees(difference, [whole, *parts], whole)
    return CheckDraft(
        rule, whole, parts, round(expected, 4), found, difference, "ok" if agrees else otherwise
    )


def _agrees(difference: float, facts: Iterable[FactDraft], whole: FactDraft) -> bool:
    """Within the bounds and the rounding of what is written."""
    slack = sum(f.reading.number.step / 2 for f in facts if f.reading.number.step != 1)
    low, high = -slack, slack
    for f in facts:
        bound, size = f.reading.bound, abs(float(f.reading.value))
        sign = 1 if f is whole else -1
        reach = 0.05 * size
        up, down = (bound in ("above", "about")), (bound in ("below", "about"))
        if sign < 0:
            up, down = down, up
        low -= reach if up else 0
        high += reach if down else 0
    return low - 1e-9 <= difference <= high + 1e-9


# -- levels, channels, rates, said twice -------------------------------------------------------


def _levels(counts: Sequence[FactDraft]) -> Iterator[CheckDraft]:
    """A unit = its levels, members or offices.

    Parts follow their whole, are of other subjects and of the same metric, channel and period;
    selections (``nhiều nhất là ...``) are no partition, so a sum that differs is reported only
    where the parts are levels that leave nothing out.
    """
    for i, whole in enumerate(counts):
        parts: list[FactDraft] = []
        seen = {whole.key[0]}
        for f in counts[i + 1 :]:
            if f.reading.metric != whole.reading.metric or f.key[1:] != whole.key[1:]:
                continue
            if f.key[0] == whole.key[0]:
                break
            if f.key[0] not in seen:
                seen.add(f.key[0])
                parts.append(f)
        if len(parts) < 2 or whole.subject is None or whole.subject.level is None:
            continue
        check = _check("levels", whole, parts, sum(p.reading.value for p in parts), "mismatch")
        if check.status == "ok" or _is_partition(whole, parts):
            yield check


def _is_partition(whole: FactDraft, parts: Sequence[FactDraft]) -> bool:
    text = " ; ".join(p.subject.name.lower() for p in parts if p.subject)
    upper = any(w in text for w in ("trung tâm phục vụ hành chính công", "trung tâm hành chính công",
                                    "cấp tỉnh", "sở, ban, ngành", "sở, ngành"))  # fmt: skip
    lower = any(w in text for w in ("cấp xã", "xã, phường", "phường, xã"))
    return upper and lower and abs(whole.reading.value) > 0


def _channels(counts: Sequence[FactDraft]) -> Iterator[CheckDraft]:
    """All = online + in person + postal."""
    for whole in counts:
        if whole.channel is not None:
            continue
        parts: dict[str, FactDraft] = {}
        for f in counts:
            if (
                f.channel
                and f.reading.metric == whole.reading.metric
                and f.key[:3] == whole.key[:3]
            ):
                parts.setdefault(f.channel, f)
        if len(parts) < 2 or "in_person" not in parts or "online" not in parts:
            continue
        row = list(parts.values())
        check = _check("channels", whole, row, sum(p.reading.value for p in row), "mismatch")
        if check.status == "ok" or len(parts) == 3:
            yield check


def _rates(facts: Sequence[FactDraft]) -> Iterator[CheckDraft]:
    """A stated rate = its a/b, or its count over its whole."""
    for before, rate in zip(facts, facts[1:], strict=False):
        r, b = rate.reading, before.reading
        if r.unit != "percent" or b.unit != "count" or r.kind != "level" or b.kind != "level":
            continue
        if r.metric != b.metric or rate.key != before.key or rate.sentence != before.sentence:
            continue
        base: float | None = None
        parts = [before]
        if b.number.out_of:
            base = float(b.number.out_of)
        else:
            whole = before.whole
            if whole is not None and whole.reading.unit == "count" and whole.reading.value:
                base, parts = float(whole.reading.value), [before, whole]
        if not base:
            continue
        expected = round(100 * float(b.value) / base, 4)
        difference = round(float(r.value) - expected, 4)
        half = 0.5 * 10.0**-r.number.decimals
        ok = abs(difference) <= half + 1e-9 or (
            r.bound in ("above", "about") and -5 <= difference < 0
        ) or (r.bound in ("below", "about") and 0 < difference <= 5)  # fmt: skip
        if not ok and base < float(b.value):
            continue
        yield CheckDraft(
            "rate", rate, parts, expected, r.value, difference, "ok" if ok else "mismatch"
        )


def _restated(facts: Sequence[FactDraft]) -> Iterator[CheckDraft]:
    """The same fact stated twice."""
    seen: dict[tuple[object, ...], FactDraft] = {}
    for f in facts:
        r = f.reading
        key = (r.metric, r.kind, r.unit, r.index, f.status, *f.key)
        first = seen.setdefault(key, f)
        if first is f or first.sentence == f.sentence:
            continue
        check = _check("restated", first, [f], float(r.value), "mismatch")
        if check.status == "ok":
            if check.expected == int(check.expected):
                check.expected = r.value
            yield check
