"""Scoring keeps to its bound of memory: 10,000 articles of 40 facts in 1 GB."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

ARTICLES = 2_000  # a fifth of the bound: memory may not grow with articles
FACTS = 40
PROGRAM = """
import sys
from cchc_extract.evaluation.gold import iter_gold
from cchc_extract.evaluation.jsonl import RecordFile
from cchc_extract.evaluation.scoring import Scores
records, scores = RecordFile(sys.argv[2]), Scores()
for article in iter_gold(sys.argv[1]):
    scores.add(article, records.record_of(article))
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(scores["fact_core"].f1, peak.split()[1])
"""


def rows(path: Path, *, predicted: bool) -> Path:
    """Forty facts and forty mentions an article; predictions have every tenth fact wrong."""
    rng = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        for article in range(ARTICLES):
            facts, entities = [], []
            for place in range(FACTS):
                start, value, name = (
                    place * 60,
                    rng.randint(1, 10**5),
                    f"huyện {rng.randint(1, 700)}",
                )
                slip = predicted and place % 10 == 0
                facts.append({
                    "metric": "dossiers_received", "kind": "level", "value": value + slip,
                    "unit": "count", "bound": "exact", "out_of": None, "index": None,
                    "channel": None, "subject": {"name": name} if predicted else [name, "x"],
                    "status": "actual", "period": {"start": "2023-01-01", "end": "2023-12-31"},
                    "start": start, "end": start + 6, "text": "12.345",
                })  # fmt: skip
                entities.append(
                    {"type": "UNIT", "start": start + 20, "end": start + 30, "text": "x" * 10}
                )
            row = {
                "id": str(article),
                "text_sha256": "0" * 64,
                "entities": entities,
                "facts": facts,
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def test_large_files_score_within_bounds(tmp_path: Path) -> None:
    gold = rows(tmp_path / "gold.jsonl", predicted=False)
    pred = rows(tmp_path / "pred.jsonl", predicted=True)
    command = [sys.executable, "-c", PROGRAM, str(gold), str(pred)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    f1, kilobytes = map(float, done.stdout.split())
    assert f1 == 0.9
    assert kilobytes < 300_000
