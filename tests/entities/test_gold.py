"""The layer alone against the gold of the project and, where they are, the real articles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from cchc_extract.entities import EntityReader
from cchc_extract.text.tokens import Tokens, tokenize

Span = tuple[str, int, int]


def _boilerplate(tokens: Tokens, spans: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
    out = []
    for start, end in spans:
        inside = [i for i in range(len(tokens)) if tokens.starts[i] < end and tokens.end(i) > start]
        if inside:
            out.append((inside[0], inside[-1] + 1))
    return out


def _f1(gold: set[object], found: set[object]) -> float:
    return 2 * len(gold & found) / (len(gold) + len(found)) if gold or found else 1.0


def _scores(reader: EntityReader, rows: list[dict[str, object]]) -> dict[str, float]:
    gold: dict[str, set[object]] = {"UNIT": set(), "PERSON": set(), "DOCUMENT": set()}
    found: dict[str, set[object]] = {"UNIT": set(), "PERSON": set(), "DOCUMENT": set()}
    for row in rows:
        tokens = tokenize(str(row["text"]))
        day = row.get("published")
        ignore = row.get("ignore") or []
        assert isinstance(ignore, list)
        result = reader.read(
            tokens,
            published=date.fromisoformat(str(day)[:10]) if day else None,
            excluded=_boilerplate(tokens, ignore),
        )
        entities = row["entities"]
        assert isinstance(entities, list)
        for e in entities:
            gold[e["type"]].add((row["id"], e["start"], e["end"]))
        for kind, mentions in (
            ("UNIT", result.units), ("PERSON", result.people), ("DOCUMENT", result.documents),
        ):  # fmt: skip
            found[kind].update((row["id"], *tokens.span(m.first, m.stop)) for m in mentions)
    return {kind: _f1(gold[kind], found[kind]) for kind in gold}


def _rows(gold: Path, texts: dict[str, str] | None = None) -> list[dict[str, object]]:
    rows = [json.loads(line) for line in gold.read_text("utf-8").splitlines() if line]
    for row in rows:
        if texts is not None:
            row["text"] = texts[row["id"]]
    return rows


def test_codes_of_the_development_gold(reader: EntityReader, root: Path) -> None:
    lines = (root / "corpora" / "dev.jsonl").read_text("utf-8").splitlines()
    texts = {row["id"]: row["text"] for row in map(json.loads, filter(None, lines))}
    right, wrong = 0, []
    for row in _rows(root / "gold" / "dev.jsonl", texts):
        tokens = tokenize(str(row["text"]))
        found = reader.read(tokens, published=date.fromisoformat(str(row["published"])[:10]))
        codes = {tokens.span(u.first, u.stop): u.code for u in found.units}
        entities = row["entities"]
        assert isinstance(entities, list)
        for e in entities:
            if e["type"] == "UNIT" and (e["code"] or codes.get((e["start"], e["end"]))):
                if codes.get((e["start"], e["end"])) == e["code"]:
                    right += 1
                else:
                    wrong.append((row["id"], e["text"], e["code"]))
    assert right > 300
    assert right >= 0.95 * (right + len(wrong)), wrong


def test_development_gold(reader: EntityReader, root: Path) -> None:
    lines = (root / "corpora" / "dev.jsonl").read_text("utf-8").splitlines()
    texts = {row["id"]: row["text"] for row in map(json.loads, filter(None, lines))}
    scores = _scores(reader, _rows(root / "gold" / "dev.jsonl", texts))
    assert scores["UNIT"] >= 0.99
    assert scores["PERSON"] >= 0.99
    assert scores["DOCUMENT"] >= 0.99


def test_real_articles(reader: EntityReader, root: Path, seeds: dict[str, bytes]) -> None:
    assert seeds
    scores = _scores(reader, _rows(root.parent / "shared" / "gold" / "seeds.jsonl"))
    assert scores["UNIT"] >= 0.99
    assert scores["PERSON"] == 1.0
    assert scores["DOCUMENT"] == 1.0
