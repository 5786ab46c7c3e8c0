from __future__ import annotations

import json
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from cchc_extract import Extractor, cli_rules
from cchc_extract.lexicon import LexiconError, load_entries
from cchc_extract.report.explain import Explainer

OWN = """\
- id: local.papers
  gives: {role: object, tags: dossier}
  phrases: ["bộ giấy tờ"]
  examples: {yes: ["25 bộ giấy tờ"], no: ["giấy tờ"]}
"""
TEXT = "Năm qua, bộ phận một cửa huyện Phù Yên tiếp nhận 25 bộ giấy tờ."


def run(*args: str | Path) -> Result:
    app = typer.Typer()
    cli_rules.register(app)
    runner = CliRunner(env={"COLUMNS": "200"})
    return runner.invoke(app, ["rules", *map(str, args)])


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, "utf-8")
    return path


def test_check_runs_the_examples(own: Path) -> None:
    shipped = run("check").stdout.split()
    done = run("check", "--rules", own)
    said = done.stdout.split()
    assert int(said[0]) == int(shipped[0]) + 1
    assert int(said[2]) == int(shipped[2]) + 2
    assert "own.yaml" not in done.stderr
    own.write_text(OWN.replace("25 bộ giấy tờ", "25 tờ giấy").replace('"giấy tờ"', '"bộ giấy tờ"'))
    done = run("check", "--rules", own)
    assert done.exit_code == 1
    assert f"{own}:1: local.papers is not called on '25 tờ giấy'" in done.stderr
    assert f"{own}:1: local.papers must not be called on 'bộ giấy tờ'" in done.stderr


def test_list(own: Path) -> None:
    rows = [json.loads(s) for s in run("list", "--rules", own, "--json").stdout.splitlines()]
    assert rows[-1]["id"] == "local.papers"
    assert rows[-1]["gives"] == {"role": "object", "tags": "dossier"}
    rows = [json.loads(s) for s in run("list", "--layer", "units", "--json").stdout.splitlines()]
    assert rows
    assert {row["layer"] for row in rows} == {"units"}
    assert "local.papers" in run("list", "--rules", own).stdout
    done = run("list", "--layer", "nothing")
    assert (done.exit_code, "no layer 'nothing'" in done.stderr) == (2, True)


def test_own_rules_are_used_and_explained(own: Path) -> None:
    assert Extractor().extract(TEXT).facts == ()
    (fact,) = Extractor(rules=[own]).extract(TEXT).facts
    assert (fact.metric, fact.value) == ("dossiers_received", 25)
    done = run("explain", TEXT, "--rules", own)
    assert done.exit_code == 0
    for said in ("local.papers", fact.rule, f"{own.name}:1", "dossiers_received level 25 count"):
        assert said in done.stdout.replace("\n", "")
    assert "no fact" in run("explain", TEXT).stdout


def test_what_lost_and_why() -> None:
    found = Explainer(Extractor()).explain(
        "Huyện Phù Yên có 3 hồ sơ quá hạn chưa giải quyết, 25 đại biểu dự họp."
    )
    lost = {lost.entry.id: lost.why for lost in found.lost}
    assert lost["time.late"] == "stage.pending_overdue 'quá hạn chưa giải quyết' is longer"
    assert lost["stage.pending"].endswith("begins earlier")
    assert "inside 'Huyện Phù Yên'" in lost["obj.org"]
    assert not found.about_reform
    fired = [fired.entry.id for fired in found.fired]
    assert "stage.pending_overdue" in fired
    assert "time.late" not in fired
    three, people = found.numbers
    assert three.fact is not None
    assert three.fact.reading.metric == "dossiers_pending_overdue"
    assert ("dossiers_late", "stands later in the table") in [
        (row.metric, why) for row, why in three.lost
    ]
    assert people.fact is None
    assert "not.counted" in people.near


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("- id: x\n  gives: {rol: a}\n  phrases: [b]\n", ":1: x gives unknown key 'rol'"),
        ("- id: x\n  phrase: [b]\n", ":2: unknown key 'phrase'"),
        ("- id: x\n", ":1: no 'phrases'"),
        ("layer: cuez\nentries:\n- {id: x, phrases: [b]}\n", ":3: unknown layer 'cuez'"),
        ("- id: x\n  phrases: ['(a']\n", ":2: bracket not closed in '(a'"),
        ("- id: [\n", ":2: not YAML"),
    ],
)
def test_mistakes_name_file_line_and_key(tmp_path: Path, source: str, said: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(source, "utf-8")
    for command in (["check"], ["list"], ["explain", TEXT]):
        done = run(*command, "--rules", path)
        assert done.exit_code == 2
        assert f"{path}{said}" in done.stderr
        assert done.stderr.count("\n") == 1
    with pytest.raises(LexiconError):
        Extractor(rules=[path])
    assert run("check", "--rules", tmp_path / "none.yaml").exit_code == 2


def test_plug_ins(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def install(value: str) -> None:
        point = EntryPoint(name="ours", value=value, group="cchc_extract.rules")
        monkeypatch.setattr(
            "cchc_extract.lexicon.loader.entry_points",
            lambda *, group: [point] if group == point.group else [],
        )

    (own.parent / "our_rules.py").write_text(
        f"from pathlib import Path\n\ndef files():\n    return [Path({str(own)!r})]\n"
    )
    monkeypatch.syspath_prepend(str(own.parent))
    install("our_rules:files")
    assert "local.papers" in [entry.id for entry in load_entries()]
    assert Extractor().extract(TEXT).facts[0].value == 25
    assert Extractor().fingerprint != ""
    install("our_rules:missing")
    with pytest.raises(LexiconError, match=r"plug-in ours \(our_rules:missing\)"):
        load_entries()
    assert run("check").exit_code == 2
