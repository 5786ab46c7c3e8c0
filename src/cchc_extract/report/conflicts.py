"""Where articles give the same number of the same thing differently."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from cchc_extract.records import Fact, Record
from cchc_extract.report.places import province_of
from cchc_extract.report.timeline import period_key

__all__ = ["Conflict", "Said", "find_conflicts"]

_DECIMALS = re.compile(r"[.,](\d{1,2})(?!\d)")
_MULTIPLIERS = (("ngàn", 1e3), ("nghìn", 1e3), ("triệu", 1e6), ("tỷ", 1e9))


class Said(NamedTuple):
    """A fact and the record that states it."""

    record: Record
    fact: Fact


class Conflict(NamedTuple):
    """Articles that disagree; one saying for each value, in the order of the records."""

    province: str | None
    sayings: list[Said]


def find_conflicts(records: Iterable[Record]) -> list[Conflict]:
    """Conflicts between exact numbers with the same slots, in the order they turn up.

    Facts without a period are not compared: nothing says that they mean the same time. Nor are
    two numbers of one article, for which its checks are there.
    """
    groups: dict[tuple[object, ...], list[Said]] = defaultdict(list)
    for record in records:
        seen = set()
        for fact in record.facts:
            if fact.period is None or fact.subject is None or fact.bound != "exact":
                continue
            key = _key(fact)
            if key not in seen:
                seen.add(key)
                groups[key].append(Said(record, fact))
    found = []
    for sayings in groups.values():
        different: list[Said] = []
        for said in sayings:
            if not any(_agree(said.fact, other.fact) for other in different):
                different.append(said)
        if len(different) > 1:
            first = different[0]
            found.append(Conflict(province_of(first.fact.subject, first.record), different))
    return found


def _key(fact: Fact) -> tuple[object, ...]:
    subject = fact.subject
    assert subject is not None
    return (
        subject.name.casefold(), period_key(fact.period), period_key(fact.baseline), fact.metric,
        fact.kind, fact.unit, fact.index, fact.channel, fact.status, fact.of, fact.change_in,
        fact.among and fact.among.text, fact.component, fact.field, fact.object, fact.per,
        fact.part_of is None,
    )  # fmt: skip


def _agree(a: Fact, b: Fact) -> bool:
    """Equal within the rounding of what is written: ``61,3 ngàn`` and ``61.287``."""
    return abs(a.value - b.value) <= max(_half_step(a), _half_step(b)) + 1e-9


def _half_step(fact: Fact) -> float:
    """Half a unit of the last digit written; whole numbers without a multiplier are exact."""
    scale = next((size for word, size in _MULTIPLIERS if word in fact.text.lower()), 1.0)
    if scale == 1 and fact.unit not in ("percent", "point"):
        return 0.0
    decimals = _DECIMALS.search(fact.text)
    return 0.5 * scale * 10.0 ** -(len(decimals[1]) if decimals else 0)
