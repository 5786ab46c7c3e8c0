"""What the commands share: exit statuses, the line on standard error, common options."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

__all__ = ["FAILED", "NOTHING_DONE", "Ner", "NerOption", "RulesOption", "complain", "give_up"]

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
