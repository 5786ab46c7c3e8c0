"""The stream: an article as one sequence of items, each a number, cue, mention, time or word.

Binding and context read this sequence and never the text. Where spans compete, mentions and times
win over numbers and cues (``Trả kết quả`` inside ``Bộ phận Tiếp nhận và Trả kết quả huyện`` is no
cue), and a cue that holds a number (``mức độ 3, 4``) wins over the number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, final

from cchc_extract.lexicon import Entry, Lexeme
from cchc_extract.quantities.types import NumberMention, PeriodMention
from cchc_extract.text.tokens import Tokens

__all__ = ["Cue", "Item", "build_stream", "cue_of", "open_before"]


@dataclass(frozen=True, slots=True)
class Cue:
    """What a lexicon entry of the ``cues`` layer contributes around a number."""

    id: str
    role: str
    tags: tuple[str, ...]
    index: str | None
    bound: str | None
    norm: bool
    status: str | None
    trend: str | None
    gap: bool
    after_number: bool
    subject: str | None


def cue_of(entry: Entry) -> Cue:
    """Compile an entry's ``gives``."""
    g = entry.gives
    return Cue(
        id=entry.id,
        role=g.get("role", "tag"),
        tags=tuple(g.get("tags", "").split()),
        index=g.get("index"),
        bound=g.get("bound"),
        norm=g.get("norm") == "yes",
        status=g.get("status"),
        trend=g.get("trend"),
        gap=g.get("gap") == "yes",
        after_number=g.get("after_number") == "yes",
        subject=g.get("subject"),
    )


@final
class Item:
    """One item of the stream; a plain class, for every rule reads its attributes.

    Attributes:
        kind: ``N`` number, ``C`` cue, ``U`` unit, ``P`` period, ``D`` document or person, ``W`` a
            run of other words, or the punctuation itself (``,;:.()"\\n-/|``).
        first, stop: its tokens.
        x: NumberMention, Cue, UnitMention or PeriodMention; for ``W`` the number of words.
        role: of a cue, its role; empty for the others.
    """

    __slots__ = ("first", "kind", "role", "stop", "x")

    def __init__(self, kind: str, first: int, stop: int, x: Any) -> None:
        self.kind = kind
        self.first = first
        self.stop = stop
        self.x = x
        self.role: str = x.role if kind == "C" else ""

    def __repr__(self) -> str:
        return f"Item({self.kind!r}, {self.first}, {self.stop}, {self.x!r})"


def open_before(items: list[Item], at: int) -> Iterator[int]:
    """Positions before ``at``, nearest first, without what stands in closed brackets."""
    depth = 0
    for i in range(at - 1, -1, -1):
        kind = items[i].kind
        if kind == ")":
            depth += 1
        elif kind == "(":
            depth = max(0, depth - 1)
        elif not depth:
            yield i


_PUNCT: Final = frozenset(',;:.()"\n-/?!|')
_OPEN: Final = {"[": "(", "]": ")", "{": "(", "}": ")", "'": '"',
         "•": "\n", "*": "\n", "+": "\n", "\t": "|"}  # fmt: skip


def build_stream(
    tokens: Tokens,
    cues: Iterable[tuple[Lexeme, Cue]],
    numbers: list[NumberMention],
    periods: list[PeriodMention],
    mentions: Iterable[tuple[str, int, int, Any]],
) -> list[Item]:
    """Merge everything found in ``tokens`` into one sequence of items in text order.

    ``mentions`` are (kind, first, stop, value) with kind ``U`` or ``D``.
    """
    n = len(tokens)
    owner: list[Item | None] = [None] * n
    numbered = [False] * n
    for x in numbers:
        for i in range(x.first, x.stop):
            numbered[i] = True

    for kind, first, stop, value in mentions:
        _put(owner, Item(kind, first, stop, value))
    dated = {i: p for p in periods for i in range(p.first, p.stop)}
    early: list[Item] = []
    late: list[Item] = []
    for lexeme, cue in cues:
        item = Item("C", lexeme.first, lexeme.stop, cue)
        time = dated.get(lexeme.first) or dated.get(lexeme.stop - 1) or dated.get(lexeme.stop - 2)
        if time is not None and lexeme.first <= time.first and time.stop <= lexeme.stop:
            if time.stop - time.first < lexeme.stop - lexeme.first:
                _put(owner, item)  # "quý trước" inside "chuyển từ quý trước sang"
        elif any(numbered[lexeme.first : lexeme.stop]):
            early.append(item)
        else:
            late.append(item)
    for p in periods:
        _put(owner, Item("P", p.first, p.stop, p))
    for item in early:
        _put(owner, item)
    for x in numbers:
        _put(owner, Item("N", x.first, x.stop, x))
    for item in late:
        _put(owner, item)
    return _fill(tokens, owner)


def _put(owner: list[Item | None], item: Item) -> None:
    """Give ``item`` its tokens, unless one of them has an owner."""
    for i in range(item.first, item.stop):
        if owner[i] is not None:
            return
    for i in range(item.first, item.stop):
        owner[i] = item


def _fill(tokens: Tokens, owner: list[Item | None]) -> list[Item]:
    """Owned tokens as items; the rest as punctuation and runs of words."""
    items: list[Item] = []
    norms = tokens.norms
    i, n = 0, len(norms)
    while i < n:
        item = owner[i]
        if item is not None:
            items.append(item)
            i = item.stop
            continue
        norm = norms[i]
        norm = _OPEN.get(norm, norm)
        if norm in _PUNCT or norm.startswith(".."):
            items.append(Item(norm[0], i, i + 1, None))
        elif items and items[-1].kind == "W":
            last = items[-1]
            items[-1] = Item("W", last.first, i + 1, last.x + 1)
        else:
            items.append(Item("W", i, i + 1, 1))
        i += 1
    return items
