"""Cuts archives into blocks: what one worker reads at a time, and what a resumed run starts at.

A block is small to send: a range of a file, some row groups, a few file names; only streams that
cannot be entered in their middle (packed files, CSV) carry their bytes along. Where the cuts fall
depends on the inputs alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import pyarrow as pa

from cchc_extract.archive.formats import Format, compression_of
from cchc_extract.archive.items import Place, Refused
from cchc_extract.archive.readers.inputs import Input
from cchc_extract.archive.readers.jsonl import json_lines
from cchc_extract.archive.readers.tables import csv_batches, row_groups
from cchc_extract.archive.streams import open_bytes, why

__all__ = ["Block", "Source", "Take", "cut"]

_FILES = 64
_READ = 1 << 24


class Take(StrEnum):
    """How the articles of a block are to be got at."""

    RANGE = "range"  # lines of a JSON Lines file that begin between two offsets
    LINES = "lines"  # lines of JSON Lines, carried along
    BATCH = "batch"  # rows of a table, carried along
    GROUPS = "groups"  # row groups of a Parquet file
    FILES = "files"  # whole files, an article each
    WARC = "warc"  # a whole web archive
    NOTHING = "nothing"  # an input that cannot be read, and why


@dataclass(frozen=True, slots=True)
class Source:
    """An input and where its reading begins, in bytes: past what an earlier run has read."""

    input: Input
    start: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the archive.

    Attributes:
        take: how to get at its articles.
        file: the file it is of, for messages; of the first where there are several.
        size: bytes of input, for progress.
        start, stop: offsets of a RANGE, numbers of row GROUPS; ``stop`` excluded.
        files: the FILES.
        lines, rows: what is carried along.
        first_row: number of its first row where that is known; else it follows the block before.
        refused: why there is NOTHING.
    """

    take: Take
    file: str
    size: int = 0
    start: int = 0
    stop: int = 0
    files: tuple[Input, ...] = ()
    lines: bytes = field(default=b"", repr=False)
    rows: pa.RecordBatch | None = field(default=None, repr=False)
    first_row: int | None = None
    refused: Refused | None = None


def cut(sources: Iterable[Source | Refused], size: int) -> Iterator[Block]:
    """The blocks of ``sources`` in order.

    Args:
        sources: the inputs, and what could not be found.
        size: bytes that a block has about; a single article or row group may be larger.
    """
    files: list[Input] = []
    for source in sources:
        if isinstance(source, Source) and source.input.format in (Format.TXT, Format.HTML):
            files.append(source.input)
            if len(files) == _FILES or sum(f.size for f in files) >= size:
                yield _files(files)
                files = []
            continue
        if files:
            yield _files(files)
            files = []
        if isinstance(source, Refused):
            yield Block(Take.NOTHING, source.place.file, refused=source)
            continue
        try:
            yield from _cut(source, size)
        except OSError as x:
            file = source.input.path
            yield Block(Take.NOTHING, file, refused=Refused(Place(file), why(x)))
    if files:
        yield _files(files)


def _files(files: list[Input]) -> Block:
    return Block(Take.FILES, files[0].path, sum(f.size for f in files), files=tuple(files))


def _cut(source: Source, size: int) -> Iterator[Block]:
    match source.input.format:
        case Format.PARQUET:
            yield from _cut_groups(source.input, size)
        case Format.WARC:
            yield Block(Take.WARC, source.input.path, source.input.size, first_row=1)
        case Format.CSV:
            yield from _cut_table(source.input)
        case _:
            yield from _cut_lines(source, size)


def _cut_lines(source: Source, size: int) -> Iterator[Block]:
    path = source.input.path
    with open_bytes(path) as stream:
        if compression_of(path) is None and not stream.peek(2).startswith(
            (b"\xff\xfe", b"\xfe\xff")
        ):
            lines = json_lines(stream, path)
            if isinstance(lines, Refused):
                yield Block(Take.NOTHING, path, refused=lines)
                return
            stop = os.path.getsize(path)
            for start in range(source.start, stop, size):
                end = min(start + size, stop)
                first = _row_at(path, start) if start == source.start else None
                yield Block(Take.RANGE, path, end - start, start, end, first_row=first)
            return
        lines = json_lines(stream, path)
        if isinstance(lines, Refused):
            yield Block(Take.NOTHING, path, refused=lines)
            return
        share = _Share(source.input.size, stream)
        held: list[bytes] = []
        row, total = 1, 0
        for line in lines:
            held.append(line)
            total += len(line)
            if total >= size:
                yield Block(Take.LINES, path, share.read(), lines=b"".join(held), first_row=row)
                row += len(held)
                held, total = [], 0
        if held:
            yield Block(Take.LINES, path, share.rest(), lines=b"".join(held), first_row=row)


def _row_at(path: str, offset: int) -> int:
    """Number of the line that begins at ``offset``."""
    lines = 0
    with open(path, "rb") as stream:
        while stream.tell() < offset:
            lines += stream.read(min(_READ, offset - stream.tell())).count(b"\n")
    return lines + 1


def _cut_table(source: Input) -> Iterator[Block]:
    with open_bytes(source.path) as stream:
        share = _Share(source.size, stream)
        row = 2  # the first is the header
        for batch in csv_batches(stream):
            yield Block(Take.BATCH, source.path, share.read(), rows=batch, first_row=row)
            row += batch.num_rows


def _cut_groups(source: Input, size: int) -> Iterator[Block]:
    groups = row_groups(source.path)
    unpacked = sum(group_size for _, group_size in groups) or 1
    start = row = held = rows = 0
    for number, (count, group_size) in enumerate(groups):
        held += group_size
        rows += count
        if held >= size or number + 1 == len(groups):
            read = source.size * held // unpacked
            yield Block(Take.GROUPS, source.path, read, start, number + 1, first_row=row + 1)
            start, row, held, rows = number + 1, row + rows, 0, 0


class _Share:
    """How many bytes of a file were read since last asked, though it is read unpacked."""

    def __init__(self, size: int, stream: object) -> None:
        self._size = size
        self._raw = getattr(getattr(stream, "raw", None), "fileobj", None)
        self._told = 0

    def read(self) -> int:
        at = self._raw.tell() if self._raw is not None else self._told
        read, self._told = at - self._told, at
        return read

    def rest(self) -> int:
        rest, self._told = max(self._size - self._told, 0), self._size
        return rest
