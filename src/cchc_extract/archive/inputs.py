"""Which inputs a run has to read: all of them, or what is new since the last run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cchc_extract.archive.blocks import Source
from cchc_extract.archive.formats import Format, compression_of
from cchc_extract.archive.items import Place, Refused
from cchc_extract.archive.manifest import InputRow, fingerprint
from cchc_extract.archive.readers.inputs import STANDARD_INPUT, Input
from cchc_extract.archive.streams import why

__all__ = ["InputChangedError", "new_rows", "sources"]


class InputChangedError(ValueError):
    """An input is not what it was when its reading began; the message says which."""


def new_rows(found: Iterable[Input | Refused], known: Iterable[InputRow]) -> Iterator[InputRow]:
    """The inputs that were not read yet; of a file of lines that has grown, what is behind.

    A file whose beginning is another than it was is refused: records of its articles are there.
    """
    read = {row.path: row for row in known if row.refused is None}
    for item in found:
        if isinstance(item, Refused):
            yield InputRow(path=item.place.file, refused=item.reason)
            continue
        if item.path == STANDARD_INPUT:
            yield InputRow(path="<standard input>", refused="is not read by a run; use extract")
            continue
        try:
            row = _row(item, read.get(item.path))
        except OSError as x:
            row = InputRow(path=item.path, refused=why(x))
        if row is not None:
            yield row


def _row(item: Input, before: InputRow | None) -> InputRow | None:
    row = InputRow(
        path=item.path,
        article_id=item.article_id,
        format=item.format or "",
        size=item.size,
        fingerprint=fingerprint(item.path, item.size),
    )
    if before is None:
        return row
    if (before.size, before.fingerprint) == (row.size, row.fingerprint):
        return None
    if _has_grown(item, before):
        return row.model_copy(update={"start": before.size})
    reason = "has changed since it was read; another output folder reads it anew"
    return InputRow(path=item.path, refused=reason)


def _has_grown(item: Input, before: InputRow) -> bool:
    if item.format is not Format.JSONL or compression_of(item.path) or item.size <= before.size:
        return False
    if fingerprint(item.path, before.size) != before.fingerprint:
        return False
    with open(item.path, "rb") as stream:
        stream.seek(max(before.size - 1, 0))
        return before.size == 0 or stream.read(1) == b"\n"


def sources(rows: Iterable[InputRow]) -> Iterator[Source | Refused]:
    """What ``rows`` stand for, to be cut into blocks.

    Raises:
        InputChangedError: a file is not what it was when ``rows`` were made.
    """
    for row in rows:
        if row.refused is not None:
            yield Refused(Place(row.path), row.refused)
            continue
        try:
            same = fingerprint(row.path, row.size) == row.fingerprint
        except OSError as x:
            raise InputChangedError(f"{row.path}: {why(x)}") from x
        if not same:
            raise InputChangedError(f"{row.path}: has changed since the run began")
        source = Input(row.path, row.article_id, Format(row.format), row.size)
        yield Source(source, row.start)
