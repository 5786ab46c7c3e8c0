"""All the inputs of a command as one stream of articles, in their order."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from cchc_extract.archive.formats import Format
from cchc_extract.archive.items import Item, Place, ReadArticle, Refused
from cchc_extract.archive.readers.jsonl import read_json_lines
from cchc_extract.archive.readers.text import read_text

__all__ = ["Input", "find_inputs", "read_articles"]

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read, or standard input.

    Attributes:
        path: the file as it was given or found; ``-`` for standard input.
        article_id: the id that its article gets where the file gives none.
        format: how to read it; None for standard input whose kind is not said.
        size: bytes, 0 where not known.
    """

    path: str
    article_id: str
    format: Format | None
    size: int = 0


def find_inputs(
    paths: Iterable[str], format: Format | None = None, leave_out: Path | None = None
) -> Iterator[Input | Refused]:
    """The files that ``paths`` stand for, in their order; folders give their files sorted.

    Args:
        paths: files, folders, or ``-`` for standard input.
        format: reads every file that way, whatever its extension.
        leave_out: a file that is not read when a folder holds it: where the records go.
    """
    skip = leave_out.resolve() if leave_out else None
    for path in paths:
        if path == STANDARD_INPUT:
            yield Input(path, "stdin", format)
        elif not os.path.exists(path):
            yield Refused(Place(path), "no such file or folder")
        elif os.path.isdir(path):
            yield from _in_folder(Path(path), format, skip)
        else:
            yield _file(Path(path), Path(path).stem, format)


def _in_folder(folder: Path, format: Format | None, skip: Path | None) -> Iterator[Input | Refused]:
    refused: list[Refused] = []

    def note(error: OSError) -> None:
        refused.append(Refused(Place(str(error.filename)), _why(error)))

    found = False
    for root, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if name.startswith(".") or _format_of(path, format) is None or path.resolve() == skip:
                continue
            found = True
            yield _file(path, path.relative_to(folder).with_suffix("").as_posix(), format)
    yield from refused
    if not found and not refused:
        kinds = " or ".join(f".{f}" for f in Format)
        yield Refused(Place(str(folder)), f"no {kinds} file in this folder")


def _file(path: Path, article_id: str, format: Format | None) -> Input | Refused:
    kind = _format_of(path, format)
    if kind is None:
        kinds = ", ".join(f".{f}" for f in Format)
        return Refused(Place(str(path)), f"unknown kind of file, not {kinds}; --format says how")
    try:
        return Input(str(path), article_id, kind, path.stat().st_size)
    except OSError as x:
        return Refused(Place(str(path)), _why(x))


def _format_of(path: Path, format: Format | None) -> Format | None:
    suffix = path.suffix.lower().removeprefix(".")
    return format or (Format(suffix) if suffix in list(Format) else None)


def read_articles(inputs: Iterable[Input | Refused]) -> Iterator[Item]:
    """The articles of ``inputs``; one whose id an earlier article has is refused.

    An id made from a file name gives way to the whole path before it is refused.
    """
    taken: dict[str, Place] = {}
    for item in _read_all(inputs):
        if isinstance(item, ReadArticle):
            article_id = str(item.article["id"])
            if article_id in taken and item.other_id is not None:
                article_id = item.other_id
                item = replace(item, article={**item.article, "id": article_id})
            first = taken.setdefault(article_id, item.place)
            if first is not item.place:
                yield Refused(
                    item.place, f"id {article_id!r} is already that of {first}", item.size
                )
                continue
        yield item


def _read_all(inputs: Iterable[Input | Refused]) -> Iterator[Item]:
    for source in inputs:
        if isinstance(source, Refused):
            yield source
            continue
        try:
            if source.path == STANDARD_INPUT:
                yield from _read_standard_input(source.format)
            else:
                with open(source.path, "rb") as stream:
                    yield from _read(stream, source.path, source)
        except OSError as x:
            yield Refused(Place(source.path), _why(x))


def _read_standard_input(format: Format | None) -> Iterator[Item]:
    stream: io.BufferedReader = io.BufferedReader(cast(io.RawIOBase, sys.stdin.buffer))
    if format is None:
        opens_object = stream.peek(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
        format = Format.JSONL if opens_object else Format.TXT
    yield from _read(stream, "<standard input>", Input("", "stdin", format))


def _read(stream: io.BufferedReader, name: str, source: Input) -> Iterator[Item]:
    if source.format is Format.JSONL:
        yield from read_json_lines(stream, name)
    else:
        other_id = os.path.splitext(source.path)[0] if source.path else None
        yield read_text(stream.read(), name, source.article_id, other_id)


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
