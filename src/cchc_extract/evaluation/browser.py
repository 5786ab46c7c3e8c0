"""The error browser: one self-contained HTML page of everything that differs from gold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from cchc_extract.evaluation.errors import ErrorItem, by_cause
from cchc_extract.evaluation.rows import Fact, Mention, PredictedFact, PredictedMention
from cchc_extract.evaluation.slots import days, subject_name
from cchc_extract.evaluation.tables import templates

_FACT_ROWS = ("metric", "kind", "value", "unit", "bound", "out_of", "index", "channel", "status")
_MENTION_ROWS = ("type", "name", "level", "code", "honorific", "doc_type", "number")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the sentence inside the same spans: `gold`, `prediction`, both or none."""

    text: str
    marks: str


@dataclass(frozen=True, slots=True)
class Row:
    """One field side by side; `wrong` where the two must be equal and are not."""

    name: str
    gold: str
    prediction: str
    wrong: bool


def error_page(errors: Sequence[ErrorItem], title: str) -> str:
    """The page; whatever comes from articles or predictions is escaped."""
    return (
        templates()
        .get_template("errors.html.j2")
        .render(
            title=title,
            errors=[(error, pieces(error), rows(error)) for error in errors],
            causes=by_cause(errors),
            outcomes=sorted({error.outcome for error in errors}),
            labels=sorted({error.label for error in errors}),
            fields=sorted({field for error in errors for field in error.fields}),
            articles=list(dict.fromkeys(error.article for error in errors)),
        )
    )


def pieces(error: ErrorItem) -> list[Piece]:
    """The sentence cut at the edges of both spans; the bare surfaces where there is no text."""
    if error.text is None or error.sentence is None:
        sides = (("gold", error.gold), ("prediction", error.prediction))
        return [Piece(item.get("text") or "", mark) for mark, item in sides if item]
    start, end = error.sentence
    spans = {
        mark: (item["start"], item["end"])
        for mark, item in (("gold", error.gold), ("prediction", error.prediction))
        if item
    }
    inner = {edge for span in spans.values() for edge in span if start < edge < end}
    edges = sorted({start, end} | inner)
    return [
        Piece(error.text[a:b], " ".join(m for m, (s, e) in spans.items() if s <= a and b <= e))
        for a, b in pairwise(edges)
    ]


def rows(error: ErrorItem) -> list[Row]:
    """The fields that either side has, gold's value beside the prediction's."""
    gold, prediction = _cells(error, error.gold), _cells(error, error.prediction)
    return [
        Row(name, gold.get(name, ""), prediction.get(name, ""), name in error.fields)
        for name in {**gold, **prediction}
        if gold.get(name) or prediction.get(name)
    ]


def _cells(
    error: ErrorItem, item: Fact | Mention | PredictedFact | PredictedMention | None
) -> dict[str, str]:
    if item is None:
        return {}
    fields = cast("Mapping[str, object]", item)
    names = _FACT_ROWS if error.is_fact else _MENTION_ROWS
    cells = {name: _shown(fields.get(name)) for name in names}
    if error.is_fact:
        fact = cast("Fact | PredictedFact", item)
        start, end = days(fact)
        cells["period"] = f"{start or ''} .. {end or ''}" if start or end else ""
        subject = fact.get("subject")
        several = isinstance(subject, list)
        cells["subject"] = " | ".join(map(str, subject or ())) if several else subject_name(fact)
    cells["span"] = f"{item['start']}-{item['end']}"
    return cells


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)
