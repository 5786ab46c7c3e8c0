"""Texts in the encodings that old files are in."""

from __future__ import annotations

import unicodedata

TONES = "\u0300\u0301\u0303\u0309\u0323"


def as_cp1258(text: str) -> bytes:
    """Letters with their hats, tone marks behind them; what the code page lacks is a `?`."""
    written = []
    for char in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", char)
        tone = "".join(c for c in parts if c in TONES)
        base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES))
        written.append(base + tone)
    return "".join(written).encode("cp1258", "replace")


def as_legacy(text: str, name: str) -> bytes:
    """TCVN3, VNI or VISCII; what a table does not have is a small letter or Latin-1."""
    from viparse.normalize.encodings import CHARMAPS

    written: dict[str, str] = {}
    for legacy, letter in CHARMAPS[name].pairs:
        written.setdefault(letter, legacy)
    chars = (
        c if c.isascii() else written.get(c) or written.get(c.lower()) or c
        for c in unicodedata.normalize("NFC", text)
    )
    return "".join(chars).encode("latin-1", "replace")
