"""What came of a block, on its way from the worker to the folder.

A web archive or a row group can hold more articles than memory should: beyond some megabytes the
records wait in a file of their own.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from cchc_extract.archive.items import Refused

__all__ = ["Done", "Found"]

_HELD: Final = 16 << 20  # bytes of records; a block of plain lines has hardly more


class Found(NamedTuple):
    """A record and what the run has to know of its article."""

    id: str
    other_id: str | None
    file: str
    row: int | None
    text_sha256: str
    sketch: bytes
    record: bytes


@dataclass(slots=True)
class Done:
    """What came of a block. Rows are numbered from the block's first where that is not known.

    Attributes:
        articles: articles, or rows, that it holds.
        chosen: how many of them were read.
        size: bytes of input.
        refused: what could not be read, in order.
    """

    articles: int = 0
    chosen: int = 0
    size: int = 0
    refused: list[Refused] = field(default_factory=list)
    _found: list[Found] = field(default_factory=list)
    _held: int = 0
    _file: Path | None = None

    def add(self, found: Found, waiting: Path) -> None:
        """Add a record; ``waiting`` is the folder for what is too much to hold."""
        self._found.append(found)
        self._held += len(found.record)
        if self._held >= _HELD:
            self._put_aside(waiting)

    def _put_aside(self, waiting: Path) -> None:
        if self._file is None:
            waiting.mkdir(exist_ok=True)
            handle, name = tempfile.mkstemp(dir=waiting)
            open(handle, "wb").close()
            self._file = Path(name)
        with self._file.open("ab") as stream:
            pickle.dump(self._found, stream)
        self._found, self._held = [], 0

    def take(self) -> Iterator[Found]:
        """The records, in order; once."""
        if self._file is not None:
            with self._file.open("rb") as stream:
                while stream.peek(1):
                    yield from pickle.load(stream)
            self._file.unlink()
        yield from self._found
