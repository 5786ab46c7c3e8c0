"""What the README shows is what the code does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pydantic import JsonValue

from cchc_extract import Extractor


@pytest.fixture(scope="module")
def blocks(root: Path) -> dict[str, list[str]]:
    """The fenced blocks of the README by language."""
    found: dict[str, list[str]] = {}
    text = (root / "README.md").read_text("utf-8")
    for language, block in re.findall(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        found.setdefault(language, []).append(block)
    return found


def shown_in(shown: JsonValue, whole: JsonValue) -> bool:
    """Whether ``shown`` is ``whole`` with fields, and items of lists of objects, left out."""
    if isinstance(shown, dict) and isinstance(whole, dict):
        return all(key in whole and shown_in(shown[key], whole[key]) for key in shown)
    if isinstance(shown, list) and isinstance(whole, list) and isinstance(shown[0], dict):
        return all(any(shown_in(item, other) for other in whole) for item in shown)
    return shown == whole


def test_the_record_shown_is_that_of_the_article_shown(
    root: Path, blocks: dict[str, list[str]]
) -> None:
    shown = json.loads(blocks["json"][0])
    rows = map(json.loads, (root / "corpora" / "dev.jsonl").read_text("utf-8").splitlines())
    (article,) = [row for row in rows if row["id"] == shown["id"]]
    assert all(line in article["text"].splitlines() for line in blocks["text"][0].splitlines())
    record = json.loads(Extractor().extract_json(article))
    for key, value in shown.items():
        assert shown_in(value, record[key]), key


def test_a_field_that_is_not_so_would_be_seen() -> None:
    whole: JsonValue = {"a": [{"b": 1, "c": [1, 2]}, {"b": 2}], "d": None}
    assert shown_in({"a": [{"b": 2}]}, whole)
    assert not shown_in({"a": [{"b": 2, "c": [1, 2]}]}, whole)
    assert not shown_in({"a": [{"c": [1]}]}, whole)
    assert not shown_in({"e": None}, whole)


def test_the_python_blocks_run(
    root: Path,
    blocks: dict[str, list[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(root)
    monkeypatch.setattr("datasets.config.HF_DATASETS_CACHE", tmp_path)
    printed = []
    for block in blocks["python"]:
        exec(compile(block, "README.md", "exec"), {})
        printed.append(capsys.readouterr().out)
    assert printed[0] == "dossiers_received 306 huyện Phù Yên\n"
    assert "('huyện Phù Yên', 'UNIT'), ('306', 'dossiers_received')" in printed[1]
    assert printed[2] == "dossiers_late 1000.0 tỉnh Cao Bằng\n"
