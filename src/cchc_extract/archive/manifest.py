"""What a run has done, in a file that is always whole: ``manifest.json`` of its folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Counts", "InputRow", "Manifest", "Shard", "fingerprint", "replacing"]

MANIFEST = "manifest.json"
_EDGE = 1 << 16


class Counts(BaseModel):
    """Totals of a folder, over all its runs."""

    articles: int = 0
    chosen: int = 0
    records: int = 0
    duplicates: int = 0
    errors: int = 0
    bytes: int = 0


class Shard(BaseModel):
    """A file of records."""

    name: str
    records: int
    bytes: int


class InputRow(BaseModel):
    """A line of ``inputs.jsonl``: an input that is read, or being read.

    ``fingerprint`` is that of its first ``size`` bytes, of which this entry reads those from
    ``start`` on. ``refused`` is the reason why it could not be read at all.
    """

    path: str
    article_id: str = ""
    format: str = ""
    start: int = 0
    size: int = 0
    fingerprint: str = ""
    refused: str | None = None


class Manifest(BaseModel):
    """What has been done; written anew after every shard, in one step.

    Attributes:
        version, rules: of the package, as in ``produced_by`` of the records.
        options: what else decides about the records.
        finished: whether all inputs were read to their end.
        blocks: blocks done of the inputs that are being read.
        row: rows done of the file that the next block may go on in.
        first_input: line of ``inputs.jsonl`` that those inputs begin at.
        shards: the files of records, in order.
        logs: how long each log is; what stands behind that is not part of it.
        counts: totals.
        times: of day, in ISO form; nothing else in the folder has any.
    """

    model_config = ConfigDict(extra="forbid")

    format: int = 1
    version: str
    rules: str
    options: dict[str, str | int | bool]
    finished: bool = False
    blocks: int = 0
    row: int = 1
    first_input: int = 0
    shards: list[Shard] = Field(default_factory=list)
    logs: dict[str, int] = Field(default_factory=dict)
    counts: Counts = Field(default_factory=Counts)
    times: dict[str, str] = Field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Manifest | None:
        """The manifest of a folder; None where there is none.

        Raises:
            ValueError: it is not one.
        """
        path = folder / MANIFEST
        return cls.model_validate_json(path.read_bytes()) if path.exists() else None

    def save(self, folder: Path) -> None:
        """Put it in its folder, durably."""
        with replacing(folder / MANIFEST) as stream:
            stream.write(self.model_dump_json(indent=1).encode() + b"\n")


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream to a file under another name, which is made durable and put in its place."""
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(part, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def fingerprint(path: str, size: int) -> str:
    """A short hash of the first ``size`` bytes of a file: of their beginning and their end.

    Raises:
        OSError: the file cannot be read.
    """
    from hashlib import blake2b

    digest = blake2b(str(size).encode(), digest_size=16)
    with open(path, "rb") as stream:
        digest.update(stream.read(min(size, _EDGE)))
        if size > _EDGE:
            stream.seek(max(size - _EDGE, _EDGE))
            digest.update(stream.read(size - stream.tell()))
    return digest.hexdigest()
