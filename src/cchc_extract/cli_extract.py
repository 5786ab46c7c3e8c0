"""The commands that read a few articles: ``extract`` and ``show``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_extract.archive.formats import Format
from cchc_extract.cli_shared import (
    FAILED,
    Ner,
    NerOption,
    RulesOption,
    complain,
    give_up,
    make_extractor,
    record_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console


__all__ = ["register"]


FormatOption = Annotated[
    Format | None, typer.Option("--format", help="Read every input so, whatever its extension.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command()(extract)
    app.command()(show)


def extract(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT...", help=".txt and .jsonl files, folders of them, or -"),
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="OUT", help="JSON Lines file; standard output."),
    ] = None,
    ner: NerOption = Ner.OFF,
    rules: RulesOption = None,
    format: FormatOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")] = False,
) -> None:
    """Extract one record from each article, as JSON Lines in the order of the inputs."""
    from rich.console import Console

    from cchc_extract.archive.output import open_output
    from cchc_extract.archive.readers import Input, find_inputs, read_articles
    from cchc_extract.report.summary import Summary

    console = Console(stderr=True)
    target = None if output is None or str(output) == "-" else output
    found = list(find_inputs(inputs, format, leave_out=target))
    extractor = make_extractor(ner, rules)
    summary = Summary()
    on_screen = target is None and sys.stdout.isatty()
    total = sum(i.size for i in found if isinstance(i, Input))
    try:
        with (
            open_output(target) as stream,
            _progress(console, total, hidden=quiet or on_screen) as advance,
        ):
            for item in read_articles(found):
                outcome = record_of(extractor, item)
                if isinstance(outcome, str):
                    summary.refused += 1
                    complain(outcome)
                else:
                    stream.write(outcome.model_dump_json().encode() + b"\n")
                    summary.add(outcome)
                advance(item.size)
            if not summary.articles:
                # Nothing is written over an earlier result.
                give_up("no article could be read")
    except BrokenPipeError:
        raise
    except OSError as x:
        give_up(f"{output}: {(x.strerror or str(x)).lower()}")
    if not quiet:
        console.print(summary.render())
    if summary.refused:
        raise typer.Exit(FAILED)


def show(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A .txt or .jsonl file, or -")],
    article_id: Annotated[
        str | None, typer.Option("--id", help="The article to show; the first of the file.")
    ] = None,
    ner: NerOption = Ner.OFF,
    rules: RulesOption = None,
    format: FormatOption = None,
) -> None:
    """Show one article with its mentions, facts and checks."""
    from rich.console import Console

    from cchc_extract.archive.items import Refused
    from cchc_extract.archive.readers import find_inputs, read_articles
    from cchc_extract.report.terminal import article_view

    refused: list[Refused] = []
    chosen = None
    for item in read_articles(find_inputs([file], format)):
        if isinstance(item, Refused):
            refused.append(item)
        elif article_id in (None, item.article["id"]):
            chosen = item
            break
    if chosen is None:
        wanted = "no article" if article_id is None else f"no article with id {article_id!r}"
        give_up("\n".join(map(str, refused)) or f"{file}: {wanted}")
    outcome = record_of(make_extractor(ner, rules), chosen)
    if isinstance(outcome, str):
        give_up(outcome)
    Console().print(article_view(str(chosen.article["text"]), outcome))


@contextmanager
def _progress(console: Console, total: int, *, hidden: bool) -> Iterator[Callable[[int], None]]:
    """A progress bar on a terminal; yields what to call with the bytes done."""
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TimeRemainingColumn

    columns = ("extracting", BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    hidden = hidden or not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=hidden) as progress:
        # Standard input has no length: the bar then only says that work goes on.
        task = progress.add_task("", total=total or None)
        yield lambda size: progress.advance(task, size)
