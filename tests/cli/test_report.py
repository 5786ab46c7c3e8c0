from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from cchc_extract import Extractor, cli_report

TEXT = "Năm 2023, UBND huyện Phù Yên tiếp nhận 5.781 hồ sơ TTHC, đã giải quyết 5.700 hồ sơ."


def run(*args: str | Path) -> Result:
    app = typer.Typer()
    cli_report.register(app)
    return CliRunner().invoke(app, list(map(str, args)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = [{"id": key, "text": f"{TEXT} {key}"} for key in "ab"]
    extractor = Extractor()
    lines = [extractor.extract_json(article).decode() for article in articles]
    (tmp_path / "records.jsonl").write_text("\n".join(lines), "utf-8")
    rows = [json.dumps(article, ensure_ascii=False) for article in articles]
    (tmp_path / "articles.jsonl").write_text("\n".join(rows), "utf-8")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    return tmp_path


def test_view_an_article(folder: Path) -> None:
    done = run("view", folder / "a.txt", "-o", folder / "new" / "page.html", "--lang", "en")
    assert done.exit_code == 0, done.output
    page = (folder / "new" / "page.html").read_text("utf-8")
    assert '<html lang="en"' in page
    assert "5.781" in page


def test_view_a_record_with_its_article(folder: Path) -> None:
    page = folder / "page.html"
    done = run("view", folder / "records.jsonl", "--id", "b", "-o", page,
               "--articles", folder / "articles.jsonl")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "<dd>b</dd>" in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["records.jsonl"], "records.jsonl, row 1: the record has no text; --articles says where"),
        (["records.jsonl", "--id", "c"], "records.jsonl: no record with id 'c'"),
        (["records.jsonl", "--articles", "a.txt", "--id", "b"], "the record has no text"),
        (["records.jsonl", "--articles", "a.txt"], "row 1: the text of article 'a' is another"),
        (["articles.jsonl", "--id", "c"], "no article with id 'c'"),
        (["none.txt"], "none.txt: no such file or folder"),
    ],
)
def test_what_cannot_be_viewed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], said: str
) -> None:
    monkeypatch.chdir(folder)
    done = run("view", *args, "-o", "page.html")
    assert done.exit_code == 2
    assert said in done.stderr
    assert not Path("page.html").exists()


def test_report(folder: Path) -> None:
    (folder / "bad.jsonl").write_text('{"id": "x"}\n\nnonsense\n', "utf-8")
    done = run("report", folder / "records.jsonl", folder / "bad.jsonl", "-o", folder / "out",
               "--articles", folder / "articles.jsonl")  # fmt: skip
    assert done.exit_code == 1
    assert "bad.jsonl, row 1: not a record: text_sha256: Field required" in done.stderr
    assert "bad.jsonl, row 3: not a record" in done.stderr
    assert (folder / "out" / "index.html").exists()
    assert len(list((folder / "out" / "articles").iterdir())) == 2
    done = run("report", folder / "bad.jsonl", "-o", folder / "out")
    assert done.exit_code == 2


def test_kept_texts_need_no_articles(folder: Path) -> None:
    record = Extractor().extract({"id": "k", "text": TEXT})
    kept = record.model_copy(update={"meta": {"text": TEXT}})
    (folder / "kept.jsonl").write_text(kept.model_dump_json(), "utf-8")
    assert run("view", folder / "kept.jsonl", "-o", folder / "p.html").exit_code == 0


def test_checks_of_unknown_facts_are_refused(folder: Path) -> None:
    row = json.loads((folder / "records.jsonl").read_text("utf-8").splitlines()[0])
    row["checks"] = [{"rule": "rate", "whole": "f99", "parts": [], "expected": 1, "found": 1,
                      "difference": 0, "status": "ok"}]  # fmt: skip
    (folder / "odd.jsonl").write_text(json.dumps(row), "utf-8")
    done = run("view", folder / "odd.jsonl", "-o", folder / "p.html")
    assert done.exit_code == 2
    assert "row 1: a check names facts that are not there: f99" in done.stderr


def test_folders_of_records(folder: Path) -> None:
    (folder / "shards").mkdir()
    (folder / "records.jsonl").rename(folder / "shards" / "1.jsonl")
    done = run("report", folder / "shards", folder / "none", "-o", folder / "out")
    assert done.exit_code == 1
    assert "none: no such file or directory" in done.stderr
    assert "2 records" in done.stderr
