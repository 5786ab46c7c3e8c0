"""Which document sets a target."""

from __future__ import annotations

from typing import Final

from cchc_extract.entities.mentions import DocumentMention
from cchc_extract.facts.draft import FactDraft
from cchc_extract.facts.fields.sentence import Sentence
from cchc_extract.facts.stream import Item

__all__ = ["setter"]

_NEAR: Final = 2  # tokens between a document and the word that only cites it
_SOURCES: Final = frozenset({"theo", "tại", "của"})


def setter(sentence: Sentence, fact: FactDraft) -> DocumentMention | None:
    """``Theo Kế hoạch số 96, tỉnh phấn đấu``: the nearest before the number, or one behind it."""
    row, at = sentence.row, fact.reading.region.at
    named: Item | None = None
    for i in range(at - 1, -1, -1):
        item = row[i]
        if item.kind == ";" or (named is not None and item.kind not in ",D" and not _is_and(item)):
            break
        if item.kind == "D" and isinstance(item.x, DocumentMention):
            if _is_cited(sentence, item.first):
                named = None
                break
            named = named or item
    if named is not None:
        found: DocumentMention = named.x
        return found
    norms = sentence.tokens.norms
    for item in row[at + 1 :]:
        if item.kind in ";N":
            break
        if item.kind == "D" and isinstance(item.x, DocumentMention):
            return item.x if norms[item.first - 1] in _SOURCES else None
    return None


def _is_and(item: Item) -> bool:
    return item.role == "and"


def _is_cited(sentence: Sentence, first: int) -> bool:
    for mark in sentence.before(first, "cited"):
        return first - mark.stop <= _NEAR
    return False
