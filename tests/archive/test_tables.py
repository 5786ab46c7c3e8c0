from __future__ import annotations

import csv
import math
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from cchc_extract.archive.panel import annual_series, build_panel
from cchc_extract.archive.records import read_records
from cchc_extract.archive.rounding import interval_of
from cchc_extract.archive.run import Options, run
from cchc_extract.archive.writers.arrow import RECORD_SCHEMA, record_table
from cchc_extract.archive.writers.flat import FLAT_SCHEMAS
from cchc_extract.archive.writers.tables import TableError, write_tables
from cchc_extract.extractor import Extractor

FORMULAS = ["=1+1", "+84", "-HYPERLINK(1)", "@SUM(A1)", "\t=cmd", "＝1"]


@pytest.fixture(scope="module")
def records(articles: list[Any]) -> list[Any]:
    extractor = Extractor()
    return [extractor.extract_plain(article) for article in articles]


def test_the_arrow_schema_has_every_field_of_a_record(records: list[Any]) -> None:
    table = record_table(records)
    assert table.schema == RECORD_SCHEMA
    for row, record in zip(table.to_pylist(), records, strict=True):
        assert set(row) == set(record)
        for name in ("facts", "checks", "home_unit", "produced_by", "warnings"):
            assert row[name] == record[name], name
        for entity, as_row in zip(record["entities"], row["entities"], strict=True):
            assert {k: as_row[k] for k in entity} == entity


def test_a_whole_record_survives_in_its_schema(root: Path) -> None:
    """Every field of the contract has a column, also those that no article here fills."""
    import json

    definitions = json.loads((root / "docs" / "record.schema.json").read_text("utf-8"))["$defs"]
    for kind, column in (("Fact", "facts"), ("Check", "checks")):
        struct = RECORD_SCHEMA.field(column).type.value_type
        assert {f.name for f in struct} == set(definitions[kind]["properties"])
    entity = {f.name for f in RECORD_SCHEMA.field("entities").type.value_type}
    for kind in ("Unit", "Person", "Document"):
        assert set(definitions[kind]["properties"]) <= entity


@pytest.mark.parametrize("table", FLAT_SCHEMAS)
def test_tables_hold_every_row(tmp_path: Path, records: list[Any], table: str) -> None:
    write_tables(records, tmp_path / "t.parquet", table)
    write_tables(records, tmp_path / "t.csv", table)
    rows = parquet.read_table(tmp_path / "t.parquet").to_pylist()
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as stream:
        cells = list(csv.DictReader(stream))
    expected = len(records) if table == "articles" else sum(len(r[table]) for r in records)
    assert len(rows) == len(cells) == expected
    assert list(cells[0]) == FLAT_SCHEMAS[table].names
    if table == "facts":
        facts = [f for r in records for f in r["facts"]]
        assert [r["value"] for r in rows] == [float(f["value"]) for f in facts]
        assert [float(c["value"]) for c in cells] == [float(f["value"]) for f in facts]
        subjects = [(f["subject"] or {}).get("code") for f in facts]
        assert [r["code"] for r in rows] == subjects


