"""Times, goals, channels and bounds in feature-like prose."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.facts.prose import Prose, differences, read_prose

FILES = sorted((Path(__file__).parent / "prose").glob("*.txt"))
ARTICLES = [article for file in FILES for article in read_prose(file)]


@pytest.mark.parametrize("prose", ARTICLES, ids=lambda prose: prose.name)
def test_prose(prose: Prose) -> None:
    assert differences(prose) == []


def test_every_article_says_what_it_wants() -> None:
    assert all(prose.wanted for prose in ARTICLES)
