"""One gold file out of several annotators' files, with their conflicts marked."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TypeVar, cast

from cchc_extract.evaluation.gold import GoldArticle
from cchc_extract.evaluation.rows import Fact, Mention
from cchc_extract.evaluation.slots import core

Item = TypeVar("Item", Mention, Fact)
_NOT_COMPARED = {"id", "conflict"}


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged articles and how many conflicts are marked in them.

    A conflict stands on the item as `conflict`: `{"only": [names]}` where not all annotators have
    it, or `{"fields": {field: {name: value}}}` where they differ. A gold file with conflicts does
    not load: settle each and take the mark out. Ignored spans are those of any annotator.
    """

    articles: list[GoldArticle]
    conflicts: int


def merge(annotators: Mapping[str, Iterable[GoldArticle]], *, majority: bool = False) -> Merged:
    """Merge annotators by name; an article that only some have is merged among those.

    Items are the same when type (or metric, kind, value and unit) and span are. With `majority`
    what more than half of the annotators of an article say is taken without a mark. Raises
    ValueError for an id with different texts.
    """
    by_article: dict[str, dict[str, GoldArticle]] = {}
    for name, articles in annotators.items():
        for article in articles:
            by_article.setdefault(article.id, {})[name] = article
    merged = [_merge_article(views, majority) for views in by_article.values()]
    items = (item for article in merged for item in (*article.entities, *article.facts))
    return Merged(merged, sum("conflict" in item for item in items))


def _merge_article(views: Mapping[str, GoldArticle], majority: bool) -> GoldArticle:
    first = next(iter(views.values()))
    if len({view.text_sha256 for view in views.values()}) > 1:
        raise ValueError(f"article {first.id!r} has different texts in {', '.join(views)}")
    entities = _merge_items({n: v.entities for n, v in views.items()}, _mention_key, majority, "e")
    facts = _merge_items({n: v.facts for n, v in views.items()}, _fact_key, majority, "f")
    ignore = sorted({span for view in views.values() for span in view.ignore})
    return replace(first, entities=entities, facts=facts, ignore=ignore)


def _merge_items(
    views: Mapping[str, Sequence[Item]],
    key: Callable[[Item], Hashable],
    majority: bool,
    prefix: str,
) -> list[Item]:
    """The union of the annotators' items, by place."""
    groups: dict[Hashable, dict[str, Item]] = {}
    for name, items in views.items():
        seen: dict[Hashable, int] = {}
        for item in items:
            repeat = seen[key(item)] = seen.get(key(item), 0) + 1
            groups.setdefault((key(item), repeat), {})[name] = item
    merged = [_merge_item(group, list(views), majority) for group in groups.values()]
    kept = sorted((item for item in merged if item is not None), key=lambda item: item["start"])
    return _with_ids(kept, prefix)


def _with_ids(items: Sequence[Item], prefix: str) -> list[Item]:
    """The items with an id each: its annotator's where no other has it, so that references hold."""
    free = (f"{prefix}{number}" for number in count(1))
    given = {item.get("id") for item in items}
    taken: set[str] = set()
    numbered: list[Item] = []
    for item in items:
        own = item.get("id")
        if own is None or own in taken:
            own = next(name for name in free if name not in given)
        taken.add(own)
        numbered.append(cast("Item", {**item, "id": own}))
    return numbered


def _merge_item(group: Mapping[str, Item], names: Sequence[str], majority: bool) -> Item | None:
    """One item out of the views of it; None when most annotators do not have it."""
    first = next(iter(group.values()))
    conflict: dict[str, object] = {}
    if len(group) < len(names):
        if not majority or 2 * len(group) == len(names):
            conflict["only"] = list(group)
        elif 2 * len(group) < len(names):
            return None
    settled: dict[str, object] = dict(first)
    fields: dict[str, object] = {}
    for field in {name: None for item in group.values() for name in item}:
        values = {name: cast("dict[str, object]", item).get(field) for name, item in group.items()}
        answers = list(values.values())
        if field in _NOT_COMPARED or all(answer == answers[0] for answer in answers):
            continue
        most = max(answers, key=answers.count)
        if majority and 2 * answers.count(most) > len(answers):
            settled[field] = most
        else:
            fields[field] = values
    if fields:
        conflict["fields"] = fields
    if conflict:
        settled["conflict"] = conflict
    return cast("Item", settled)


def _mention_key(mention: Mention) -> Hashable:
    return mention["type"], mention["start"], mention["end"]


def _fact_key(fact: Fact) -> Hashable:
    return *core(fact), fact["start"], fact["end"]
