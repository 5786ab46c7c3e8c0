"""The group ``gold``: work on gold files."""

from __future__ import annotations

import json
from enum import StrEnum
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
from cchc_extract.cli_shared import NOTHING_DONE, complain, give_up

if TYPE_CHECKING:
    from cchc_extract.evaluation.gold import GoldArticle

Annotators = Annotated[
    list[Path], typer.Argument(metavar="GOLD GOLD...", help="One gold file an annotator.")
]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="OUT", help="Where to write.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class FormatName(StrEnum):
    """The exchange formats, as `cchc_extract.evaluation.formats` names them."""

    BRAT = "brat"
    CONLL = "conll"
    DATASETS = "datasets"
    DOCBIN = "docbin"
    DOCCANO = "doccano"
    LABEL_STUDIO = "label-studio"


FormatOption = Annotated[FormatName, typer.Option("--format", "-f", help="The tool's format.")]


def group() -> typer.Typer:
    """The sub-commands as one Typer group."""
    app = typer.Typer(help="Check, count, compare, merge and exchange gold.", no_args_is_help=True)
    app.command()(check)
    app.command()(stats)
    app.command()(diff)
    app.command()(merge)
    app.command()(agree)
    app.command("import")(import_)
    app.command()(export)
    return app


def _load(paths: list[Path], texts: Path | None) -> list[list[GoldArticle]]:
    """The articles of each file; the texts are read once."""
    from cchc_extract.evaluation.gold import Texts, load_gold

    with refusals():
        known = Texts.load(texts) if texts else None
        return [load_gold(path, known) for path in paths]


def check(
    files: Annotated[list[Path], typer.Argument(metavar="GOLD...", help="Gold files.")],
    texts: TextsOption = None,
) -> None:
    """Check gold files: each bad row is a line with file, line and reason, and the exit is 2."""
    from cchc_extract.evaluation.gold import Texts, check_gold

    with refusals():
        known = Texts.load(texts) if texts else None
        faults = [fault for path in files for fault in check_gold(path, known)]
    for fault in faults:
        complain(str(fault))
    if faults:
        raise typer.Exit(NOTHING_DONE)


def stats(gold: GoldArgument, as_json: Json = False) -> None:
    """Count what a gold file holds: articles, mentions, facts, and the values of their fields."""
    from cchc_extract.evaluation.statistics import statistics
    from cchc_extract.evaluation.tables import Table, print_tables

    counts = statistics(_load([gold], None)[0])
    if as_json:
        typer.echo(json.dumps(counts, ensure_ascii=False, indent=1))
        return
    tables = [
        Table(name, (name, "number"), [(value, str(number)) for value, number in values.items()])
        for name, values in counts.items()
    ]
    print_tables(tables, output_console())


def diff(
    first: GoldArgument,
    second: Annotated[Path, typer.Argument(metavar="OTHER", help="Another annotator's file.")],
    texts: TextsOption = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a self-contained page.")
    ] = None,
) -> None:
    """List where two annotators differ: items only one of them has, and fields."""
    from cchc_extract.evaluation.browser import error_page, rows
    from cchc_extract.evaluation.errors import all_errors
    from cchc_extract.evaluation.records import AnnotatorRecords
    from cchc_extract.evaluation.tables import Table, print_tables

    ours, theirs = _load([first, second], texts)
    found = list(all_errors(ours, AnnotatorRecords(theirs)))
    if html is not None:
        title = f"{second.name} (as prediction) against {first.name}"
        with refusals():
            html.write_text(error_page(found, title), encoding="utf-8")
        complain(f"{len(found)} differences: {html}")
        return
    only = {"missed": f"only {first.name}", "spurious": f"only {second.name}", "wrong": "differ"}
    lines = []
    for error in found:
        item = error.gold or error.prediction
        surface = (item.get("text") if item else None) or ""
        detail = ", ".join(f"{r.name}: {r.gold} / {r.prediction}" for r in rows(error) if r.wrong)
        lines.append(
            (only[error.outcome], error.article, str(error.start), error.label, surface, detail)
        )
    header = ("where", "article", "place", "metric or type", "text", "values")
    print_tables([Table(f"{len(found)} differences", header, lines)], output_console())


