"""Reads JSON Lines: one object a line, ``id`` and ``text`` and what else there is."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterable, Iterator

import orjson
from pydantic import JsonValue

from cchc_extract.archive.fields import Fields, kind_of
from cchc_extract.archive.items import Item, Place, ReadArticle, Refused

__all__ = ["json_lines", "read_json_lines", "read_row"]

_HEAD = 8192


def read_json_lines(
    stream: io.BufferedReader, file: str, fields: Fields | None = None
) -> Iterator[Item]:
    """The articles of a JSON Lines stream in UTF-8, or in UTF-16 with its mark, row by row.

    Args:
        stream: open for reading bytes, at its start.
        file: its name, for messages.
        fields: the names of the fields there.
    """
    fields = fields or Fields()
    lines = json_lines(stream, file)
    if isinstance(lines, Refused):
        yield lines
        return
    row = 0
    try:
        for row, line in enumerate(lines, 1):
            if line.strip():
                yield read_row(line, Place(file, row), fields)
    except UnicodeDecodeError as x:
        yield Refused(Place(file, row + 1), f"not UTF-16: {x.reason}")


def json_lines(stream: io.BufferedReader, file: str) -> Iterable[bytes] | Refused:
    """The lines of a stream of JSON Lines in UTF-8, or the reason why it has none."""
    head = stream.peek(_HEAD)
    if not head:
        return Refused(Place(file), "empty file")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _wide_lines(stream)
    if b"\0" in head:
        return Refused(Place(file), "binary data, not JSON Lines")
    if head.startswith(codecs.BOM_UTF8):
        stream.read(len(codecs.BOM_UTF8))
    return stream


def _wide_lines(stream: io.BufferedReader) -> Iterator[bytes]:
    text = io.TextIOWrapper(stream, encoding="utf-16", newline="\n")
    try:
        for line in text:
            yield line.encode("utf-8", "surrogatepass")
    finally:
        text.detach()  # the stream is its owner's to close


def read_row(line: bytes, place: Place, fields: Fields) -> Item:
    """The article on one line of JSON Lines."""
    size = len(line)
    try:
        row: JsonValue = orjson.loads(line)
    except orjson.JSONDecodeError as x:
        return Refused(place, f"not JSON: {x.msg} at column {x.colno}", size)
    if not isinstance(row, dict):
        return Refused(place, f"not a JSON object but {kind_of(row)}", size)
    article = fields.article(row)
    if isinstance(article, str):
        return Refused(place, article, size)
    return ReadArticle(place, article, size)
