"""A headless browser, axe, and pages to look at.

Without Chromium or npm these tests skip themselves with the reason; with ``CCHC_REQUIRE_ALL`` a
skip is a failure (see the conftest above).
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cchc_extract import Extractor
from cchc_extract.records import Record

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
AXE = "axe-core@4.14.1"


@pytest.fixture(scope="session")
def articles(root: Path) -> dict[str, dict[str, str]]:
    lines = (root / "corpora" / "dev.jsonl").read_text("utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


@pytest.fixture(scope="session")
def records(articles: dict[str, dict[str, str]]) -> dict[str, Record]:
    extractor = Extractor()
    return {key: extractor.extract(article) for key, article in articles.items()}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def axe(pytestconfig: pytest.Config) -> str:
    """The script of axe-core, from the npm registry, kept in pytest's cache."""
    folder = pytestconfig.cache.mkdir("axe")
    script = folder / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        if not (npm := shutil.which("npm")):
            pytest.skip("no npm on this machine, which brings axe-core")
        done = subprocess.run(
            [npm, "install", "--no-save", "--silent", "--prefix", str(folder), AXE],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            pytest.skip(f"npm cannot install {AXE}: {done.stderr.strip()[-200:]}")
    return script.read_text("utf-8")


@dataclass
class Visit:
    """An open page and everything it complained of or asked for."""

    page: Page
    axe: str
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, path: Path, width: int = 1280) -> Page:
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.goto(path.as_uri())
        return self.page

    def violations(self) -> list[str]:
        """What axe finds: contrast, roles, names, and its best practices."""
        self.page.evaluate(self.axe)
        found = self.page.evaluate("axe.run({preload: false})")["violations"]
        return [
            f"{v['id']}: {v['help']}: {node['html'][:120]}" for v in found for node in v["nodes"]
        ]

    def overflow(self) -> int:
        """Pixels by which the page is wider than its window."""
        return int(
            self.page.evaluate(
                "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"
                " - innerWidth"
            )
        )


@pytest.fixture
def visit(browser: Browser, axe: str) -> Iterator[Visit]:
    """A page under watch; a test fails where it complains or asks for anything but files."""
    # The policies of the pages forbid foreign scripts; axe is one, so they are lifted for it
    # except where a test is about them.
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    seen = Visit(page, axe)
    page.on("console", lambda m: seen.complaints.append(m.text) if m.type != "log" else None)
    page.on("pageerror", lambda x: seen.complaints.append(str(x)))
    page.on("request", lambda r: seen.requests.append(r.url))
    yield seen
    context.close()
    assert seen.complaints == []
    assert [url for url in seen.requests if not url.startswith(("file:", "data:"))] == []
