"""The same articles in every kind of file."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import zstandard
from pyarrow import parquet

from benchmarks.archive_filler import Row, as_line

__all__ = ["KINDS", "as_page", "write"]

KINDS = ("jsonl", "jsonl.gz", "jsonl.zst", "csv", "parquet", "warc", "warc.gz", "txt", "html")
"""``txt`` and ``html`` are folders, a file for each article; the others are one file."""

_FIELDS = ("id", "title", "published", "text")
_GROUP = 2000  # rows
_MENU = "".join(f'<li><a href="/muc-{n}">Chuyên mục {n}</a></li>' for n in range(150))


def write(rows: list[Row], folder: Path, kind: str) -> tuple[Path, int]:
    """Write the articles; returns the file or folder, and its bytes when unpacked."""
    path = folder / f"a.{kind}"
    match kind.split("."):
        case ["jsonl", *packing]:
            return path, _write(path, b"".join(map(as_line, rows)), packing)
        case ["csv"]:
            text = io.StringIO()
            writer = csv.DictWriter(text, _FIELDS, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
            return path, _write(path, text.getvalue().encode(), [])
        case ["parquet"]:
            table = pa.Table.from_pylist(rows, pa.schema([(f, pa.string()) for f in _FIELDS]))
            parquet.write_table(table, path, compression="zstd", row_group_size=_GROUP)
            return path, table.nbytes
        case ["warc", *packing]:
            return path, _write_warc(path, rows, packed=bool(packing))
        case ["txt"]:
            return path, _write_files(path, ((r["id"], r["text"].encode()) for r in rows), kind)
        case _:
            return path, _write_files(path, ((r["id"], as_page(r)) for r in rows), kind)


def as_page(row: Row) -> bytes:
    """The article on a page with a menu, some 10 KB more than its text."""
    body = "".join(f"<p>{line}</p>" for line in row["text"].split("\n") if line)
    head = f"<head><title>{row['id']}</title></head>"
    return f"<html>{head}<body><ul>{_MENU}</ul><h1>{row['id']}</h1>{body}</body></html>".encode()


def _write(path: Path, data: bytes, packing: list[str]) -> int:
    packed = data
    if packing == ["gz"]:
        packed = gzip.compress(data, 6)
    elif packing == ["zst"]:
        packed = zstandard.compress(data, 3)
    path.write_bytes(packed)
    return len(data)


def _write_files(folder: Path, files: Iterable[tuple[str, bytes]], kind: str) -> int:
    folder.mkdir()
    return sum((folder / f"{name}.{kind}").write_bytes(data) for name, data in files)


def _write_warc(path: Path, rows: Iterable[Row], *, packed: bool) -> int:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    kind = [("Content-Type", "text/html; charset=utf-8")]
    size = 0
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=packed)
        for row in rows:
            page = as_page(row)
            headers = StatusAndHeaders("200 OK", kind, protocol="HTTP/1.1")
            record = writer.create_warc_record(
                f"https://bao.example/{row['id']}",
                "response",
                io.BytesIO(page),
                http_headers=headers,
            )
            writer.write_record(record)
            size += len(page)
    return size
