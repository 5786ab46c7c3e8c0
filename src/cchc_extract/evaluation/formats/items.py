"""Annotation items taken apart for a format, and put together again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast

from cchc_extract.evaluation.gold import GoldArticle, sha256
from cchc_extract.evaluation.rows import MENTION_TYPES, Fact, Mention

IGNORE = "IGNORE"
PLACE = ("start", "end", "text")
Fields = dict[str, object]


@dataclass(frozen=True, slots=True)
class Imported:
    """Articles read from a format, and what they lack, a sentence each."""

    articles: list[GoldArticle]
    lacking: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Item:
    """A labelled span: a mention by its type, a fact by its metric, or an ignored span."""

    label: str
    start: int
    end: int
    fields: Fields = field(default_factory=dict)


def items_of(article: GoldArticle) -> list[Item]:
    """All spans of an article; `fields` hold everything but label, place and surface."""
    items = [_item(mention, "type") for mention in article.entities]
    items += [_item(fact, "metric") for fact in article.facts]
    return items + [Item(IGNORE, start, end) for start, end in article.ignore]


def _item(row: Mention | Fact, label: str) -> Item:
    fields = {key: value for key, value in row.items() if key not in PLACE and key != label}
    return Item(str(row.get(label)), row["start"], row["end"], fields)


def article_of(
    article_id: str, text: str, items: Iterable[Item], *, published: str | None = None
) -> GoldArticle:
    """The article of such spans; items without an id of their own are numbered by place."""
    mentions: list[Fields] = []
    facts: list[Fields] = []
    ignore: list[tuple[int, int]] = []
    for item in items:
        place = {"start": item.start, "end": item.end, "text": text[item.start : item.end]}
        if item.label == IGNORE:
            ignore.append((item.start, item.end))
        elif item.label in MENTION_TYPES:
            mentions.append({"type": item.label, **place, **item.fields})
        else:
            facts.append({"metric": item.label, **place, **item.fields})
    return GoldArticle(
        id=article_id,
        text=text,
        text_sha256=sha256(text),
        published=published,
        entities=cast("list[Mention]", _numbered(mentions, "e")),
        facts=cast("list[Fact]", _numbered(facts, "f")),
        ignore=ignore,
    )


def _numbered(items: list[Fields], prefix: str) -> list[Fields]:
    taken = {item.get("id") for item in items}
    free = (
        name for name in (f"{prefix}{n}" for n in range(1, 2 * len(items) + 2)) if name not in taken
    )
    return [item if item.get("id") else {"id": next(free), **item} for item in items]


def lacking(items: Iterable[Item], article_id: str) -> list[str]:
    """Facts that were drawn in the tool without the slots gold needs."""
    return [
        f"{article_id}: {item.label} at [{item.start}, {item.end}] has no value yet"
        for item in items
        if item.label not in MENTION_TYPES and item.label != IGNORE and "value" not in item.fields
    ]


def chosen(fields: Mapping[str, object], names: Iterable[str]) -> dict[str, str]:
    """Those of the named fields that hold a word."""
    return {name: str(fields[name]) for name in names if isinstance(fields.get(name), str)}