def test_cells_of_text_are_never_formulas(tmp_path: Path, records: list[Any]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    evil = [{**records[0], "id": text, "title": text} for text in FORMULAS]
    write_tables(evil, tmp_path / "t.csv", "articles")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            assert row["id"].startswith("'")
            assert row["title"].startswith("'")
    counts = write_tables(evil, tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == list(FLAT_SCHEMAS)
    for sheet in book:
        assert sheet.max_row == counts[sheet.title] + 1
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in "sn"
                assert not str(cell.value).lstrip().startswith(("=", "+", "@"))
    # A negative number stays a number.
    assert any(f["value"] < 0 for r in records for f in r["facts"])
    write_tables(records, tmp_path / "f.csv")
    with (tmp_path / "f.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert any(row["value"].startswith("-") for row in csv.DictReader(stream))


def test_a_database_answers_questions(tmp_path: Path, records: list[Any]) -> None:
    counts = write_tables(records, tmp_path / "t.sqlite")
    base = sqlite3.connect(tmp_path / "t.sqlite")
    for name in FLAT_SCHEMAS:
        assert base.execute(f"SELECT count(*) FROM {name}").fetchone() == (counts[name],)
    joined = base.execute(
        "SELECT count(*) FROM facts f JOIN articles a ON a.id = f.article"
    ).fetchone()
    assert joined == (counts["facts"],)
    base.close()
    with pytest.raises(TableError, match="unknown kind of table"):
        write_tables(records, tmp_path / "t.docx")
    with pytest.raises(TableError, match="no table 'x'; there are articles"):
        write_tables(records, tmp_path / "t.csv", "x")


def test_what_is_no_record_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "text": "b"}\n')
    with pytest.raises(ValueError, match=r"a\.jsonl, row 1: not a record"):
        list(read_records([str(path)]))


SON_LA = {"name": "tỉnh Sơn La", "level": "province", "code": "14"}


def fact(**changed: Any) -> dict[str, Any]:
    names = (
        "out_of index channel baseline of change_in among component field object per part_of"
        " dimension set_by"
    )
    return {
        **dict.fromkeys(names.split()),
        "id": "f1",
        "metric": "dossiers_received",
        "kind": "level",
        "value": 1000,
        "unit": "count",
        "bound": "exact",
        "subject": SON_LA,
        "period": {"text": "năm 2023", "start": "2023-01-01", "end": "2023-12-31"},
        "status": "actual",
        "text": "1.000",
        **changed,
    }


def record(article: str, *facts: dict[str, Any]) -> dict[str, Any]:
    named = [{**f, "id": f"f{n}" if f["id"] == "f1" else f["id"]} for n, f in enumerate(facts, 1)]
    return {"id": article, "facts": named}


def rows(*records: dict[str, Any], **options: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = build_panel(records, **options).to_pylist()
    return found


def test_articles_that_agree_are_one_row() -> None:
    committee = {**SON_LA, "name": "Ủy ban nhân dân tỉnh Sơn La"}
    (row,) = rows(
        record("a", fact()),
        record("b", fact(subject=committee), fact()),
        record("c", fact(value=1000, text="1 ngàn")),
    )
    assert (row["value"], row["articles"], row["article_ids"]) == (1000, 3, ["a", "b", "c"])
    assert (row["code"], row["code_period"], row["name"]) == ("14", "before-2025-07", "tỉnh Sơn La")
    assert not row["conflict"]


@pytest.mark.parametrize(
    ("first", "second", "conflict"),
    [
        ({"value": 1000}, {"value": 1001, "text": "1.001"}, True),
        ({"value": 7700, "text": "7,7 ngàn"}, {"value": 7689, "text": "7.689"}, False),
        ({"value": 7700, "text": "7,7 ngàn"}, {"value": 7640, "text": "7.640"}, True),
        ({"value": 900, "text": "900", "bound": "above"}, {"value": 1000}, False),
        ({"value": 1100, "text": "1.100", "bound": "above"}, {"value": 1000}, True),
        ({"value": 1020, "text": "1.020", "bound": "about"}, {"value": 1000}, False),
    ],
)
def test_a_conflict_is_what_rounding_does_not_explain(
    first: Any, second: Any, conflict: bool
) -> None:
    (row,) = rows(record("a", fact(**first)), record("b", fact(**second)))
    assert row["conflict"] is conflict
    assert len(row["values"]) == 2


@pytest.mark.parametrize(
    ("text", "value", "half"),
    [("98,7%", 98.7, 0.05), ("90.17%", 90.17, 0.005), ("95%", 95, 0.5), ("1.234", 1234, 0.0)],
)
def test_half_a_unit_of_the_last_digit(text: str, value: float, half: float) -> None:
    interval = interval_of({"text": text, "value": value, "bound": "exact"})
    assert math.isclose((interval.high - interval.low) / 2, half, abs_tol=1e-5)


def test_near_copies_count_once() -> None:
    said = [record("a", fact()), record("copy", fact()), record("b", fact(value=5, text="5"))]
    (row,) = rows(*said, near_copies={"copy": "a"})
    assert (row["articles"], row["value"]) == (2, 5)  # of equals the later
    (row,) = rows(*said)
    assert (row["articles"], row["value"]) == (3, 1000)


def test_regional_places_and_parts_are_no_conflicts() -> None:
    place = fact(metric="rank", unit="rank", index="PAR", value=5, text="5")
    among = {"text": "vùng trung du", "n": 14}
    part = fact(value=400, text="400", part_of="f1")
    found = rows(
        record("a", fact(), {**part, "id": "f2"}),
        record("b", place, {**place, "value": 2, "text": "2", "among": among}),
    )
    assert len(found) == 4
    assert not any(row["conflict"] for row in found)


def test_the_in_time_rate_is_derived_with_its_formula() -> None:
    found = rows(
        record(
            "a",
            fact(metric="dossiers_early", value=700, text="700"),
            fact(metric="dossiers_on_time", value=200, text="200"),
            fact(metric="dossiers_late", value=100, text="100"),
        )
    )
    (rate,) = (row for row in found if row["metric"] == "in_time_rate")
    assert (rate["value"], rate["unit"], rate["articles"]) == (90.0, "percent", 1)
    assert rate["formula"] == (
        "100 * (dossiers_early + dossiers_on_time) /"
        " (dossiers_early + dossiers_on_time + dossiers_late)"
    )
    assert all(row["formula"] is None for row in found if row is not rate)


def test_places_and_scores_by_year() -> None:
    place = fact(metric="rank", unit="rank", index="PAR", value=5, text="5/63", out_of=63)
    score = fact(metric="index_score", unit="point", index="PAR", value=87.6, text="87,6")
    regional = {**place, "value": 1, "text": "1", "among": {"text": "vùng", "n": 14}}
    table = build_panel([record("a", place, score, regional), record("b", score)])
    (row,) = annual_series(table).to_pylist()
    assert row == {
        "code": "14",
        "code_period": "before-2025-07",
        "name": "tỉnh Sơn La",
        "index": "PAR",
        "year": 2023,
        "rank": 5.0,
        "ranked": 63.0,
        "score": 87.6,
        "articles": 3,
        "conflict": False,
    }


def test_only_counts_of_whole_units_are_carried_over() -> None:
    def of(name: str, code: str, **more: Any) -> dict[str, Any]:
        return fact(subject={"name": name, "level": "province", "code": code}, **more)

    facts = [
        of("tỉnh Hòa Bình", "17", value=10, text="10"),
        of("tỉnh Vĩnh Phúc", "26", value=20, text="20"),
        of("tỉnh Phú Thọ", "25", value=30, text="30"),
        of("Sở Nội vụ tỉnh Phú Thọ", "25", value=7, text="7"),
        of("tỉnh Phú Thọ", "25", metric="rank", unit="rank", index="PAR", value=5, text="5"),
        of("tỉnh Phú Thọ", "25", unit="percent", value=98, text="98%"),
    ]
    merged = [r for r in rows(record("a", *facts), units_2025=True) if r["merged_from"]]
    (row,) = merged
    assert (row["name"], row["code_period"]) == ("tỉnh Phú Thọ", "from-2025-07")
    assert (row["value"], row["complete"], sorted(row["merged_from"])) == (
        60,
        True,
        ["17", "25", "26"],
    )
    partial = [r for r in rows(record("a", *facts[:2]), units_2025=True) if r["merged_from"]]
    assert [(r["value"], r["complete"]) for r in partial] == [(30, False)]
    assert not [r for r in rows(record("a", *facts)) if r["merged_from"]]


def test_a_panel_over_a_run(tmp_path: Path, articles: list[Any], write_lines: Any) -> None:
    source = write_lines(tmp_path / "a.jsonl", articles)
    run([str(source)], tmp_path / "out", Options())
    table = build_panel(read_records([str(tmp_path / "out")]), units_2025=True)
    assert table.num_rows > 100
    metrics = set(table.column("metric").to_pylist())
    assert {"dossiers_received", "rank", "index_score"} <= metrics
    assert annual_series(table).num_rows > 3


def test_the_questions_of_the_page_have_answers(
    root: Path, tmp_path: Path, records: list[Any]
) -> None:
    queries = (root / "docs" / "sql.md").read_text("utf-8").split("```sql\n")[1:]
    assert len(queries) == 5
    write_tables(records, tmp_path / "t.sqlite")
    base = sqlite3.connect(tmp_path / "t.sqlite")
    answers = [base.execute(query.partition("```")[0]).fetchall() for query in queries]
    base.close()
    # The arithmetic of an article may well add up.
    assert [n for n, rows in enumerate(answers) if not rows and n != 2] == []
