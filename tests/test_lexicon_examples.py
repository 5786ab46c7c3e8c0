"""Every rule carries examples, and they hold: what must call on it, and what must not."""

from __future__ import annotations

from functools import cache

import pytest

from cchc_extract.lexicon import Entry, load_entries
from cchc_extract.quantities.examples import Finder, finder

ENTRIES = load_entries()


@cache
def _finder(layer: str) -> Finder:
    return finder(layer, ENTRIES)


def _cases(*, positive: bool) -> list[object]:
    return [
        pytest.param(e, text, id=f"{e.layer}:{e.id}:{text}")
        for e in ENTRIES
        for text in (e.yes if positive else e.no)
    ]


@pytest.mark.parametrize(("entry", "text"), _cases(positive=True))
def test_is_called_on(entry: Entry, text: str) -> None:
    assert entry.id in _finder(entry.layer)(text), entry.where


@pytest.mark.parametrize(("entry", "text"), _cases(positive=False))
def test_is_not_called_on(entry: Entry, text: str) -> None:
    assert entry.id not in _finder(entry.layer)(text), entry.where


def test_every_rule_has_an_example() -> None:
    assert [f"{e.where}: {e.id}" for e in ENTRIES if not e.yes and not e.no] == []
