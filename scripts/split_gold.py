#!/usr/bin/env python3
"""Split gold rows that carry their text into article rows and stand-off annotations.

    split_gold.py SOURCE... --gold gold/dev.jsonl --corpus corpora/dev.jsonl --codes gold/codes.tsv
    split_gold.py BATCH... --append --gold gold/dev.jsonl --corpus corpora/dev.jsonl \
        --codes gold/codes.tsv --third gold/test.jsonl corpora/test.jsonl

A SOURCE is what the shared goldtool writes. Without --corpus only the annotations are written,
which is how gold on texts that are not ours to publish is kept: ids, hashes, spans, slots, no
article. With --append what the files have stays, and the new articles come after it. With --third
every third article of each source is held back: it goes to those two files instead. Appending no
source writes changed codes into what is there.

CODES completes and corrects the official codes of UNITs: article, mention, code in each line.

Every row of the output has every key, and numbers are always written as floats, so that readers
which guess one schema per file (pyarrow, `datasets`) guess the same one for every file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cchc_extract.evaluation.rows import Fact, Mention

Row = dict[str, Any]

ENTITY_KEYS = list(Mention.__annotations__)
FACT_KEYS = list(Fact.__annotations__)
# The date of the article tells which table a code is of.
LEFT_OUT = frozenset({"code_period"})


def number(value: float | None) -> float | None:
    return None if value is None else float(value)


def full(item: Row, keys: list[str]) -> Row:
    """`item` with all of `keys`, None where it has none; unknown keys are refused."""
    unknown = item.keys() - set(keys) - LEFT_OUT
    if unknown:
        raise ValueError(f"unknown keys {sorted(unknown)} in {item.get('id')}")
    return {key: item.get(key) for key in keys}


def split(row: Row) -> tuple[Row, Row]:
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


def complete(annotations: list[Row], codes: Codes) -> set[tuple[str, str]]:
    """Write `codes` into UNITs; those that no mention asked for are returned."""
    unused = set(codes)
    for row in annotations:
        for entity in row["entities"]:
            key = row["id"], entity["text"]
            if entity["type"] == "UNIT" and key in codes:
                entity["code"] = codes[key]
                unused.discard(key)
    return unused


@dataclass(frozen=True)
class Files:
    """Where annotations go, and article rows, if anywhere; with what is there already."""

    gold: Path
    corpus: Path | None
    annotations: list[Row] = field(default_factory=list)
    articles: list[Row] = field(default_factory=list)

    def read(self) -> None:
        """Take what the files have, so that new rows come after it."""
        for path, rows in self._pairs():
            if path.exists():
                rows += map(json.loads, path.read_text(encoding="utf-8").splitlines())

    def add(self, row: Row) -> None:
        """One gold row with its text. Raises ValueError where it does not fit."""
        article, annotation = split(row)
        if any(other["id"] == row["id"] for other in self.annotations):
            raise ValueError(f"id {row['id']!r} twice")
        self.articles.append(article)
        self.annotations.append(annotation)

    def write(self) -> None:
        for path, rows in self._pairs():
            lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            path.write_text("".join(lines), encoding="utf-8")
            print(f"{path}: {len(rows)} articles", file=sys.stderr)

    def _pairs(self) -> Iterator[tuple[Path, list[Row]]]:
        yield self.gold, self.annotations
        if self.corpus:
            yield self.corpus, self.articles


def distribute(source: Path, most: Files, third: Files | None) -> None:
    """The rows of a source into `most`, every third into `third` if that is given.

    Raises ValueError with file and line where a row does not fit.
    """
    lines = source.read_text(encoding="utf-8").split("\n")
    numbered = [(line, raw) for line, raw in enumerate(lines, 1) if raw.strip()]
    for place, (line, raw) in enumerate(numbered, 1):
        try:
            (third if third and place % 3 == 0 else most).add(json.loads(raw))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{source}:{line}: {error}") from error


def main() -> int:
    parser = argparse.ArgumentParser(description="Split gold into article rows and annotations.")
    parser.add_argument("sources", type=Path, nargs="*", help="gold rows with their text")
    parser.add_argument("--gold", type=Path, required=True, help="where the annotations go")
    parser.add_argument("--corpus", type=Path, help="where the article rows go, if anywhere")
    parser.add_argument("--codes", type=Path, help="official codes: article, mention, code")
    parser.add_argument("--append", action="store_true", help="keep what the files have")
    parser.add_argument(
        "--third", type=Path, nargs=2, metavar=("GOLD", "CORPUS"), help="hold back every third"
    )
    options = parser.parse_args()
    most = Files(options.gold, options.corpus)
    third = Files(*options.third) if options.third else None
    try:
        for files in filter(None, (most, third)) if options.append else ():
            files.read()
        for source in options.sources:
            distribute(source, most, third)
        unused = complete(most.annotations, read_codes(options.codes)) if options.codes else set()
        if unused:
            raise ValueError(f"{options.codes}: no such mention: {min(unused)}")
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    for files in filter(None, (most, third)):
        files.write()
    return 0


if __name__ == "__main__":
    sys.exit(main())
