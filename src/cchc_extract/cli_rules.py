"""The commands on rule data: ``rules check``, ``rules list`` and ``rules explain``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_extract.cli_shared import (
    FAILED,
    Ner,
    RulesOption,
    complain,
    give_up,
    make_extractor,
)

if TYPE_CHECKING:
    from cchc_extract.lexicon import Entry

__all__ = ["register"]

JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    group = typer.Typer(no_args_is_help=True, help="Check, list and explain the rule data.")
    group.command()(check)
    group.command("list")(list_)
    group.command()(explain)
    app.add_typer(group, name="rules")


def check(rules: RulesOption = None) -> None:
    """Run the examples of all rules, shipped, of plug-ins and given with --rules."""
    from cchc_extract.quantities.examples import finder

    entries = _entries(rules)
    finders = {layer: finder(layer, entries) for layer in dict.fromkeys(e.layer for e in entries)}
    bad = done = 0
    for entry in entries:
        if not entry.yes and not entry.no:
            complain(f"{entry.where}: {entry.id} has no examples")
        for wanted, texts in ((True, entry.yes), (False, entry.no)):
            for text in texts:
                done += 1
                if (entry.id in finders[entry.layer](text)) is not wanted:
                    bad += 1
                    fault = "is not called on" if wanted else "must not be called on"
                    complain(f"{entry.where}: {entry.id} {fault} {text!r}")
    typer.echo(f"{len(entries)} rules, {done} examples, {bad} failed")
    if bad:
        raise typer.Exit(FAILED)


def list_(
    rules: RulesOption = None,
    layer: Annotated[str | None, typer.Option(help="Only the rules of this layer.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List the rules with what they give."""
    entries = _entries(rules)
    layers = sorted({e.layer for e in entries})
    if layer is not None and layer not in layers:
        give_up(f"no layer {layer!r}; there are {', '.join(layers)}")
    chosen = [e for e in entries if layer in (None, e.layer)]
    if as_json:
        for e in chosen:
            row = {
                "layer": e.layer, "id": e.id, "gives": dict(e.gives), "phrases": e.phrases,
                "yes": e.yes, "no": e.no, "where": e.where,
            }  # fmt: skip
            typer.echo(json.dumps(row, ensure_ascii=False))
    else:
        from rich.console import Console

        from cchc_extract.report.explain_view import entries_table

        Console().print(entries_table(chosen))


def explain(
    text: Annotated[str, typer.Argument(help="A sentence or an article, or - for standard input.")],
    rules: RulesOption = None,
) -> None:
    """Show which rules call on a text, which lose and why, and what its numbers become."""
    from rich.console import Console

    from cchc_extract.report.explain import Explainer
    from cchc_extract.report.explain_view import explanation_view

    if text == "-":
        text = typer.get_text_stream("stdin", encoding="utf-8").read()
    explainer = Explainer(make_extractor(Ner.OFF, rules))
    Console().print(explanation_view(explainer.explain(text)))


def _entries(rules: list[Path] | None) -> list[Entry]:
    from cchc_extract.lexicon import LexiconError, load_entries

    try:
        return load_entries(rules or ())
    except LexiconError as x:
        give_up(str(x))
