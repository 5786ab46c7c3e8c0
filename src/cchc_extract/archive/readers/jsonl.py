"""Reads JSON Lines: one object a line, ``id`` and ``text`` and what else there is."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterable, Iterator

import orjson
from pydantic import JsonValue

from cchc_extract.archive.items import Article, Item, Place, ReadArticle, Refused

__all__ = ["read_json_lines"]

_HEAD = 8192


def read_json_lines(stream: io.BufferedReader, file: str) -> Iterator[Item]:
    """The articles of a JSON Lines stream in UTF-8, or in UTF-16 with its mark, row by row.

    Args:
        stream: open for reading bytes, at its start.
        file: its name, for messages.
    """
    head = stream.peek(_HEAD)
    if not head:
        yield Refused(Place(file), "empty file")
        return
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not wide and b"\0" in head:
        yield Refused(Place(file), "binary data, not JSON Lines")
        return
    if head.startswith(codecs.BOM_UTF8):
        stream.read(len(codecs.BOM_UTF8))
    lines: Iterable[bytes | str] = (
        io.TextIOWrapper(stream, encoding="utf-16", newline="\n") if wide else stream
    )
    row = 0
    try:
        for row, line in enumerate(lines, 1):
            if line.strip():
                yield _read_row(line, Place(file, row))
    except UnicodeDecodeError as x:
        yield Refused(Place(file, row + 1), f"not UTF-16: {x.reason}")


def _read_row(line: bytes | str, place: Place) -> Item:
    size = len(line)
    try:
        row: JsonValue = orjson.loads(line)
    except orjson.JSONDecodeError as x:
        return Refused(place, f"not JSON: {x.msg} at column {x.colno}", size)
    if not isinstance(row, dict):
        return Refused(place, f"not a JSON object but {_kind(row)}", size)
    reason = _mend_and_check(row)
    return Refused(place, reason, size) if reason else ReadArticle(place, row, size)


def _mend_and_check(row: Article) -> str | None:
    """The reason why ``row`` is no article, if any. A number as id becomes a string."""
    if isinstance(row.get("id"), int) and not isinstance(row["id"], bool):
        row["id"] = str(row["id"])
    for name in ("id", "text"):
        value = row.get(name)
        if value is None:
            return f"no `{name}`"
        if not isinstance(value, str):
            return f"`{name}` is not a string but {_kind(value)}"
        if not value.strip():
            return f"`{name}` is empty"
    for name in ("title", "published"):
        value = row.get(name)
        if value is not None and not isinstance(value, str):
            return f"`{name}` is not a string but {_kind(value)}"
    return None


def _kind(value: JsonValue) -> str:
    if isinstance(value, bool):
        return "true or false"
    return {dict: "an object", list: "a list", str: "a string", type(None): "null"}.get(
        type(value), "a number"
    )
