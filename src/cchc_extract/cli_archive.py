"""The commands for archives: ``run``, ``export``, ``panel`` and ``spark``."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_extract.archive.formats import Format
from cchc_extract.cli_shared import FAILED, Ner, NerOption, RulesOption, complain, give_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from cchc_extract.archive.run import Progress as RunProgress

__all__ = ["register"]


class RecordsAs(StrEnum):
    """How the records of a run are written."""

    JSONL = "jsonl"
    GZIP = "jsonl.gz"
    ZSTD = "jsonl.zst"
    PARQUET = "parquet"


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command()(run)
    app.command()(export)
    app.command()(panel)
    app.command()(spark)


TextField = Annotated[str, typer.Option("--text-field", help="Field or column with the text.")]
IdField = Annotated[str, typer.Option("--id-field", help="Field or column with the id.")]
DateField = Annotated[str, typer.Option("--date-field", help="... with the day of publication.")]
TitleField = Annotated[str, typer.Option("--title-field", help="... with the title.")]
Records = Annotated[
    list[str],
    typer.Argument(metavar="RECORDS...", help="Folders of runs, .jsonl and .parquet of records."),
]


def run(
    archives: Annotated[
        list[str],
        typer.Argument(
            metavar="ARCHIVE...",
            help=".txt .html .jsonl .csv .parquet .warc (.gz .zst), folders, 'patterns/**'",
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Folder of the records.")
    ],
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a run that was interrupted.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Read every article, not only those about the reform.")
    ] = False,
    records: Annotated[
        RecordsAs, typer.Option("--records", help="How the records are written.")
    ] = RecordsAs.JSONL,
    keep_duplicates: Annotated[
        bool, typer.Option("--keep-duplicates", help="A record for each id of the same text.")
    ] = False,
    keep_text: Annotated[
        bool, typer.Option("--keep-text", help="Records carry the text, as meta.text.")
    ] = False,
    text_field: TextField = "text",
    id_field: IdField = "id",
    date_field: DateField = "published",
    title_field: TitleField = "title",
    format: Annotated[
        Format | None, typer.Option("--format", help="Read every file so, whatever its extension.")
    ] = None,
    ner: NerOption = Ner.OFF,
    rules: RulesOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary.")] = False,
) -> None:
    """Read archives of any size into a folder of records; a later run does what is new."""
    from cchc_extract.archive.fields import Fields
    from cchc_extract.archive.folder import ERRORS, Packing
    from cchc_extract.archive.inputs import InputChangedError
    from cchc_extract.archive.pool import WorkerDiedError
    from cchc_extract.archive.run import Options, RunError
    from cchc_extract.archive.run import run as run_archives
    from cchc_extract.archive.work import Task
    from cchc_extract.lexicon import LexiconError

    fields = Fields(id=id_field, text=text_field, title=title_field, published=date_field)
    task = Task(not everything, fields, keep_text, ner.value, tuple(map(str, rules or ())))
    options = Options(
        task=task,
        workers=workers,
        packing=Packing(records),
        keep_duplicates=keep_duplicates,
        format=format,
        resume=resume,
    )
    began = time.monotonic()
    try:
        with _shown(hidden=quiet) as report:
            counts = run_archives(archives, output, options, report=report)
    except (RunError, InputChangedError, LexiconError) as x:
        give_up(str(x))
    except WorkerDiedError as x:
        complain(f"{x}; --resume goes on")
        raise typer.Exit(FAILED) from None
    except KeyboardInterrupt:
        complain("stopped; --resume goes on")
        raise typer.Exit(130) from None
    except OSError as x:
        give_up(f"{x.filename or output}: {(x.strerror or str(x)).lower()}")
    if not quiet:
        complain(
            f"{counts.articles:,} articles, {counts.chosen:,} about the reform, "
            f"{counts.records:,} records, {counts.duplicates:,} duplicates, "
            f"{counts.errors:,} errors in {time.monotonic() - began:.0f} s: {output}"
        )
    if counts.errors:
        complain(f"{output / ERRORS} names what could not be read")
        if not counts.records:
            give_up("no article could be read")
        raise typer.Exit(FAILED)


@contextmanager
def _shown(*, hidden: bool) -> Iterator[Callable[[RunProgress], None]]:
    """A progress line on a terminal: rate, relevant share, errors, time left."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    console = Console(stderr=True)
    columns = (
        BarColumn(),
        TaskProgressColumn(),
        TransferSpeedColumn(),
        TextColumn("{task.fields[share]:.1%} relevant, {task.fields[errors]} errors"),
        TimeRemainingColumn(),
    )
    hidden = hidden or not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=hidden) as bar:
        shown = bar.add_task("", total=None, share=0.0, errors=0)

        def report(now: RunProgress) -> None:
            counts = now.counts
            bar.update(
                shown,
                completed=now.done,
                total=now.total,
                share=counts.chosen / max(counts.articles, 1),
                errors=counts.errors,
            )

        yield report


