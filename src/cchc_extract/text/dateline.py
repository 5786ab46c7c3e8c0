"""Reads the day, and the time where given, that a page says it was published."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

__all__ = ["read_datetime"]

_DATE: Final = re.compile(
    r"(?<!\d)(?:(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d\d)"
    r"|(?P<iy>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)"
    r"|(?P<vd>\d{1,2})\s*tháng\s*(?P<vm>\d{1,2})\s*(?:năm|,)\s*(?P<vy>\d{4}))(?!\d)",
    re.IGNORECASE,
)
_TIME: Final = re.compile(
    r"(?<![\d/])(?P<h>\d{1,2})\s?[:hg]\s?(?P<m>\d\d)(?:\s?:\s?(?P<s>\d\d))?"
    r"\s*(?P<half>AM|PM|SA|CH|sáng|chiều|tối)?\b",
    re.IGNORECASE,
)
_AFTERNOON: Final = frozenset({"pm", "ch", "chiều", "tối"})


def read_datetime(line: str) -> str | None:
    """ISO day, or day and time, of the first full date in ``line``; None where it has none.

    ``6/4/19 3:43 PM`` is month first, as pages in English write it. Where day and month both have
    two digits and the year four (``10/09/2021 10:22 AM``), it is the Vietnamese order all the same.
    """
    found = _DATE.search(line)
    if not found:
        return None
    time = _TIME.search(line, found.end()) or _TIME.search(line[: found.start()])
    half = (time["half"] or "").lower() if time else ""
    if found["iy"]:
        options = [(found["iy"], found["im"], found["id"])]
    elif found["vy"]:
        options = [(found["vy"], found["vm"], found["vd"])]
    else:
        year = found["y"] if len(found["y"]) == 4 else "20" + found["y"]
        options = [(year, found["b"], found["a"]), (year, found["a"], found["b"])]
        padded = len(found["a"]) == len(found["b"]) == 2 and len(found["y"]) == 4
        if half in ("am", "pm") and not padded:
            options.reverse()
    for y, m, d in options:
        try:
            day = datetime(int(y), int(m), int(d))
        except ValueError:
            continue
        return _with_time(day, time, half)
    return None


def _with_time(day: datetime, time: re.Match[str] | None, half: str) -> str:
    if time:
        hour = int(time["h"])
        if half in _AFTERNOON and hour < 12:
            hour += 12
        elif half == "am" and hour == 12:
            hour = 0
        if hour < 24 and int(time["m"]) < 60 and int(time["s"] or 0) < 60:
            return day.replace(
                hour=hour, minute=int(time["m"]), second=int(time["s"] or 0)
            ).isoformat()
    return day.date().isoformat()
