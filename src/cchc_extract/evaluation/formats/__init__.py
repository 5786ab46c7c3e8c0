"""Exchange of annotation with the tools teams annotate in.

Each format is a module with `export_articles` and `import_articles`. What a format can hold comes
back as it went; what it cannot is said in a list of sentences, never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from cchc_extract.evaluation.formats.items import Imported
from cchc_extract.evaluation.gold import GoldArticle, GoldError, Texts

FORMATS = ("brat", "conll", "datasets", "docbin", "doccano", "label-studio")


class Format(Protocol):
    """What the module of a format offers."""

    def export_articles(
        self, articles: Sequence[GoldArticle], target: Path, *, suggestions: bool
    ) -> list[str]:
        """Write the articles; returns what could not be held. See `export_gold`."""

    def import_articles(self, source: Path, texts: Texts | None) -> Imported:
        """Read articles back. See `import_gold`."""


def export_gold(
    name: str, articles: Sequence[GoldArticle], target: Path | str, *, suggestions: bool = False
) -> list[str]:
    """Write articles in the named format and return what it could not hold, a sentence each.

    `suggestions` marks them, where the tool knows the difference, as predictions to be corrected.
    Raises `GoldError` for an article without its text, and KeyError for an unknown format.
    """
    for article in articles:
        if article.text is None:
            raise GoldError(target, 0, f"no text for {article.id!r}, and {name} needs texts")
    return _format(name).export_articles(articles, Path(target), suggestions=suggestions)


def import_gold(name: str, source: Path | str, texts: Texts | None = None) -> Imported:
    """Read articles of the named format, with what was missing in it.

    `texts` are only needed where the format does not keep the text as it was. Raises `GoldError`
    with file, line and reason for a source that is not of the format.
    """
    return _format(name).import_articles(Path(source), texts)


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise KeyError(name)
    return cast("Format", import_module(f"{__name__}.{name.replace('-', '_')}"))
