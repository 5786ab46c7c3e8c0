"""The record contract, version 1, as frozen pydantic models.

Field names and meanings are those of the project's record contract; the JSON Schema is exported
by ``cchc-extract schema`` and committed as ``docs/record.schema.json``. Offsets count Unicode code
points of the article's text as it was given; ``end`` is exclusive.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

__all__ = [
    "SCHEMA_VERSION", "Article", "Bound", "Channel", "Check", "CheckRule", "CheckStatus",
    "Document", "Entity", "Fact", "FactKind", "IndexName", "Level", "Metric", "Peers", "Period",
    "Person", "ProducedBy", "Record", "Role", "Status", "Subject", "Unit", "UnitOfMeasure",
    "Warning_",
]  # fmt: skip

SCHEMA_VERSION = "1"

Level = Literal["central", "province", "district", "commune"]
FactKind = Literal["level", "change"]
UnitOfMeasure = Literal["count", "percent", "point", "rank", "places"]
Bound = Literal["exact", "above", "below", "about"]
IndexName = Literal["PAR", "SIPAS", "PAPI", "PCI", "PGI", "DDCI", "DTI", "ICT", "OTHER"]
Channel = Literal["online", "in_person", "postal"]
Status = Literal["actual", "target"]
CheckRule = Literal[
    "received_flow", "received_origin", "resolved_timeliness", "pending_timeliness",
    "levels", "channels", "rate", "restated",
]  # fmt: skip
CheckStatus = Literal["ok", "mismatch", "remainder"]
Metric = Literal[
    "dossiers_received", "dossiers_received_new", "dossiers_carried_over", "dossiers_resolved",
    "dossiers_early", "dossiers_on_time", "dossiers_early_or_on_time", "dossiers_late",
    "dossiers_due", "dossiers_pending", "dossiers_pending_in_time", "dossiers_pending_overdue",
    "dossiers_returned", "dossiers_paid_online", "dossiers_digitized", "rank", "index_score",
    "satisfaction_rate", "procedures_total", "procedures_published", "procedures_reviewed",
    "procedures_amended", "online_services", "online_services_partial", "online_services_full",
    "staff_reduced", "units_reduced", "units_inspected", "tasks_completed", "feedback_received",
]  # fmt: skip


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Article(BaseModel):
    """One input article. Unknown fields are kept and carried through to ``Record.meta``."""

    model_config = ConfigDict(frozen=True, extra="allow")

    id: str
    text: str
    title: str | None = None
    published: str | None = None


class Subject(_Model):
    """Whose number it is, resolved to a name."""

    name: str
    level: Level | None = None
    code: str | None = None


class Period(_Model):
    """A span of days, both ends inclusive; an open end is null."""

    text: str
    start: str | None = None
    end: str | None = None


class _Entity(_Model):
    id: str
    start: int
    end: int
    text: str


class Unit(_Entity):
    """A mention of one body of the state, the Party or the political system, or a territory."""

    type: Literal["UNIT"] = "UNIT"
    name: str
    level: Level | None = None
    kind: Literal["territory", "body"]
    code: str | None = None
    code_period: Literal["before-2025-07", "from-2025-07"] | None = None


class Role(_Model):
    """A role written beside a person's name, abbreviations spelled out."""

    title: str
    unit: str | None = None


class Person(_Entity):
    """A personal name, without honorific or role."""

    type: Literal["PERSON"] = "PERSON"
    honorific: str | None = None
    roles: tuple[Role, ...] = ()


class Document(_Entity):
    """An official document cited with its number."""

    type: Literal["DOCUMENT"] = "DOCUMENT"
    doc_type: str
    number: str
    date: str | None = None
    issuer: str | None = None


Entity = Annotated[Unit | Person | Document, Field(discriminator="type")]


class Peers(_Model):
    """The peers among which a place is held."""

    text: str
    n: int | None = None


class Fact(_Model):
    """One number of the reform's own bookkeeping."""

    id: str
    metric: Metric
    kind: FactKind
    value: float | int
    unit: UnitOfMeasure
    bound: Bound = "exact"
    out_of: float | int | None = None
    index: IndexName | None = None
    channel: Channel | None = None
    subject: Subject | None = None
    period: Period | None = None
    baseline: Period | None = None
    status: Status = "actual"
    start: int
    end: int
    text: str
    sentence: tuple[int, int]
    rule: str
    of: (
        Literal["received", "resolved", "due", "overdue", "fee_bearing", "procedures", "tasks",
                "bodies"]
        | None
    ) = None  # fmt: skip
    change_in: Literal["points", "relative"] | None = None
    among: Peers | None = None
    component: str | None = None
    field: str | None = None
    object: str | None = None
    per: Literal["day", "month", "year"] | None = None
    part_of: str | None = None
    dimension: Literal["level", "channel", "field", "office", "stage"] | None = None
    set_by: str | None = None


class Check(_Model):
    """What the article's own arithmetic says; ``difference`` is found - expected."""

    rule: CheckRule
    whole: str
    parts: tuple[str, ...]
    expected: float | int
    found: float | int
    difference: float | int
    status: CheckStatus


class ProducedBy(_Model):
    """Package version and fingerprint of the rules and data that made the record."""

    version: str
    rules: str


class Warning_(_Model):
    """Something the extractor could not settle."""

    code: str
    message: str


class Record(_Model):
    """What one article says: its mentions, its numeric facts and their arithmetic."""

    schema_version: Literal["1"] = "1"
    id: str
    title: str | None = None
    published: str | None = None
    text_sha256: str
    home_unit: Subject | None = None
    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    checks: tuple[Check, ...] = ()
    produced_by: ProducedBy
    warnings: tuple[Warning_, ...] = ()
    meta: dict[str, JsonValue] = Field(default_factory=dict)

    def _repr_html_(self) -> str:
        from cchc_extract.report.notebook import record_html

        return record_html(self)
