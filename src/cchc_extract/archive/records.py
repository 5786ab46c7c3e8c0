"""Reads records back, from the folder of a run or from files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from cchc_extract.archive.folder import NEAR_COPIES, record_files
from cchc_extract.archive.formats import Format, format_of
from cchc_extract.archive.manifest import Manifest
from cchc_extract.archive.readers.tables import parquet_batches
from cchc_extract.archive.streams import open_bytes

__all__ = ["near_copies_of", "read_records"]

Record = dict[str, Any]


def read_records(paths: Iterable[str]) -> Iterator[Record]:
    """Records as plain values, in the order of the files.

    Args:
        paths: folders of runs, JSON Lines (``.gz``, ``.zst``) and Parquet files of records.

    Raises:
        ValueError: a file holds something else; the message names file and row.
        OSError: a file cannot be read.
    """
    for path in paths:
        for file in _files(Path(path)):
            yield from _of_parquet(file) if _is_parquet(file) else _of_lines(file)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    if Manifest.load(path) is not None:
        return record_files(path)
    files = sorted(f for f in path.rglob("*") if format_of(f) in (Format.JSONL, Format.PARQUET))
    if not files:
        raise ValueError(f"{path}: no records in this folder")
    return files


def _is_parquet(file: Path) -> bool:
    return format_of(file) is Format.PARQUET


def _of_lines(file: Path) -> Iterator[Record]:
    with open_bytes(str(file)) as stream:
        for row, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                record = orjson.loads(line)
            except orjson.JSONDecodeError as x:
                raise ValueError(f"{file}, row {row}: not JSON: {x.msg}") from None
            yield _checked(record, file, row)


def _of_parquet(file: Path) -> Iterator[Record]:
    row = 0
    for batch in parquet_batches(str(file)):
        for record in batch.to_pylist():
            row += 1
            if isinstance(record.get("record"), str):  # as Spark writes them
                yield _checked(orjson.loads(record["record"]), file, row)
                continue
            if isinstance(record.get("meta"), str):
                record["meta"] = orjson.loads(record["meta"])
            yield _checked(record, file, row)


def _checked(record: Any, file: Path, row: int) -> Record:
    if not isinstance(record, dict) or not {"id", "facts", "entities"} <= record.keys():
        raise ValueError(f"{file}, row {row}: not a record")
    return record


def near_copies_of(paths: Iterable[str]) -> dict[str, str]:
    """The near-copies that runs found: id of the copy to id of what it is like."""
    copies: dict[str, str] = {}
    for path in paths:
        file = Path(path) / NEAR_COPIES
        if file.is_file():
            rows = map(orjson.loads, file.read_bytes().splitlines())
            copies.update((row["id"], row["like"]) for row in rows)
    return copies
