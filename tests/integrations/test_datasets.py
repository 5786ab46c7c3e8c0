from __future__ import annotations

import json
from pathlib import Path

import pytest
from datasets import Dataset, load_dataset

from cchc_extract.extractor import Extractor
from cchc_extract.integrations.datasets import FACT_FEATURES, add_records, facts_table
from cchc_extract.records import Record


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("datasets.config.HF_DATASETS_CACHE", tmp_path)


@pytest.fixture
def articles(root: Path) -> Dataset:
    return load_dataset(str(root / "corpora"), split="dev")


@pytest.mark.parametrize("split", ["dev", "test", "seeds"])
def test_gold_loads(root: Path, split: str) -> None:
    gold = load_dataset(str(root / "gold"), split=split)
    lines = (root / "gold" / f"{split}.jsonl").read_text("utf-8").splitlines()
    assert gold["id"][:] == [json.loads(line)["id"] for line in lines]
    assert sum(map(len, gold["facts"])) == sum(len(json.loads(line)["facts"]) for line in lines)


def test_the_corpus_loads_with_its_texts_unchanged(root: Path, articles: Dataset) -> None:
    lines = (root / "corpora" / "dev.jsonl").read_text("utf-8").splitlines()
    assert articles["text"][:] == [json.loads(line)["text"] for line in lines]


def test_records_of_a_data_set_are_those_of_its_rows(root: Path, articles: Dataset) -> None:
    few = articles.select(range(4))
    engine = Extractor(ner="off")
    rows = map(json.loads, (root / "corpora" / "dev.jsonl").read_text("utf-8").splitlines()[:4])
    records = [
        engine.extract({name: row[name] for name in ("id", "text", "published")}) for row in rows
    ]
    one = add_records(few, ner="off")["record"][:]
    assert [Record.model_validate_json(record) for record in one] == records
    assert add_records(few, ner="off", num_proc=2)["record"][:] == one


def test_other_column_names(articles: Dataset) -> None:
    foreign = articles.rename_columns({"text": "body", "id": "url"}).select(range(1))
    (row,) = add_records(foreign, ner="off", text_column="body", id_column="url")
    assert Record.model_validate_json(row["record"]).id == row["url"]
    with pytest.raises(ValueError, match="no column 'text'"):
        add_records(foreign)


def test_facts_are_rows(articles: Dataset) -> None:
    with_records = add_records(articles.select(range(4)), ner="off")
    facts = facts_table(with_records)
    assert facts.features == FACT_FEATURES
    said = [
        (record.id, fact.id, fact.metric, fact.value, fact.subject and fact.subject.name)
        for record in map(Record.model_validate_json, with_records["record"])
        for fact in record.facts
    ]
    columns = ("article", "fact", "metric", "value", "subject")
    assert [tuple(row[c] for c in columns) for row in facts] == said
    assert said
