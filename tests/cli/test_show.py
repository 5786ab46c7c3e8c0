from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cchc_extract.cli import app

TEXT = (
    "Năm 2023, tỉnh Hòa Bình tiếp nhận 368.746 hồ sơ, "
    "đã giải quyết 354.949 hồ sơ thủ tục hành chính."
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")


def show(*args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["show", "--ner", "off", *args])
    return result.exit_code, result.stdout, result.stderr


def test_text_mentions_and_facts() -> None:
    Path("a.txt").write_text(TEXT, "utf-8")
    status, shown, _ = show("a.txt")
    assert status == 0
    assert "tỉnh Hòa Bình[e1] tiếp nhận 368.746[f1] hồ sơ" in shown
    (row,) = [line for line in shown.splitlines() if line.strip().startswith("f1 ")]
    assert row.split()[:3] == ["f1", "dossiers_received", "368.746"]
    assert "tỉnh Hòa Bình" in row
    assert "2023" in row


def test_an_article_of_many_by_id() -> None:
    Path("a.jsonl").write_text('{"id": "1", "text": "Một"}\n{"id": "2", "text": "Hai"}\n', "utf-8")
    assert "Một" in show("a.jsonl")[1]
    assert "Hai" in show("a.jsonl", "--id", "2")[1]
    assert show("a.jsonl", "--id", "3") == (2, "", "a.jsonl: no article with id '3'\n")


def test_what_cannot_be_read_is_one_line() -> None:
    Path("a.txt").touch()
    assert show("a.txt") == (2, "", "a.txt: empty file\n")
    assert show("b.txt") == (2, "", "b.txt: no such file or folder\n")


def test_an_article_does_not_steer_the_terminal() -> None:
    Path("a.txt").write_text(f"\x1b[2J\u202e{TEXT} [bold]x[/bold]", "utf-8")
    status, shown, _ = show("a.txt")
    assert status == 0
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "[bold]x[/bold]" in shown
    assert "368.746[f1]" in shown
