"""The commands that make pages: ``view`` for one article, ``report`` for an archive."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

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
    from collections.abc import Iterator, Sequence

    from cchc_extract.records import Record
    from cchc_extract.report.record_files import Read, RecordError

__all__ = ["register"]


class Lang(StrEnum):
    """Language of the interface when a page opens."""

    VI = "vi"
    EN = "en"


LangOption = Annotated[Lang, typer.Option(help="Language of the interface when the page opens.")]
ArticlesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--articles",
        metavar="INPUT",
        help="The articles that the records were made from, where they carry no text.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command()(view)
    app.command()(report)


def view(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An article, or records, or -")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="PAGE", help="The HTML file to write.")
    ],
    article_id: Annotated[
        str | None, typer.Option("--id", help="The article to show; the first of the file.")
    ] = None,
    articles: ArticlesOption = None,
    lang: LangOption = Lang.VI,
    ner: NerOption = Ner.OFF,
    rules: RulesOption = None,
) -> None:
    """Write one article with its mentions, facts and checks as a page that needs nothing else."""
    from cchc_extract.report.article_page import article_page
    from cchc_extract.report.record_files import holds_records

    try:
        is_records = Path(file).is_file() and holds_records(Path(file))
    except OSError as x:
        give_up(f"{file}: {(x.strerror or str(x)).lower()}")
    if is_records:
        text, record = _from_records(file, article_id, articles or ())
    else:
        text, record = _from_articles(file, article_id, ner, rules)
    _write(output, article_page(text, record, lang.value))


def _from_records(file: str, article_id: str | None, articles: Sequence[str]) -> tuple[str, Record]:
    from cchc_extract.report.record_files import RecordError, read_lines, text_of

    texts = _texts(articles, wanted=article_id)
    for read in read_lines(Path(file)):
        if isinstance(read, RecordError):
            complain(str(read))
        elif article_id in (None, read.record.id):
            try:
                return text_of(read, texts), read.record
            except RecordError as x:
                give_up(str(x))
    give_up(f"{file}: " + (f"no record with id {article_id!r}" if article_id else "no record"))


def _from_articles(
    file: str, article_id: str | None, ner: Ner, rules: list[Path] | None
) -> tuple[str, Record]:
    from cchc_extract.archive.items import Refused
    from cchc_extract.archive.readers import find_inputs, read_articles

    refused = []
    for item in read_articles(find_inputs([file])):
        if isinstance(item, Refused):
            refused.append(str(item))
        elif article_id in (None, item.article["id"]):
            outcome = record_of(make_extractor(ner, rules), item)
            if isinstance(outcome, str):
                give_up(outcome)
            return str(item.article["text"]), outcome
    wanted = "no article" if article_id is None else f"no article with id {article_id!r}"
    give_up("\n".join(refused) or f"{file}: {wanted}")


def _texts(inputs: Sequence[str], wanted: str | None = None) -> dict[str, str]:
    """Texts of the articles by id; what cannot be read is named and left out."""
    from cchc_extract.archive.items import Refused
    from cchc_extract.archive.readers import find_inputs, read_articles

    texts = {}
    for item in read_articles(find_inputs(inputs)):
        if isinstance(item, Refused):
            complain(str(item))
        elif wanted in (None, item.article["id"]):
            texts[str(item.article["id"])] = str(item.article["text"])
    return texts


def report(
    records: Annotated[
        list[Path], typer.Argument(metavar="RECORDS...", help="Record files, or folders of them.")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write.")
    ],
    articles: ArticlesOption = None,
    lang: LangOption = Lang.VI,
) -> None:
    """Write pages, charts and tables about many records, with a page for each province.

    With --articles, or where the records carry their texts, each article gets its page too.
    """
    from cchc_extract.report.archive_report import write_report
    from cchc_extract.report.record_files import RecordError

    found: list[Read] = []
    failed = False
    for read in _records(records):
        if isinstance(read, RecordError):
            complain(str(read))
            failed = True
        else:
            found.append(read)
    if not found:
        give_up("no record could be read")
    try:
        errors = write_report(found, output, texts=_texts(articles or ()), language=lang.value)
    except OSError as x:
        give_up(f"{x.filename or output}: {(x.strerror or str(x)).lower()}")
    for error in errors:
        complain(str(error))
    typer.echo(f"{len(found)} records: {output / 'index.html'}", err=True)
    if failed or errors:
        raise typer.Exit(FAILED)


def _records(paths: Sequence[Path]) -> Iterator[Read | RecordError]:
    """Records of JSON Lines files row by row; of other files and of folders by the archive."""
    from cchc_extract.archive.records import read_records
    from cchc_extract.report.record_files import RecordError, checked, is_json_lines, read_lines

    for path in paths:
        if path.is_file() and is_json_lines(path):
            yield from read_lines(path)
            continue
        try:
            for number, row in enumerate(read_records([str(path)]), 1):
                yield checked(row, f"{path}, record {number}")
        except OSError as x:
            yield RecordError(f"{path}: {(x.strerror or str(x)).lower()}")
        except ValueError as x:
            yield RecordError(str(x))


def _write(path: Path, page: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, "utf-8")
    except OSError as x:
        give_up(f"{path}: {(x.strerror or str(x)).lower()}")
