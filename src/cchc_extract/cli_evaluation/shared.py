"""Options and refusals the commands of evaluation share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_extract.cli_shared import give_up

if TYPE_CHECKING:
    from rich.console import Console

GoldArgument = Annotated[Path, typer.Argument(metavar="GOLD", help="Gold file, JSON Lines.")]
TextsOption = Annotated[
    Path | None,
    typer.Option(
        metavar="CORPUS",
        help="The articles' texts: a .jsonl file, or a folder of .jsonl and .txt files.",
    ),
]


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what is wrong with an input into one line and exit status 2."""
    from cchc_extract.evaluation.jsonl import RowError

    try:
        yield
    except RowError as error:
        give_up(str(error))
    except OSError as error:
        give_up(f"{error.filename}: {error.strerror}" if error.filename else str(error))


def output_console() -> Console:
    """Standard output; piped, it is as wide as a table needs."""
    from rich.console import Console

    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=200)


def names_of(paths: list[Path]) -> list[str]:
    """A short name a file: its stem where that tells them apart, else the path."""
    stems = [path.stem for path in paths]
    return stems if len(set(stems)) == len(stems) else [str(path) for path in paths]
