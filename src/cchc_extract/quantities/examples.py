"""Tells which rules of a layer a text calls on, for checking the examples that rules carry.

Most layers are read by the plain scan: a rule is called on where one of its phrases stands. The
layers read here need more than that (``thứ hai`` is a number only beside a place), so their rules
are called on where the reader of the layer uses them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from cchc_extract.lexicon.loader import Entry
from cchc_extract.lexicon.scan import Scanner
from cchc_extract.quantities.composing import compose
from cchc_extract.quantities.numbers import NumberReader
from cchc_extract.quantities.periods import PeriodReader
from cchc_extract.text.header import HeaderReader
from cchc_extract.text.tokens import tokenize

__all__ = ["Finder", "finder"]

Finder = Callable[[str], set[str]]


def finder(layer: str, entries: Sequence[Entry]) -> Finder:
    """A function that gives the ids of the rules of ``layer`` that a text calls on."""
    own = [e for e in entries if e.layer == layer]
    return _FINDERS.get(layer, _scanned)(own)


def _scanned(entries: Sequence[Entry]) -> Finder:
    scanner = Scanner(entries)
    return lambda text: {x.entry.id for x in scanner.scan(tokenize(text))}


def _periods(entries: Sequence[Entry]) -> Finder:
    reader = PeriodReader(entries)

    def find(text: str) -> set[str]:
        tokens = tokenize(text)
        expressions = reader.find(tokens)
        found = {x.entry.id for x in expressions if not _is_time(x.entry)}
        drafts = compose(tokens, expressions)
        drafts += [d.inside for d in drafts if d.inside]
        return found | {x.entry.id for d in drafts for x in (d.a, d.b) if x}

    return find


def _is_time(entry: Entry) -> bool:
    return entry.gives.get("form", "nothing") != "nothing"


def _numbers(entries: Sequence[Entry]) -> Finder:
    reader, scanned = NumberReader(entries), _scanned(entries)
    in_words = {p: e.id for e in entries if e.gives["use"] in _NUMBER_PARTS for p in e.phrases}

    def find(text: str) -> set[str]:
        tokens = tokenize(text)
        found = scanned(text) - set(in_words.values())
        for m in reader.read(tokens):
            found |= {in_words[n] for n in tokens.norms[m.first : m.stop] if n in in_words}
        return found

    return find


_NUMBER_PARTS: Final = frozenset({"digit", "ten", "scale", "gap", "multiplier"})


def _boilerplate(entries: Sequence[Entry]) -> Finder:
    alone = {e.id: HeaderReader([e]) for e in entries}

    def find(text: str) -> set[str]:
        tokens = tokenize(text)
        return {id for id, reader in alone.items() if reader.read(tokens).excluded}

    return find


_FINDERS: Final[dict[str, Callable[[Sequence[Entry]], Finder]]] = {
    "periods": _periods,
    "numbers": _numbers,
    "boilerplate": _boilerplate,
}
