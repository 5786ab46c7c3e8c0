"""doccano JSON Lines for sequence labelling: text and labelled spans.

doccano's spans are a label and two offsets. Slots travel beside them in `slots`, which doccano
keeps as a field of the example and gives back on export; a span that was moved or drawn in doccano
has none and must be completed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NotRequired

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from cchc_extract.evaluation.formats.items import (
    Fields,
    Imported,
    Item,
    article_of,
    items_of,
    lacking,
)
from cchc_extract.evaluation.gold import GoldArticle, GoldError, Texts
from cchc_extract.evaluation.jsonl import parse, read_lines

Label = tuple[int, int, str]


class _Span(TypedDict):
    label: str
    start_offset: int
    end_offset: int


class _Slots(TypedDict):
    start: int
    end: int
    label: str
    fields: Fields


class _Example(TypedDict):
    text: str
    id: NotRequired[int | str]
    article_id: NotRequired[str]
    published: NotRequired[str | None]
    label: NotRequired[list[Label]]
    entities: NotRequired[list[_Span]]
    slots: NotRequired[list[_Slots]]


def export_articles(
    articles: Sequence[GoldArticle], target: Path, *, suggestions: bool
) -> list[str]:
    """Write one example a line; suggestions are labels like any other."""
    with target.open("w", encoding="utf-8", newline="\n") as file:
        for article in articles:
            items = items_of(article)
            example: _Example = {
                "text": article.text or "",
                "article_id": article.id,
                "published": article.published,
                "label": [(item.start, item.end, item.label) for item in items],
                "slots": [
                    {"start": i.start, "end": i.end, "label": i.label, "fields": i.fields}
                    for i in items
                    if i.fields
                ],
            }
            file.write(json.dumps(example, ensure_ascii=False) + "\n")
    return ["doccano does not tell suggestions from annotation"] if suggestions else []


def import_articles(source: Path, texts: Texts | None) -> Imported:
    """Read examples as written here or exported by doccano (`label` or `entities`)."""
    adapter = TypeAdapter(_Example)
    articles, missing = [], []
    for line, _, raw in read_lines(source, GoldError):
        example = parse(adapter, raw, source, line, GoldError)
        article_id = example.get("article_id") or str(example.get("id", line))
        labels = [*example.get("label", ())]
        labels += [
            (s["start_offset"], s["end_offset"], s["label"]) for s in example.get("entities", ())
        ]
        known: dict[Label, list[Fields]] = {}
        for slots in example.get("slots", ()):
            place = (slots["start"], slots["end"], slots["label"])
            known.setdefault(place, []).append(slots["fields"])
        items = []
        for start, end, label in labels:
            if not 0 <= start < end <= len(example["text"]):
                raise GoldError(source, line, f"span [{start}, {end}] is not in the text")
            there = known.get((start, end, label))
            items.append(Item(label, start, end, there.pop(0) if there else {}))
        missing += lacking(items, article_id)
        articles.append(
            article_of(article_id, example["text"], items, published=example.get("published"))
        )
    return Imported(articles, missing)
