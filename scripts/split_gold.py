#!/usr/bin/env python3
"""Split gold rows that carry their text into article rows and stand-off annotations.

    split_gold.py GOLD_WITH_TEXT.jsonl --gold gold/dev.jsonl --corpus corpora/dev.jsonl \
        --codes gold/codes.tsv

GOLD_WITH_TEXT is what the shared goldtool writes. Without --corpus only the annotations are
written, which is how gold on texts that are not ours to publish is kept: ids, hashes, spans, slots,
no article.

CODES completes and corrects the official codes of UNITs: article, mention, code in each line.

Every row of the output has every key, and numbers are always written as floats, so that readers
which guess one schema per file (pyarrow, `datasets`) guess the same one for every file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from cchc_extract.evaluation.rows import Fact, Mention

ENTITY_KEYS = list(Mention.__annotations__)
FACT_KEYS = list(Fact.__annotations__)


def number(value: float | None) -> float | None:
    return None if value is None else float(value)


def full(item: dict[str, Any], keys: list[str]) -> dict[str, Any]:
    """`item` with all of `keys`, None where it has none; unknown keys are refused."""
    unknown = item.keys() - set(keys)
    if unknown:
        raise ValueError(f"unknown keys {sorted(unknown)} in {item.get('id')}")
    return {key: item.get(key) for key in keys}


def split(row: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The article row and the annotation row of one gold row."""
    text = row["text"]
    digest = hashlib.sha256(text.encode()).hexdigest()
    if row.get("text_sha256", digest) != digest:
        raise ValueError("text_sha256 is not that of the text")
    head = {"id": row["id"], "published": row.get("published"), "text_sha256": digest}
    entities = [full(entity, ENTITY_KEYS) for entity in row["entities"]]
    facts = [full(fact, FACT_KEYS) for fact in row["facts"]]
    for fact in facts:
        fact["value"], fact["out_of"] = number(fact["value"]), number(fact["out_of"])
    for item in entities + facts:
        if text[item["start"] : item["end"]] != item["text"]:
            raise ValueError(f"{item['id']}: the text at its span is not {item['text']!r}")
    title = {"title": row["title"]} if row.get("title") else {}
    return (
        {**head, **title, "text": text},
        {**head, "entities": entities, "facts": facts, "ignore": row.get("ignore") or []},
    )


Codes = dict[tuple[str, str], str]


def read_codes(path: Path) -> Codes:
    """Codes by article and mention. Raises ValueError where a line does not have three parts."""
    codes: Codes = {}
    for line, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not row or row.startswith("#"):
            continue
        parts = row.split("\t")
        if len(parts) != 3:
            raise ValueError(f"{path}:{line}: not an article, a mention and a code")
        codes[parts[0], parts[1]] = parts[2]
    return codes


def complete(annotations: list[dict[str, Any]], codes: Codes) -> set[tuple[str, str]]:
    """Write `codes` into UNITs; those that no mention asked for are returned."""
    unused = set(codes)
    for row in annotations:
        for entity in row["entities"]:
            key = row["id"], entity["text"]
            if entity["type"] == "UNIT" and key in codes:
                entity["code"] = codes[key]
                unused.discard(key)
    return unused


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description="Split gold into article rows and annotations.")
    parser.add_argument("source", type=Path, help="gold rows with their text, JSON Lines")
    parser.add_argument("--gold", type=Path, required=True, help="where the annotations go")
    parser.add_argument("--corpus", type=Path, help="where the article rows go, if anywhere")
    parser.add_argument("--codes", type=Path, help="official codes: article, mention, code")
    options = parser.parse_args()
    articles, annotations = [], []
    lines = options.source.read_text(encoding="utf-8").split("\n")
    for line, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        try:
            article, annotation = split(json.loads(raw))
        except (KeyError, TypeError, ValueError) as error:
            print(f"{options.source}:{line}: {error}", file=sys.stderr)
            return 2
        articles.append(article)
        annotations.append(annotation)
    if options.codes:
        try:
            unused = complete(annotations, read_codes(options.codes))
        except (OSError, ValueError) as error:
            print(error, file=sys.stderr)
            return 2
        if unused:
            print(f"{options.codes}: no such mention: {sorted(unused)[0]}", file=sys.stderr)
            return 2
    write(options.gold, annotations)
    if options.corpus:
        write(options.corpus, articles)
    print(f"{len(annotations)} articles", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
