"""Period expressions as one scan: slots for numbers, and what an expression found holds.

Digits are put into classes (``#4`` is 1 to 4, ``#dm`` is ``21/7``), so that an expression with
slots is a handful of literal phrases of words and classes, and the lexicon's one scan finds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product
from typing import Final, NamedTuple

from cchc_extract.lexicon.loader import Entry
from cchc_extract.lexicon.scan import UNKNOWN, Phrases
from cchc_extract.text.tokens import Tokens

__all__ = ["Expression", "Expressions"]

_WORDS: Final = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# What may fill a slot: classes of digits, and words with their values.
_CLASSES: Final[dict[str, tuple[str, ...]]] = {
    "yyyy": ("#y",),
    "dd": ("#4", "#12", "#31"),
    "mm": ("#4", "#12"),
    "mw": (),
    "nn": ("#4", "#12"),
    "qq": ("#4",),
    "qr": (),
    "hh": ("#", "#4", "#12", "#31"),
    "dm": ("#dm",),
    "my": ("#my",),
    "dmy": ("#dmy",),
    "dotted": ("#d.m",),
}
_REMEMBERED: Final = 100_000
_SLOT_WORDS: Final[dict[str, dict[str, int]]] = {
    "mw": {**_WORDS, "giêng": 1, "chạp": 12},
    "nn": _WORDS,
    "qr": _ROMAN,
    "qq": {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, **_ROMAN},
}

_DIGITS: Final = re.compile(
    r"(?P<y>(?:19|20)\d\d)|(?P<n>0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])(?:/(?:0?[1-9]|1[0-2])(?P<dm>)|\.(?:0?[1-9]|1[0-2])(?P<d_m>)"
    r"|[-./](?:0?[1-9]|1[0-2])[-./](?:19|20)?\d\d(?P<dmy>))"
    r"|(?:0?[1-9]|1[0-2])[/.](?:19|20)\d\d(?P<my>)"
)


class Expression(NamedTuple):
    """An expression found, with the numbers in its slots in order of the text.

    Attributes:
        first, stop: its tokens, ``stop`` excluded.
        entry: the lexicon entry.
        numbers: the numbers its digits and number words stand for (``21/7`` gives 21, 7).
        form: how the numbers of a time are read; ``""`` for a connector.
        link: what a connector joins; ``""`` for a time.
    """

    first: int
    stop: int
    entry: Entry
    numbers: tuple[int, ...]
    form: str
    link: str


class _Shape(NamedTuple):
    """One phrase with its slots: the values of words, None where digits stand."""

    entry: Entry
    slots: tuple[tuple[int, int | None], ...]
    form: str
    link: str


class _Codes(dict[str, str]):
    """Norm to the code of it, or of its class of digits. Remembers norms."""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self._known = dict(phrases.codes)

    def __missing__(self, norm: str) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
        code = self._known.get(_classify(norm) if norm[:1].isdecimal() else norm, UNKNOWN)
        self[norm] = code
        return code


class _Numbers(dict[str, tuple[int, ...]]):
    """Norm to the numbers its digits stand for. Remembers norms."""

    def __missing__(self, norm: str) -> tuple[int, ...]:
        if len(self) > _REMEMBERED:
            self.clear()
        numbers = tuple(map(int, re.findall(r"\d+", norm)))
        self[norm] = numbers
        return numbers


def _classify(norm: str) -> str:
    match = _DIGITS.fullmatch(norm)
    if not match:
        return "#"
    kind = match.lastgroup
    if kind == "n":
        n = int(norm)
        return "#4" if n <= 4 else "#12" if n <= 12 else "#31"
    return {"y": "#y", "dm": "#dm", "d_m": "#d.m", "dmy": "#dmy", "my": "#my"}[kind or "y"]


class Expressions:
    """The period expressions and connectors of a lexicon."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        shapes: dict[str, _Shape] = {}
        for entry in entries:
            form, link = entry.gives.get("form", ""), entry.gives.get("link", "")
            for phrase in entry.phrases:
                for words, slots in _fill(phrase):
                    shapes.setdefault(words, _Shape(entry, slots, form, link))
        self._phrases = Phrases(shapes)
        self._shapes = list(shapes.values())
        self._codes = _Codes(self._phrases)
        self._numbers = _Numbers()

    def find(self, tokens: Tokens) -> list[Expression]:
        """Leftmost-longest expressions and connectors, in order."""
        norms, shapes, numbers_of = tokens.norms, self._shapes, self._numbers
        new = tuple.__new__  # Expression(...) takes three times as long
        found: list[Expression] = []
        codes = map(self._codes.__getitem__, norms)
        for i, first, stop in self._phrases.find(codes):
            entry, slots, form, link = shapes[i]
            numbers: tuple[int, ...] = ()
            for at, value in slots:
                numbers += numbers_of[norms[first + at]] if value is None else (value,)
            found.append(new(Expression, (first, stop, entry, numbers, form, link)))
        return found


def _fill(phrase: str) -> Iterable[tuple[str, tuple[tuple[int, int | None], ...]]]:
    """The literal phrases that ``phrase`` stands for once its slots are filled."""
    options: list[list[tuple[str, int | None, bool]]] = []
    for word in phrase.split(" "):
        if word in _CLASSES:
            filled: list[tuple[str, int | None, bool]] = [(c, None, True) for c in _CLASSES[word]]
            filled += [(w, v, True) for w, v in _SLOT_WORDS.get(word, {}).items()]
            options.append(filled)
        else:
            options.append([(word, None, False)])
    for choice in product(*options):
        slots: list[tuple[int, int | None]] = []
        at = 0
        for words, value, is_slot in choice:
            if is_slot:
                slots.append((at, value))
            at += words.count(" ") + 1
        yield " ".join(w for w, _, _ in choice), tuple(slots)
