"""Structured records from Vietnamese news about administrative reform (cải cách hành chính)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_extract._version import __version__

if TYPE_CHECKING:
    from cchc_extract.evaluation.scoring import score as score
    from cchc_extract.extractor import Extractor as Extractor
    from cchc_extract.extractor import extract as extract
    from cchc_extract.lexicon import load_entries as load_rules
    from cchc_extract.records import Article as Article
    from cchc_extract.records import Record as Record

__all__ = [
    "Article",
    "Extractor",
    "Record",
    "__version__",
    "extract",
    "load_rules",
    "score",
]

# The module of each public name, and what it is called there.
_HOMES = {
    "Extractor": ("cchc_extract.extractor", "Extractor"),
    "extract": ("cchc_extract.extractor", "extract"),
    "Article": ("cchc_extract.records", "Article"),
    "Record": ("cchc_extract.records", "Record"),
    "load_rules": ("cchc_extract.lexicon", "load_entries"),
    "score": ("cchc_extract.evaluation.scoring", "score"),
}


def __getattr__(name: str) -> object:
    """Load public names on first use, so that ``import cchc_extract`` costs next to nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'cchc_extract' has no attribute {name!r}")
    from importlib import import_module

    module, there = _HOMES[name]
    return getattr(import_module(module), there)
