"""Figures are those of the contract's own scorer, whatever a system does to look better."""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_extract.evaluation.counts import CONTRACT_MEASURES, MEASURES, Count
from cchc_extract.evaluation.gold import GoldArticle, load_gold
from cchc_extract.evaluation.records import as_record
from cchc_extract.evaluation.rows import Fact, Mention, PredictedMention, PredictedRow
from cchc_extract.evaluation.scoring import Scores, score
from tests.evaluation.conftest import noisy


def write(path: Path, rows: Iterable[object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def by_shared_tool(
    shared: Path, gold: Sequence[GoldArticle], pred: Sequence[PredictedRow], folder: Path
) -> dict[str, dict[str, float]]:
    """The figures that the contract's scorer prints."""
    gold_file = write(folder / "gold.jsonl", [article.row() for article in gold])
    pred_file = write(folder / "pred.jsonl", pred)
    tool = [sys.executable, str(shared / "tools" / "score.py"), str(gold_file), str(pred_file)]
    done = subprocess.run([*tool, "--json"], capture_output=True, text=True, check=True)
    return cast("dict[str, dict[str, float]]", json.loads(done.stdout))


def assert_equal(ours: dict[str, dict[str, float]], theirs: dict[str, dict[str, float]]) -> None:
    assert ours.keys() == theirs.keys()
    for measure, figures in theirs.items():
        assert ours[measure] == pytest.approx(figures, abs=1e-9), measure


def test_gold_against_gold_is_one(root: Path, shared: Path) -> None:
    files = [*sorted((root / "gold").glob("*.jsonl")), *sorted((shared / "gold").glob("*.jsonl"))]
    assert len(files) >= 4
    for path in files:
        gold = load_gold(path)
        scores = score(gold, map(as_record, gold))
        assert {measure: scores[measure].f1 for measure in MEASURES} == dict.fromkeys(MEASURES, 1.0)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("name", ["dev", "seeds"])
def test_noisy_predictions_score_as_the_shared_tool_says(
    name: str, seed: int, root: Path, shared: Path, tmp_path: Path
) -> None:
    gold = load_gold(root / "gold" / f"{name}.jsonl")
    rng = random.Random(seed)
    pred = [noisy(article, rng) for article in gold if rng.random() < 0.9]
    stranger: PredictedRow = {"id": "nobody's", "entities": [], "facts": []}
    theirs = by_shared_tool(shared, gold, [*pred, stranger], tmp_path)
    assert_equal(score(gold, [*pred, stranger]).to_json(), theirs)
    assert 0.2 < theirs["fact_core"]["f1"] < 0.9


SUBJECTS = ["UBND huyện A", "Ủy ban nhân dân huyện A", "huyện A", "TP Hoà B", "thành phố Hòa B"]

# Few distinct values, so that facts compete for each other's predictions in all ways.
facts = st.builds(
    lambda start, length, value, bound, channel, subject, open_end: {
        "metric": "dossiers_received", "kind": "level", "value": value, "unit": "count",
        "bound": bound, "out_of": None, "index": None, "channel": channel, "status": "actual",
        "subject": subject, "period": open_end and {"start": "2023-01-01", "end": open_end},
        "start": start, "end": start + length, "text": "1" * length,
    },
    st.integers(0, 12), st.integers(1, 8), st.sampled_from([1, 2.0, 2.00001]),
    st.sampled_from(["exact", "above"]), st.sampled_from([None, "online"]),
    st.lists(st.sampled_from(SUBJECTS), min_size=1),
    st.sampled_from([None, "2023-12-31", "2023-06-30"]),
)  # fmt: skip
mentions = st.builds(
    lambda kind, start, length: {
        "type": kind, "start": start, "end": start + length, "text": "x" * length
    },
    st.sampled_from(["UNIT", "PERSON"]), st.integers(0, 12), st.integers(1, 6),
)  # fmt: skip
articles = st.lists(
    st.tuples(
        st.lists(facts, max_size=7), st.lists(facts, max_size=7),
        st.lists(mentions, max_size=6), st.lists(mentions, max_size=6),
        st.lists(st.tuples(st.integers(0, 5), st.integers(6, 20)), max_size=1),
    ),
    min_size=4, max_size=12,
)  # fmt: skip


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(articles)
def test_any_predictions_score_as_the_shared_tool_says(
    shared: Path,
    tmp_path: Path,
    drawn: list[tuple[list[Fact], list[Fact], list[Mention], list[Mention], list[tuple[int, int]]]],
) -> None:
    gold, pred = [], []
    for place, (gold_facts, pred_facts, gold_mentions, pred_mentions, ignore) in enumerate(drawn):
        gold.append(GoldArticle(str(place), gold_mentions, gold_facts, ignore))
        pred.append(as_record(GoldArticle(str(place), pred_mentions, pred_facts)))
    assert_equal(score(gold, pred).to_json(), by_shared_tool(shared, gold, pred, tmp_path))


def test_order_of_articles_and_items_does_not_matter(dev: list[GoldArticle]) -> None:
    rng = random.Random(2)
    pred = [noisy(article, rng) for article in dev]
    before = score(dev, pred)
    shuffled = copy.deepcopy(pred)
    rng.shuffle(shuffled)
    for row in shuffled:
        rng.shuffle(row["facts"])
        rng.shuffle(row["entities"])
    after = score(rng.sample(dev, len(dev)), shuffled)
    assert after.totals == before.totals
    assert after.groups == before.groups


def test_duplicates_are_not_rewarded(dev: list[GoldArticle]) -> None:
    once = [as_record(article) for article in dev]
    twice = [
        cast("PredictedRow", {**row, "facts": row["facts"] * 2, "entities": row["entities"] * 2})
        for row in once
    ]
    scores = score(dev, twice)
    for measure in CONTRACT_MEASURES:
        assert scores[measure].recall == 1
        assert scores[measure].precision == 0.5


def test_two_records_of_one_article_are_refused(dev: list[GoldArticle]) -> None:
    with pytest.raises(ValueError, match="two records of article 'd1-01'"):
        score(dev, [as_record(dev[0]), as_record(dev[0])])


def test_missing_and_unknown_records_are_told_apart(dev: list[GoldArticle]) -> None:
    scores = score(dev, [as_record(dev[0]), {"id": "other", "entities": [], "facts": []}])
    assert (scores.missing, scores.unknown) == (len(dev) - 1, 1)
    assert scores["fact_core"].precision == 1
    assert scores["fact_core"].recall < 0.2


def test_nothing_found_where_nothing_is_there_is_right() -> None:
    empty = GoldArticle("a", [], [])
    assert score([empty], [as_record(empty)])["fact_full"] == (1, 1, 1)
    assert Count(0, 0, 3).figures() == (0, 1, 0)
    assert Count(0, 3, 0).figures() == (0, 0, 0)


def test_strict_and_type_agree_with_nervaluate(dev: list[GoldArticle]) -> None:
    """nervaluate's `strict` is ours; its `ent_type` our `entity_type`, with no overlaps."""
    nervaluate = pytest.importorskip("nervaluate")
    rng = random.Random(4)
    pred = [flat(noisy(article, rng)) for article in dev]
    gold = [GoldArticle(a.id, a.entities, [], []) for a in dev]
    scores = score(gold, pred)

    def spans(items: Iterable[Mention | PredictedMention]) -> list[dict[str, object]]:
        return [{"label": i["type"], "start": i["start"], "end": i["end"] - 1} for i in items]

    evaluator = nervaluate.Evaluator(
        [spans(article.entities) for article in gold],
        [spans(row["entities"]) for row in pred],
        tags=["UNIT", "PERSON", "DOCUMENT"],
        loader="dict",
    )
    overall = evaluator.evaluate()["overall"]
    for theirs, ours in (("strict", "entity_strict"), ("ent_type", "entity_type")):
        figures = overall[theirs]
        assert (figures.precision, figures.recall, figures.f1) == pytest.approx(scores[ours])


def flat(row: PredictedRow) -> PredictedRow:
    """Without repeats and overlaps, which nervaluate does not count one to one."""
    kept: list[PredictedMention] = []
    for mention in sorted(row["entities"], key=lambda m: m["start"]):
        if mention["type"] != "DATE" and (not kept or kept[-1]["end"] <= mention["start"]):
            kept.append(mention)
    return {**row, "entities": kept}


def test_parts_sum_to_the_whole(dev: list[GoldArticle]) -> None:
    rng = random.Random(5)
    scores = score(dev, [noisy(article, rng) for article in dev])
    for measure in ("fact_core", "fact_full"):
        for part in ("metric", "unit", "level"):
            total = Count()
            for count in scores.by(measure, part).values():
                total.add(count)
            assert total == scores.totals[measure]
    total = Count()
    for count in scores.by("UNIT_strict", "level").values():
        total.add(count)
    assert total == scores.totals["UNIT_strict"]


def unit(start: int, end: int, code: str | None, kind: str = "territory") -> Mention:
    row = {"type": "UNIT", "start": start, "end": end, "text": "x" * (end - start)}
    return cast("Mention", {**row, "kind": kind, "code": code, "level": "district"})


def test_linking_counts_matched_territories_with_a_known_code() -> None:
    gold = [
        unit(0, 5, "001"),
        unit(10, 15, "002"),
        unit(20, 25, None),
        unit(30, 35, "004", "body"),
        unit(40, 45, "5"),
    ]
    pred = [unit(0, 5, "001"), unit(9, 15, "012"), unit(20, 25, "003"), unit(30, 35, "9")]
    scores = score([GoldArticle("a", gold, [])], [as_record(GoldArticle("a", pred, []))])
    link = scores.linking
    assert (link.known, link.given, link.right, link.accuracy) == (2, 2, 1, 0.5)


def test_type_only_looks_past_the_types_when_it_pairs() -> None:
    gold = [unit(0, 5, None), unit(10, 15, None)]
    person = cast("Mention", {**unit(1, 5, None), "type": "PERSON"})
    scores = score(
        [GoldArticle("a", gold, [])],
        [as_record(GoldArticle("a", [person, unit(12, 20, None)], []))],
    )
    assert scores.totals["entity_overlap"] == Count(2, 2, 2)
    assert scores.totals["entity_type"] == Count(1, 2, 2)
    assert scores.totals["UNIT_strict"] == Count(0, 2, 1)


def test_macro_is_the_mean_over_metrics_in_gold(dev: list[GoldArticle]) -> None:
    scores = Scores()
    article = dev[0]
    kept = [fact for fact in article.facts if fact["metric"] != "procedures_total"]
    scores.add(article, as_record(GoldArticle(article.id, article.entities, kept)))
    metrics = {fact["metric"] for fact in article.facts}
    assert "procedures_total" in metrics
    assert scores.macro("fact_core").f1 == pytest.approx(1 - 1 / len(metrics))
    assert scores["fact_core"].f1 > scores.macro("fact_core").f1


def test_slot_accuracy_counts_found_facts_only(dev: list[GoldArticle]) -> None:
    article = dev[0]
    first = cast("Fact", {**article.facts[0], "bound": "exact"})
    assert article.facts[0]["bound"] == "below"
    scores = score(
        [article], [as_record(GoldArticle(article.id, [], [first, *article.facts[1:2]]))]
    )
    accuracy = scores.slot_accuracy()
    assert accuracy["bound"] == 0.5
    assert accuracy["subject"] == 1
    assert scores["fact_core+bound"].precision == 0.5
