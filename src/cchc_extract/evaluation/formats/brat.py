"""brat stand-off: a folder with one `.txt` and one `.ann` file an article, and the tool's
configuration.

Mentions, facts and ignored spans are text-bound annotations (`T`), slots from short lists are
attributes (`A`), and everything else is a note (`#`) with JSON, so that nothing of an item is lost.
File names are the ids, percent-coded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote, unquote

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
from cchc_extract.evaluation.rows import MENTION_TYPES

# brat knows an attribute by its name alone, and `kind` means two things.
_UNIT_NAMES = {"level": "level", "kind": "unit_kind"}
_FACT_NAMES = {name: name for name in FACT_CHOICES}
_LINE_BREAK = re.compile(r"[\r\n]")


def export_articles(
    articles: Sequence[GoldArticle], target: Path, *, suggestions: bool
) -> list[str]:
    """Write the folder; suggestions look like any annotation, for brat knows no other."""
    target.mkdir(parents=True, exist_ok=True)
    (target / "annotation.conf").write_text(_configuration(), encoding="utf-8")
    for article in articles:
        stem = quote(article.id, safe=" ")
        text = article.text or ""
        (target / f"{stem}.txt").write_bytes(text.encode())
        (target / f"{stem}.ann").write_bytes("".join(_lines(article, text)).encode())
    dated = sum(article.published is not None for article in articles)
    lost = [f"brat holds no publication date: {dated} are left out"] if dated else []
    if suggestions:
        lost.append("brat does not tell suggestions from annotation")
    return lost


def _names(label: str) -> dict[str, str]:
    """Names in brat of the fields of an item that are attributes there."""
    return _UNIT_NAMES if label in MENTION_TYPES else _FACT_NAMES


def _lines(article: GoldArticle, text: str) -> Iterator[str]:
    attributes = 0
    for place, item in enumerate(items_of(article), 1):
        surface = _LINE_BREAK.sub(" ", text[item.start : item.end])
        yield f"T{place}\t{item.label} {item.start} {item.end}\t{surface}\n"
        names = _names(item.label)
        listed = chosen(item.fields, names)
        for name, value in listed.items():
            attributes += 1
            yield f"A{attributes}\t{names[name]} T{place} {value}\n"
        rest = {key: value for key, value in item.fields.items() if key not in listed}
        if rest:
            yield f"#{place}\tAnnotatorNotes T{place}\t{json.dumps(rest, ensure_ascii=False)}\n"


def _configuration() -> str:
    facts = "|".join(METRICS)
    unit = (f"{_UNIT_NAMES[n]}\tArg:UNIT, Value:{'|'.join(v)}" for n, v in UNIT_CHOICES.items())
    fact = (f"{n}\tArg:{facts}, Value:{'|'.join(v)}" for n, v in FACT_CHOICES.items())
    return "\n".join(
        (
            "[entities]",
            *MENTION_TYPES,
            "!FACT",
            *(f"\t{metric}" for metric in METRICS),
            IGNORE,
            "[relations]",
            "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
            "[events]",
            "[attributes]",
            *unit,
            *fact,
            "",
        )
    )


def import_articles(source: Path, texts: Texts | None) -> Imported:
    """Read a folder; the `.txt` files beside the `.ann` files are the texts."""
    files = sorted(source.glob("*.ann"))
    if not files:
        raise GoldError(source, 0, "no .ann files here")
    articles, missing = [], []
    for file in files:
        article_id = unquote(file.stem)
        try:
            text = file.with_suffix(".txt").read_bytes().decode("utf-8-sig")
            annotation = file.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as problem:
            raise GoldError(file, 0, str(problem)) from None
        items = _read(file, annotation, len(text))
        missing += lacking(items, article_id)
        articles.append(article_of(article_id, text, items))
    return Imported(articles, missing)


def _read(file: Path, annotation: str, length: int) -> list[Item]:
    items: dict[str, Item] = {}
    for line, raw in enumerate(annotation.split("\n"), 1):
        mark, _, body = raw.rstrip("\r").partition("\t")
        try:
            if mark.startswith("T"):
                label, *offsets = body.partition("\t")[0].split(" ")
                start, end = map(int, offsets)
                if not 0 <= start < end <= length:
                    raise GoldError(file, line, f"span [{start}, {end}] is not in the text")
                items[mark] = Item(label, start, end)
            elif mark.startswith("A"):
                name, owner, value = body.split(" ")
                item = items[owner]
                fields = {brat: field for field, brat in _names(item.label).items()}
                item.fields[fields[name]] = value
            elif mark.startswith("#"):
                head, _, note = body.partition("\t")
                items[head.split(" ")[1]].fields.update(_note(note))
        except (ValueError, KeyError, IndexError) as problem:
            if isinstance(problem, GoldError):
                raise
            raise GoldError(file, line, f"not annotation this can read: {raw[:60]!r}") from None
    return list(items.values())


def _note(note: str) -> Fields:
    """The fields of one of our notes; a person's own note is kept as `note`."""
    try:
        fields = json.loads(note)
    except ValueError:
        return {"note": note}
    return fields if isinstance(fields, dict) else {"note": note}
