"""Values, periods and checks of a record in the words and signs that a reader sees."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_extract.records import Check, Fact, Period

__all__ = ["equation", "number", "period", "slots", "value"]

_BOUND = {"above": ">", "below": "<", "about": "≈"}
_UNIT = {"count": "", "percent": "%", "point": " points", "rank": "", "places": " places"}
_SUMS = {
    "received_flow", "received_origin", "resolved_timeliness", "pending_timeliness", "levels",
    "channels",
}  # fmt: skip


def number(value: float) -> str:
    """``value`` as Vietnamese papers write it: ``368.746``, ``98,7``."""
    text = f"{value:,.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
    return text.translate({ord(","): ".", ord("."): ","})


def value(fact: Fact) -> str:
    """What a fact states: ``> 351.000``, ``46/147``, ``+1,59 points``, ``no. 3``."""
    return (f"{_BOUND[fact.bound]} " if fact.bound != "exact" else "") + _amount(fact)


def _amount(fact: Fact) -> str:
    sign = "+" if fact.kind == "change" and fact.value > 0 else ""
    place = "no. " if fact.unit == "rank" else ""
    whole = f"/{number(fact.out_of)}" if fact.out_of is not None else ""
    return f"{place}{sign}{number(fact.value)}{whole}{_UNIT[fact.unit]}"


def period(time: Period | None) -> str:
    """A period as a year, a month or two days; empty where there is none."""
    if time is None:
        return ""
    start, end = time.start or "", time.end or ""
    if start and end:
        if start[:4] == end[:4] and (start[5:], end[5:]) == ("01-01", "12-31"):
            return start[:4]
        if start == end:
            return start
    return f"{start}..{end}"


def slots(fact: Fact) -> str:
    """The slots that say more than metric, value, subject and period."""
    said = [fact.index, fact.channel, fact.component, fact.field, fact.object]
    if fact.status == "target":
        said.append("target")
    if fact.kind == "change":
        said.append("change")
    if fact.baseline is not None:
        said.append(f"since {period(fact.baseline)}")
    return ", ".join(s for s in said if s)


def equation(check: Check, facts: Mapping[str, Fact]) -> str:
    """A check as an equation: ``99.153 ≠ 8.461 + 90.689, off by 3``."""
    whole = facts[check.whole]
    parts = [value(facts[part]) for part in check.parts]
    if check.rule in _SUMS:
        said = " + ".join(parts)
    elif check.rule == "rate":
        said = f"{' / '.join(parts)} = {number(check.expected)}%"
    else:
        said = number(check.expected)
    if check.status == "ok":
        if whole.bound == "exact":
            return f"{_amount(whole)} {'≈' if check.rule == 'rate' else '='} {said}"
        return f"{said} {_BOUND[whole.bound]} {_amount(whole)}"
    if check.status == "remainder":
        return f"{value(whole)} = {said} + {number(check.difference)} not stated"
    return f"{value(whole)} ≠ {said}, off by {number(check.difference)}"
