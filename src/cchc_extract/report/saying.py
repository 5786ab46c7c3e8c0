"""Values, periods and slots of a record in the words of both interface languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cchc_extract.records import Check, Fact, Period
from cchc_extract.report import wording
from cchc_extract.report.i18n import Phrase, label

__all__ = ["Equation", "Term", "equation", "number", "period", "slots", "value"]

_BOUND = {"exact": "", "above": "> ", "below": "< ", "about": "≈ "}
_UNIT = {
    "count": Phrase("", ""),
    "percent": Phrase("%", "%"),
    "point": Phrase(" điểm", " points"),
    "rank": Phrase("", ""),
    "places": Phrase(" bậc", " places"),
}
_SWAP = {ord(","): ".", ord("."): ","}
_SIGN = {"ok": "=", "mismatch": "≠", "remainder": ">"}


def number(value: float) -> Phrase:
    """``value`` with the signs of each language: ``368.746,5`` and ``368,746.5``."""
    text = wording.number(value)
    return Phrase(text, text.translate(_SWAP))


def value(fact: Fact) -> Phrase:
    """What a fact states: ``> 351.000``, ``46/147``, ``+1,59 điểm``, ``hạng 3``."""
    said = Phrase("hạng ", "no. ") if fact.unit == "rank" else Phrase("", "")
    if fact.kind == "change" and fact.value > 0:
        said += "+"
    said += number(fact.value)
    if fact.out_of is not None:
        said = said + "/" + number(fact.out_of)
    return Phrase(*(_BOUND[fact.bound] + text for text in said)) + _UNIT[fact.unit]


def period(time: Period | None) -> Phrase:
    """A period as a year, a month, a day or two days; open ends in words."""
    if time is None:
        return Phrase("", "")
    if time.start and time.end:
        text = wording.period(time).replace("..", " – ")
        return Phrase(text, text)
    if time.end:
        return label("ui.until") + f" {time.end}"
    return label("ui.since") + f" {time.start}"


def slots(fact: Fact) -> Iterator[Phrase]:
    """The slots that say more than metric, value, subject and period."""
    if fact.status == "target":
        yield label("ui.target")
    if fact.kind == "change":
        yield label("ui.change")
    for prefix, key in (("index", fact.index), ("channel", fact.channel), ("of", fact.of),
                        ("change_in", fact.change_in), ("per", fact.per)):  # fmt: skip
        if key is not None:
            yield label(f"{prefix}.{key}")
    for said in (fact.component, fact.field, fact.object, fact.among and fact.among.text):
        if said:
            yield Phrase(said, said)
    if fact.baseline is not None:
        yield label("ui.baseline") + " " + period(fact.baseline)
    if fact.part_of is not None:
        yield label("ui.part_of") + f" {fact.part_of}"


class Term(NamedTuple):
    """One number of an equation; ``fact`` is the id of the fact that states it, if one does."""

    text: Phrase
    fact: str | None = None


class Equation(NamedTuple):
    """A check as it is written out: ``whole sign terms = result, rest``.

    Attributes:
        joint: stands between two terms.
        result: what the terms give, where they are no sum and it is not what is stated.
        rest: the difference in words, where there is one.
    """

    whole: Term
    sign: str
    terms: tuple[Term, ...]
    joint: str
    result: Phrase | None
    rest: Phrase | None


def equation(check: Check, facts: Mapping[str, Fact]) -> Equation:
    """A check as an equation: ``99.153 ≠ 8.461 + 90.689, lệch 3``."""
    whole, *parts = (Term(value(facts[i]), i) for i in (check.whole, *check.parts))
    result = rest = None
    if check.status != "ok":
        if check.rule == "rate":
            result = number(check.expected) + "%"
        word = "ui.difference" if check.status == "mismatch" else "ui.remainder"
        rest = label(word) + " " + number(check.difference)
    joint = " : " if check.rule == "rate" else " + "
    return Equation(whole, _SIGN[check.status], tuple(parts), joint, result, rest)
