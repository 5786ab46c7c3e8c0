"""The build script: its rules on small inputs, and the shipped bytes if the wheels are there."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
WHEELS = os.environ.get("CCHC_GAZETTEER_WHEELS")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "build_gazetteer", ROOT / "scripts/build_gazetteer.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("raw", "tidy"),
    [
        ("Thị Xã  Mường Lay", "thị xã Mường Lay"),
        ("Tỉnh Hoà Bình", "tỉnh Hòa Bình"),
        ("Phường 03", "phường 3"),
        ("Huyện Ia H' Drai", "huyện Ia H'Drai"),
        ("Thành phố Phan Rang-Tháp Chàm", "thành phố Phan Rang - Tháp Chàm"),
        ("Thị trấn N.T Phong Hải", "thị trấn Nông trường Phong Hải"),
        ("Đặc khu Phú Quốc", "đặc khu Phú Quốc"),
    ],
)
def test_tidy(script: ModuleType, raw: str, tidy: str) -> None:
    assert script.tidy(raw) == tidy


def test_union_keeps_the_later_name_and_remembers_the_earlier(script: ModuleType) -> None:
    early = {
        "1": script.Row("1", "b", "huyện A", "9", "e"),
        "2": script.Row("2", "b", "xã Hòa B", "1", "e"),
    }
    late = {
        "1": script.Row("1", "b", "thị xã A", "9", "l"),
        "3": script.Row("3", "b", "xã C", "1", "l"),
    }
    rows = script.union(early, late)
    assert (rows["1"].name, rows["1"].earlier_name, rows["1"].state) == (
        "thị xã A",
        "huyện A",
        "el",
    )
    assert (rows["2"].state, rows["3"].state) == ("e", "l")


def test_kinds_of_edges(script: ModuleType) -> None:
    def rows(*names: str) -> dict[str, object]:
        return {name[-5:]: script.Row(name[-5:], "b", name, "", "el") for name in names}

    old = rows("xã aaaaa", "xã bbbbb", "xã ccccc", "xã ddddd", "xã eeeee")
    new = rows("xã vvvvv", "xã wwwww", "xã ccccc", "phường ddddd")
    edges = script.Edges()
    edges.add("aaaaa", "vvvvv", True)
    edges.add("bbbbb", "vvvvv", True)
    edges.add("ccccc", "ccccc", True)
    edges.add("ddddd", "ddddd", True)
    edges.add("eeeee", "vvvvv", True)
    edges.add("eeeee", "wwwww", False)
    assert list(script.kinds(edges, old, new)) == [
        ("aaaaa", "vvvvv", "merged", "1"),
        ("bbbbb", "vvvvv", "merged", "1"),
        ("ccccc", "ccccc", "unchanged", "1"),
        ("ddddd", "ddddd", "renamed", "1"),
        ("eeeee", "vvvvv", "divided", "1"),
        ("eeeee", "wwwww", "divided", "0"),
    ]


@pytest.mark.skipif(WHEELS is None, reason="set CCHC_GAZETTEER_WHEELS to a folder with the wheels")
def test_the_shipped_tables_are_what_the_script_writes(script: ModuleType, tmp_path: Path) -> None:
    assert WHEELS is not None
    scratch, out = tmp_path / "wheels", tmp_path / "out"
    scratch.mkdir()
    out.mkdir()
    for wheel in Path(WHEELS).glob("*.whl"):
        (scratch / wheel.name).write_bytes(wheel.read_bytes())
    script.build(scratch, out)
    shipped = ROOT / "src/cchc_extract/gazetteer/data"
    for table in sorted(out.iterdir()):
        assert table.read_bytes() == (shipped / table.name).read_bytes(), table.name
