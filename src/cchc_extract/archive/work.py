"""What a worker does with a block: choose the relevant articles, read them, extract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import orjson
import pyarrow as pa

from cchc_extract.archive.batch import extract_batch
from cchc_extract.archive.blocks import Block, Take
from cchc_extract.archive.done import Done, Found
from cchc_extract.archive.fields import Fields
from cchc_extract.archive.formats import Format
from cchc_extract.archive.items import Item, Place, ReadArticle, Refused
from cchc_extract.archive.readers.articles import page_article, read_file
from cchc_extract.archive.readers.jsonl import read_row
from cchc_extract.archive.readers.tables import parquet_batches, read_batch
from cchc_extract.archive.readers.warc import warc_pages
from cchc_extract.archive.relevance import Kind, relevance_scan, scan_of_json, with_letters
from cchc_extract.archive.sketch import sketch_of
from cchc_extract.archive.streams import open_bytes, why

if TYPE_CHECKING:
    from cchc_extract.extractor import NerMode

__all__ = ["Task", "work"]

_BATCH = 64
_OWN = frozenset({"id", "text", "title", "published"})


@dataclass(frozen=True, slots=True)
class Task:
    """What is done with every block.

    Attributes:
        scan: whether only articles with a word of the reform are read.
        fields: the names of the fields in rows.
        keep_text: whether records carry the text.
        ner, rules: as the extractor takes them.
    """

    scan: bool = True
    fields: Fields = field(default_factory=Fields)
    keep_text: bool = False
    ner: NerMode = "off"
    rules: tuple[str, ...] = ()


def work(block: Block, task: Task, waiting: Path) -> Done:
    """Read and extract a block; ``waiting`` is the folder for records too many to hold."""
    done = Done(size=block.size)
    held: list[ReadArticle] = []
    try:
        for item in _items(block, task, done):
            done.chosen += 1
            if isinstance(item, Refused):
                done.refused.append(item)
                continue
            held.append(item)
            if len(held) == _BATCH:
                _extract(held, task, done, waiting)
                held = []
    except OSError as x:
        done.refused.append(Refused(Place(block.file), why(x)))
    if held:
        _extract(held, task, done, waiting)
    return done


def _extract(items: list[ReadArticle], task: Task, done: Done, waiting: Path) -> None:
    batch = pa.RecordBatch.from_pylist(
        [
            {
                "id": item.article["id"],
                "text": item.article["text"],
                "title": item.article.get("title"),
                "published": item.article.get("published"),
                "meta": _json({k: v for k, v in item.article.items() if k not in _OWN}),
                "warnings": _json([w.model_dump() for w in item.warnings]),
            }
            for item in items
        ],
        _ARTICLES,
    )
    result = extract_batch(batch, ner=task.ner, rules=task.rules, keep_text=task.keep_text)
    for item, row in zip(items, result.to_pylist(), strict=True):
        if row["error"] is not None:
            done.refused.append(Refused(item.place, row["error"], item.size))
            continue
        sketch = sketch_of(str(item.article["text"]))
        place = item.place
        record = row["record"].encode()
        found = (row["id"], item.other_id, place.file, place.row, row["text_sha256"], sketch)
        done.add(Found(*found, record), waiting)


_ARTICLES = pa.schema(
    [(name, pa.string()) for name in ("id", "text", "title", "published", "meta", "warnings")]
)


def _json(value: object) -> str | None:
    return orjson.dumps(value).decode() if value else None


def _items(block: Block, task: Task, done: Done) -> Iterator[Item]:
    match block.take:
        case Take.RANGE:
            lines = _lines_of_range(block)
            yield from _from_lines(lines, block, task, done)
        case Take.LINES:
            yield from _from_lines(block.lines, block, task, done)
        case Take.BATCH if block.rows is not None:
            yield from _from_batches([block.rows], block, task, done)
        case Take.GROUPS:
            batches = parquet_batches(block.file, list(range(block.start, block.stop)))
            yield from _from_batches(batches, block, task, done)
        case Take.FILES:
            yield from _from_files(block, task, done)
        case Take.WARC:
            yield from _from_warc(block, task, done)
        case _:
            if block.refused is not None:
                yield block.refused


def _lines_of_range(block: Block) -> bytes:
    """The lines that begin within the block, the last one whole."""
    with open(block.file, "rb") as stream:
        stream.seek(max(block.start - 1, 0))
        data = stream.read(block.stop - max(block.start - 1, 0))
        begin = 0
        if block.start:
            begin = data.find(b"\n") + 1
            if not begin:
                return b""  # one line runs through the whole block
        elif data.startswith(b"\xef\xbb\xbf"):
            begin = 3
        if not data.endswith(b"\n"):
            data += stream.readline()
    return data[begin:] if begin else data


def _from_lines(data: bytes, block: Block, task: Task, done: Done) -> Iterator[Item]:
    done.articles = data.count(b"\n") + (not data.endswith(b"\n") and bool(data))
    row, at = block.first_row or 1, 0
    for start, stop in scan_of_json(data).lines(data) if task.scan else _all_lines(data):
        row += data.count(b"\n", at, start)
        at = start
        line = data[start:stop]
        if line.strip():
            yield read_row(line, Place(block.file, row), task.fields)


def _all_lines(data: bytes) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(data):
        stop = data.find(b"\n", start)
        if stop < 0:
            stop = len(data)
        yield start, stop
        start = stop + 1


def _from_batches(
    batches: Iterable[pa.RecordBatch], block: Block, task: Task, done: Done
) -> Iterator[Item]:
    row = block.first_row or 1
    for batch in batches:
        chosen = relevant_rows(batch, task.fields) if task.scan else None
        yield from read_batch(batch, block.file, row, task.fields, chosen)
        row += batch.num_rows
        done.articles += batch.num_rows


def relevant_rows(batch: pa.RecordBatch, fields: Fields) -> list[int]:
    """The rows whose text or title has a word of the reform, found in the columns' raw bytes."""
    rows: set[int] = set()
    for name in (fields.text, fields.title):
        if name not in batch.schema.names:
            continue
        column = batch.column(name)
        if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
            continue
        wide = pa.types.is_large_string(column.type)
        _, offsets_buffer, data = column.buffers()
        if data is None:
            continue
        kind = np.int64 if wide else np.int32
        offsets = np.frombuffer(
            offsets_buffer, kind, len(column) + 1, column.offset * kind().nbytes
        )
        begin, end = int(offsets[0]), int(offsets[-1])
        ends = relevance_scan(Kind.TEXT).offsets(memoryview(data)[begin:end])
        rows.update((np.searchsorted(offsets, np.array(ends) + begin, "left") - 1).tolist())
    return sorted(rows)


def _from_files(block: Block, task: Task, done: Done) -> Iterator[Item]:
    for source in block.files:
        done.articles += 1
        try:
            with open_bytes(source.path) as stream:
                data = stream.read()
        except OSError as x:
            yield Refused(Place(source.path), why(x))
            continue
        if not data.strip() or not task.scan or _is_relevant(data, source.format):
            yield read_file(data, source)


def _from_warc(block: Block, task: Task, done: Done) -> Iterator[Item]:
    with open_bytes(block.file) as stream:
        for page in warc_pages(stream):
            done.articles += 1
            if not task.scan or _is_relevant(page.data, Format.HTML):
                yield page_article(page, block.file)


def _is_relevant(data: bytes, format: Format | None) -> bool:
    scan = relevance_scan(Kind.TEXT)
    return scan.finds(with_letters(data) if format is Format.HTML else data)
