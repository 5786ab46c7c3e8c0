"""Names of subjects reduced to what RECORD.md section 8 compares."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0309\u0303\u0323"  # grave, acute, hook, tilde, dot below


def _compose(letters: str) -> str:
    return unicodedata.normalize("NFC", letters)


# "oà" -> "òa": the tone moves to the first letter, wherever the pair stands, so that both styles
# meet.
_TONE_STYLE = {
    _compose(first + second + tone): _compose(first + tone + second)
    for first, second in ("oa", "oe", "uy")
    for tone in _TONES
}
_SECOND_LETTER_TONE = re.compile("|".join(_TONE_STYLE))
_COMMITTEE = "ủy ban nhân dân"
_ABBREVIATIONS = (
    (re.compile(r"\bubnd\b"), _COMMITTEE),
    (re.compile(r"\bt\.?p(?:\.\s*|\s+|(?=hcm\b))"), "thành phố "),
    (re.compile(r"\btx(?:\.\s*|\s+)"), "thị xã "),
)
_PUNCTUATION = re.compile(r"[^\w\s]")


@lru_cache(maxsize=65536)
def plain_name(name: str) -> str:
    """A name lower-case, NFC, in one tone style, spelled out, without punctuation."""
    plain = unicodedata.normalize("NFC", name).lower()
    plain = _SECOND_LETTER_TONE.sub(lambda pair: _TONE_STYLE[pair[0]], plain)
    for short, full in _ABBREVIATIONS:
        plain = short.sub(full, plain)
    return " ".join(_PUNCTUATION.sub(" ", plain).split())


@lru_cache(maxsize=65536)
def subject_key(name: str) -> str:
    """What two subject names must share to be one: a territory and its people's committee are."""
    return plain_name(name).removeprefix(_COMMITTEE + " ")
