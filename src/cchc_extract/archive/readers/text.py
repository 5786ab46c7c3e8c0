"""Reads a plain text file: one file, one article."""

from __future__ import annotations

from cchc_extract.archive.decoding import UndecodableError, decode
from cchc_extract.archive.items import Item, Place, ReadArticle, Refused
from cchc_extract.records import Warning_

__all__ = ["read_text"]


def read_text(data: bytes, file: str, article_id: str, other_id: str | None = None) -> Item:
    """The article that the bytes of a text file hold.

    Args:
        data: the whole file.
        file: its name, for messages.
        article_id: the id that the article gets.
        other_id: the id to fall back on when another article has that one.
    """
    place = Place(file)
    if not data.strip():
        return Refused(place, "empty file", len(data))
    try:
        decoded = decode(data)
    except UndecodableError as x:
        return Refused(place, str(x), len(data))
    if not decoded.text.strip():
        return Refused(place, "empty file", len(data))
    warnings = tuple(Warning_(code=code, message=message) for code, message in decoded.notes)
    article = {"id": article_id, "text": decoded.text}
    return ReadArticle(place, {**article}, len(data), other_id, warnings)
