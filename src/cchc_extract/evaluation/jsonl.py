"""JSON Lines with one clear reason for every line that cannot be used."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import TypeAdapter, ValidationError

from cchc_extract.evaluation.rows import PredictedRow

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from cchc_extract.evaluation.gold import GoldArticle

Row = TypeVar("Row")

BOM = b"\xef\xbb\xbf"


class RowError(ValueError):
    """A line that cannot be used: `path`, `line` (from 1; 0 for the file itself) and `reason`."""

    def __init__(self, path: Path | str, line: int, reason: str) -> None:
        self.path, self.line, self.reason = str(path), line, reason
        super().__init__(f"{path}:{line}: {reason}" if line else f"{path}: {reason}")


class PredictionError(RowError):
    """A prediction row that cannot be scored."""


def read_lines(path: Path, error: type[RowError]) -> Iterator[tuple[int, int, bytes]]:
    """Line number, byte offset and bytes of every line that is not blank.

    Lines end at "\\n" only: the other line separators of Unicode occur inside article texts.
    """
    try:
        with path.open("rb") as file:
            offset = 0
            for number, raw in enumerate(file, 1):
                line = raw.removeprefix(BOM) if number == 1 else raw
                if line.strip():
                    yield number, offset + len(raw) - len(line), line.rstrip(b"\r\n")
                offset += len(raw)
    except OSError as problem:
        raise error(path, 0, problem.strerror or str(problem)) from None


def parse(
    adapter: TypeAdapter[Row], raw: bytes, path: Path, line: int, error: type[RowError]
) -> Row:
    """The row of a line, or `error` with its first fault in one sentence."""
    try:
        return adapter.validate_json(raw)
    except ValidationError as problem:
        raise error(path, line, _reason(problem.errors()[0])) from None


def _reason(fault: ErrorDetails) -> str:
    place = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in fault["loc"])
    place = place.removeprefix(".")
    match fault["type"]:
        case "json_invalid":
            return f"truncated or not JSON: {fault['msg'].removeprefix('Invalid JSON: ')}"
        case "missing":
            return f"no {place}"
        case "literal_error":
            field = place.rpartition(".")[2]
            return f"unknown {field} {fault['input']!r} at {place}"
    given = repr(fault["input"])
    shown = given if len(given) < 60 else given[:57] + "..."
    return f"{place or 'row'}: {fault['msg'][0].lower()}{fault['msg'][1:]}, got {shown}"


class RecordFile(Mapping[str, PredictedRow]):
    """The records of a prediction file by article id, decoded when asked for.

    Opening reads the file once, checks the shape of every row and keeps only where each line
    stands, so that a file of any size is scored in little memory. Raises `PredictionError` for the
    first bad row.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._places: dict[str, tuple[int, int]] = {}
        adapter = TypeAdapter(PredictedRow)
        for number, offset, raw in read_lines(self.path, PredictionError):
            row = parse(adapter, raw, self.path, number, PredictionError)
            if row["id"] in self._places:
                raise PredictionError(self.path, number, f"id {row['id']!r} twice")
            for item in (*row["entities"], *row["facts"]):
                if item["start"] >= item["end"]:
                    reason = f"span [{item['start']}, {item['end']}] is empty"
                    raise PredictionError(self.path, number, reason)
            self._places[row["id"]] = number, offset

    def __getitem__(self, article_id: str) -> PredictedRow:
        _, offset = self._places[article_id]
        with self.path.open("rb") as file:
            file.seek(offset)
            row: PredictedRow = json.loads(file.readline())
        return row

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def record_of(self, article: GoldArticle) -> PredictedRow | None:
        """The record of a gold article, None where there is none.

        Raises `PredictionError` when it was made from another text, or when a span does not fit the
        text.
        """
        if article.id not in self._places:
            return None
        row = self[article.id]
        reason = misfit(row, article)
        if reason:
            raise PredictionError(self.path, self._places[article.id][0], reason)
        return row


def misfit(row: PredictedRow, article: GoldArticle) -> str | None:
    """Why a record cannot be one of this article; None when it can."""
    digest = row.get("text_sha256")
    if digest and article.text_sha256 and digest != article.text_sha256:
        return f"text_sha256 is not that of article {article.id!r}"
    if article.text is None:
        return None
    for name, items in (("entities", row["entities"]), ("facts", row["facts"])):
        for place, item in enumerate(items):
            start, end = item["start"], item["end"]
            if end > len(article.text):
                return (
                    f"{name}[{place}]: end {end} is past the text's {len(article.text)} characters"
                )
            surface = item.get("text")
            if surface is not None and article.text[start:end] != surface:
                found = article.text[start:end]
                return f"{name}[{place}]: text at [{start}, {end}] is {found!r}, not {surface!r}"
    return None
