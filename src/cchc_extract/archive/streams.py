"""Bytes of a file as one stream, unpacked."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from cchc_extract.archive.formats import Compression, compression_of

__all__ = ["StreamError", "open_bytes", "why"]

_BUFFER = 1 << 20


class StreamError(OSError):
    """A file that cannot be read to its end; the message is the reason."""


def why(error: OSError) -> str:
    """The reason of ``error`` in a few words."""
    return (error.strerror or str(error)).lower()


@contextmanager
def open_bytes(path: str) -> Iterator[io.BufferedReader]:
    """The bytes of a file, unpacked where its name ends in ``.gz`` or ``.zst``.

    Raises:
        StreamError: from the reading within the block too: the packed data is damaged.
        OSError: the file cannot be opened.
    """
    import zstandard

    with open(path, "rb") as raw:
        try:
            yield _unpacked(raw, compression_of(path))
        except (EOFError, zlib.error, gzip.BadGzipFile, zstandard.ZstdError) as x:
            raise StreamError(f"damaged {compression_of(path)} data: {x}") from x


def _unpacked(raw: BinaryIO, compression: Compression | None) -> io.BufferedReader:
    if compression is Compression.GZIP:
        return io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=raw)), _BUFFER)
    if compression is Compression.ZSTD:
        import zstandard

        reader = zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True)
        return io.BufferedReader(cast(io.RawIOBase, reader), _BUFFER)
    return cast(io.BufferedReader, raw)
