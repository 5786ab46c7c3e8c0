"""Reads tables, CSV and Parquet, batch by batch through Arrow."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cchc_extract.archive.fields import Fields
from cchc_extract.archive.items import Item, Place, ReadArticle, Refused
from cchc_extract.archive.streams import StreamError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["csv_batches", "parquet_batches", "read_batch", "row_groups"]

_BATCH_ROWS = 512
_HEAD = 1 << 20


def read_batch(
    batch: pa.RecordBatch,
    file: str,
    first_row: int,
    fields: Fields,
    chosen: list[int] | None = None,
) -> Iterator[Item]:
    """The articles of the rows of ``batch``.

    Args:
        batch: rows of a table.
        file: its name, for messages.
        first_row: number of the first row in the whole table, from 1.
        fields: the names of the columns.
        chosen: the rows to take; all where None.
    """
    rows = range(batch.num_rows) if chosen is None else chosen
    taken = batch if chosen is None else batch.take(chosen)
    size = batch.nbytes // max(batch.num_rows, 1)
    for number, row in zip(rows, taken.to_pylist(), strict=True):
        place = Place(file, first_row + number)
        article = fields.article({k: v for k, v in row.items() if v is not None})
        if isinstance(article, str):
            yield Refused(place, article, size)
        else:
            yield ReadArticle(place, article, size)


def csv_batches(stream: io.BufferedReader) -> Iterator[pa.RecordBatch]:
    """Rows of a CSV file with a header line, in UTF-8 or UTF-16 with its mark; all are strings.

    Raises:
        StreamError: it cannot be read as a table; the message says why.
    """
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    head = stream.peek(_HEAD)
    encoding = "utf-8"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    delimiter, columns = _header(head[:_HEAD], encoding)
    try:
        reader = arrow_csv.open_csv(
            stream,
            read_options=arrow_csv.ReadOptions(
                encoding=encoding, block_size=4 << 20, use_threads=False
            ),
            parse_options=arrow_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(columns, pa.string()),
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
                null_values=[""],
            ),
        )
        yield from reader
    except pa.ArrowInvalid as x:
        raise StreamError(f"not CSV: {_line(x)}") from x


def _header(head: bytes, encoding: str) -> tuple[str, list[str]]:
    text = head.decode("utf-8-sig" if encoding == "utf-8" else encoding, "replace")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    return delimiter, next(csv.reader([first.rstrip("\r")], delimiter=delimiter), [])


def parquet_batches(path: str, groups: list[int] | None = None) -> Iterator[pa.RecordBatch]:
    """Rows of a Parquet file, or of some of its row groups.

    Raises:
        StreamError: it is no Parquet file, or a damaged one.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            yield from file.iter_batches(_BATCH_ROWS, row_groups=groups, use_threads=False)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as x:
        raise StreamError(f"not Parquet: {_line(x)}") from x


def row_groups(path: str) -> list[tuple[int, int]]:
    """Rows and bytes of each row group of a Parquet file.

    Raises:
        StreamError: it is no Parquet file, or a damaged one.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            about = (file.metadata.row_group(n) for n in range(file.metadata.num_row_groups))
            return [(group.num_rows, group.total_byte_size) for group in about]
    except pa.ArrowInvalid as x:
        raise StreamError(f"not Parquet: {_line(x)}") from x


def _line(error: Exception) -> str:
    return str(error).partition("\n")[0]
