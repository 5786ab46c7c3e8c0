#!/usr/bin/env python3
"""Measure the extractor and rewrite the tables of ``docs/quality.md``.

    python -m scripts.quality               all tables
    python -m scripts.quality dev negatives only these

The gold of the real articles is measured where their texts stand beside the clone, ``gold/test``
where it is there; what cannot be measured stays as it was.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal, get_args

from benchmarks.workload import seconds
from cchc_extract import Extractor
from cchc_extract.evaluation.baselines import BASELINES, run_baseline
from cchc_extract.evaluation.counts import CONTRACT_MEASURES, Count
from cchc_extract.evaluation.gold import GoldArticle, load_gold
from cchc_extract.evaluation.resampling import intervals
from cchc_extract.evaluation.scoring import Scores, score
from cchc_extract.evaluation.slots import SLOTS
from cchc_extract.evaluation.tables import share
from tests.metamorphic.relation import gold_texts, violations
from tests.metamorphic.transforms import TRANSFORMS

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "quality.md"
FIRST_SCORES = ROOT / "docs" / "first_scores.json"

Article = dict[str, Any]
NerMode = Literal["off", "gated", "full"]


@dataclass(frozen=True)
class GoldSet:
    """Gold with its texts, and what is asked of it, by measure."""

    gold: Path
    texts: Path
    least: dict[str, float]

    @property
    def is_here(self) -> bool:
        return self.gold.exists() and self.texts.exists()

    def articles(self) -> list[GoldArticle]:
        return load_gold(self.gold, self.texts)

    def inputs(self) -> list[Article]:
        """The articles as the extractor gets them: rows, or files of plain text."""
        if self.texts.is_dir():
            files = sorted(self.texts.glob("*.txt"))
            return [{"id": f.stem, "text": f.read_bytes().decode("utf-8-sig")} for f in files]
        return _rows(self.texts)


def _rows(path: Path) -> list[Article]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _least(*figures: float) -> dict[str, float]:
    return dict(zip(_MEASURES, figures, strict=True))


_MEASURES = ("fact_core", "fact_full", "UNIT_strict", "PERSON_strict", "DOCUMENT_strict")
_SEEDS = ROOT.parent / "shared" / "corpus" / "seeds"
SETS = {
    "dev": GoldSet(
        ROOT / "gold" / "dev.jsonl",
        ROOT / "corpora" / "dev.jsonl",
        _least(0.97, 0.92, 0.95, 0.97, 0.99),
    ),
    "seeds": GoldSet(ROOT / "gold" / "seeds.jsonl", _SEEDS, _least(0.99, 0.96, 0.96, 1.0, 1.0)),
    "test": GoldSet(
        ROOT / "gold" / "test.jsonl",
        ROOT / "corpora" / "test.jsonl",
        _least(0.93, 0.85, 0.92, 0.95, 0.98),
    ),
}
_LINKING_LEAST = 0.95
_TEXTS_PER_SPURIOUS_FACT = 50
_TURNS = 7


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown, its first column to the left."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def of_set(name: str) -> str | None:
    """Everything about one gold set; None where it or its texts are not here."""
    gold_set = SETS[name]
    if not gold_set.is_here:
        return None
    gold, inputs = gold_set.articles(), gold_set.inputs()
    ours = score(gold, Extractor().extract_many(inputs))
    rivals = {
        rival: score(gold, run_baseline(rival, [(row["id"], row["text"]) for row in inputs]))
        for rival in BASELINES
    }
    facts = sum(len(article.facts) for article in gold)
    mentions = sum(len(article.entities) for article in gold)
    said = f"{len(gold)} articles, {facts} facts, {mentions} mentions."
    parts = [said, _overall(gold_set, ours, rivals), _slots(ours), _metrics(ours)]
    link = ours.linking
    if link.known:
        parts.append(
            f"Codes of territories: {link.right} of {link.known} right, {share(link.accuracy)}"
            f" (at least {_LINKING_LEAST} is asked on dev)."
        )
    return "\n\n".join(parts)


def _overall(gold_set: GoldSet, ours: Scores, rivals: dict[str, Scores]) -> str:
    spread = intervals(ours, CONTRACT_MEASURES)
    rows = []
    for measure in CONTRACT_MEASURES:
        least = gold_set.least.get(measure)
        low, high = spread[measure]
        rows.append(
            (
                measure,
                *map(share, ours[measure]),
                f"{share(low)} - {share(high)}",
                "" if least is None else f"{least:.2f}",
                *(share(scores[measure].f1) for scores in rivals.values()),
            )
        )
    return table(("measure", "precision", "recall", "F1", "95 % of F1", "at least", *rivals), rows)


def _slots(ours: Scores) -> str:
    right = ours.slot_accuracy()
    rows = [(slot, share(right[slot]), share(ours[f"fact_core+{slot}"].f1)) for slot in SLOTS]
    return table(("slot", "right of found", "core + slot F1"), rows)


def _metrics(ours: Scores) -> str:
    core, full = ours.by("fact_core", "metric"), ours.by("fact_full", "metric")
    rows = [
        (
            metric,
            str(count.gold),
            str(count.predicted),
            *map(share, count.figures()),
            share(full.get(metric, Count()).figures().f1),
        )
        for metric, count in core.items()
    ]
    head = ("metric", "gold", "found", "core precision", "core recall", "core F1", "full F1")
    return table(head, rows)


def first() -> str:
    """The scores of new batches before any rule was written from them."""
    batches = json.loads(FIRST_SCORES.read_text("utf-8"))
    keys = ("core", "full", "UNIT", "PERSON", "DOCUMENT")
    rows = [
        (
            batch["batch"],
            batch["date"],
            f"`{batch['commit']}`",
            *("" if batch[key] is None else str(batch[key]) for key in ("articles", "facts")),
            *(share(batch[key]) for key in keys),
            share(batch["agreement"]) if batch.get("agreement") is not None else "",
        )
        for batch in batches
    ]
    last = batches[-2:]
    names = " and ".join(batch["batch"] for batch in last)
    means = [share(sum(batch[key] for batch in last) / len(last)) for key in keys]
    rows.append((f"mean of {names}", "", "", "", "", *means, ""))
    least = [f"{figure:.2f}" for figure in SETS["test"].least.values()]
    rows.append(("at least", "", "", "", "", *least, ""))
    head = ("batch", "date", "commit", "articles", "facts", *keys, "agreement (full)")
    return table(head, rows)


def ner() -> str:
    """The learned layer off, gated and full: what it gains and what it costs."""
    rows = []
    extractors = {mode: Extractor(ner=mode) for mode in get_args(NerMode)}
    for name in ("dev", "test"):
        gold_set = SETS[name]
        if not gold_set.is_here:
            continue
        gold, inputs = gold_set.articles(), gold_set.inputs()
        jobs = {
            mode: partial(_read_all, extractor, inputs) for mode, extractor in extractors.items()
        }
        taken = seconds(jobs, rounds=_TURNS, at_least=0.0)
        for mode, extractor in extractors.items():
            scores = score(gold, extractor.extract_many(inputs))
            figures = (share(scores[measure].f1) for measure in _MEASURES)
            milliseconds = f"{1000 * taken[mode] / len(inputs):.1f}"
            rows.append((f"{name}, `{mode}`", *figures, milliseconds))
    return table(("gold and mode", *_MEASURES, "ms per article"), rows)


def _read_all(extractor: Extractor, inputs: list[Article]) -> None:
    for row in inputs:
        extractor.extract_plain(row)


def negatives() -> str:
    """Facts found where there are none: in texts alone, and below an article on the reform."""
    rows, host = _rows(ROOT / "corpora" / "negatives.jsonl"), SETS["dev"].inputs()[0]
    extractor = Extractor()
    found = [(row, fact) for row in rows for fact in extractor.extract_plain(row)["facts"]]
    alone = Counter(row["kind"] for row, _ in found)
    texts, below = Counter(row["kind"] for row in rows), Counter[str]()
    for row in rows:
        facts = extractor.extract_plain({**host, "text": f"{host['text']}\n\n{row['text']}"})[
            "facts"
        ]
        below[row["kind"]] += sum(fact["start"] > len(host["text"]) for fact in facts)
    counts = (texts, alone, below)
    lines = [(kind, *(str(count[kind]) for count in counts)) for kind in texts]
    lines.append(("all", *(str(count.total()) for count in counts)))
    most = (len(rows) - 1) // _TEXTS_PER_SPURIOUS_FACT
    asked = f"Under one per {_TEXTS_PER_SPURIOUS_FACT} texts is asked, which is {most} at most."
    which = [
        f"- {row['id']} ({row['topic']}): {fact['text']}, `{fact['rule']}`" for row, fact in found
    ]
    head = ("kind", "texts", "spurious facts", f"as the last paragraph of {host['id']}")
    return "\n".join((table(head, lines), "", asked, *which))


def metamorphic() -> str:
    """Changes that must change nothing."""
    extractor, articles, rows = Extractor(), gold_texts(ROOT), []
    for name, transform in TRANSFORMS.items():
        changed = [(row, transform(row["text"])) for row in articles.values()]
        changed = [(row, new) for row, new in changed if new.text != row["text"]]
        found = [violations(extractor, row, new) for row, new in changed]
        same = sum(not lines for lines in found)
        rows.append((name, str(len(changed)), str(same), str(sum(map(len, found)))))
    sums = [str(sum(int(row[i]) for row in rows)) for i in (1, 2, 3)]
    head = ("transformation", "articles changed by it", "read the same", "differences")
    return table(head, [*rows, ("all", *sums)])


BLOCKS: dict[str, Callable[[], str | None]] = {
    "first": first,
    "dev": lambda: of_set("dev"),
    "test": lambda: of_set("test"),
    "seeds": lambda: of_set("seeds"),
    "ner": ner,
    "negatives": negatives,
    "metamorphic": metamorphic,
}
"""What the page has a place for, and how it is measured."""


def rewrite(page: str, name: str, content: str) -> str:
    """``page`` with what stands between the two comments of ``name`` replaced."""
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    page, found = pattern.subn(lambda m: f"{m[1]}{content}\n{m[2]}", page)
    if found != 1:
        raise SystemExit(f"{PAGE}: no place for {name!r}")
    return page


def main() -> None:
    parser = argparse.ArgumentParser(description="Rewrite the tables of docs/quality.md.")
    parser.add_argument("blocks", nargs="*", choices=[*BLOCKS, []], help="only these")
    options = parser.parse_args()
    for name in options.blocks or BLOCKS:
        content = BLOCKS[name]()
        if content is None:
            print(f"{name}: its gold or its texts are not here, left as it was", file=sys.stderr)
            continue
        PAGE.write_text(rewrite(PAGE.read_text("utf-8"), name, content), "utf-8")
        print(f"{name}: {PAGE}", file=sys.stderr)


if __name__ == "__main__":
    main()
