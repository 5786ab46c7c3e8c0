"""Flat tables to files: CSV, Parquet, XLSX, SQLite."""

from __future__ import annotations

import csv
import io
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
from pyarrow import parquet

from cchc_extract.archive.output import open_output
from cchc_extract.archive.writers.flat import FLAT_SCHEMAS, flat_batches

__all__ = ["TableError", "harmless", "write_table", "write_tables"]

_SHEET_ROWS = 1_048_575
_INDEXED = {"facts": ("article", "metric", "code"), "entities": ("article", "name")}
Batches = Iterable[Mapping[str, pa.RecordBatch]]


class TableError(ValueError):
    """A table that cannot be written so; the message says why."""


def write_tables(
    records: Iterable[Mapping[str, Any]], path: Path, table: str = "facts"
) -> dict[str, int]:
    """Write the flat tables of records to a file, by its extension.

    Args:
        records: as ``read_records`` gives them.
        path: ``.csv`` or ``.parquet`` for one table, ``.xlsx`` or ``.sqlite`` for all four.
        table: the one table.

    Returns:
        The rows of each table written.

    Raises:
        TableError: another extension, no such table, or too many rows for a sheet.
    """
    one = _ONE.get(path.suffix.lower())
    if one is not None and table not in FLAT_SCHEMAS:
        raise TableError(f"no table {table!r}; there are {', '.join(FLAT_SCHEMAS)}")
    batches = flat_batches(records)
    if one is not None:
        return {table: one((b[table] for b in batches), FLAT_SCHEMAS[table], path)}
    every = {".xlsx": _xlsx, ".sqlite": _sqlite, ".db": _sqlite}.get(path.suffix.lower())
    if every is None:
        raise TableError(f"{path}: unknown kind of table, not .csv, .parquet, .xlsx, .sqlite")
    return every(batches, path)


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table as CSV or Parquet.

    Raises:
        TableError: another extension.
    """
    one = _ONE.get(path.suffix.lower())
    if one is None:
        raise TableError(f"{path}: unknown kind of table, not .csv or .parquet")
    one(table.to_batches(), table.schema, path)


def harmless(value: object) -> object:
    """A cell that a spreadsheet does not run: text that begins like a formula gets a quote.

    A tab or a line end before the sign does not hide it.
    """
    if isinstance(value, str) and value.lstrip()[:1] in (
        "=",
        "+",
        "-",
        "@",
        "＝",
        "＋",
        "－",
        "＠",
    ):
        return "'" + value
    return value


def _csv(batches: Iterable[pa.RecordBatch], schema: pa.Schema, path: Path) -> int:
    rows = 0
    with open_output(path) as stream:
        # Spreadsheets take UTF-8 for what it is only by its mark.
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
        writer = csv.writer(text)
        writer.writerow(schema.names)
        for batch in batches:
            for row in _rows(batch):
                writer.writerow(map(harmless, map(_cell, row)))
                rows += 1
        text.detach()
    return rows


def _parquet(batches: Iterable[pa.RecordBatch], schema: pa.Schema, path: Path) -> int:
    rows = 0
    with (
        open_output(path) as stream,
        parquet.ParquetWriter(stream, schema, compression="zstd") as writer,
    ):
        for batch in batches:
            writer.write_batch(batch)
            rows += batch.num_rows
    return rows


_ONE: dict[str, Callable[[Iterable[pa.RecordBatch], pa.Schema, Path], int]] = {
    ".csv": _csv,
    ".parquet": _parquet,
}


def _xlsx(batches: Batches, path: Path) -> dict[str, int]:
    try:
        import xlsxwriter
    except ImportError:
        raise TableError("XLSX needs the extra: pip install 'cchc-extract[report]'") from None

    rows = dict.fromkeys(FLAT_SCHEMAS, 0)
    # Rows of all sheets come in turn, so the library keeps them in temporary files of its own.
    with open_output(path) as stream, tempfile.TemporaryDirectory() as folder:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "tmpdir": folder}
        with xlsxwriter.Workbook(stream, options) as book:
            sheets = {name: book.add_worksheet(name) for name in FLAT_SCHEMAS}
            for name, sheet in sheets.items():
                sheet.write_row(0, 0, FLAT_SCHEMAS[name].names)
                sheet.freeze_panes(1, 0)
            for some in batches:
                for name, batch in some.items():
                    if rows[name] + batch.num_rows > _SHEET_ROWS:
                        raise TableError(f"{path}: more {name} than a sheet has rows; use .csv")
                    for row in _rows(batch):
                        rows[name] += 1
                        sheets[name].write_row(rows[name], 0, list(map(harmless, row)))
    return rows


def _sqlite(batches: Batches, path: Path) -> dict[str, int]:
    rows = dict.fromkeys(FLAT_SCHEMAS, 0)
    with tempfile.TemporaryDirectory(dir=path.resolve().parent, prefix=".") as folder:
        file = Path(folder, "tables.sqlite")
        with closing(sqlite3.connect(file)) as base:
            for name, schema in FLAT_SCHEMAS.items():
                base.execute(f'CREATE TABLE "{name}" ({", ".join(map(_declared, schema))})')
            for some in batches:
                for name, batch in some.items():
                    marks = ", ".join("?" * batch.num_columns)
                    base.executemany(f'INSERT INTO "{name}" VALUES ({marks})', _rows(batch))
                    rows[name] += batch.num_rows
            for name, columns in _INDEXED.items():
                for column in columns:
                    base.execute(f'CREATE INDEX "{name}_{column}" ON "{name}" ("{column}")')
            base.commit()
        with file.open("rb") as made, open_output(path) as stream:
            _copy(made, stream)
    return rows


def _declared(field: pa.Field) -> str:
    kind = {"string": "TEXT", "double": "REAL", "int64": "INTEGER"}[str(field.type)]
    return f'"{field.name}" {kind}'


def _copy(source: IO[bytes], target: IO[bytes]) -> None:
    while data := source.read(1 << 20):
        target.write(data)


def _rows(batch: pa.RecordBatch) -> Iterator[tuple[object, ...]]:
    return zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _cell(value: object) -> object:
    """Lists as their items parted by blanks; whole numbers without a fraction."""
    if isinstance(value, list):
        return " ".join(map(str, value))
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
