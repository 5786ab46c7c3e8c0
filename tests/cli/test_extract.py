from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cchc_extract.cli import app
from cchc_extract.extractor import Extractor
from cchc_extract.records import Record

TEXT = (
    "Năm 2023, tỉnh Hòa Bình tiếp nhận 368.746 hồ sơ, "
    "đã giải quyết 354.949 hồ sơ thủ tục hành chính."
)
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``cchc-extract extract`` in an empty folder, without the learned layer."""
    monkeypatch.chdir(tmp_path)

    def run(*args: str, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(app, ["extract", "--ner", "off", *args], input=stdin)

    return run


def article(article_id: str, text: str = TEXT) -> str:
    return json.dumps({"id": article_id, "text": text}, ensure_ascii=False) + "\n"


def ids(output: str) -> list[str]:
    return [Record.model_validate_json(line).id for line in output.splitlines()]


def test_records_in_the_order_of_the_inputs(run: Run) -> None:
    Path("z.txt").write_text(TEXT, "utf-8")
    Path("a.jsonl").write_text(article("2") + article("1"), "utf-8")
    result = run("z.txt", "a.jsonl", "-o", "out.jsonl")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert ids(Path("out.jsonl").read_text("utf-8")) == ["z", "2", "1"]
    assert "3 articles\n" in result.stderr
    assert "dossiers_received" in result.stderr


def test_records_go_to_standard_output_where_no_file_is_named(run: Run) -> None:
    Path("a.txt").write_text(TEXT, "utf-8")
    record = Record.model_validate_json(run("a.txt").stdout)
    assert {fact.text for fact in record.facts} == {"368.746", "354.949"}
    assert run("a.txt", "-o", "-").stdout == run("a.txt").stdout


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (TEXT.encode(), ["stdin"]),
        (b"\xef\xbb\xbf" + TEXT.encode(), ["stdin"]),
        ((article("1") + article("2")).encode(), ["1", "2"]),
    ],
    ids=["text", "text with mark", "rows"],
)
def test_standard_input_is_a_text_or_rows(run: Run, data: bytes, expected: list[str]) -> None:
    result = run("-", stdin=data)
    assert result.exit_code == 0
    assert ids(result.stdout) == expected


def test_what_fails_is_named_and_the_rest_is_written(run: Run) -> None:
    Path("empty.txt").touch()
    Path("binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    Path("rows.jsonl").write_text(article("a") + '{"id": "b"}\n' + article("a"), "utf-8")
    result = run("empty.txt", "binary.txt", "missing.txt", "rows.jsonl", "-q")
    assert result.exit_code == 1
    assert ids(result.stdout) == ["a"]
    assert result.stderr.splitlines() == [
        "empty.txt: empty file",
        "binary.txt: binary data, or text in an encoding that is not recognised",
        "missing.txt: no such file or folder",
        "rows.jsonl, row 2: no `text`",
        "rows.jsonl, row 3: id 'a' is already that of rows.jsonl, row 1",
    ]


def test_an_uncertain_encoding_is_a_warning_of_the_record(run: Run) -> None:
    Path("a.txt").write_bytes(TEXT.encode("utf-16-le"))
    result = run("a.txt", "-q")
    assert result.exit_code == 0
    record = Record.model_validate_json(result.stdout)
    assert [w.code for w in record.warnings][:1] == ["encoding"]
    assert record.facts


def test_a_text_of_only_digits_is_a_record_with_a_warning(run: Run) -> None:
    Path("a.txt").write_text("123 456 " * 1000)
    result = run("a.txt", "-q")
    assert result.exit_code == 0
    record = Record.model_validate_json(result.stdout)
    assert record.facts == ()
    assert record.warnings


def test_nothing_done_is_status_2_and_leaves_an_earlier_result(run: Run) -> None:
    Path("out.jsonl").write_text("earlier")
    Path("bad.jsonl").write_text("{}\n")
    result = run("bad.jsonl", "-o", "out.jsonl")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == ["bad.jsonl, row 1: no `id`", "no article could be read"]
    assert Path("out.jsonl").read_text() == "earlier"
    assert sorted(os.listdir()) == ["bad.jsonl", "out.jsonl"]


def test_an_output_that_cannot_be_written_is_one_line(run: Run) -> None:
    Path("a.txt").write_text(TEXT, "utf-8")
    result = run("a.txt", "-o", "no/such/out.jsonl")
    assert result.exit_code == 2
    assert result.stderr == "no/such/out.jsonl: no such file or directory\n"


def test_bad_rule_data_is_one_line_with_file_and_row(run: Run) -> None:
    Path("a.txt").write_text(TEXT, "utf-8")
    Path("rules.yaml").write_text("- id: a\n  phrases: [x]\n  colour: red\n")
    result = run("a.txt", "--rules", "rules.yaml")
    assert result.exit_code == 2
    assert result.stderr == "rules.yaml:3: unknown key 'colour'\n"


def test_an_article_that_breaks_the_engine_costs_no_other(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Extractor.extract

    def breaks(self: Extractor, row: dict[str, str]) -> Record:
        if row["id"] == "bad":
            raise RuntimeError("out of luck")
        return whole(self, row)

    monkeypatch.setattr(Extractor, "extract", breaks)
    Path("a.jsonl").write_text(article("1") + article("bad") + article("2"), "utf-8")
    result = run("a.jsonl", "-q")
    assert result.exit_code == 1
    assert ids(result.stdout) == ["1", "2"]
    assert result.stderr == "a.jsonl, row 2: extraction failed: RuntimeError: out of luck\n"


def test_the_same_rows_as_the_library_gives(run: Run, root: Path) -> None:
    corpus = root / "corpora" / "dev.jsonl"
    result = run(str(corpus), "-q")
    engine = Extractor(ner="off")
    rows = map(json.loads, corpus.read_text("utf-8").splitlines())
    assert result.stdout_bytes.splitlines() == [engine.extract_json(row) for row in rows]


def test_a_reader_that_goes_away_makes_no_noise(root: Path) -> None:
    command = f"{sys.executable} -m cchc_extract extract --ner off corpora | head -c 100"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], cwd=root, capture_output=True, check=False
    )
    assert len(done.stdout) == 100
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr
