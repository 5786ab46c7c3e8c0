"""The evaluators' commands, as the main command line mounts them."""

from __future__ import annotations

import csv
import io
import json
import random
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from cchc_extract import cli_evaluation
from cchc_extract.cli_evaluation.baselines import BaselineName
from cchc_extract.cli_evaluation.gold import FormatName
from cchc_extract.evaluation.baselines import BASELINES
from cchc_extract.evaluation.formats import FORMATS
from cchc_extract.evaluation.gold import GoldArticle, load_gold, write_gold
from cchc_extract.evaluation.records import as_record
from tests.evaluation.conftest import noisy

APP = typer.Typer()
cli_evaluation.register(APP)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(APP, [str(argument) for argument in arguments])


def records(path: Path, articles: list[GoldArticle], seed: int | None = None) -> Path:
    """A record file: gold itself, or gold with noise."""
    rng = random.Random(seed)
    rows = [as_record(a) if seed is None else noisy(a, rng) for a in articles]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def good(dev: list[GoldArticle], tmp_path: Path) -> Path:
    return records(tmp_path / "good.jsonl", dev)


@pytest.fixture
def noise(dev: list[GoldArticle], tmp_path: Path) -> Path:
    return records(tmp_path / "noise.jsonl", dev, seed=8)


def test_score_json_has_the_contracts_shape(paths: dict[str, str], good: Path) -> None:
    done = run("score", paths["gold"], good, "--json", "--texts", paths["texts"])
    assert (done.exit_code, done.stderr) == (0, "")
    figures = json.loads(done.stdout)
    assert list(figures) == [
        "fact_core", "fact_full", "UNIT_strict", "UNIT_partial",
        "PERSON_strict", "PERSON_partial", "DOCUMENT_strict", "DOCUMENT_partial",
    ]  # fmt: skip
    assert all(f == {"precision": 1, "recall": 1, "f1": 1} for f in figures.values())


def test_score_of_several_systems(paths: dict[str, str], good: Path, noise: Path) -> None:
    both = json.loads(run("score", paths["gold"], noise, good, "--json").stdout)
    assert both["good"]["fact_full"]["f1"] == 1 > both["noise"]["fact_full"]["f1"] > 0
    table = run("score", paths["gold"], noise, good, "--resamples", 50).stdout
    assert "good against noise" in table
    assert "fact_core by metric" in table
    assert "dossiers_received" in table


def test_score_in_other_forms(paths: dict[str, str], noise: Path, tmp_path: Path) -> None:
    page = tmp_path / "scores.html"
    done = run("score", paths["gold"], noise, "--csv", "--html", page, "--resamples", 20)
    cells = list(csv.DictReader(io.StringIO(done.stdout)))
    (f1,) = [
        c["value"] for c in cells
        if (c["table"], c["row"], c["column"]) == ("Scores (micro)", "fact_core", "F1")
    ]  # fmt: skip
    assert 0 < float(f1) < 1
    assert f"<td>{f1}</td>" in page.read_text(encoding="utf-8")
    markdown = run("score", paths["gold"], noise, "--markdown", "--resamples", 0).stdout
    assert f"| {f1} |" in markdown
    assert "### Slots of facts" in markdown
    refused = run("score", paths["gold"], noise, "--markdown", "--csv")
    assert (refused.exit_code, refused.stdout) == (2, "")


def test_score_tells_of_gaps(paths: dict[str, str], dev: list[GoldArticle], tmp_path: Path) -> None:
    some = records(tmp_path / "some.jsonl", [*dev[:3], GoldArticle("other", [], [])])
    done = run("score", paths["gold"], some, "--json")
    assert done.exit_code == 0
    assert done.stderr.splitlines() == [
        f"some: no record for {len(dev) - 3} of {len(dev)} gold articles",
        "some: 1 records of articles gold does not have, not counted",
    ]


@pytest.mark.parametrize("command", ["score", "errors", "compare"])
@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "d1-01", "entities": [], "facts": [', ":2: truncated or not JSON"),
        ('{"entities": [], "facts": []}', ":2: no id"),
        ('{"id": "x", "entities": [], "facts": []}', ":2: id 'x' twice"),
        (
            '{"id":"d1-01","facts":[],"entities":[{"type": "UNIT", "start": 5, "end": 90000}]}',
            ":2: entities[0]: end 90000 is past the text's 2170 characters",
        ),
        (
            '{"id": "d1-01", "facts": [], "entities": [], "text_sha256": "00"}',
            ":2: text_sha256 is not that of article 'd1-01'",
        ),
        (
            '{"id":"d1-01","entities":[],"facts":[{"metric":"m","value":1,"start":0,"end":1}]}',
            ":2: unknown metric 'm' at facts[0].metric",
        ),
    ],
)
def test_bad_records_are_one_line_and_exit_2(
    command: str, line: str, reason: str, paths: dict[str, str], good: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "x", "entities": [], "facts": []}\n' + line, encoding="utf-8")
    texts = ("--texts", paths["texts"])
    if command == "compare":
        done = run(command, good, bad, "--gold", paths["gold"], *texts)
    else:
        done = run(command, paths["gold"], bad, *texts)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"{bad}{reason}" + done.stderr[len(f"{bad}{reason}") :]
    assert done.stderr.count("\n") == 1


