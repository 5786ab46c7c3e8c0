"""The examples in the documentation and in the package's docstring are true."""

from __future__ import annotations

import doctest
from pathlib import Path

import cchc_extract.gazetteer

PAGE = Path(__file__).parents[2] / "docs/gazetteer.md"


def test_examples_of_the_page() -> None:
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert result.attempted > 15
    assert result.failed == 0


def test_examples_of_the_package() -> None:
    result = doctest.testmod(cchc_extract.gazetteer)
    assert result.attempted > 1
    assert result.failed == 0
