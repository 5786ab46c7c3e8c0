"""Bytes of a text file to the text that offsets index."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from cchc_extract.archive.legacy import legacy_text

__all__ = ["Decoded", "UndecodableError", "decode"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What Vietnamese text is met in. Left to choose among a hundred, a detector reads a short cp1258
# text as Korean.
_CANDIDATES = ["utf_8", "utf_16_le", "utf_16_be", "cp1258", "cp1252"]
_DETECT_BYTES = 65_536
# Damage, as by a page cut at a byte count, must not turn a UTF-8 text into cp1252 gibberish.
_WHOLE_LETTERS_PER_BROKEN = 20


class UndecodableError(ValueError):
    """Bytes that are no text, or text in an encoding that was not recognised."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text and what was uncertain about it, as ``(code, message)`` pairs."""

    text: str
    notes: tuple[tuple[str, str], ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode the bytes of a text file and mend what a wrong decoding before us broke.

    The byte order mark is dropped; line ends and the Unicode normal form stay as they are. TCVN3,
    VNI and VISCII are read where the extra ``legacy`` is installed.

    Args:
        data: the whole file.
        declared: the encoding that a page names; taken where the bytes are no valid UTF-8.

    Raises:
        UndecodableError: the bytes are binary data or of no encoding that is known here.
    """
    text, encoding, broken = _decoded(data, declared)
    if _looks_binary(text):
        raise UndecodableError("binary data, not a text")
    notes = []
    if encoding != "utf-8":
        notes.append(("encoding", f"read as {encoding}"))
    if broken:
        notes.append(("broken_bytes", f"{broken} broken UTF-8 sequences replaced by U+FFFD"))
    mended = _mend(text)
    if mended != text:
        notes.append(("mojibake", "characters broken by a wrong decoding were repaired"))
    return Decoded(mended, tuple(notes))


def _decoded(data: bytes, declared: str | None) -> tuple[str, str, int]:
    """Text, name of the encoding, number of replaced sequences."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _replacing(data[len(bom) :], encoding)
    # UTF-16 of plain letters is valid UTF-8 with a NUL in every other place.
    if b"\0" not in data:
        try:
            return data.decode("utf-8"), "utf-8", 0
        except UnicodeDecodeError:
            text, encoding, broken = _replacing(data, "utf-8")
        if broken * _WHOLE_LETTERS_PER_BROKEN <= sum(c > "\x7f" for c in text) - broken:
            return text, encoding, broken
    legacy = legacy_text(data)
    if legacy is not None:
        return *legacy, 0
    detected = _known(declared) or _detect(data)
    if detected is not None:
        text, encoding, broken = _replacing(data, detected)
        if _mostly_latin(text):
            return text, encoding, broken
    raise UndecodableError("binary data, or text in an encoding that is not recognised")


def _known(declared: str | None) -> str | None:
    """The declared encoding where it is one of those that Vietnamese pages are in."""
    name = (declared or "").lower().replace("-", "").replace("_", "")
    return {"windows1258": "cp1258", "cp1258": "cp1258", "windows1252": "cp1252"}.get(name)


def _replacing(data: bytes, encoding: str) -> tuple[str, str, int]:
    text = data.decode(encoding, errors="replace")
    return text, encoding, text.count("\ufffd")


def _detect(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    # An even number of bytes keeps UTF-16 whole.
    best = from_bytes(data[:_DETECT_BYTES], cp_isolation=_CANDIDATES).best()
    return best.encoding.replace("_", "-") if best else None


def _looks_binary(text: str) -> bool:
    sample = text[:100_000]
    controls = sum((c < " " and c not in "\t\n\r\f") or c == "\x7f" for c in sample)
    return controls * 20 > len(sample)


def _mostly_latin(text: str) -> bool:
    letters = [c for c in text[:100_000] if c.isalpha()]
    # Latin letters, Vietnamese ones among them, are below U+0250 or in U+1E00..U+1EFF.
    latin = sum(c < "\u0250" or "\u1e00" <= c <= "\u1eff" for c in letters)
    return latin * 10 >= len(letters) * 9


def _mend(text: str) -> str:
    import ftfy

    return ftfy.fix_text(
        text,
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        remove_control_chars=False,
        normalization=None,
    )
