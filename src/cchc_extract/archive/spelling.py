"""How a phrase may stand in raw bytes: Unicode forms, encodings, escapes, both cases, any blank.

Each writing gives the byte sequences of one letter; a phrase becomes a byte pattern in the regular
expression syntax of Hyperscan. One pattern is written throughout in one way, as one program
writes, which leaves long literals that the scan is fast on; only web pages mix entities with
letters, so there every letter may stand in each way.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator

__all__ = ["escaped_json_patterns", "json_patterns", "text_patterns"]

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHORT = 5
_JSON_BLANK = rb"(?:[ \t]|\\[nrt]|\xc2\xa0|\\u00a0|\xe2\x80[\x89\x8b\xaf]|\\u20(?:09|0b|2f))+"
_LEGACY_ENCODINGS = ("tcvn3", "vni", "viscii")

Writing = Callable[[str], list[bytes]]


def json_patterns(phrase: str) -> Iterator[bytes]:
    """Patterns of ``phrase`` in JSON that writes letters as they are."""
    for form in _FORMS:
        yield _pattern(phrase, form, [_utf8], _JSON_BLANK)


def escaped_json_patterns(phrase: str) -> Iterator[bytes]:
    """Patterns of ``phrase`` in JSON where some rows write letters as ``\\u`` escapes."""
    yield from json_patterns(phrase)
    if not phrase.isascii():
        for form in _FORMS:
            yield _pattern(phrase, form, [_json_escape], _JSON_BLANK)


def text_patterns(phrase: str) -> Iterator[bytes]:
    """Patterns of ``phrase`` in text files of every encoding that is read."""
    blank = rb"(?:[ \t\r\n\xa0]|\xc2\xa0|\xe2\x80[\x89\x8b\xaf])+"
    for form in _FORMS:
        yield _pattern(phrase, form, [_utf8], blank)
        yield _pattern(phrase, form, [_utf16_le], _wide_blank("le"), bounded=False)
        yield _pattern(phrase, form, [_utf16_be], _wide_blank("be"), bounded=False)
    if phrase.isascii():
        return
    yield _pattern(phrase, _split_tones, [_cp1258], blank)
    for form in _FORMS:
        yield _pattern(phrase, form, [_mojibake_latin1, _mojibake_cp1252], blank)
    for writing in _legacy_writings():
        yield _pattern(phrase, _composed, [writing], blank, bounded=False)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _split_tones(text: str) -> str:
    """Letters with their hats, tone marks behind them: as Windows-1258 writes."""
    written = []
    for char in _composed(text):
        parts = _decomposed(char)
        tone = "".join(c for c in parts if c in _TONES)
        written.append(_composed("".join(c for c in parts if c not in _TONES)) + tone)
    return "".join(written)


_FORMS: tuple[Callable[[str], str], ...] = (_composed, _decomposed, _split_tones)


def _pattern(
    phrase: str,
    form: Callable[[str], str],
    writings: Iterable[Writing],
    blank: bytes,
    *,
    bounded: bool = True,
) -> bytes:
    words = [b"".join(_letter(c, writings) for c in form(word)) for word in phrase.split(" ")]
    # Short names of indices are parts of other words.
    edge = rb"\b" if bounded and phrase.isascii() and len(phrase) <= _SHORT else b""
    return edge + blank.join(words) + edge


def _letter(char: str, writings: Iterable[Writing]) -> bytes:
    """All ways to write a letter, in both cases; the database itself sees to those of a-z."""
    cases = (char,) if char.isascii() else (char, char.upper())
    ways = [_quoted(way) for writing in writings for case in cases for way in writing(case)]
    ways = list(dict.fromkeys(ways))
    return ways[0] if len(ways) == 1 else b"(?:" + b"|".join(ways) + b")"


def _quoted(data: bytes) -> bytes:
    return b"".join(b"%c" % b if chr(b).isalnum() and b < 128 else rb"\x%02x" % b for b in data)


def _utf8(char: str) -> list[bytes]:
    return [char.encode()]


def _json_escape(char: str) -> list[bytes]:
    if char.isascii():
        return [char.encode()]
    return [b"\\u%04x" % ord(char)]


def _utf16_le(char: str) -> list[bytes]:
    return [char.encode("utf-16-le")]


def _utf16_be(char: str) -> list[bytes]:
    return [char.encode("utf-16-be")]


def _wide_blank(order: str) -> bytes:
    blanks = (_quoted(c.encode(f"utf-16-{order}")) for c in " \t\r\n\u00a0\u2009\u200b\u202f")
    return b"(?:" + b"|".join(blanks) + b")+"


def _cp1258(char: str) -> list[bytes]:
    return [char.encode("cp1258")]


def _mojibake_latin1(char: str) -> list[bytes]:
    return [char.encode().decode("latin-1").encode()]


def _mojibake_cp1252(char: str) -> list[bytes]:
    try:
        return [char.encode().decode("cp1252").encode()]
    except UnicodeDecodeError:  # a hole of that code page
        return []


def _legacy_writings() -> Iterator[Writing]:
    """Writings of the legacy encodings, from the tables that read them, where installed."""
    try:
        from viparse.normalize.encodings import CHARMAPS
    except ImportError:
        return
    for name in _LEGACY_ENCODINGS:
        table: dict[str, list[bytes]] = {}
        for legacy, letter in CHARMAPS[name].pairs:
            table.setdefault(letter, []).append(legacy.encode("latin-1", "ignore"))

        def write(char: str, table: dict[str, list[bytes]] = table) -> list[bytes]:
            if char.isascii():
                return [char.encode()]
            # Capitals of TCVN3 are another font over the codes of small letters.
            ways = [*table.get(char, ()), *table.get(char.lower(), ())]
            # A letter that stands where Latin-1 has it is not in the table.
            return ways or [char.encode("latin-1", "replace")]

        yield write