def test_bad_gold_and_missing_files_are_one_line_and_exit_2(good: Path, tmp_path: Path) -> None:
    bad = tmp_path / "gold.jsonl"
    bad.write_text('{"id": "a"}\n', encoding="utf-8")
    nowhere = tmp_path / "nowhere.jsonl"
    for command in (
        ("score", bad, good),
        ("gold", "check", bad),
        ("gold", "stats", bad),
        ("gold", "merge", bad, bad, "-o", tmp_path / "x"),
    ):
        done = run(*command)
        assert (done.exit_code, done.stderr) == (2, f"{bad}:1: no entities\n")
    write_gold(bad, [])
    done = run("score", bad, good)
    assert (done.exit_code, done.stderr) == (2, f"{bad}: no articles\n")
    done = run("score", nowhere, good)
    assert (done.exit_code, done.stderr) == (2, f"{nowhere}: No such file or directory\n")


def test_errors_by_cause(paths: dict[str, str], noise: Path, tmp_path: Path) -> None:
    done = run("errors", paths["gold"], noise, "--texts", paths["texts"], "--limit", 1)
    assert done.exit_code == 0
    assert "wrong: slot: bound" in done.stdout
    assert "bound: gold exact, found about" in done.stdout
    narrow = run("errors", paths["gold"], noise, "--metric", "rank", "--slot", "channel").stdout
    assert "wrong: slot: channel" in narrow
    assert "missed" not in narrow
    page = tmp_path / "errors.html"
    done = run("errors", paths["gold"], noise, "--texts", paths["texts"], "--html", page)
    assert done.stderr.endswith(f"errors: {page}\n")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_errors_name_the_rule_that_fired(paths: dict[str, str], tmp_path: Path) -> None:
    row = {
        "id": "d1-01",
        "entities": [],
        "facts": [
            {
                "metric": "rank", "value": 12, "start": 73, "end": 74, "unit": "rank",
                "rule": "rank.place",
            }
        ],
    }  # fmt: skip
    (tmp_path / "p.jsonl").write_text(json.dumps(row), encoding="utf-8")
    shown = run(
        "errors", paths["gold"], tmp_path / "p.jsonl", "--texts", paths["texts"], "--metric", "rank"
    )
    assert "not a fact in gold" in shown.stdout
    assert "rule rank.place" in shown.stdout


def test_compare_fails_when_more_is_lost(paths: dict[str, str], good: Path, noise: Path) -> None:
    better = run("compare", noise, good, "--gold", paths["gold"])
    assert better.exit_code == 0
    assert "lost 0" in better.stdout
    assert "gained" in better.stdout
    worse = run("compare", good, noise, "--gold", paths["gold"], "--markdown")
    assert worse.exit_code == 1
    assert worse.stdout.startswith("### Gained 0, lost ")
    allowed = run(
        "compare", good, noise, "--gold", paths["gold"], "--allow-losses", "gold was wrong"
    )
    assert allowed.exit_code == 0
    assert "losses allowed: gold was wrong" in allowed.stderr


def test_gold_check_is_silent_when_all_is_well(paths: dict[str, str], root: Path) -> None:
    done = run("gold", "check", paths["gold"], root / "gold" / "seeds.jsonl")
    assert (done.exit_code, done.output) == (0, "")


def test_gold_check_names_every_bad_row(paths: dict[str, str], tmp_path: Path) -> None:
    lines = Path(paths["gold"]).read_text(encoding="utf-8").splitlines()
    bad = tmp_path / "bad.jsonl"
    bad.write_text("\n".join([lines[0], lines[0], lines[1], lines[2][:-9]]), encoding="utf-8")
    done = run("gold", "check", bad, "--texts", paths["texts"])
    assert done.exit_code == 2
    first, second = done.stderr.splitlines()
    assert first == f"{bad}:2: id 'd1-01' twice, first on line 1"
    assert second.startswith(f"{bad}:4: truncated or not JSON")


def test_gold_stats(paths: dict[str, str], dev: list[GoldArticle]) -> None:
    counts = json.loads(run("gold", "stats", paths["gold"], "--json").stdout)
    assert counts["total"]["facts"] == sum(len(a.facts) for a in dev)
    assert "dossiers_received" in run("gold", "stats", paths["gold"]).stdout


def annotator(dev: list[GoldArticle], path: Path) -> Path:
    """The gold of somebody who left out the first mention and the first fact of each article."""
    write_gold(
        path,
        [
            GoldArticle(a.id, a.entities[1:], a.facts[1:], a.ignore, a.text, a.text_sha256)
            for a in dev
        ],
    )
    return path


def test_gold_diff_merge_and_agree(
    paths: dict[str, str], dev: list[GoldArticle], tmp_path: Path
) -> None:
    other = annotator(dev, tmp_path / "binh.jsonl")
    lacking = sum(bool(a.facts) for a in dev) + len(dev)
    diff = run("gold", "diff", paths["gold"], other, "--texts", paths["texts"])
    assert f"{lacking} differences" in diff.stdout
    assert diff.stdout.count("only dev.jsonl") == lacking
    page = tmp_path / "diff.html"
    assert run("gold", "diff", paths["gold"], other, "--html", page).exit_code == 0
    assert page.read_text(encoding="utf-8").count('<article class="error missed"') == lacking
    merged = tmp_path / "merged.jsonl"
    done = run("gold", "merge", paths["gold"], other, "-o", merged)
    assert done.stderr == f"{len(dev)} articles, {lacking} conflicts to settle: {merged}\n"
    assert run("gold", "check", merged).exit_code == 2
    agreed = json.loads(run("gold", "agree", paths["gold"], other, "--json").stdout)
    assert 0.9 < agreed["f1"]["fact_core"] < 1
    assert agreed["alpha"]["metric"] == 1
    assert "Krippendorff" in run("gold", "agree", paths["gold"], other).stdout
    assert run("gold", "agree", paths["gold"]).exit_code == 2
    write_gold(tmp_path / "none.jsonl", [])
    apart = run("gold", "agree", paths["gold"], tmp_path / "none.jsonl")
    assert apart.stderr == "agree: the annotators have no article in common\n"


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_gold_export_and_import(
    name: str, paths: dict[str, str], dev: list[GoldArticle], tmp_path: Path
) -> None:
    texts = ("--texts", paths["texts"])
    there, back = tmp_path / "there.parquet", tmp_path / "back.jsonl"
    out = run("gold", "export", paths["gold"], "-f", name, "-o", there, *texts)
    assert out.exit_code == 0
    done = run("gold", "import", there, "-f", name, "-o", back, *texts)
    assert (done.exit_code, done.stderr) == (0, f"{len(dev)} articles: {back}\n")
    articles = load_gold(back, paths["texts"])
    facts = sum(len(article.facts) for article in dev)
    kept = 0 if name == "conll" else facts
    assert sum(len(article.facts) for article in articles) == kept
    assert (f"CoNLL holds no facts: {facts} left out" in out.stderr) == (name == "conll")


def test_export_without_texts_says_so(paths: dict[str, str], tmp_path: Path) -> None:
    done = run("gold", "export", paths["gold"], "-f", "brat", "-o", tmp_path / "x")
    assert (done.exit_code, done.stderr) == (
        2,
        f"{tmp_path / 'x'}: no text for 'd1-01', and brat needs texts\n",
    )


def test_records_become_suggestions(
    paths: dict[str, str], dev: list[GoldArticle], noise: Path, tmp_path: Path
) -> None:
    target = tmp_path / "tasks.json"
    texts = ("--texts", paths["texts"])
    done = run("gold", "export", noise, "-f", "label-studio", "-o", target, "--suggestions", *texts)
    assert done.exit_code == 0
    tasks = json.loads(target.read_text(encoding="utf-8"))
    assert len(tasks) == len(dev)
    assert tasks[0]["predictions"][0]["result"]
    refused = run("gold", "export", noise, "-f", "brat", "-o", tmp_path / "x", "--suggestions")
    assert (refused.exit_code, refused.stderr) == (2, "export: suggestions need --texts\n")


@pytest.mark.parametrize("name", ["underthesea", "spacy"])
def test_baselines_run_and_score(
    name: str, paths: dict[str, str], dev: list[GoldArticle], tmp_path: Path
) -> None:
    out = tmp_path / f"{name}.jsonl"
    done = run("baseline", name, paths["texts"], "-o", out)
    assert (done.exit_code, done.stderr) == (0, f"{len(dev)} articles: {out}\n")
    figures = json.loads(
        run("score", paths["gold"], out, "--json", "--texts", paths["texts"]).stdout
    )
    assert 0.2 < figures["fact_core"]["f1"] < 0.8
    assert 0 < figures["UNIT_strict"]["f1"] < 0.8
    assert figures["DOCUMENT_strict"]["f1"] > 0.5


def test_names_in_the_command_line_are_those_of_the_library() -> None:
    assert {name.value for name in FormatName} == set(FORMATS)
    assert {name.value for name in BaselineName} == set(BASELINES)
