"""A fact before it is written: the reading with its context resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from cchc_extract.entities.mentions import DocumentMention, UnitRef
from cchc_extract.facts.readings import Reading
from cchc_extract.facts.scopes import subject_key
from cchc_extract.facts.stream import Item
from cchc_extract.facts.time_items import Time

__all__ = ["FactDraft", "Fields", "Peers"]


class Peers(NamedTuple):
    """The peers among which a place is held, as written, and how many they are."""

    text: str
    n: int | None


class Fields(NamedTuple):
    """The further fields of a fact, None where the text does not say.

    Attributes:
        of: base of a percentage: ``received``, ``resolved``, ``due``, ``overdue``,
            ``fee_bearing``, ``procedures``, ``tasks`` or ``bodies``.
        change_in: ``points`` or ``relative``, for a change given in percent.
        among: peers of a rank.
        component: the part of an index that a score or place is about.
        field: sector of the administration that a count is of.
        object: what is counted, where the metric is wider.
        per: ``day``, ``month`` or ``year`` for an average.
        set_by: the document that sets a target.
    """

    of: str | None = None
    change_in: str | None = None
    among: Peers | None = None
    component: str | None = None
    field: str | None = None
    object: str | None = None
    per: str | None = None
    set_by: DocumentMention | None = None


_NO_FIELDS: Final = Fields()
_ANY_TIME: Final = (None, None)


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
        row: the items of its sentence.
        paragraph: number of its paragraph; a list shares that of its lead-in.
        lead: the fact that the words around it hang it on (``trong đó``, a bracket, a colon).
        fields: the further fields.
        whole, dimension: the same counted of more, and in which respect it is more: ``level``,
            ``office``, ``channel``, ``field`` or None.
        stage: an earlier stage of the same dossiers.
        twin: the count that a rate says again.
        subject_key: what equal subjects share.
        span: first and last day of the period.
    """

    reading: Reading
    subject: UnitRef | None
    period: Time | None
    baseline: Time | None
    channel: str | None
    status: str
    sentence: tuple[int, int]
    row: list[Item] = field(default_factory=list)
    paragraph: int = 0
    lead: FactDraft | None = None
    fields: Fields = _NO_FIELDS
    whole: FactDraft | None = None
    dimension: str | None = None
    stage: FactDraft | None = None
    twin: FactDraft | None = None
    id: str = ""
    subject_key: str = field(init=False)
    span: tuple[date | None, date | None] = field(init=False)

    def __post_init__(self) -> None:
        time = self.period
        self.subject_key = subject_key(self.subject)
        self.span = (time.start, time.end) if time is not None else _ANY_TIME

    @property
    def key(self) -> tuple[str, tuple[date | None, date | None], str | None]:
        """What facts must share to be added up: subject, period and channel."""
        return (self.subject_key, self.span, self.channel)
