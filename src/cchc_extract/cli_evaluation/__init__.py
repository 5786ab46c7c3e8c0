"""The commands of evaluators: ``score``, ``errors``, ``compare``, ``baseline``, ``gold``."""

from __future__ import annotations

import typer

from cchc_extract.cli_evaluation import baselines, gold, scores

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands of evaluation to ``app``."""
    app.command()(scores.score)
    app.command()(scores.errors)
    app.command()(scores.compare)
    app.command()(baselines.baseline)
    app.add_typer(gold.group(), name="gold")
