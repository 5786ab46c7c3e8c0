"""Knows which articles a folder holds already: by id, and by text."""

from __future__ import annotations

from enum import Enum, auto
from hashlib import blake2b

__all__ = ["Seen", "Verdict"]


class Verdict(Enum):
    """What an article is to the articles before it."""

    NEW = auto()
    SAME_TEXT = auto()
    SAME_ID = auto()  # with another text
    SAME = auto()  # the same id with the same text


class Seen:
    """Ids and texts by short hashes: a few hundred bytes an article, whatever its length."""

    def __init__(self) -> None:
        self._text_of_id: dict[int, int] = {}
        self._id_of_text: dict[int, str] = {}

    def verdict(self, article_id: str, text_sha256: bytes) -> Verdict:
        """What an article is to those that were added."""
        text = _short(text_sha256)
        known = self._text_of_id.get(_key(article_id))
        if known is not None:
            return Verdict.SAME if known == text else Verdict.SAME_ID
        return Verdict.SAME_TEXT if text in self._id_of_text else Verdict.NEW

    def first_with(self, text_sha256: bytes) -> str:
        """The id of the first article with that text."""
        return self._id_of_text[_short(text_sha256)]

    def add(self, article_id: str, text_sha256: bytes) -> None:
        """Add an article."""
        text = _short(text_sha256)
        self._text_of_id[_key(article_id)] = text
        self._id_of_text.setdefault(text, article_id)


def _key(article_id: str) -> int:
    return int.from_bytes(blake2b(article_id.encode(), digest_size=8).digest())


def _short(text_sha256: bytes) -> int:
    return int.from_bytes(text_sha256[:8])
