"""A wheel compiled by mypyc gives the records that the sources give."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

READ = """
import hashlib, json, sys
import cchc_extract.facts.binding as binding
from cchc_extract import Extractor
extractor = Extractor()
said = hashlib.sha256()
for path in sys.argv[1:]:
    for line in open(path, encoding="utf-8"):
        said.update(extractor.extract_json(json.loads(line)))
print(binding.__file__.endswith(".py"), said.hexdigest())
"""
CORPORA = [str(ROOT / "corpora" / name) for name in ("dev.jsonl", "test.jsonl", "negatives.jsonl")]


def records(place: Path) -> list[str]:
    """Whether the package in ``place`` is plain, and a digest of its records of all corpora."""
    done = subprocess.run(
        [sys.executable, "-c", READ, *CORPORA],
        env={**os.environ, "PYTHONPATH": str(place)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.split()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a compiled wheel."""
    if not (shutil.which("cc") or shutil.which("gcc")):
        pytest.skip("no C compiler on this machine")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--wheel-dir", str(folder), str(ROOT)],
        env={**os.environ, "CCHC_COMPILE": "1"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    (made,) = folder.glob("*.whl")
    assert "none-any" not in made.name
    with zipfile.ZipFile(made) as packed:
        packed.extractall(folder / "files")
    return folder / "files"


def test_compiled_and_plain_records_are_the_same(wheel: Path) -> None:
    plain, said = records(ROOT / "src")
    compiled_is_plain, compiled_said = records(wheel)
    assert (plain, compiled_is_plain) == ("True", "False")
    assert compiled_said == said
