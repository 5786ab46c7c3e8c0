"""What reading an input yields: an article, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field

from pydantic import JsonValue

from cchc_extract.records import Warning_

__all__ = ["Article", "Item", "Place", "ReadArticle", "Refused"]

Article = dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was read: a file and, where it has rows, the row counted from 1."""

    file: str
    row: int | None = None

    def __str__(self) -> str:
        return self.file if self.row is None else f"{self.file}, row {self.row}"


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article as read.

    Attributes:
        place: where it stood.
        article: the fields of the row; ``id`` and ``text`` are there and are strings.
        size: bytes of the input that it took, for progress.
        other_id: the id to take when another article has this one already; set where the id was
            made from a file name, which the article's author did not choose.
        warnings: what was uncertain in reading it, to be added to its record.
    """

    place: Place
    article: Article
    size: int = 0
    other_id: str | None = None
    warnings: tuple[Warning_, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """An input, or a row of one, that holds no usable article; ``str()`` is the line to print."""

    place: Place
    reason: str
    size: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


Item = ReadArticle | Refused
