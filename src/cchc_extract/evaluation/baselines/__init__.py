"""Baselines: what off-the-shelf means reach, as records that are scored like any other.

They are made to be fair, not to win: a few evident cue phrases, the nearest number, the first unit
as the subject. Both share `guesses` for that and differ in how they find mentions and numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import cast

from cchc_extract.evaluation.rows import PredictedRow

BASELINES = {"underthesea": "tagger", "spacy": "ruler"}
"""The baselines by name, and the module of each."""

Extract = Callable[[str, str], PredictedRow]


def run_baseline(name: str, articles: Iterable[tuple[str, str]]) -> Iterator[PredictedRow]:
    """Records of (id, text) pairs, in their order. Raises KeyError for an unknown name."""
    module = import_module(f"{__name__}.{BASELINES[name]}")
    extract = cast("Extract", module.load())
    for article_id, text in articles:
        yield extract(article_id, text)
