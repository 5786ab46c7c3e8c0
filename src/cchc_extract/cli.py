"""The command line ``cchc-extract``. Commands stand in the ``cli_*`` modules.

Those import at their top only what the help needs: the engine and the libraries behind a command
are loaded when it runs.
"""

from __future__ import annotations

from typing import Annotated

import typer

from cchc_extract import (
    __version__,
    cli_archive,
    cli_evaluation,
    cli_extract,
    cli_lookup,
    cli_report,
    cli_rules,
)

__all__ = ["app", "main"]

app = typer.Typer(
    name="cchc-extract",
    help="Structured records from Vietnamese news about administrative reform.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


for module in (cli_extract, cli_archive, cli_report, cli_evaluation, cli_rules, cli_lookup):
    module.register(app)


def main() -> None:
    """Run the command line; the exit status is 0, 1 (some inputs failed) or 2 (nothing done)."""
    app()