def export(
    records: Records,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="OUT", help=".csv .parquet .xlsx or .sqlite"),
    ],
    table: Annotated[
        str, typer.Option(help="Of a .csv or .parquet: articles, entities, facts or checks.")
    ] = "facts",
) -> None:
    """Write records as flat tables: one as CSV or Parquet, all as XLSX or SQLite."""
    from cchc_extract.archive.records import read_records
    from cchc_extract.archive.writers.tables import TableError, write_tables

    try:
        rows = write_tables(read_records(records), output, table)
    except (TableError, ValueError) as x:
        give_up(str(x))
    except OSError as x:
        give_up(f"{x.filename or output}: {(x.strerror or str(x)).lower()}")
    complain(f"{', '.join(f'{n:,} {name}' for name, n in rows.items())}: {output}")


def panel(
    records: Records,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUT", help=".parquet or .csv")],
    series: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Places and scores of provinces by year, as well."),
    ] = None,
    units_2025: Annotated[
        bool, typer.Option("--units-2025", help="Add counts of the units of since July 2025.")
    ] = False,
) -> None:
    """Consolidate records: one row for each unit, metric and period, with conflicts."""
    from cchc_extract.archive.panel import annual_series, build_panel
    from cchc_extract.archive.records import near_copies_of, read_records
    from cchc_extract.archive.writers.tables import TableError, write_table

    try:
        table = build_panel(
            read_records(records), near_copies=near_copies_of(records), units_2025=units_2025
        )
        write_table(table, output)
        if series is not None:
            write_table(annual_series(table), series)
    except (TableError, ValueError) as x:
        give_up(str(x))
    except OSError as x:
        give_up(f"{x.filename or output}: {(x.strerror or str(x)).lower()}")
    conflicts = sum(table.column("conflict").to_pylist())
    complain(f"{table.num_rows:,} rows, {conflicts:,} with conflicts: {output}")


def spark(
    source: Annotated[
        str, typer.Argument(metavar="INPUT", help="What Spark reads: .parquet or .jsonl, any URI.")
    ],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="DIR", help="Parquet of records, any URI.")
    ],
    text_field: TextField = "text",
    id_field: IdField = "id",
    date_field: DateField = "published",
    title_field: TitleField = "title",
    everything: Annotated[
        bool, typer.Option("--all", help="Read every article, not only those about the reform.")
    ] = False,
    master: Annotated[
        str | None, typer.Option(help="As spark-submit takes it; local[*] where not configured.")
    ] = None,
) -> None:
    """Extract on Spark: what `run` gives, over a cluster."""
    try:
        from cchc_extract.archive.spark import extract_files
    except ImportError:
        give_up("this needs the extra: pip install 'cchc-extract[spark]'")
    try:
        count = extract_files(
            source,
            output,
            master=master,
            text_col=text_field,
            id_col=id_field,
            published_col=date_field,
            title_col=title_field,
            scan=not everything,
        )
    except ValueError as x:
        give_up(str(x))
    complain(f"{count:,} records: {output}")
