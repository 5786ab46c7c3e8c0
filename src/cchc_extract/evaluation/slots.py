"""The slots of a fact and when a predicted one is right (RECORD.md section 8)."""

from __future__ import annotations

from collections.abc import Callable

from cchc_extract.evaluation.names import subject_key
from cchc_extract.evaluation.rows import Fact, PredictedFact

Core = tuple[str, str | None, float, str | None]
Predicted = PredictedFact | Fact


def number(value: float | None) -> float | None:
    """A number as it is compared: to four places."""
    return None if value is None else round(float(value), 4)


def core(fact: Predicted) -> Core:
    """What makes two facts with overlapping spans the same fact."""
    return (
        fact["metric"],
        fact.get("kind", "level"),
        round(float(fact["value"]), 4),
        fact.get("unit"),
    )


def subject_name(fact: Predicted) -> str:
    """The one name a prediction gives its subject; the empty string where it gives none."""
    subject = fact.get("subject")
    if isinstance(subject, dict):
        return subject.get("name") or ""
    if isinstance(subject, list):
        return subject[0] if subject else ""
    return subject or ""


def days(fact: Predicted) -> tuple[str | None, str | None]:
    """First and last day of a fact's period, None where open or where nothing says when."""
    period = fact.get("period") or {}
    return period.get("start"), period.get("end")


def _subject(gold: Fact, prediction: Predicted) -> bool:
    return subject_key(subject_name(prediction)) in map(subject_key, gold["subject"])


SLOTS: dict[str, Callable[[Fact, Predicted], bool]] = {
    "bound": lambda gold, prediction: gold["bound"] == prediction.get("bound", "exact"),
    "out_of": lambda gold, prediction: number(gold["out_of"]) == number(prediction.get("out_of")),
    "index": lambda gold, prediction: gold["index"] == prediction.get("index"),
    "channel": lambda gold, prediction: gold["channel"] == prediction.get("channel"),
    "status": lambda gold, prediction: gold["status"] == prediction.get("status", "actual"),
    "period": lambda gold, prediction: days(gold) == days(prediction),
    "subject": _subject,
}


def wrong_slots(gold: Fact, prediction: Predicted) -> list[str]:
    """The slots a prediction with the right core has wrong; full agreement is the empty list."""
    return [name for name, right in SLOTS.items() if not right(gold, prediction)]
