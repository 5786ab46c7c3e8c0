"""Facts and checks of a record as the rows that its pages show."""

from __future__ import annotations

from typing import NamedTuple

from cchc_extract.records import Check, Fact, Record
from cchc_extract.report import saying
from cchc_extract.report.i18n import Phrase
from cchc_extract.report.timeline import period_key

__all__ = ["CheckRow", "FactRow", "check_rows", "fact_rows"]


class FactRow(NamedTuple):
    """A fact with its slots in words."""

    fact: Fact
    value: Phrase
    period: Phrase
    period_key: str
    slots: list[Phrase]


class CheckRow(NamedTuple):
    """A check, written out."""

    check: Check
    equation: saying.Equation


def fact_rows(record: Record) -> list[FactRow]:
    """The facts in the order of the text."""
    return [
        FactRow(
            fact,
            saying.value(fact),
            saying.period(fact.period),
            period_key(fact.period),
            list(saying.slots(fact)),
        )
        for fact in record.facts
    ]


def check_rows(record: Record) -> list[CheckRow]:
    """The checks, those that fail first."""
    facts = {fact.id: fact for fact in record.facts}
    checks = sorted(record.checks, key=lambda check: check.status != "mismatch")
    return [CheckRow(check, saying.equation(check, facts)) for check in checks]
