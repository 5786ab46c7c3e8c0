"""What is found in gold/dev is compared with what was last accepted, and losses need a reason."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from scripts import compare

from cchc_extract import Extractor
from cchc_extract.evaluation.comparison import balance
from cchc_extract.evaluation.gold import load_gold
from cchc_extract.evaluation.jsonl import RecordFile
from cchc_extract.evaluation.scoring import score

Run = tuple[int, str, str]


@pytest.fixture(scope="module")
def current() -> str:
    """What the extractor finds now."""
    return "".join(compare.predictions(compare.TEXTS))


@pytest.fixture
def accepted(current: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the present predictions, accepted, where a test may change them."""
    monkeypatch.setattr(compare, "ACCEPTED", tmp_path / "accepted" / "dev.jsonl")
    monkeypatch.setattr(compare, "REASONS", tmp_path / "accepted" / "reasons.jsonl")
    compare.accept(current, "the first", [])
    return compare.ACCEPTED


def run(
    predicted: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *args: str
) -> Run:
    monkeypatch.setattr(compare, "predictions", lambda _: iter([predicted]))
    monkeypatch.setattr(sys, "argv", ["compare.py", *args])
    status = compare.main()
    said = capsys.readouterr()
    return status, said.out, said.err


def without_facts(predicted: str, articles: int) -> str:
    rows = [json.loads(line) for line in predicted.splitlines()]
    for row in rows[:articles]:
        row["facts"] = []
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_no_more_is_lost_than_gained(current: str, tmp_path: Path) -> None:
    new = tmp_path / "now.jsonl"
    new.write_text(current, "utf-8")
    found = compare.compared(compare.ACCEPTED, new, compare.GOLD, compare.TEXTS)
    gained, lost = balance(found)
    assert lost <= gained, compare.report(found)


def test_what_is_accepted_has_a_reason() -> None:
    rows = [json.loads(line) for line in compare.REASONS.read_text("utf-8").splitlines()]
    assert all(row["reason"].strip() for row in rows)
    assert rows[-1]["sha256"] == compare.digest(compare.ACCEPTED), "accept with compare.py --accept"


def test_compact_predictions_score_as_whole_ones_do(current: str, tmp_path: Path) -> None:
    path = tmp_path / "now.jsonl"
    path.write_text(current, "utf-8")
    gold = load_gold(compare.GOLD, compare.TEXTS)
    rows = [json.loads(line) for line in compare.TEXTS.read_text("utf-8").splitlines()]
    whole = score(gold, Extractor().extract_many(rows))
    small = score(gold, RecordFile(path))
    assert small == whole
    assert whole.totals["fact_core"].right > 0


def test_nothing_has_changed(
    accepted: Path,
    current: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, out, _ = run(current, monkeypatch, capsys)
    assert status == 0
    assert "Gained 0, lost 0" in out


def test_losses_are_refused_until_they_are_accepted(
    accepted: Path,
    current: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    worse = without_facts(current, 3)
    status, out, err = run(worse, monkeypatch, capsys)
    assert status == 1
    assert "| lost | d1-01 |" in out
    assert err.startswith("compare: ")
    assert err.count("\n") == 1
    status, _, err = run(worse, monkeypatch, capsys, "--accept", "  ")
    assert (status, err) == (2, "compare: the reason is empty\n")
    assert accepted.read_text("utf-8") == current
    status, _, _ = run(worse, monkeypatch, capsys, "--accept", "a trade")
    assert status == 0
    reasons = [json.loads(line) for line in compare.REASONS.read_text("utf-8").splitlines()]
    assert [row["reason"] for row in reasons] == ["the first", "a trade"]
    assert reasons[-1]["lost"] > reasons[-1]["gained"] >= 0
    assert reasons[-1]["sha256"] == compare.digest(accepted)
    status, _, _ = run(worse, monkeypatch, capsys)
    assert status == 0
    status, out, _ = run(current, monkeypatch, capsys)
    assert status == 0
    assert "| gained | d1-01 |" in out


def test_gold_that_is_new_hides_no_loss(
    accepted: Path,
    current: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    accepted.write_text("".join(current.splitlines(keepends=True)[:2]), "utf-8")
    status, out, _ = run(without_facts(current, 1), monkeypatch, capsys)
    assert status == 1
    assert "Gained 0, lost " in out


def test_predictions_of_another_text_are_named(
    accepted: Path,
    current: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = [json.loads(line) for line in current.splitlines()]
    rows[1]["text_sha256"] = "00"
    accepted.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    status, _, err = run(current, monkeypatch, capsys)
    assert status == 2
    assert err == f"compare: {accepted}:2: text_sha256 is not that of article 'd1-02'\n"
    assert run(current, monkeypatch, capsys, "--accept", "the text was mended")[0] == 0
    assert run(current, monkeypatch, capsys)[0] == 0
