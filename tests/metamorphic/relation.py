"""What must stay as it was: facts and mentions, with their fields, at the places they went to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cchc_extract import Extractor
from cchc_extract.text.tokens import fold
from tests.metamorphic.transforms import Changed

Item = dict[str, Any]
Span = tuple[int, int]

# Names of places in this record only; what they name is compared.
_PLACES = frozenset({"id", "start", "end", "text", "sentence", "rule"})


# The articles the project began with; all of gold/dev would take minutes.
_FIRST = 26


def gold_ids(root: Path) -> list[str]:
    """The first articles of the development gold, and the real ones, in file order."""
    lines = [
        line
        for name in ("dev", "seeds")
        for line in (root / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines()[:_FIRST]
    ]
    return [json.loads(line)["id"] for line in lines]


def gold_texts(root: Path) -> dict[str, Item]:
    """Articles by id: those of the project, and the real ones where they are beside the clone."""
    lines = (root / "corpora" / "dev.jsonl").read_text("utf-8").splitlines()[:_FIRST]
    rows = [json.loads(line) for line in lines]
    seeds = sorted((root.parent / "shared" / "corpus" / "seeds").glob("*.txt"))
    rows += [{"id": p.stem, "text": p.read_bytes().decode("utf-8-sig")} for p in seeds]
    return {row["id"]: row for row in rows}


def violations(extractor: Extractor, row: Mapping[str, Any], new: Changed) -> list[str]:
    """What a transformation of an article changes in its record.

    Args:
        extractor: the engine.
        row: the article.
        new: the article's text after it.
    """
    before = extractor.extract_plain(row)
    after = extractor.extract_plain({**row, "text": new.text})
    found = []
    for part, key in (("facts", "metric"), ("entities", "type")):
        old = dict(_placed(before, part, key, new))
        now = dict(_placed(after, part, key, None))
        for place in sorted({*old, *now}):
            if part == "entities" and any(a <= place[0] and place[1] <= b for a, b in new.open):
                continue
            found += _differences(place, old.get(place), now.get(place), new.text)
    return found


def _placed(
    record: Item, part: str, key: str, new: Changed | None
) -> Iterator[tuple[tuple[int, int, str], Item]]:
    """The items of a record by their place in the new text and their metric or type."""
    spans: dict[str, Span] = {}
    for item in (*record["facts"], *record["entities"]):
        span = item["start"], item["end"]
        spans[item["id"]] = new.span(*span) if new else span
    for item in record[part]:
        yield (*spans[item["id"]], item[key]), {k: _said(v, spans) for k, v in item.items()}


def _said(value: object, spans: Mapping[str, Span]) -> object:
    """A value without what spelling may change; ids are the places they stand for."""
    if isinstance(value, str):
        return spans.get(value) or fold(value)
    if isinstance(value, dict):
        return {k: _said(v, spans) for k, v in value.items()}
    if isinstance(value, list):
        return [_said(v, spans) for v in value]
    return value


def _differences(
    place: tuple[int, int, str], old: Item | None, now: Item | None, text: str
) -> list[str]:
    start, end, label = place
    what = f"{label} {text[start:end]!r} at {start}"
    if now is None:
        return [f"{what}: gone"]
    if old is None:
        return [f"{what}: new"]
    return [
        f"{what}: {key} was {old[key]!r}, is {now[key]!r}"
        for key in old
        if key not in _PLACES and old[key] != now[key]
    ]
