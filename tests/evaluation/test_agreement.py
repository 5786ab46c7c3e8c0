"""Agreement, merging and statistics of annotators' files."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.evaluation.agreement import agree, cohen_kappa, krippendorff_alpha
from cchc_extract.evaluation.gold import GoldArticle, GoldError, load_gold, write_gold
from cchc_extract.evaluation.merging import merge
from cchc_extract.evaluation.rows import Fact, Mention
from cchc_extract.evaluation.statistics import statistics


def by_id(*articles: GoldArticle) -> dict[str, GoldArticle]:
    return {article.id: article for article in articles}


def changed(article: GoldArticle, **changes: object) -> GoldArticle:
    """The article with its first fact changed."""
    first = cast("Fact", {**article.facts[0], **changes})
    return GoldArticle(
        article.id, article.entities, [first, *article.facts[1:]], article.ignore, article.text,
        article.text_sha256,
    )  # fmt: skip


def test_kappa_of_a_worked_table() -> None:
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: 0.7 observed, 0.5 by chance."""
    table = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohen_kappa(table) == pytest.approx(0.4)
    assert cohen_kappa([("y", "y")]) is None
    assert cohen_kappa([]) is None


def test_alpha_of_a_worked_table() -> None:
    """Two judges, four things, one disagreement: a a, a a, b b, a b."""
    units = [{0: "a", 1: "a"}, {0: "a", 1: "a"}, {0: "b", 1: "b"}, {0: "a", 1: "b"}, {0: "a"}]
    # 8 values, 5 a and 3 b: 1 - 7 * 2 / (2 * 5 * 3)
    assert krippendorff_alpha(units) == pytest.approx(1 - 7 * 2 / 30)
    assert krippendorff_alpha([{0: "a", 1: "a"}]) is None


@given(
    st.lists(
        st.lists(st.sampled_from(["a", "b", "c", None]), min_size=3, max_size=3),
        min_size=2,
        max_size=9,
    )
)
def test_alpha_agrees_with_krippendorff(table: list[list[str | None]]) -> None:
    krippendorff = pytest.importorskip("krippendorff")
    units = [{j: label for j, label in enumerate(row) if label} for row in table]
    ours = krippendorff_alpha(units)
    if ours is None:
        return
    codes = {"a": 1.0, "b": 2.0, "c": 3.0, None: float("nan")}
    columns = [[codes[row[judge]] for row in table] for judge in range(3)]
    theirs = krippendorff.alpha(reliability_data=columns, level_of_measurement="nominal")
    assert ours == pytest.approx(theirs)


def test_annotators_who_agree(dev: list[GoldArticle]) -> None:
    found = agree([by_id(*dev), by_id(*dev[:20]), by_id(*dev)])
    assert found.articles == 20
    assert set(found.f1.values()) == {1.0}
    assert found.kappa["mention type"] == found.alpha["metric"] == 1.0


def test_a_difference_shows_where_it_is(dev: list[GoldArticle]) -> None:
    article = dev[0]
    other = changed(article, bound="exact")
    found = agree([by_id(article), by_id(other)])
    assert found.f1["fact_core"] == 1
    assert found.f1["fact_full"] == pytest.approx(16 / 17)
    bound, status = found.kappa["bound"], found.kappa["status"]
    assert bound is not None
    assert status is not None
    assert bound < status == 1
    assert found.judged["bound"] == len(article.facts)


def test_f1_between_annotators_is_the_same_both_ways(dev: list[GoldArticle]) -> None:
    article = dev[0]
    other = changed(article, subject=["nơi khác", article.facts[0]["subject"][0]])
    one = agree([by_id(article), by_id(other)])
    assert one.f1 == agree([by_id(other), by_id(article)]).f1
    assert 15 / 17 < one.f1["fact_full"] < 1


def test_merging_those_who_agree_changes_nothing(dev: list[GoldArticle]) -> None:
    merged = merge({"an": dev, "binh": dev})
    assert merged.conflicts == 0
    assert [a.facts for a in merged.articles] == [a.facts for a in dev]
    assert [a.entities for a in merged.articles] == [a.entities for a in dev]


def test_conflicts_are_marked_and_do_not_load(dev: list[GoldArticle], tmp_path: Path) -> None:
    article = dev[0]
    other = changed(article, bound="exact")
    extra: Mention = {"type": "UNIT", "start": 0, "end": 3, "text": "Cao"}
    other.entities[:] = other.entities.copy()
    other = GoldArticle(
        other.id, [extra, *other.entities], other.facts, [(1, 2)], other.text, other.text_sha256
    )
    merged = merge({"an": [article], "binh": [other]})
    (result,) = merged.articles
    assert merged.conflicts == 2
    assert result.ignore == [(1, 2)]
    items: list[dict[str, object]] = [dict(item) for item in (*result.entities, *result.facts)]
    marks = [item["conflict"] for item in items if "conflict" in item]
    assert len({item["id"] for item in items}) == len(items)
    assert {"only": ["binh"]} in marks
    assert {"fields": {"bound": {"an": "below", "binh": "exact"}}} in marks
    write_gold(tmp_path / "merged.jsonl", merged.articles)
    with pytest.raises(GoldError, match="conflict of a merge not yet settled"):
        load_gold(tmp_path / "merged.jsonl")


def test_majority_settles_what_most_say(dev: list[GoldArticle]) -> None:
    article = dev[0]
    odd = changed(article, bound="exact")
    lone = GoldArticle(article.id, [], article.facts, [], article.text, article.text_sha256)
    merged = merge({"a": [article], "b": [odd], "c": [lone]}, majority=True)
    (result,) = merged.articles
    assert merged.conflicts == 0
    assert result.facts[0]["bound"] == "below"
    assert len(result.entities) == len(article.entities)
    outvoted = merge({"a": [article], "b": [lone], "c": [lone]}, majority=True)
    assert outvoted.articles[0].entities == []


def test_merge_refuses_different_texts(dev: list[GoldArticle]) -> None:
    other = GoldArticle(dev[0].id, [], [], text_sha256="0" * 64)
    with pytest.raises(ValueError, match="'d1-01' has different texts in a, b"):
        merge({"a": dev[:1], "b": [other]})


def test_merge_keeps_repeated_items(dev: list[GoldArticle]) -> None:
    article = dev[0]
    twice = GoldArticle(
        article.id, [], article.facts[:1] * 2, [], article.text, article.text_sha256
    )
    once = GoldArticle(article.id, [], article.facts[:1], [], article.text, article.text_sha256)
    merged = merge({"a": [twice], "b": [once]})
    assert len(merged.articles[0].facts) == 2
    assert merged.conflicts == 1


def test_statistics_add_up(dev: list[GoldArticle]) -> None:
    counts = statistics(dev)
    types = Counter(mention["type"] for a in dev for mention in a.entities)
    facts = sum(len(a.facts) for a in dev)
    assert counts["total"]["facts"] == sum(counts["fact metric"].values()) == facts
    assert counts["mention type"] == types
    assert sum(counts["unit level"].values()) == types["UNIT"]
    assert counts["total"]["articles_without_facts"] == sum(not a.facts for a in dev)


def test_agreement_needs_no_texts(dev: list[GoldArticle]) -> None:
    bare = [GoldArticle(a.id, a.entities, a.facts, a.ignore) for a in dev]
    rng = random.Random(3)
    found = agree([by_id(*bare), by_id(*rng.sample(bare, len(bare)))])
    assert "mention type" not in found.kappa
    assert found.alpha["metric"] == 1
