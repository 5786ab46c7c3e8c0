"""Settings for all tests.

With ``CCHC_REQUIRE_ALL`` set, as in CI, a test that skips itself (no Java, no browser, no shared
articles beside the clone) is an error: there everything that a test may need is installed.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

# A machine that is busy is no failure; the same examples each time make a failure repeatable.
settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")

ROOT = Path(__file__).parents[1]

STRICT = bool(os.environ.get("CCHC_REQUIRE_ALL"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the project."""
    return ROOT


@pytest.fixture(scope="session")
def seeds() -> dict[str, bytes]:
    """The five real articles by file name, where the shared folder stands beside the clone."""
    folder = ROOT.parent / "shared" / "corpus" / "seeds"
    files = {path.name: path.read_bytes() for path in sorted(folder.glob("*.txt"))}
    if not files:
        pytest.skip("the shared folder with the five real articles is not beside the clone")
    return files


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if STRICT and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be: {_reason(report.longrepr)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if STRICT and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be: {_reason(report.longrepr)}"
    return report


def _reason(longrepr: object) -> str:
    return str(longrepr[2] if isinstance(longrepr, tuple) else longrepr)
