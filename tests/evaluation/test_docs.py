"""The pages on evaluation and annotation say what is so: commands run, examples are valid."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import get_args

import pytest
import typer
from typer.testing import CliRunner

from cchc_extract import cli_evaluation
from cchc_extract.evaluation.formats.choices import FACT_CHOICES
from cchc_extract.evaluation.gold import GoldArticle, check_gold, sha256, write_gold
from cchc_extract.evaluation.rows import Fact
from cchc_extract.records import Metric

APP = typer.Typer()
cli_evaluation.register(APP)
NUMBER = re.compile(r"-?\d+(\.\d+)?")
METRICS: tuple[str, ...] = get_args(Metric)
Example = tuple[str, str, str, str, str]


@pytest.fixture
def workplace(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the project's data where commands may write."""
    for name in ("gold", "corpora"):
        (tmp_path / name).symlink_to(root / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", ["evaluation.md", "annotation.md"])
def test_commands_and_code_run(page: str, root: Path, workplace: Path) -> None:
    text = (root / "docs" / page).read_text(encoding="utf-8")
    commands = re.findall(r"^\$ cchc-extract (.+)$", text, re.MULTILINE)
    assert len(commands) >= 5
    for command in commands:
        done = CliRunner().invoke(APP, shlex.split(command))
        assert done.exit_code == 0, f"{command}: {done.output}"
    for code in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        exec(compile(code, page, "exec"), {})


def test_the_page_of_formats_names_them_all(root: Path) -> None:
    from cchc_extract.evaluation.formats import FORMATS

    text = (root / "docs" / "evaluation.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `([\w-]+)` \|", text.partition("### Formats")[2], re.MULTILINE)
    assert set(named) == set(FORMATS)


def examples(root: Path) -> list[Example]:
    """The rows of example tables: text, metric, value, unit, slots."""
    text = (root / "docs" / "annotation.md").read_text(encoding="utf-8")
    rows = (re.split(r" *\| *", line.strip())[1:-1] for line in text.splitlines() if "|" in line)
    return [(r[0], r[1], r[2], r[3], r[4]) for r in rows if len(r) == 5 and "[[" in r[0]]


def gold_fact(example: Example) -> GoldArticle:
    """An example as an article of gold, so that gold's own checks judge it."""
    marked, metric, value, unit, slots = example
    before, number, after = re.split(r"\[\[|\]\]", marked)
    text = before + number + after
    fields: dict[str, object] = dict.fromkeys(("out_of", "index", "channel", "period"))
    for slot in filter(None, slots.split(", ")):
        name, word = slot.split(" ")
        fields[name] = float(word) if NUMBER.fullmatch(word) else word
    row = {
        "metric": metric, "kind": "level", "bound": "exact", "status": "actual",
        "value": float(value), "unit": unit, "subject": ["x"], **fields,
        "start": len(before), "end": len(before + number), "text": number,
    }  # fmt: skip
    fact: Fact = row  # type: ignore[assignment]
    return GoldArticle(marked, [], [fact], text=text, text_sha256=sha256(text))


def test_examples_are_valid_gold(root: Path, tmp_path: Path) -> None:
    articles = [gold_fact(example) for example in examples(root)]
    write_gold(tmp_path / "examples.jsonl", articles, with_text=True)
    assert check_gold(tmp_path / "examples.jsonl") == []


def test_every_metric_and_every_value_of_every_slot_has_an_example(root: Path) -> None:
    facts = [gold_fact(example).facts[0] for example in examples(root)]
    assert {fact["metric"] for fact in facts} == set(METRICS)
    for slot, values in FACT_CHOICES.items():
        assert {fact.get(slot) for fact in facts} - {None} == set(values), slot


def test_both_languages_name_the_same_slots(root: Path) -> None:
    english = (root / "docs" / "annotation.md").read_text(encoding="utf-8")
    vietnamese = (root / "docs" / "annotation.vi.md").read_text(encoding="utf-8")
    for slot in (*FACT_CHOICES, "metric", "out_of", "subject", "period", "baseline"):
        assert slot in english
        assert f"`{slot}`" in vietnamese
