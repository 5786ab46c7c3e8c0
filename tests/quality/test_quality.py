"""The page on quality is made from measurements, and promises no more than the code gives."""

from __future__ import annotations

import json
import re

import pytest
from scripts import quality

from cchc_extract import Extractor
from cchc_extract.evaluation.scoring import score

# Between two versions of the page a figure may fall by this much; more, and it is made anew.
_SLACK = 0.003


@pytest.fixture(scope="module")
def page() -> str:
    """The page as committed."""
    return quality.PAGE.read_text("utf-8")


def block(page: str, name: str) -> str:
    (found,) = re.findall(rf"<!-- {name} -->\n(.*?)\n?<!-- /{name} -->", page, re.DOTALL)
    return str(found)


def cells(page: str, name: str, row: str) -> list[str]:
    (line,) = [line for line in block(page, name).splitlines() if line.startswith(f"| {row} |")]
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.parametrize("name", quality.BLOCKS)
def test_the_page_has_a_place_for_every_table(name: str, page: str) -> None:
    assert block(quality.rewrite(page, name, "new \\1"), name) == "new \\1"
    assert block(page, name), "make it: python -m scripts.quality"


def test_a_table_without_a_place_is_named(page: str) -> None:
    with pytest.raises(SystemExit, match="no place for 'other'"):
        quality.rewrite(page, "other", "new")


def test_first_scores_are_those_of_the_data_file(page: str) -> None:
    assert block(page, "first") == quality.first(), "run: python -m scripts.quality first"


def test_first_scores_are_complete() -> None:
    batches = json.loads(quality.FIRST_SCORES.read_text("utf-8"))
    assert len({batch["batch"] for batch in batches}) == len(batches) >= 2
    for batch in batches:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", batch["date"])
        assert re.fullmatch(r"[0-9a-f]{7,40}", batch["commit"])
        assert all(0 <= batch[key] <= 1 for key in ("core", "full", "UNIT", "PERSON", "DOCUMENT"))


@pytest.mark.parametrize("name", quality.SETS)
def test_the_page_promises_no_more_than_the_code_gives(name: str, page: str) -> None:
    gold_set = quality.SETS[name]
    if not gold_set.gold.exists():
        assert block(page, name) == "Not there yet."
        return
    if not gold_set.texts.exists():
        pytest.skip("the shared folder with the five real articles is not beside the clone")
    scores = score(gold_set.articles(), Extractor().extract_many(gold_set.inputs()))
    for measure in gold_set.least:
        shown = float(cells(page, name, measure)[3])
        assert scores[measure].f1 >= shown - _SLACK, f"{measure}: run: python -m scripts.quality"


def test_the_count_of_spurious_facts_is_not_below_the_true_one(page: str) -> None:
    shown = int(cells(page, "negatives", "all")[2])
    assert int(cells(f"<!-- n -->\n{quality.negatives()}\n<!-- /n -->", "n", "all")[2]) <= shown


def test_a_gold_set_that_is_not_here_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = quality.GoldSet(quality.ROOT / "gold" / "none.jsonl", quality.ROOT, {})
    monkeypatch.setitem(quality.SETS, "test", gone)
    assert quality.of_set("test") is None


@pytest.mark.parametrize("mode", ["gated", "full"])
def test_the_modes_measured_are_not_all_off(mode: quality.NerMode) -> None:
    text = "Có mặt từ sớm, Trần Hoài Lan được hướng dẫn nộp hồ sơ."
    people = [m.text for m in Extractor(ner=mode).extract(text).entities if m.type == "PERSON"]
    assert people == ["Trần Hoài Lan"]
