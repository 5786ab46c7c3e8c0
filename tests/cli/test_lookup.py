from __future__ import annotations

import json

from typer.testing import CliRunner

from cchc_extract.cli import app
from cchc_extract.records import Record

run = CliRunner().invoke


def test_schema_is_that_of_the_record() -> None:
    assert json.loads(run(app, ["schema"]).stdout) == Record.model_json_schema()


def test_a_unit_by_name_by_code_and_on_a_day() -> None:
    by_name = run(app, ["unit", "huyện Phù Yên"])
    assert by_name.exit_code == 0
    assert "122" in by_name.stdout
    assert "tỉnh Sơn La" in by_name.stdout
    rows = run(app, ["unit", "122", "--json"]).stdout.splitlines()
    assert "huyện Phù Yên" in [json.loads(row)["name"] for row in rows]
    later = run(app, ["unit", "Phù Yên", "--json", "--on", "2025-07-02"]).stdout.splitlines()
    assert [json.loads(row)["period"] for row in later] == ["from-2025-07"]


def test_a_unit_that_is_not_there_is_one_line_with_what_is_near() -> None:
    result = run(app, ["unit", "Phù Yênn"])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("no unit 'Phù Yênn'; near: huyện Phù Yên")
    assert result.stderr.count("\n") == 1
