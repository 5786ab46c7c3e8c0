#!/usr/bin/env python3
"""Compare what the extractor finds now in gold/dev with the predictions last accepted.

    compare.py                   lists gains and losses; exit status 1 where losses are more
    compare.py --accept REASON   makes the present predictions the accepted ones

The accepted predictions stand in gold/accepted/dev.jsonl, with only what evaluation reads. Each
time they change, a line of gold/accepted/reasons.jsonl says when, why, what was gained and lost,
and the hash of the file, so that they cannot change without a reason. Articles of gold that the
accepted predictions do not have yet are not compared, lest new gold hide what is lost on the old.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cchc_extract import Extractor
from cchc_extract.evaluation.comparison import Change, balance, changes
from cchc_extract.evaluation.gold import load_gold
from cchc_extract.evaluation.jsonl import RecordFile, RowError
from cchc_extract.evaluation.tables import Table, to_markdown

ROOT = Path(__file__).parents[1]
GOLD, TEXTS = ROOT / "gold" / "dev.jsonl", ROOT / "corpora" / "dev.jsonl"
ACCEPTED = ROOT / "gold" / "accepted" / "dev.jsonl"
REASONS = ACCEPTED.with_name("reasons.jsonl")

_USUAL = {"kind": "level", "bound": "exact", "status": "actual"}  # what the scorer takes it for
_FACT = (
    *("metric", "value", "start", "end", "kind", "unit", "bound", "out_of", "index", "channel"),
    *("status", "rule"),
)
_MENTION = ("type", "start", "end", "level", "code")


def compact(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record with what evaluation reads, and of that nothing that goes without saying."""
    return {
        "id": record["id"],
        "text_sha256": record["text_sha256"],
        "entities": [_some(mention, _MENTION) for mention in record["entities"]],
        "facts": [
            {
                **_some(fact, _FACT),
                "subject": _some(fact["subject"] or {}, ("name", "level")),
                "period": _some(fact["period"] or {}, ("start", "end")),
            }
            for fact in record["facts"]
        ],
    }


def _some(item: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {k: item[k] for k in keys if item.get(k) != _USUAL.get(k)}


def predictions(texts: Path) -> Iterator[str]:
    """The compact record of each article, as lines of JSON."""
    extractor = Extractor()
    for line in texts.read_text("utf-8").splitlines():
        record = compact(extractor.extract_plain(json.loads(line)))
        yield json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def compared(old: Path, new: Path, gold: Path, texts: Path) -> list[Change]:
    """What changed in the articles that both files and gold have."""
    before, after = RecordFile(old), RecordFile(new)
    articles = [article for article in load_gold(gold, texts) if article.id in before]
    return list(changes(articles, before, after))


def report(found: list[Change]) -> str:
    """The changes as a table in Markdown."""
    gained, lost = balance(found)
    header = ("change", "article", "place", "metric or type", "text", "slots")
    rows = [(c.verdict, c.article, str(c.start), c.label, c.text, c.detail) for c in found]
    return to_markdown([Table(f"Gained {gained}, lost {lost}", header, rows)])


def digest(path: Path) -> str:
    """The hash a reason is tied to its predictions by."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def accept(current: str, reason: str, found: list[Change]) -> None:
    """Makes the present predictions the accepted ones, and notes why."""
    gained, lost = balance(found)
    ACCEPTED.parent.mkdir(exist_ok=True)
    ACCEPTED.write_text(current, encoding="utf-8", newline="\n")
    row = {
        "date": datetime.now(UTC).date().isoformat(),
        "reason": reason,
        "gained": gained,
        "lost": lost,
        "sha256": digest(ACCEPTED),
    }
    with REASONS.open("a", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare with the predictions last accepted.")
    parser.add_argument("--accept", metavar="REASON", help="accept the present predictions")
    options = parser.parse_args()
    if options.accept is not None and not options.accept.strip():
        print("compare: the reason is empty", file=sys.stderr)
        return 2
    current = "".join(predictions(TEXTS))
    with tempfile.TemporaryDirectory() as folder:
        new = Path(folder) / "now.jsonl"
        new.write_text(current, encoding="utf-8", newline="\n")
        try:
            found = compared(ACCEPTED, new, GOLD, TEXTS) if ACCEPTED.exists() else []
        except RowError as error:
            if options.accept is None:
                print(f"compare: {error}", file=sys.stderr)
                return 2
            found = []
    print(report(found), end="")
    if options.accept is not None:
        accept(current, options.accept, found)
        return 0
    gained, lost = balance(found)
    if lost > gained:
        print(
            f"compare: {lost} lost, {gained} gained on {GOLD.name}; mend it, or accept it with"
            " --accept REASON",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
