"""Normal forms of territory names, and the head words (`huyện`, `TP`, ...) in front of them.

The table, its index and every look-up use the same three forms:

- `canonical`: what a record shows (NFC, single spaces, `hòa`/`thủy` tone marks);
- `name_key`: what is compared (canonical, lower case, no punctuation, `01` as `1`);
- `loose_key`: what is compared when that finds nothing (`Sỹ`/`Sĩ`, `Đắc`/`Đăk`, `Ia HDrai`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_TONES: Final = (
    "oà òa, oá óa, oả ỏa, oã õa, oạ ọa, oè òe, oé óe, oẻ ỏe, oẽ õe, oẹ ọe, "
    "uỳ ùy, uý úy, uỷ ủy, uỹ ũy, uỵ ụy"
)
_FOLD: Final = {
    case(new): case(old)
    for new, old in (pair.split() for pair in _TONES.split(","))
    for case in (str.lower, str.capitalize, str.upper)
}
# `quý` keeps its mark: there `qu` is the consonant. A letter after the pair (`hoàn`) keeps it too.
_NEW_STYLE: Final = re.compile(r"(?<![qQ])(?:" + "|".join(_FOLD) + r")(?![\w\u0300-\u036f])")
_SPACES: Final = re.compile(r"\s+")
_SEPARATORS: Final = re.compile(r"[\W_]+")
_APOSTROPHES: Final = re.compile("['’‘`´ʼ]")
_LEADING_ZEROS: Final = re.compile(r"\b0+(?=\d)")
_FINAL_Y: Final = re.compile(r"(?<=[bcdđghklmnprstvx])[yỳýỷỹỵ]\b|(?<=\bqu)[yỳýỷỹỵ]\b")
_Y_TO_I: Final = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_NUMBER: Final = re.compile(r"\d+|[IVX]+")
_AK: Final = re.compile(r"[aáăắ][ck]\b")

HEADS: Final[dict[str, tuple[str, ...]]] = {
    "tỉnh": ("province",),
    "thành phố": ("province", "district"),
    "quận": ("district",),
    "huyện": ("district",),
    "thị xã": ("district",),
    "phường": ("commune",),
    "xã": ("commune",),
    "thị trấn": ("commune",),
    "đặc khu": ("commune",),
}
"""Head words in canonical form with the levels they stand at."""

_WRITTEN_HEADS: Final = {head: head for head in HEADS} | {
    "tp": "thành phố",
    "t.p": "thành phố",
    "thủ đô": "thành phố",
    "tx": "thị xã",
    "t.x": "thị xã",
    "tt": "thị trấn",
    "q": "quận",
    "h": "huyện",
    "p": "phường",
    "x": "xã",
    "tỉnh ủy": "tỉnh",
    "thành ủy": "thành phố",
    "thị ủy": "thị xã",
    "quận ủy": "quận",
    "huyện ủy": "huyện",
    "đảng ủy phường": "phường",
    "đảng ủy xã": "xã",
    "đảng ủy thị trấn": "thị trấn",
    "đảng ủy đặc khu": "đặc khu",
}
_BODY: Final = re.compile(
    r"(?:(?:ubnd|hđnd|ủy ban nhân dân|hội đồng nhân dân|ubmttq)(?:\s*(?:,|-|và)\s*)?\s+)+", re.I
)
_WORDS: Final = sorted(
    (h for h in _WRITTEN_HEADS if len(h) > 3 or h == "xã"), key=len, reverse=True
)
# One-letter heads need their dot or a number after them: `Q.1`, `Q1`, never `H Mông`.
_HEAD: Final = re.compile(
    r"(?P<short>[qhpx])(?:\.\s*|(?=\d))(?=\w)"
    r"|(?P<abbr>t\.p|t\.x|tp|tx|tt)(?:[.\s]\s*|(?=hcm\b))(?=\w)"
    rf"|(?P<word>{'|'.join(_WORDS)})\s+(?=\w)",
    re.I,
)


def canonical(text: str) -> str:
    """`text` in the form records use: NFC, single spaces, tone marks as in `hòa`, `thủy`, `ủy`."""
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
    return _NEW_STYLE.sub(lambda m: _FOLD[m.group()], text)


@lru_cache(maxsize=1 << 16)
def name_key(text: str) -> str:
    """The form in which names are compared; equal for all spellings of RECORD.md section 7."""
    key = _APOSTROPHES.sub("", unicodedata.normalize("NFC", text.lower()))
    return _LEADING_ZEROS.sub("", canonical(_SEPARATORS.sub(" ", key)))


def loose_key(text: str) -> str:
    """A wider form for a second try: final `y` as `i`, highland `ac/ak/ăk/ắk` as one, no spaces."""
    key = _FINAL_Y.sub(lambda m: m.group().translate(_Y_TO_I), name_key(text))
    return _AK.sub("ăk", key).replace(" ", "")


def unaccented(text: str) -> str:
    """The key of `text` without any diacritics (`dak lak`); for suggestions only."""
    decomposed = unicodedata.normalize("NFD", name_key(text).replace("đ", "d"))
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))


@lru_cache(maxsize=1 << 12)
def canonical_head(head: str) -> str | None:
    """`head` as written (`TP.`, `Huyện`, `UBND huyện`) in canonical form, or None."""
    text = _BODY.sub("", canonical(head).lower() + " ").strip()
    return _WRITTEN_HEADS.get(text) or _WRITTEN_HEADS.get(text.rstrip("."))


@lru_cache(maxsize=1 << 16)
def split_head(text: str) -> tuple[str | None, str]:
    """Split a written name into its canonical head word and the rest.

    A leading `UBND` or `HĐND` is dropped: `UBND TP. Cao Lãnh` gives `("thành phố", "Cao Lãnh")`.
    Without a head word, or with nothing after it, the head is None and the rest is the whole text.
    """
    text = canonical(text)
    rest = _BODY.sub("", text, count=1) if _BODY.match(text) else text
    match = _HEAD.match(rest)
    if match is None:
        return None, rest
    written = (match["short"] or match["abbr"] or match["word"]).lower()
    return _WRITTEN_HEADS[_SPACES.sub(" ", written)], rest[match.end() :]


def split_plain_head(text: str) -> tuple[str | None, str]:
    """Like `split_head` for names typed without diacritics: `huyen phu yen`."""
    plain = unaccented(text)
    for head in HEADS:
        if plain.startswith(unaccented(head) + " "):
            words = len(head.split())
            return head, text.split(maxsplit=words)[words]
    return None, text


def is_number(bare: str) -> bool:
    """Whether a bare name is a number, Arabic or Roman: `phường 1`, `phường III`."""
    return _NUMBER.fullmatch(bare) is not None
