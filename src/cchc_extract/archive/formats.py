"""The kinds of input that are read; light enough for a command line to name them."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Format"]


class Format(StrEnum):
    """Kinds of input; the value is the file name extension without its dot."""

    TXT = "txt"
    JSONL = "jsonl"
