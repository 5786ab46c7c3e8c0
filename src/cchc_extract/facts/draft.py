"""A fact before it is written: the reading with its context resolved."""

from __future__ import annotations

from dataclasses import dataclass

from cchc_extract.entities.mentions import UnitRef
from cchc_extract.facts.binding import Reading
from cchc_extract.facts.times import Time

__all__ = ["FactDraft"]


@dataclass(slots=True, eq=False)
class FactDraft:
    """One fact with every slot; ``id`` is given when the facts are in text order.

    Attributes:
        reading: metric, kind, unit, value, bound and index, with the words they came from.
        subject: whose number it is.
        period, baseline: resolved times.
        channel: ``online``, ``in_person``, ``postal`` or None.
        status: ``actual`` or ``target``.
        sentence: token range of its sentence.
        whole: the fact that this one is a part of, or None.
    """

    reading: Reading
    subject: UnitRef | None
    period: Time | None
    baseline: Time | None
    channel: str | None
    status: str
    sentence: tuple[int, int]
    whole: FactDraft | None = None
    id: str = ""

    @property
    def key(self) -> tuple[str, object, object, str | None]:
        """What facts must share to be added up: subject, period and channel."""
        time = self.period
        span = (time.start, time.end) if time else (None, None)
        return (self.subject.name if self.subject else "", *span, self.channel)
