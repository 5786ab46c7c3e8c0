"""``score``, ``errors`` and ``compare``: records against gold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_extract.cli_evaluation.shared import (
    GoldArgument,
    TextsOption,
    names_of,
    output_console,
    refusals,
)
from cchc_extract.cli_shared import FAILED, complain, give_up

if TYPE_CHECKING:
    from cchc_extract.evaluation.errors import ErrorItem
    from cchc_extract.evaluation.scoring import Scores

Records = Annotated[list[Path], typer.Argument(metavar="PRED...", help="Record files.")]
Html = Annotated[Path | None, typer.Option(metavar="FILE", help="Write a self-contained page.")]
Narrow = Annotated[list[str] | None, typer.Option(help="Only these; may be repeated.")]


def score(
    gold: GoldArgument,
    pred: Records,
    texts: TextsOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="The contract's figures, JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="All tables as CSV.")] = False,
    markdown: Annotated[bool, typer.Option(help="All tables as Markdown.")] = False,
    html: Html = None,
    resamples: Annotated[
        int, typer.Option(min=0, help="Resamples of articles; 0 for none.")
    ] = 1000,
) -> None:
    """Score one system or several against gold, side by side.

    With several, each is compared with the first by paired bootstrap and approximate randomisation.
    """
    if as_json + as_csv + markdown > 1:
        give_up("score: choose one of --json, --csv and --markdown")
    systems = _score(gold, pred, texts)
    for name, found in systems.items():
        _tell_gaps(name, found)
    if as_json:
        figures = {name: found.to_json() for name, found in systems.items()}
        typer.echo(json.dumps(figures if len(pred) > 1 else figures[next(iter(figures))]))
        if html is None:
            return
    from cchc_extract.evaluation import tables as t
    from cchc_extract.evaluation.counts import CONTRACT_MEASURES, POOLED_MEASURES
    from cchc_extract.evaluation.resampling import compare as compare_systems
    from cchc_extract.evaluation.resampling import intervals

    spreads, differences = {}, {}
    if resamples:
        measures = (*CONTRACT_MEASURES, *POOLED_MEASURES)
        spreads = {n: intervals(s, measures, resamples=resamples) for n, s in systems.items()}
        (first, base), *others = systems.items()
        differences = {
            f"{name} against {first}": compare_systems(
                base, s, CONTRACT_MEASURES, resamples=resamples
            )
            for name, s in others
            if base.articles
        }
    tables = t.score_tables(systems, spreads, differences)
    if html is not None:
        with refusals():
            html.write_text(t.to_html(tables, f"Scores on {gold.name}"), encoding="utf-8")
    if as_csv or markdown:
        typer.echo(t.to_csv(tables) if as_csv else t.to_markdown(tables), nl=False)
    elif not as_json:
        t.print_tables(tables, output_console())


def _score(gold: Path, pred: list[Path], texts: Path | None) -> dict[str, Scores]:
    """Scores by system; gold is read once, and no file is held in memory."""
    from cchc_extract.evaluation.gold import iter_gold
    from cchc_extract.evaluation.jsonl import RecordFile
    from cchc_extract.evaluation.scoring import Scores

    with refusals():
        files = [RecordFile(path) for path in pred]
        systems = [Scores() for _ in files]
        for article in iter_gold(gold, texts):
            for file, scores in zip(files, systems, strict=True):
                scores.add(article, file.record_of(article))
        for file, scores in zip(files, systems, strict=True):
            if not scores.articles:
                give_up(f"{gold}: no articles")
            scores.unknown = len(file) - (len(scores.articles) - scores.missing)
    return dict(zip(names_of(pred), systems, strict=True))


def _tell_gaps(name: str, scores: Scores) -> None:
    if scores.missing:
        complain(f"{name}: no record for {scores.missing} of {len(scores.articles)} gold articles")
    if scores.unknown:
        complain(f"{name}: {scores.unknown} records of articles gold does not have, not counted")


def errors(
    gold: GoldArgument,
    pred: Annotated[Path, typer.Argument(metavar="PRED", help="Record file.")],
    texts: TextsOption = None,
    metric: Narrow = None,
    slot: Narrow = None,
    html: Html = None,
    limit: Annotated[int, typer.Option(min=0, help="Examples shown for each cause.")] = 3,
) -> None:
    """Show what differs from gold, grouped by cause, with the sentence and the rule that fired."""
    from cchc_extract.evaluation.browser import error_page
    from cchc_extract.evaluation.errors import all_errors
    from cchc_extract.evaluation.gold import iter_gold
    from cchc_extract.evaluation.jsonl import RecordFile

    with refusals():
        found = list(
            all_errors(
                iter_gold(gold, texts),
                RecordFile(pred),
                metrics=frozenset(metric or ()),
                slots=frozenset(slot or ()),
            )
        )
        if html is not None:
            title = f"Errors of {pred.name} on {gold.name}"
            html.write_text(error_page(found, title), encoding="utf-8")
            complain(f"{len(found)} errors: {html}")
            return
    console = output_console()
    for line in _by_cause(found, limit):
        console.print(line, markup=False, soft_wrap=True)


def _by_cause(found: list[ErrorItem], limit: int) -> Iterator[str]:
    from cchc_extract.evaluation.errors import by_cause

    for outcome, cause, number in by_cause(found):
        yield f"{number:5}  {outcome}: {cause}"
        examples = [e for e in found if (e.outcome, e.cause) == (outcome, cause)]
        for error in examples[:limit]:
            yield from _example(error)


def _example(error: ErrorItem) -> Iterator[str]:
    from cchc_extract.evaluation.browser import pieces, rows

    marked = "".join(f"[{p.text}]" if p.marks else p.text for p in pieces(error))
    rule = f"  rule {error.rule}" if error.rule else ""
    yield f"         {error.article}  {error.label}{rule}: {' '.join(marked.split())}"
    for row in rows(error):
        if row.wrong:
            yield f"           {row.name}: gold {row.gold or '-'}, found {row.prediction or '-'}"


def compare(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Records of the old version.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Records of the new version.")],
    gold: Annotated[Path, typer.Option(metavar="G", help="Gold file, JSON Lines.")],
    texts: TextsOption = None,
    markdown: Annotated[bool, typer.Option(help="A table in Markdown.")] = False,
    allow_losses: Annotated[
        str | None,
        typer.Option(metavar="REASON", help="Exit with 0 though more is lost than gained."),
    ] = None,
) -> None:
    """List what NEW gains and loses against OLD; exit status 1 when it loses more than it gains."""
    from cchc_extract.evaluation import tables as t
    from cchc_extract.evaluation.comparison import balance, changes
    from cchc_extract.evaluation.gold import iter_gold
    from cchc_extract.evaluation.jsonl import RecordFile

    with refusals():
        found = list(changes(iter_gold(gold, texts), RecordFile(old), RecordFile(new)))
    header = ("change", "article", "place", "metric or type", "text", "slots")
    rows = [(c.verdict, c.article, str(c.start), c.label, c.text, c.detail) for c in found]
    gains, losses = balance(found)
    table = t.Table(f"Gained {gains}, lost {losses}", header, rows)
    if markdown:
        typer.echo(t.to_markdown([table]), nl=False)
    else:
        t.print_tables([table], output_console())
    if losses > gains:
        if allow_losses is None:
            complain(f"{new} loses {losses} and gains {gains} against {old}")
            raise typer.Exit(FAILED)
        complain(f"losses allowed: {allow_losses}")
