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


def legacy_text(data: bytes) -> tuple[str, str] | None:
    """Text and name of the encoding; None where it is none of them, or ``viparse`` is missing."""
    try:
        from viparse import detect_text_encoding
        from viparse.normalize.encodings import get_charmap
        from viparse.normalize.tables import convert
    except ImportError:
        return None
    raw = data.decode("latin-1")
    name = detect_text_encoding(raw[:_SAMPLE])
    table = get_charmap(name) if name else None
    if name is None or table is None:
        return None
    return "".join(convert(part, table) for part in _ENDS.split(raw)), name
