"""Rules of the house that no other tool checks."""

from __future__ import annotations

import ast
import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_extract.records import Record

HEAVY = {"datasets", "ftfy", "numpy", "pandas", "pyarrow", "scipy", "spacy", "underthesea"}
OWN = {"benchmarks", "cchc_extract", "scripts", "tests"}
# Written in parts, for this file is one of those that are searched.
FORBIDDEN = re.compile(
    "|".join(
        [
            "/" + "work" + "/",
            "/" + r"(home|Users|root)" + r"/\w",
            "py" + r"pi\.org",
            "python" + r"hosted\.org",
            "npm" + r"js\.(org|com)",
            "debian" + r"\.org",
        ]
    )
)


@pytest.fixture(scope="module")
def tracked(root: Path) -> list[Path]:
    """The files that git tracks, as far as they are there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True
    )
    return [root / name for name in listed.stdout.split("\0") if name and (root / name).is_file()]


def test_no_machine_paths_and_no_registry_hosts(tracked: list[Path], root: Path) -> None:
    found = []
    for path in tracked:
        if path.suffix in {".gz", ".bin", ".png", ".parquet"}:
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if FORBIDDEN.search(line):
                found.append(f"{path.relative_to(root)}:{number}: {line.strip()[:80]}")
    assert found == []


def test_no_text_of_the_real_articles(tracked: list[Path], seeds: dict[str, bytes]) -> None:
    """No run of 120 characters of them stands in our files; phrases of the trade are shorter."""
    runs = {
        line[i : i + 100]
        for data in seeds.values()
        for line in map(str.strip, data.decode().splitlines())
        for i in range(0, len(line) - 99, 20)
    }
    assert runs
    found = []
    for path in tracked:
        if path.suffix in {".md", ".py", ".jsonl", ".yaml", ".json", ".html", ".ipynb", ".txt"}:
            text = path.read_text("utf-8")
            found += [f"{path}: {run}" for run in runs if run in text]
    assert found == []


def test_the_committed_schema_is_that_of_the_record(root: Path) -> None:
    committed = json.loads((root / "docs" / "record.schema.json").read_text("utf-8"))
    assert committed == Record.model_json_schema(), "run: make schema"


@pytest.mark.parametrize(
    "code",
    [
        "import cchc_extract",
        "from cchc_extract import Extractor",
        "import sys; sys.argv[1:] = ['--help']; from cchc_extract.cli import main; main()",
    ],
    ids=["package", "Extractor", "help"],
)
def test_heavy_libraries_are_not_loaded(code: str) -> None:
    report = (
        f"import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); {code}"
    )
    done = subprocess.run(
        [sys.executable, "-c", report], capture_output=True, text=True, check=True
    )
    assert HEAVY & set(done.stderr.split()) == set()


def test_every_import_is_a_declared_dependency(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    declared = set[str]().union(*map(_names, groups))
    owners = importlib.metadata.packages_distributions()
    missing = []
    for folder in ("src", "tests", "benchmarks", "scripts"):
        for path in sorted((root / folder).rglob("*.py")):
            for module in set(_imports(path)) - sys.stdlib_module_names - OWN:
                names = {_canonical(name) for name in owners.get(module, [module])}
                if not names & declared:
                    missing.append(f"{path.relative_to(root)}: {module}")
    assert missing == []


def test_every_core_dependency_is_imported(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    owners = importlib.metadata.packages_distributions()
    imported = {
        _canonical(name)
        for path in (root / "src").rglob("*.py")
        for module in _imports(path)
        for name in owners.get(module, [])
    }
    assert _names(project["dependencies"]) - imported == set()


def _imports(path: Path) -> Iterator[str]:
    """Top-level modules imported at run time, wherever in the file."""
    nodes: list[ast.AST] = [ast.parse(path.read_text("utf-8"))]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]
        nodes.extend(ast.iter_child_nodes(node))


def _names(requirements: list[str]) -> set[str]:
    return {_canonical(re.split(r"[\[<>=;~! ]", r)[0]) for r in requirements}


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