def merge(
    files: Annotators,
    output: Output,
    texts: TextsOption = None,
    majority: Annotated[bool, typer.Option(help="Take what more than half say.")] = False,
) -> None:
    """Merge annotators' files into one, with each conflict marked on its item."""
    from cchc_extract.evaluation.gold import write_gold
    from cchc_extract.evaluation.merging import merge as merge_articles

    annotators = dict(zip(names_of(files), _load(files, texts), strict=True))
    try:
        merged = merge_articles(annotators, majority=majority)
    except ValueError as error:
        give_up(f"merge: {error}")
    with refusals():
        write_gold(output, merged.articles)
    complain(f"{len(merged.articles)} articles, {merged.conflicts} conflicts to settle: {output}")


def agree(files: Annotators, texts: TextsOption = None, as_json: Json = False) -> None:
    """Agreement of annotators: F1, Cohen's kappa and Krippendorff's alpha where defined."""
    from dataclasses import asdict

    from cchc_extract.evaluation.agreement import agree as agreement_of
    from cchc_extract.evaluation.tables import Table, print_tables, share

    if len(files) < 2:
        give_up("agree: needs the files of two annotators or more")
    loaded = _load(files, texts)
    found = agreement_of([{article.id: article for article in articles} for articles in loaded])
    if not found.articles:
        give_up("agree: the annotators have no article in common")
    if as_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False))
        return
    f1 = [(measure, share(value)) for measure, value in found.f1.items()]
    chance = [
        (what, str(found.judged[what]), share(found.kappa[what]), share(found.alpha[what]))
        for what in found.kappa
    ]
    tables = [
        Table(f"{found.articles} articles in common", ("measure", "mean F1"), f1),
        Table("Chance-corrected", ("judged", "things", "Cohen", "Krippendorff"), chance),
    ]
    print_tables(tables, output_console())


def import_(
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="File or folder of the tool.")],
    output: Output,
    format: FormatOption,
    texts: TextsOption = None,
) -> None:
    """Make a gold file from an annotation tool's files; says what they lack."""
    from cchc_extract.evaluation.formats import import_gold
    from cchc_extract.evaluation.gold import Texts, write_gold

    with refusals():
        known = Texts.load(texts) if texts else None
        imported = import_gold(format, source, known)
        write_gold(output, imported.articles)
    for line in imported.lacking:
        complain(line)
    complain(f"{len(imported.articles)} articles: {output}")


def export(
    gold: GoldArgument,
    output: Output,
    format: FormatOption,
    texts: TextsOption = None,
    suggestions: Annotated[
        bool, typer.Option(help="GOLD is a file of records: export them as suggestions.")
    ] = False,
) -> None:
    """Write gold, or records as suggestions, for an annotation tool; says what it cannot hold."""
    from cchc_extract.evaluation.formats import export_gold

    articles = _suggested(gold, texts) if suggestions else _load([gold], texts)[0]
    with refusals():
        lost = export_gold(format, articles, output, suggestions=suggestions)
    for line in lost:
        complain(line)
    complain(f"{len(articles)} articles: {output}")


def _suggested(records: Path, texts: Path | None) -> list[GoldArticle]:
    """Records with their texts, as annotation to be corrected."""
    from cchc_extract.evaluation.gold import GoldError, Texts
    from cchc_extract.evaluation.jsonl import RecordFile, misfit
    from cchc_extract.evaluation.records import as_suggestion

    if texts is None:
        give_up("export: suggestions need --texts")
    articles = []
    with refusals():
        known = Texts.load(texts)
        for row in RecordFile(records).values():
            digest = row.get("text_sha256")
            article = as_suggestion(row, known.find(row["id"], digest))
            reason = misfit(row, article)
            if article.text is None:
                reason = f"no text for {row['id']!r}"
            if reason:
                raise GoldError(records, 0, reason)
            articles.append(article)
    return articles
