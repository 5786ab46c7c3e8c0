"""Values, periods and checks of a record in the words and signs that a reader sees."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_extract.records import Check, Fact, Period

__all__ = ["equation", "number", "period", "slots", "value"]

_BOUND = {"exact": "", "above": "> ", "below": "< ", "about": "≈ "}
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
    sign = "+" if fact.kind == "change" and fact.value > 0 else ""
    place = "no. " if fact.unit == "rank" else ""
    whole = f"/{number(fact.out_of)}" if fact.out_of is not None else ""
    return f"{_BOUND[fact.bound]}{place}{sign}{number(fact.value)}{whole}{_UNIT[fact.unit]}"


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
    whole = value(facts[check.whole])
    sign = {"ok": "=", "mismatch": "≠", "remainder": ">"}[check.status]
    if check.rule in _SUMS:
        stated = " + ".join(value(facts[part]) for part in check.parts)
    elif check.rule == "rate":
        stated = f"{number(check.expected)}% from " + ", ".join(
            value(facts[part]) for part in check.parts
        )
    else:
        stated = number(check.expected)
    if check.status == "ok":
        return f"{whole} {sign} {stated}"
    word = "not stated: " if check.status == "remainder" else "off by "
    return f"{whole} {sign} {stated}, {word}{number(check.difference)}"
