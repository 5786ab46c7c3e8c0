"""What pages say, in Vietnamese and in English; the texts are data (``data/labels.yaml``)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

import yaml

__all__ = ["Language", "Phrase", "label"]

Language = Literal["vi", "en"]


class Phrase(NamedTuple):
    """One text in both languages of the interface."""

    vi: str
    en: str

    def __add__(self, other: object) -> Phrase:
        """Join two phrases, or a phrase and a text that is the same in both."""
        if isinstance(other, Phrase):
            return Phrase(self.vi + other.vi, self.en + other.en)
        if isinstance(other, str):
            return Phrase(self.vi + other, self.en + other)
        return NotImplemented


@cache
def _labels() -> dict[str, Phrase]:
    source = files("cchc_extract.report") / "data" / "labels.yaml"
    rows = yaml.load(source.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return {key: Phrase(row["vi"], row["en"]) for key, row in rows.items()}


def label(key: str) -> Phrase:
    """The text named ``key``, such as ``metric.rank``.

    Raises:
        KeyError: there is no such text.
    """
    return _labels()[key]
