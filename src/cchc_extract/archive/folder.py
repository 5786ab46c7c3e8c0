"""The folder that a run fills: shards of records, their index, logs and the manifest.

A shard is written under another name, made durable and renamed; then the logs grow; then the
manifest says so. What a kill leaves beyond the manifest is overwritten or cut off when the run is
taken up again, so the files are the same as if it had never been interrupted.
"""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, NamedTuple

import orjson
import pyarrow as pa
from pyarrow import parquet

from cchc_extract.archive.manifest import InputRow, Manifest, Shard, replacing, sync_folder

__all__ = ["INDEX_SCHEMA", "Entry", "Packing", "RunFolder", "record_files"]

RECORDS, INDEX = "records", "index"
ERRORS, DUPLICATES, INPUTS = "errors.jsonl", "duplicates.jsonl", "inputs.jsonl"
NEAR_COPIES = "near_copies.jsonl"
_WAITING = ".waiting"
_ZSTD_LEVEL = 3
_GROUP = 256  # records of a row group: as Python's objects they take twenty times the space

INDEX_SCHEMA = pa.schema(
    [
        pa.field("id", pa.string()),
        pa.field("text_sha256", pa.binary(32)),
        pa.field("file", pa.string()),
        pa.field("row", pa.int64()),
        pa.field("sketch", pa.binary()),
    ]
)


class Packing(StrEnum):
    """Kinds of record shards."""

    JSONL = "jsonl"
    GZIP = "jsonl.gz"
    ZSTD = "jsonl.zst"
    PARQUET = "parquet"


class Entry(NamedTuple):
    """A line of the index: an article whose record the folder holds."""

    id: str
    text_sha256: bytes
    file: str
    row: int | None
    sketch: bytes


class RunFolder:
    """Writes the folder of a run and reads back what was done.

    Args:
        path: the folder; made where it is missing.
        manifest: what has been done.
        packing: how the records are written.

    Attributes:
        waiting: a folder within for records that wait to be taken over.
        held: bytes of the records that are in no shard yet.
    """

    def __init__(self, path: Path, manifest: Manifest, packing: Packing) -> None:
        self.path = path
        self.waiting = path / _WAITING
        self.manifest = manifest
        self._packing = packing
        self._lines: list[bytes] = []
        self._entries: list[Entry] = []
        self._logs: dict[str, list[bytes]] = {ERRORS: [], DUPLICATES: [], INPUTS: []}
        self.held = 0
        path.mkdir(parents=True, exist_ok=True)
        manifest.save(path)  # first, so that whatever else is there can be told from foreign files
        for folder in (RECORDS, INDEX):
            (path / folder).mkdir(exist_ok=True)
        self._undo()

    def _undo(self) -> None:
        """Take back what was written after the manifest was."""
        for name in self._logs:
            log = self.path / name
            log.touch()
            os.truncate(log, self.manifest.logs.get(name, 0))
        self.tidy()
        for part in self.path.rglob(".*.part"):
            part.unlink()
        known = {shard.name for shard in self.manifest.shards}
        for folder in (RECORDS, INDEX):
            for file in (self.path / folder).glob("part-*"):
                if file.name.partition(".")[0] not in known:
                    file.unlink()

    def tidy(self) -> None:
        """Remove the records that waited to be taken over."""
        shutil.rmtree(self.waiting, ignore_errors=True)

    def add(self, record: bytes, entry: Entry) -> None:
        """Add a record to the shard that is being filled."""
        self._lines.append(record)
        self._entries.append(entry)
        self.held += len(record)

    def log(self, name: str, row: dict[str, str | int | None]) -> None:
        """Add a line to a log."""
        self._logs[name].append(orjson.dumps(row) + b"\n")

    def write_shard(self) -> None:
        """Write the records held as a shard, which counts from the next ``commit`` on."""
        if not self._lines:
            return
        name = f"part-{len(self.manifest.shards):05d}"
        records = self.path / RECORDS / f"{name}.{self._packing}"
        with replacing(records) as stream:
            _write(stream, self._lines, self._packing)
        table = pa.Table.from_pylist([e._asdict() for e in self._entries], INDEX_SCHEMA)
        with replacing(self.path / INDEX / f"{name}.parquet") as stream:
            parquet.write_table(table, stream, compression="zstd")
        size = records.stat().st_size
        self.manifest.shards.append(Shard(name=name, records=len(self._lines), bytes=size))
        self._lines, self._entries, self.held = [], [], 0

    def commit(self) -> None:
        """Write the shard, the logs and the manifest as they are now."""
        self.write_shard()
        for name, lines in self._logs.items():
            if lines:
                with (self.path / name).open("ab") as stream:
                    stream.write(b"".join(lines))
                    stream.flush()
                    os.fsync(stream.fileno())
                    self.manifest.logs[name] = stream.tell()
                lines.clear()
        sync_folder(self.path)
        self.manifest.times["written"] = datetime.now(UTC).isoformat(timespec="seconds")
        self.manifest.save(self.path)

    def entries(self) -> Iterator[Entry]:
        """The index of all records, in their order."""
        for shard in self.manifest.shards:
            table = parquet.read_table(self.path / INDEX / f"{shard.name}.parquet")
            for batch in table.to_batches(max_chunksize=4096):
                columns = (column.to_pylist() for column in batch.columns)
                yield from map(Entry._make, zip(*columns, strict=True))

    def duplicates(self) -> Iterator[dict[str, str]]:
        """The lines of the log of duplicates."""
        with (self.path / DUPLICATES).open("rb") as stream:
            yield from map(orjson.loads, stream)

    def inputs(self) -> list[InputRow]:
        """All inputs that were read or are being read, in their order."""
        with (self.path / INPUTS).open("rb") as stream:
            return [InputRow.model_validate_json(line) for line in stream]


def _write(stream: BinaryIO, lines: list[bytes], packing: Packing) -> None:
    match packing:
        case Packing.JSONL:
            stream.writelines(line + b"\n" for line in lines)
        case Packing.GZIP:
            with gzip.GzipFile("", "wb", 6, stream, mtime=0) as packed:
                packed.writelines(line + b"\n" for line in lines)
        case Packing.ZSTD:
            import zstandard

            packer = zstandard.ZstdCompressor(level=_ZSTD_LEVEL)
            with packer.stream_writer(stream, closefd=False) as writer:
                for line in lines:  # it has no writelines
                    writer.write(line + b"\n")
        case Packing.PARQUET:
            from cchc_extract.archive.writers.arrow import RECORD_SCHEMA, record_table

            with parquet.ParquetWriter(stream, RECORD_SCHEMA, compression="zstd") as writer:
                for i in range(0, len(lines), _GROUP):
                    records = map(orjson.loads, lines[i : i + _GROUP])
                    writer.write_table(record_table(records))


def record_files(path: Path) -> list[Path]:
    """The files of records in the folder of a run, in order."""
    return sorted((path / RECORDS).glob("part-*"))
