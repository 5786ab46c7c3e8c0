"""The commands for archives, as a user calls them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from cchc_extract import cli_archive

app = typer.Typer()
cli_archive.register(app)


def call(*words: object) -> Any:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_run_export_and_panel(
    tmp_path: Path, mixed: list[Any], articles: list[Any], write_lines: Any
) -> None:
    source = write_lines(tmp_path / "a.jsonl", mixed)
    done = call("run", source, "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    n = len(articles)
    told = f"{len(mixed)} articles, {n} about the reform, {n} records, 0 duplicates, 0 errors"
    assert told in done.output
    assert done.stdout == ""
    for name in ("facts.csv", "all.sqlite", "all.xlsx"):
        done = call("export", tmp_path / "out", "-o", tmp_path / name)
        assert done.exit_code == 0, done.output
        assert (tmp_path / name).stat().st_size > 1000
    done = call(
        "panel", tmp_path / "out", "-o", tmp_path / "p.parquet", "--series", tmp_path / "s.csv"
    )
    assert done.exit_code == 0, done.output
    assert (
        (tmp_path / "s.csv").read_text("utf-8-sig").startswith("code,code_period,name,index,year")
    )


def test_exit_statuses(tmp_path: Path, mixed: list[Any], write_lines: Any) -> None:
    source = write_lines(tmp_path / "a.jsonl", [*mixed[:6], {"id": "x", "text": 5, "t": "hồ sơ"}])
    done = call("run", source, "-o", tmp_path / "out")
    assert done.exit_code == 1
    assert "errors.jsonl names what could not be read" in done.output
    done = call("run", tmp_path / "none", "-o", tmp_path / "none-out")
    assert done.exit_code == 2
    assert "no article could be read" in done.output
    done = call("run", source, "-o", tmp_path / "out", "--all")
    assert done.exit_code == 2
    assert "was begun with another scan" in done.output
    for command in ("export", "panel"):
        done = call(command, source, "-o", tmp_path / "x.parquet")
        assert done.exit_code == 2
        assert done.output.strip() == f"{source}, row 1: not a record"
        done = call(command, tmp_path / "out", "-o", tmp_path / "x.docx")
        assert done.exit_code == 2
    assert not (tmp_path / "x.parquet").exists()


@pytest.mark.skipif(os.name != "posix", reason="signals as terminals send them")
def test_ctrl_c_ends_cleanly_and_is_resumed(
    tmp_path: Path, mixed: list[Any], write_lines: Any
) -> None:
    many = [
        {**r, "id": f"{n}.{r['id']}", "text": f"{r['text']} {n}"} for n in range(60) for r in mixed
    ]
    source = write_lines(tmp_path / "a.jsonl", many)
    program = "import typer; from cchc_extract import cli_archive\napp = typer.Typer()\n"
    program += "cli_archive.register(app)\nif __name__ == '__main__':\n    app()\n"
    (tmp_path / "program.py").write_text(program)
    command = [sys.executable, str(tmp_path / "program.py"), "run", str(source)]
    command += ["-o", str(tmp_path / "out"), "--workers", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    until = time.monotonic() + 60
    while not (tmp_path / "out" / "manifest.json").exists():
        assert time.monotonic() < until
        time.sleep(0.01)
    time.sleep(1)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert said.strip() == "stopped; --resume goes on"
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["finished"] is False
