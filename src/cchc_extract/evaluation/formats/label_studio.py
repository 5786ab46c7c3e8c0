"""Label Studio JSON: tasks with labelled regions, and per-region choices, numbers and lines of
text.

Written with a labelling interface (`<target>.xml`) to set the project up with. What has no control
there (codes, roles, document numbers, ...) travels in the region's own `meta`. Suggestions become
`predictions`, which annotators accept or correct; on import an annotation is read before a
prediction.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NotRequired

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from cchc_extract.evaluation.formats.choices import FACT_CHOICES, METRICS, UNIT_CHOICES
from cchc_extract.evaluation.formats.items import (
    IGNORE,
    Fields,
    Imported,
    Item,
    article_of,
    chosen,
    items_of,
    lacking,
)
from cchc_extract.evaluation.gold import GoldArticle, GoldError, Texts
from cchc_extract.evaluation.jsonl import parse
from cchc_extract.evaluation.rows import MENTION_TYPES

_NUMBERS = ("value", "out_of")
_LEVEL_OF_UNIT = {"unit_level": "level", "unit_kind": "kind"}  # control -> field


class _Value(TypedDict):
    start: int
    end: int
    text: NotRequired[str | list[str]]
    labels: NotRequired[list[str]]
    choices: NotRequired[list[str]]
    number: NotRequired[float]


class _Meta(TypedDict):
    text: NotRequired[list[str]]


class _Result(TypedDict):
    id: str
    from_name: str
    to_name: str
    type: str
    value: _Value
    meta: NotRequired[_Meta]


class _Answer(TypedDict):
    result: list[_Result]
    model_version: NotRequired[str | None]


class _Data(TypedDict):
    text: str
    article_id: NotRequired[str]
    published: NotRequired[str | None]


class _Task(TypedDict):
    data: _Data
    id: NotRequired[int]
    annotations: NotRequired[list[_Answer]]
    predictions: NotRequired[list[_Answer]]


def export_articles(
    articles: Sequence[GoldArticle], target: Path, *, suggestions: bool
) -> list[str]:
    """Write the tasks and, beside them, the labelling interface."""
    tasks: list[_Task] = []
    for article in articles:
        results = [
            result
            for place, item in enumerate(items_of(article), 1)
            for result in _results(f"r{place}", item, article.text or "")
        ]
        task: _Task = {
            "data": {
                "text": article.text or "",
                "article_id": article.id,
                "published": article.published,
            }
        }
        if suggestions:
            task["predictions"] = [{"model_version": "cchc-extract", "result": results}]
        else:
            task["annotations"] = [{"result": results}]
        tasks.append(task)
    target.write_text(json.dumps(tasks, ensure_ascii=False, indent=1), encoding="utf-8")
    target.with_suffix(".xml").write_text(_interface(), encoding="utf-8")
    wide = sum(any(ord(sign) > 0xFFFF for sign in article.text or "") for article in articles)
    if not wide:
        return []
    return [f"Label Studio counts UTF-16 units: spans may move in {wide} texts with rare signs"]


def _results(region: str, item: Item, text: str) -> list[_Result]:
    """The region with its label, then one result a control; the rest of the fields as its meta."""
    surface = text[item.start : item.end]
    rest: Fields = dict(item.fields)
    results: list[_Result] = []

    def add(control: str, kind: str, value: _Value) -> None:
        results.append(
            {"id": region, "from_name": control, "to_name": "text", "type": kind, "value": value}
        )

    def place() -> _Value:
        return {"start": item.start, "end": item.end, "text": surface}

    add("label", "labels", {**place(), "labels": [item.label]})
    names = _LEVEL_OF_UNIT if item.label in MENTION_TYPES else {name: name for name in FACT_CHOICES}
    listed = chosen(item.fields, names.values())
    for control, name in names.items():
        if name in listed:
            add(control, "choices", {**place(), "choices": [str(rest.pop(name))]})
    for name in _NUMBERS:
        number = rest.get(name)
        if isinstance(number, (int, float)):
            add(name, "number", {**place(), "number": number})
            del rest[name]
    subject = rest.get("subject")
    if isinstance(subject, list):
        names_given = [str(name) for name in subject]
        add("subject", "textarea", {"start": item.start, "end": item.end, "text": names_given})
        del rest["subject"]
    if rest:
        results[0]["meta"] = {"text": [json.dumps(rest, ensure_ascii=False)]}
    return results


def _interface() -> str:
    labels = "".join(f'<Label value="{label}"/>' for label in (*MENTION_TYPES, *METRICS, IGNORE))
    facts = ",".join(METRICS)
    units = {"unit_level": UNIT_CHOICES["level"], "unit_kind": UNIT_CHOICES["kind"]}
    controls = [_choices(name, values, "UNIT") for name, values in units.items()]
    controls += [_choices(name, values, facts) for name, values in FACT_CHOICES.items()]
    fact_only = f'perRegion="true" whenTagName="label" whenLabelValue="{facts}"'
    controls += [f'<Number name="{name}" toName="text" {fact_only}/>' for name in _NUMBERS]
    controls += [f'<TextArea name="subject" toName="text" editable="true" {fact_only}/>']
    return "\n".join(
        (
            "<View>",
            f'<Labels name="label" toName="text">{labels}</Labels>',
            '<Text name="text" value="$text" granularity="symbol"/>',
            *controls,
            "</View>",
            "",
        )
    )


def _choices(name: str, values: Sequence[str], labels: str) -> str:
    options = "".join(f'<Choice value="{value}"/>' for value in values)
    where = f'perRegion="true" whenTagName="label" whenLabelValue="{labels}"'
    return f'<Choices name="{name}" toName="text" {where}>{options}</Choices>'


def import_articles(source: Path, texts: Texts | None) -> Imported:
    """Read tasks as written here or exported by Label Studio (JSON, not JSON-MIN)."""
    try:
        raw = source.read_bytes()
    except OSError as problem:
        raise GoldError(source, 0, problem.strerror or str(problem)) from None
    tasks = parse(TypeAdapter(list[_Task]), raw, source, 0, GoldError)
    articles, missing = [], []
    for place, task in enumerate(tasks):
        data = task["data"]
        article_id = data.get("article_id") or str(task.get("id", place + 1))
        answers = task.get("annotations") or task.get("predictions") or []
        items = _items(answers[0]["result"]) if answers else []
        for item in items:
            if not 0 <= item.start < item.end <= len(data["text"]):
                reason = f"[{place}]: span [{item.start}, {item.end}] is not in the text"
                raise GoldError(source, 0, reason)
        missing += lacking(items, article_id)
        articles.append(
            article_of(article_id, data["text"], items, published=data.get("published"))
        )
    return Imported(articles, missing)


def _items(results: Sequence[_Result]) -> list[Item]:
    """One item a region, in the order of the labels; controls without a label are dropped."""
    items: dict[str, Item] = {}
    for result in results:
        value = result["value"]
        if value.get("labels"):
            note = "".join(result.get("meta", {}).get("text", []))
            items[result["id"]] = Item(
                value["labels"][0], value["start"], value["end"], _fields(note)
            )
    for result in results:
        item, value, control = items.get(result["id"]), result["value"], result["from_name"]
        if item is None:
            continue
        if value.get("choices"):
            item.fields[_LEVEL_OF_UNIT.get(control, control)] = value["choices"][0]
        elif "number" in value:
            item.fields[control] = value["number"]
        elif control == "subject":
            given = value.get("text", [])
            item.fields[control] = given if isinstance(given, list) else [given]
    return list(items.values())


def _fields(note: str) -> Fields:
    try:
        fields = json.loads(note) if note else {}
    except ValueError:
        return {"note": note}
    return fields if isinstance(fields, dict) else {"note": note}
