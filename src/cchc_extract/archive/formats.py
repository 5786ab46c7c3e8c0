"""The kinds of input that are read; light enough for a command line to name them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath

__all__ = ["Compression", "Format", "compression_of", "format_of"]


class Format(StrEnum):
    """Kinds of input; the value is the file name extension without its dot."""

    TXT = "txt"
    HTML = "html"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    WARC = "warc"


class Compression(StrEnum):
    """How a file is packed; the value is the last extension without its dot."""

    GZIP = "gz"
    ZSTD = "zst"


_OTHER_NAMES = {
    "htm": Format.HTML,
    "xhtml": Format.HTML,
    "ndjson": Format.JSONL,
    "pq": Format.PARQUET,
}


def compression_of(path: str | PurePath) -> Compression | None:
    """How the file is packed, by its name."""
    last = PurePath(path).suffix.lower().removeprefix(".")
    return Compression(last) if last in list(Compression) else None


def format_of(path: str | PurePath) -> Format | None:
    """The kind of a file by its name, ``.gz`` and ``.zst`` aside; None where it says nothing."""
    path = PurePath(path)
    if compression_of(path):
        path = path.with_suffix("")
    suffix = path.suffix.lower().removeprefix(".")
    return _OTHER_NAMES.get(suffix) or (Format(suffix) if suffix in list(Format) else None)
