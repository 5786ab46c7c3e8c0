"""The encodings of Vietnamese fonts before Unicode: TCVN3 (ABC), VNI and VISCII.

The tables and their detection are those of ``viparse``, the extra ``legacy``.
"""

from __future__ import annotations

import re

__all__ = ["legacy_text"]

# Detection asks for a text; the head of a long one is enough.
_SAMPLE = 20_000
# VISCII keeps letters among the control codes, of which no line end is one.
_ENDS = re.compile(r"(\r\n|\r|\n)")
# How much more a text has to look like Vietnamese by one table than as it is, and than by the next
# best table. Of 300 texts in three encodings, those of viparse leave 20 undecided, short ones and
# some with English names; these leave 6. Texts in cp1258 gain at most 0.08.
_GAIN, _LEAD = 0.14, 0.02


def legacy_text(data: bytes) -> tuple[str, str] | None:
    """Text and name of the encoding; None where it is none of them, or ``viparse`` is missing."""
    try:
        from viparse import detect_text_encoding
        from viparse.normalize.encodings import get_charmap
        from viparse.normalize.tables import convert
    except ImportError:
        return None
    raw = data.decode("latin-1")
    name = detect_text_encoding(raw[:_SAMPLE]) or _likeliest(raw[:_SAMPLE])
    table = get_charmap(name) if name else None
    if name is None or table is None:
        return None
    return "".join(convert(part, table) for part in _ENDS.split(raw)), name


def _likeliest(raw: str) -> str | None:
    """The table that suits best; viparse in doubt takes a text for Unicode, which this is not."""
    from viparse.normalize.detector import NOT_VIETNAMESE, detect_encoding_by_content
    from viparse.normalize.encodings import AUTO_DETECT_CHARMAPS
    from viparse.normalize.frequency import vietnamese_score
    from viparse.normalize.tables import convert

    if detect_encoding_by_content(raw, AUTO_DETECT_CHARMAPS).method == NOT_VIETNAMESE:
        return None
    plain = vietnamese_score(raw)
    gains = {
        name: vietnamese_score(convert(raw, table)) - plain
        for name, table in AUTO_DETECT_CHARMAPS.items()
    }
    best, second = sorted(gains, key=gains.__getitem__, reverse=True)[:2]
    sure = gains[best] >= _GAIN and gains[best] - gains[second] >= _LEAD
    return best if sure else None
