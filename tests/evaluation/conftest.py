"""Gold, texts and noise for the tests of evaluation."""

from __future__ import annotations

import copy
import random
from pathlib import Path
from typing import cast

import pytest

from cchc_extract.evaluation.gold import GoldArticle, load_gold
from cchc_extract.evaluation.rows import PredictedFact, PredictedMention, PredictedRow, Subject


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """The folder with the contract's own tools."""
    folder = root.parent / "shared"
    if not (folder / "tools" / "score.py").exists():
        pytest.skip("the shared folder with score.py is not beside the clone")
    return folder


@pytest.fixture(scope="session")
def dev(root: Path) -> list[GoldArticle]:
    """The development gold with its texts."""
    return load_gold(root / "gold" / "dev.jsonl", texts=root / "corpora" / "dev.jsonl")


@pytest.fixture
def paths(root: Path) -> dict[str, str]:
    """Where the development gold and its texts are, for command lines."""
    return {
        "gold": str(root / "gold" / "dev.jsonl"),
        "texts": str(root / "corpora" / "dev.jsonl"),
    }


def noisy(article: GoldArticle, rng: random.Random) -> PredictedRow:
    """A record that is gold with items dropped, doubled, moved and changed, in any order."""
    facts: list[PredictedFact] = []
    for fact in article.facts:
        for _ in range(rng.choice([0, 1, 1, 1, 1, 1, 2, 3])):
            guess = cast("PredictedFact", copy.deepcopy(fact))
            _move(guess, rng)
            guess.pop("text")
            name = rng.choice(fact["subject"])
            here: Subject = {"name": name}
            elsewhere: Subject = {"name": "nơi khác"}
            guess["subject"] = rng.choice([here, elsewhere, name, [name], None])
            if rng.random() < 0.2:
                guess["bound"] = "about"
            if rng.random() < 0.2:
                guess["channel"] = "postal"
            if rng.random() < 0.1:
                guess["period"] = None
            if rng.random() < 0.1:
                guess["value"] += rng.choice([0.00001, 1])
            if rng.random() < 0.1:
                guess["metric"] = "rank"
            if rng.random() < 0.1:
                guess.pop(rng.choice(["kind", "status", "bound", "unit"]), None)  # type: ignore[misc]
            facts.append(guess)
    mentions: list[PredictedMention] = []
    for mention in article.entities:
        for _ in range(rng.choice([0, 1, 1, 1, 1, 2])):
            found = cast("PredictedMention", copy.deepcopy(mention))
            _move(found, rng)
            found.pop("text")
            if rng.random() < 0.1:
                found["type"] = rng.choice(["UNIT", "PERSON", "DATE"])
            mentions.append(found)
    rng.shuffle(facts)
    rng.shuffle(mentions)
    return {"id": article.id, "entities": mentions, "facts": facts}


def _move(item: PredictedFact | PredictedMention, rng: random.Random) -> None:
    if rng.random() < 0.3:
        item["start"] = max(0, item["start"] + rng.randint(-3, 3))
        item["end"] = max(item["start"] + 1, item["end"] + rng.randint(-2, 3))
