"""Records and facts as columns of a Hugging Face data set.

from datasets import load_dataset
from cchc_extract.integrations.datasets import add_records, facts_table

articles = load_dataset("json", data_files="corpora/dev.jsonl", split="train")
facts = facts_table(add_records(articles, num_proc=2))
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from datasets import Dataset, Features, Value

from cchc_extract.records import Record

if TYPE_CHECKING:
    from cchc_extract.extractor import Extractor, NerMode

__all__ = ["FACT_FEATURES", "add_records", "facts_table"]

RECORD = "record"
"""The column that holds a record as JSON."""

FACT_FEATURES = Features(
    {
        name: Value(kind)
        for kind, names in {
            "string": (
                "article fact metric kind unit bound index channel subject level code period_start "
                "period_end baseline_start baseline_end status text rule"
            ),
            "float64": "value out_of",
            "int64": "start end",
        }.items()
        for name in names.split()
    }
)
"""Columns of ``facts_table``: the slots of a fact, periods and subject spread out."""


def add_records(
    dataset: Dataset,
    *,
    ner: NerMode = "off",
    rules: Sequence[str] = (),
    text_column: str = "text",
    id_column: str = "id",
    num_proc: int | None = None,
) -> Dataset:
    """The data set with a column ``record``: the record of each article, as JSON.

    ``Record.model_validate_json`` reads it back. Columns ``title`` and ``published`` are used where
    they are there; a midnight timestamp is read as a day.

    Args:
        dataset: one article a row.
        ner: ``off``, ``gated`` or ``full``.
        rules: paths of rule data of one's own.
        text_column: the column with the text.
        id_column: the column with the id; any type.
        num_proc: how many processes; one where not said.
    """
    columns = {"id": id_column, "text": text_column, "title": "title", "published": "published"}
    columns = {field: c for field, c in columns.items() if c in dataset.column_names}
    for field, column in (("text", text_column), ("id", id_column)):
        if field not in columns:
            raise ValueError(f"no column {column!r}; there are {dataset.column_names}")
    add = partial(_add_record, columns=columns, ner=ner, rules=tuple(rules))
    return dataset.map(add, num_proc=num_proc, desc="extracting")


def facts_table(dataset: Dataset) -> Dataset:
    """One row for each fact of the records in ``dataset``, with the columns ``FACT_FEATURES``.

    Args:
        dataset: what ``add_records`` returned.
    """
    return dataset.map(
        _facts,
        batched=True,
        remove_columns=dataset.column_names,
        features=FACT_FEATURES,
        desc="facts",
    )


@lru_cache(maxsize=4)
def _extractor(ner: NerMode, rules: tuple[str, ...]) -> Extractor:
    from cchc_extract.extractor import Extractor

    return Extractor(ner=ner, rules=rules)


def _add_record(
    row: Mapping[str, object], *, columns: Mapping[str, str], ner: NerMode, rules: tuple[str, ...]
) -> dict[str, str]:
    article = {field: _plain(row[column]) for field, column in columns.items()}
    return {RECORD: _extractor(ner, rules).extract_json(article).decode()}


def _plain(value: object) -> str | None:
    if isinstance(value, datetime):
        at_midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if at_midnight else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value)


def _facts(batch: Mapping[str, Sequence[str]]) -> dict[str, list[object]]:
    rows = [row for json in batch[RECORD] for row in _rows(Record.model_validate_json(json))]
    return {name: [row[name] for row in rows] for name in FACT_FEATURES}


def _rows(record: Record) -> list[dict[str, object]]:
    rows = []
    for fact in record.facts:
        row: dict[str, object] = {name: getattr(fact, name, None) for name in FACT_FEATURES}
        row |= {"article": record.id, "fact": fact.id}
        if fact.subject is not None:
            row |= {
                "subject": fact.subject.name,
                "level": fact.subject.level,
                "code": fact.subject.code,
            }
        for name, time in (("period", fact.period), ("baseline", fact.baseline)):
            if time is not None:
                row |= {f"{name}_start": time.start, f"{name}_end": time.end}
        rows.append(row)
    return rows
