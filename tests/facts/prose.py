"""Short articles whose numbers carry in brackets what their slots must be.

An article begins with ``= <day of publication>`` and ends at the next; ``#`` opens a comment. In
``[1.204|2025-07 online about]`` the first word behind the bar is the period, the others are what
is not usual: metric (``late`` for ``dossiers_late``), ``change``, ``target``, a channel, a bound,
an index, ``vs:`` and a baseline; ``no`` stands for a number that is no fact. Times are
``2025``, ``2025-07``, ``2025-07..2025-09``, ``*..2025-07-31`` or ``-`` for none,
``?`` where it may be read in two ways.
"""

from __future__ import annotations

import re
from calendar import monthrange
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from cchc_extract.extractor import Extractor

_NUMBER = re.compile(r"\[([^\]|]+)\|([^\]]*)\]")
# An article is read only where it is about the reform.
_SOURCE = "\nTrang tin cải cách hành chính\n"
_CHANNELS = frozenset({"online", "in_person", "postal"})
_BOUNDS = frozenset({"above", "below", "about"})
_INDICES = frozenset({"PAR", "SIPAS", "PAPI", "PCI", "PGI", "DDCI", "DTI", "ICT", "OTHER"})


class Prose(NamedTuple):
    """An article: its text without marks, and the slots of numbers by their offset."""

    name: str
    text: str
    published: str
    wanted: tuple[tuple[int, str, str], ...]


@cache
def extractor() -> Extractor:
    return Extractor()


def read_prose(file: Path) -> list[Prose]:
    """The articles of a file."""
    found: list[Prose] = []
    for n, block in enumerate(re.split(r"^= ", file.read_text("utf-8"), flags=re.M)[1:], 1):
        day, _, marked = block.partition("\n")
        lines = [line for line in marked.strip().split("\n") if not line.startswith("#")]
        marked = "\n".join(lines).strip() + "\n"
        text, wanted, seen = "", [], 0
        for match in _NUMBER.finditer(marked):
            text += marked[seen : match.start()]
            wanted.append((len(text), match[1], match[2]))
            text += match[1]
            seen = match.end()
        text += marked[seen:]
        found.append(Prose(f"{file.stem}-{n}", text, day.strip(), tuple(wanted)))
    return found


def _days(time: str) -> tuple[str | None, str | None]:
    """First and last day of a time as the files write it."""
    first, _, last = time.partition("..") if ".." in time else (time, "", time)

    def first_day(t: str) -> str | None:
        return None if t == "*" else t + "-01-01"[len(t) - 10 :] if len(t) < 10 else t

    def last_day(t: str) -> str | None:
        if t == "*" or len(t) == 10:
            return None if t == "*" else t
        year, month = int(t[:4]), int(t[5:] or 12)
        return f"{year}-{month:02}-{monthrange(year, month)[1]}"

    return first_day(first), last_day(last)


def _time(time: dict[str, Any] | None) -> tuple[str | None, str | None] | None:
    return (time["start"], time["end"]) if time else None


def _wanted_time(word: str) -> tuple[str | None, str | None] | None:
    return None if word in "-?" else _days(word)


def differences(prose: Prose) -> list[str]:
    """What the record of an article has otherwise than wanted, one line each."""
    article = {"id": prose.name, "text": prose.text + _SOURCE, "published": prose.published}
    facts = extractor().extract_plain(article)["facts"]
    wrong: list[str] = []
    for start, number, said in prose.wanted:
        fact = next((f for f in facts if f["start"] <= start < f["end"]), None)
        about, *rest = said.split()
        here = f"{prose.name} {prose.text[max(0, start - 60) : start]}«{number}»".replace("\n", "⏎")
        if fact is None or about == "no":
            if (fact is None) != (about == "no"):
                wrong.append(f"{here}: {said} GOT {fact and fact['metric']}")
            continue
        want: dict[str, Any] = {
            "period": _wanted_time(about), "status": "actual", "channel": None, "bound": "exact",
            "kind": "level", "metric": fact["metric"], "index": fact["index"],
        }  # fmt: skip
        got = {key: fact[key] for key in want} | {"period": _time(fact["period"])}
        for word in rest:
            if word.startswith("vs:"):
                want["baseline"], got["baseline"] = _wanted_time(word[3:]), _time(fact["baseline"])
            elif word in _CHANNELS:
                want["channel"] = word
            elif word in _BOUNDS:
                want["bound"] = word
            elif word in _INDICES:
                want["index"] = word
            elif word == "target":
                want["status"] = word
            elif word == "change":
                want["kind"] = word
            else:
                want["metric"] = word if fact["metric"] == word else f"dossiers_{word}"
        if about == "?":
            del want["period"]
        for slot, value in want.items():
            if got[slot] != value:
                wrong.append(f"{here}: {slot} {value} GOT {got[slot]}")
    return wrong
