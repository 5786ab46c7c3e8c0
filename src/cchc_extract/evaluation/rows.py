"""The JSON shapes of RECORD.md that evaluation reads: gold rows, prediction rows, their parts.

They are plain dictionaries, typed and checked by pydantic, and know nothing of the engine: any
system that writes rows of this shape can be scored.
"""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

from cchc_extract.records import (
    Bound,
    Channel,
    FactKind,
    IndexName,
    Level,
    Metric,
    Status,
    UnitOfMeasure,
)

MentionType = Literal["UNIT", "PERSON", "DOCUMENT"]
Offset = Annotated[int, Field(ge=0)]
# No office handles 10^15 dossiers; strict mode takes integers and floats, and nothing else.
Number = Annotated[float, Field(ge=-1e15, le=1e15)]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]

_CONFIG = ConfigDict(extra="allow", strict=True, allow_inf_nan=False)


@with_config(_CONFIG)
class Role(TypedDict):
    """A role of a person as written beside the mention; `unit` is None where none is written."""

    title: str
    unit: NotRequired[str | None]


@with_config(_CONFIG)
class Mention(TypedDict):
    """One UNIT, PERSON or DOCUMENT; offsets are code points. Fields of other types may be null."""

    id: NotRequired[str]
    type: MentionType
    start: Offset
    end: Offset
    text: str
    name: NotRequired[str | None]
    level: NotRequired[Level | None]
    kind: NotRequired[Literal["territory", "body"] | None]
    code: NotRequired[str | None]
    honorific: NotRequired[str | None]
    roles: NotRequired[list[Role] | None]
    doc_type: NotRequired[str | None]
    number: NotRequired[str | None]
    date: NotRequired[Day | None]
    issuer: NotRequired[str | None]


@with_config(_CONFIG)
class Period(TypedDict):
    """A span of days, both ends inclusive; an open end is None."""

    start: Day | None
    end: Day | None


@with_config(_CONFIG)
class Fact(TypedDict):
    """One number of the reform's bookkeeping as gold holds it; `subject` lists accepted names."""

    id: NotRequired[str]
    metric: Metric
    kind: FactKind
    value: Number
    unit: UnitOfMeasure
    bound: Bound
    out_of: Number | None
    index: IndexName | None
    channel: Channel | None
    subject: Annotated[list[str], Field(min_length=1)]
    period: Period | None
    baseline: NotRequired[Period | None]
    status: Status
    start: Offset
    end: Offset
    text: str


@with_config(_CONFIG)
class GoldRow(TypedDict):
    """One line of a gold file; `text` may be elsewhere, then `text_sha256` ties the two."""

    id: str
    text: NotRequired[str | None]
    text_sha256: NotRequired[str | None]
    published: NotRequired[str | None]
    entities: list[Mention]
    facts: list[Fact]
    ignore: NotRequired[list[Annotated[list[Offset], Field(min_length=2, max_length=2)]] | None]


@with_config(_CONFIG)
class PredictedMention(TypedDict):
    """A mention as any system may write it; types beyond the three are carried and not scored."""

    type: str
    start: Offset
    end: Offset
    text: NotRequired[str | None]
    level: NotRequired[str | None]
    code: NotRequired[str | None]
    rule: NotRequired[str | None]


@with_config(_CONFIG)
class Subject(TypedDict):
    """Whose number a predicted fact is."""

    name: NotRequired[str | None]
    level: NotRequired[str | None]


@with_config(_CONFIG)
class PredictedPeriod(TypedDict):
    """The time of a predicted fact; further keys (`text`) are carried."""

    start: NotRequired[str | None]
    end: NotRequired[str | None]


@with_config(_CONFIG)
class PredictedFact(TypedDict):
    """A fact as any system may write it: what is left out has the default of the scorer."""

    metric: Metric
    value: Number
    start: Offset
    end: Offset
    kind: NotRequired[str | None]
    unit: NotRequired[str | None]
    bound: NotRequired[str | None]
    out_of: NotRequired[Number | None]
    index: NotRequired[str | None]
    channel: NotRequired[str | None]
    status: NotRequired[str | None]
    subject: NotRequired[Subject | list[str] | str | None]
    period: NotRequired[PredictedPeriod | None]
    text: NotRequired[str | None]
    sentence: NotRequired[list[Offset] | None]
    rule: NotRequired[str | None]


@with_config(_CONFIG)
class PredictedRow(TypedDict):
    """One record: what the extractor, or any other system, found in one article."""

    id: str
    text_sha256: NotRequired[str | None]
    entities: list[PredictedMention]
    facts: list[PredictedFact]


MENTION_TYPES: tuple[MentionType, ...] = ("UNIT", "PERSON", "DOCUMENT")
