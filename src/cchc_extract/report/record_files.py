"""Reads records back from JSON Lines files, and joins them with their articles."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from cchc_extract.records import Record

__all__ = [
    "Read", "RecordError", "checked", "holds_records", "is_json_lines", "kept_text", "read_lines",
    "text_of",
]  # fmt: skip

_SUFFIXES = (".jsonl", ".jsonl.gz")


class RecordError(ValueError):
    """A line that is no record, or a record whose text is not there; says file, row and reason."""


class Read(NamedTuple):
    """A record and where it stood."""

    where: str
    record: Record


def is_json_lines(path: Path) -> bool:
    """Whether the file is read here, by its name."""
    return path.name.endswith(_SUFFIXES)


def read_lines(path: Path) -> Iterator[Read | RecordError]:
    """Records of a JSON Lines file; a line that is none comes as its error."""
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
            for row, line in enumerate(stream, 1):
                if line.strip():
                    yield checked(line, f"{path}, row {row}")
    except (OSError, EOFError) as x:
        yield RecordError(f"{path}: {(getattr(x, 'strerror', None) or str(x)).lower()}")


def checked(row: bytes | dict[str, object], where: str) -> Read | RecordError:
    """The record in a line of JSON or in plain values, or why it is none."""
    try:
        if isinstance(row, bytes):
            record = Record.model_validate_json(row)
        else:
            record = Record.model_validate(row)
    except ValidationError as x:
        first = x.errors()[0]
        field = ".".join(map(str, first["loc"]))
        return RecordError(f"{where}: not a record: {field + ': ' if field else ''}{first['msg']}")
    fault = _fault(record)
    return RecordError(f"{where}: {fault}") if fault else Read(where, record)


def _fault(record: Record) -> str | None:
    """What a page could not be made of, although its fields have the right types."""
    facts = {fact.id for fact in record.facts}
    for check in record.checks:
        if unknown := {check.whole, *check.parts} - facts:
            return f"a check names facts that are not there: {min(unknown)}"
    for fact in record.facts:
        for period in filter(None, (fact.period, fact.baseline)):
            for day in filter(None, (period.start, period.end)):
                try:
                    date.fromisoformat(day)
                except ValueError:
                    return f"{fact.id}: {day!r} is no date"
    return None


def holds_records(path: Path) -> bool:
    """Whether the first row of a JSON Lines file is a record and not an article."""
    if not is_json_lines(path):
        return False
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
        first = next((line for line in stream if line.strip()), b"")
    return b'"text_sha256"' in first and b'"produced_by"' in first


def kept_text(record: Record) -> str | None:
    """The text that the record itself carries, where it was made to keep it."""
    text = record.meta.get("text")
    return text if isinstance(text, str) else None


def text_of(read: Read, texts: Mapping[str, str]) -> str:
    """The text that the offsets of a record index: its own, or that of the article with its id.

    Raises:
        RecordError: there is none, or it is not the text that the record was made from.
    """
    where, record = read
    text = kept_text(record)
    if text is None:
        if not texts:
            raise RecordError(f"{where}: the record has no text; --articles says where it is")
        if record.id not in texts:
            raise RecordError(f"{where}: no article with id {record.id!r} in --articles")
        text = texts[record.id]
    if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != record.text_sha256:
        raise RecordError(f"{where}: the text of article {record.id!r} is another than then")
    return text
