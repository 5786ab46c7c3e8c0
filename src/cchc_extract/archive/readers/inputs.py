"""The inputs of a command, in their order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cchc_extract.archive.formats import Format, compression_of, format_of
from cchc_extract.archive.items import Place, Refused
from cchc_extract.archive.streams import why

__all__ = ["STANDARD_INPUT", "Input", "find_inputs"]

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

    @property
    def other_id(self) -> str:
        """The id of its article where another file has given its own one already."""
        return os.path.splitext(self.path)[0]


def find_inputs(
    paths: Iterable[str], format: Format | None = None, leave_out: Path | None = None
) -> Iterator[Input | Refused]:
    """The files that ``paths`` stand for, in their order; folders give their files sorted.

    Args:
        paths: files, folders, patterns like ``crawl/**/*.html``, or ``-`` for standard input.
        format: reads every file that way, whatever its extension.
        leave_out: a file or folder that is not read when a folder holds it: where the records go.
    """
    skip = leave_out.resolve() if leave_out else None
    for path in paths:
        if path == STANDARD_INPUT:
            yield Input(path, "stdin", format)
        elif os.path.isdir(path):
            yield from _in_folder(Path(path), format, skip)
        elif os.path.exists(path):
            yield _file(Path(path), _stem(Path(path)), format)
        elif glob.has_magic(path):
            yield from _matching(path, format, skip)
        else:
            yield Refused(Place(path), "no such file or folder")


def _matching(pattern: str, format: Format | None, skip: Path | None) -> Iterator[Input | Refused]:
    found = sorted(p for p in glob.iglob(pattern, recursive=True) if os.path.isfile(p))
    if not found:
        yield Refused(Place(pattern), "no file matches this pattern")
    for name in found:
        if not _is_left_out(Path(name), skip):
            yield _file(Path(name), _stem(Path(name)), format)


def _in_folder(folder: Path, format: Format | None, skip: Path | None) -> Iterator[Input | Refused]:
    refused: list[Refused] = []

    def note(error: OSError) -> None:
        refused.append(Refused(Place(str(error.filename)), why(error)))

    found = False
    for root, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(
            f for f in folders if not f.startswith(".") and not _is_left_out(Path(root, f), skip)
        )
        for name in sorted(names):
            path = Path(root, name)
            kind = format or format_of(path)
            if name.startswith(".") or kind is None or _is_left_out(path, skip):
                continue
            found = True
            inner = path.relative_to(folder)
            yield _file(path, (inner.parent / _stem(inner)).as_posix(), format)
    yield from refused
    if not found and not refused:
        kinds = " or ".join(f".{f}" for f in Format)
        yield Refused(Place(str(folder)), f"no {kinds} file in this folder")


def _is_left_out(path: Path, skip: Path | None) -> bool:
    return skip is not None and path.name == skip.name and path.resolve() == skip


def _stem(path: Path) -> str:
    return (path.with_suffix("") if compression_of(path) else path).stem


def _file(path: Path, article_id: str, format: Format | None) -> Input | Refused:
    kind = format or format_of(path)
    if kind is None:
        kinds = ", ".join(f".{f}" for f in Format)
        return Refused(Place(str(path)), f"unknown kind of file, not {kinds}; --format says how")
    try:
        return Input(str(path), article_id, kind, path.stat().st_size)
    except OSError as x:
        return Refused(Place(str(path)), why(x))
