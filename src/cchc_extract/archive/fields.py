"""Rows of foreign tables to articles: which field is what, and what makes a row unusable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import JsonValue

from cchc_extract.archive.items import Article

__all__ = ["Fields"]


@dataclass(frozen=True, slots=True)
class Fields:
    """The names that the fields of an article have in the rows to read."""

    id: str = "id"
    text: str = "text"
    title: str = "title"
    published: str = "published"

    def article(self, row: Mapping[str, object]) -> Article | str:
        """The article that ``row`` holds, or the reason why it holds none.

        A number as id becomes a string, a date or time an ISO string; where a mapped field takes
        the name of another one, that other one is dropped.
        """
        names = {self.id: "id", self.text: "text", self.title: "title"}
        names[self.published] = "published"
        article: dict[str, object] = {k: v for k, v in row.items() if k not in names}
        article |= {field: row[name] for name, field in names.items() if name in row}
        for name, value in article.items():
            if isinstance(value, date):
                article[name] = _iso(value)
        number = article.get("id")
        if isinstance(number, int) and not isinstance(number, bool):
            article["id"] = str(number)
        reason = self._unusable(article)
        return reason or _plain(article)

    def _unusable(self, article: Mapping[str, object]) -> str | None:
        for field, name in (("id", self.id), ("text", self.text)):
            value = article.get(field)
            if value is None:
                return f"no `{name}`"
            if not isinstance(value, str):
                return f"`{name}` is not a string but {kind_of(value)}"
            if not value.strip():
                return f"`{name}` is empty"
        for field, name in (("title", self.title), ("published", self.published)):
            value = article.get(field)
            if value is not None and not isinstance(value, str):
                return f"`{name}` is not a string but {kind_of(value)}"
        return None


def kind_of(value: object) -> str:
    """What ``value`` is, in the words of JSON."""
    if isinstance(value, bool):
        return "true or false"
    return {dict: "an object", list: "a list", str: "a string", type(None): "null"}.get(
        type(value), "a number"
    )


def _iso(value: date) -> str:
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    return value.isoformat()


def _plain(article: Mapping[str, object]) -> dict[str, JsonValue]:
    return {name: _json(value) for name, value in article.items()}


def _json(value: object) -> JsonValue:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Mapping):
        return {str(k): _json(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_json(v) for v in value]
    return _iso(value) if isinstance(value, date) else str(value)
