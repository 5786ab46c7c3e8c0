"""The piece of an article that an error is shown in."""

from __future__ import annotations

import re
from collections.abc import Sequence

# For showing only: what the extractor takes for a sentence stands in its facts.
_END = re.compile(r"\n|(?<!\bTP)(?<!\bTp)(?<!\bTX)[.!?…;](?=\s)")
_LONGEST = 400


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Span of the sentence, or of so much of it as is worth showing, around `[start, end]`."""
    begin = max(0, start - _LONGEST)
    for stop in _END.finditer(text, begin, start):
        begin = stop.end()
    finish = min(len(text), end + _LONGEST)
    after = _END.search(text, end, finish)
    if after:
        finish = after.start() if text[after.start()] == "\n" else after.end()
    while begin < start and text[begin].isspace():
        begin += 1
    return begin, finish


def sentence_of(text: str, start: int, end: int, given: Sequence[int] | None) -> tuple[int, int]:
    """The sentence a prediction names where it holds the span, else the one found here."""
    if given and len(given) == 2 and given[0] <= start and end <= given[1] <= len(text):
        return given[0], given[1]
    return sentence_around(text, start, end)
