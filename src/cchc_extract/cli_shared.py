"""What the commands share: exit statuses, the line on standard error, common options."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from cchc_extract.archive.items import Item
    from cchc_extract.extractor import Extractor
    from cchc_extract.records import Record

__all__ = [
    "FAILED", "NOTHING_DONE", "Ner", "NerOption", "RulesOption", "complain", "give_up",
    "make_extractor", "record_of",
]  # fmt: skip

FAILED = 1
"""Exit status when some inputs failed."""
NOTHING_DONE = 2
"""Exit status when nothing could be done."""


class Ner(StrEnum):
    """When the learned layer is asked beside the rules."""

    OFF = "off"
    GATED = "gated"
    FULL = "full"


NerOption = Annotated[
    Ner,
    typer.Option(help="Learned name tagger: never, where the rules are undecided, everywhere."),
]
RulesOption = Annotated[
    list[Path] | None,
    typer.Option("--rules", metavar="FILE", help="Rule data of your own (YAML); may be repeated."),
]


def complain(line: str) -> None:
    """Print one line to standard error."""
    typer.echo(line, err=True)


def give_up(line: str) -> NoReturn:
    """Say why nothing could be done, in one line, and exit with status 2."""
    complain(line)
    raise typer.Exit(NOTHING_DONE)


def make_extractor(ner: Ner, rules: Iterable[Path] | None) -> Extractor:
    """The extractor that a command's options ask for; unusable rules end the command."""
    from cchc_extract.extractor import Extractor
    from cchc_extract.lexicon import LexiconError

    try:
        return Extractor(ner=ner.value, rules=tuple(rules or ()))
    except LexiconError as x:
        give_up(str(x))


def record_of(extractor: Extractor, item: Item) -> Record | str:
    """The record of ``item``, or the line that says why there is none."""
    from cchc_extract.archive.items import Refused

    if isinstance(item, Refused):
        return str(item)
    try:
        record = extractor.extract(item.article)
    except Exception as x:  # one article must not cost the others their records
        return f"{item.place}: extraction failed: {type(x).__name__}: {x}"
    if item.warnings:
        return record.model_copy(update={"warnings": (*item.warnings, *record.warnings)})
    return record
