"""Every command and Python block of README and docs runs; what is generated is current."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from .blocks import Session, blocks

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
# What a machine without a cluster needs for Spark to find its own workers.
SPARK = {
    "PYSPARK_PYTHON": sys.executable,
    "SPARK_LOCAL_IP": "127.0.0.1",
    "SPARK_LOCAL_HOSTNAME": "localhost",
}


def ids(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", [p for p in PAGES if next(blocks(p), None)], ids=ids)
def test_the_blocks_run(
    page: Path, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HF_DATASETS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("datasets.config.HF_DATASETS_CACHE", tmp_path / "cache")
    for name, value in SPARK.items():
        monkeypatch.setenv(name, value)
    session = Session(root, tmp_path)
    for block in blocks(page):
        session.run(block)


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    links = [
        str(child.attrs["href"])
        for token in MarkdownIt().parse(text)
        for child in token.children or []
        if child.type == "link_open"
    ]
    broken = []
    for link in links:
        target, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        file = (page.parent / target) if target else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(link)
    assert broken == []


def anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", t.lower()).replace(" ", "-") for t in titles}


def test_every_page_can_be_reached_from_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    pages = {str(p.relative_to(ROOT / "docs")) for p in PAGES[1:]} - {"index.md"}
    assert {name for name in pages if f"({name})" not in index} == set()


def test_the_generated_pages_are_current() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "build_docs.py", "--check"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_notebook_runs_and_shows_what_it_says(root: Path, tmp_path: Path) -> None:
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")
    Session(root, tmp_path)
    book = nbformat.read(root / "docs" / "notebook.ipynb", as_version=4)
    before = [outputs(cell) for cell in book.cells if cell.cell_type == "code"]
    client = nbclient.NotebookClient(
        book, timeout=300, resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    after = [outputs(cell) for cell in book.cells if cell.cell_type == "code"]
    assert [bool(said) for said in after] == [bool(said) for said in before]
    assert any("cchc-record" in said for said in after)
    assert any('class="entities"' in said for said in after)


def outputs(cell: dict[str, object]) -> str:
    return repr(cell["outputs"]) if cell["outputs"] else ""
