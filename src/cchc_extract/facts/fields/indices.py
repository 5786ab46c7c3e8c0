"""Of an index: among whom a place is held, and which part a score or place is about."""

from __future__ import annotations

from typing import Final

from cchc_extract.facts.draft import FactDraft, Peers
from cchc_extract.facts.fields.sentence import Sentence
from cchc_extract.facts.stream import Item

__all__ = ["component", "peers"]

_NEAR: Final = 5  # items behind a place that its peers may stand in
_ABOUT: Final = 8  # tokens between a number and a part named behind it
_WITHIN: Final = frozenset({"ở", "trong", "với", "tại", "của"})
_WHOLES: Final = frozenset({"class", "nation", "home"})
_ENDS: Final = frozenset({"share", "rank_at", "trend", "copula", "bound", "point", "place", "mean"})
_WORDS: Final = 12


def peers(sentence: Sentence, fact: FactDraft) -> Peers | None:
    """``4/14 tỉnh vùng trung du và miền núi phía Bắc``, ``thứ 7 trong 65 xã, phường``."""
    number = fact.reading.number
    n = int(number.out_of) if number.out_of else None
    row, at = sentence.row, fact.reading.region.at
    named: Item | None = None
    stop = number.stop
    for item in row[at + 1 : at + 1 + _NEAR]:
        if item.kind == "N" and n is None and named is None and not item.x.percent:
            n = int(item.x.value)
        elif item.kind == "C" and _is_peers(item):
            named, stop = item, item.stop
            break
        elif item.kind == "U" and sentence.tokens.norms[item.first - 1] in _WITHIN:
            named = item
            break
        elif item.kind != "C" or item.x.role not in ("of", "whole", "bound"):
            break
    for mark in sentence.after(stop, "among"):
        if mark.first - stop <= 2 and sentence.is_joined(stop, mark.first):
            return Peers(sentence.text(mark.first, mark.stop), n)
        break
    if named is not None:
        return _named(sentence, named, n)
    return _named_before(sentence, fact, n)


def _is_peers(item: Item) -> bool:
    return item.x.subject in _WHOLES or (item.x.role == "object" and "org" in item.x.tags)


def _named(sentence: Sentence, item: Item, n: int | None) -> Peers:
    """``63 tỉnh, thành phố`` is one phrase of the lexicon, its number part of it."""
    first = item.first
    norm = sentence.tokens.norms[first]
    if norm.isdecimal() and item.stop > first + 1:
        n, first = n or int(norm), first + 1
    return Peers(sentence.text(first, item.stop), n)


def _named_before(sentence: Sentence, fact: FactDraft, n: int | None) -> Peers | None:
    """``Tính riêng vùng Tây Nguyên, tỉnh đứng thứ 2``, ``Ở khối sở, ngành, Sở A xếp thứ 1``."""
    at, row, norms = fact.reading.region.at, sentence.row, sentence.tokens.norms
    first = row[0].first
    for i in range(at - 1, -1, -1):
        item = row[i]
        if item.kind == ";" or (item.kind == "N" and i and _is_rank(row[i - 1])):
            first = item.stop  # another place was held among what is named before
            break
        block = item.kind == "C" and item.x.subject == "class" and norms[item.first] == "khối"
        if block and item.first and norms[item.first - 1] in _WITHIN:
            return Peers(sentence.text(item.first, item.stop), n)
    for mark in sentence.before(fact.reading.number.first, "among"):
        return Peers(sentence.text(mark.first, mark.stop), n) if mark.first >= first else None
    return None


def _is_rank(item: Item) -> bool:
    return item.role == "rank_at"


def component(sentence: Sentence, fact: FactDraft) -> str | None:
    """The name of the part: in quotation marks, known, or behind ``chỉ số thành phần``."""
    number = fact.reading.number
    best: tuple[int, int] | None = None
    for first, stop in sentence.quotes():
        if stop <= number.first and sentence.tokens.pieces[first][0].isupper():
            best = (first, stop)
    for mark in sentence.before(number.first, "component"):
        if best is None or mark.first > best[1]:
            best = (mark.first, mark.stop)
        break
    best = best or _behind(sentence, number.stop) or _led(sentence, fact)
    return None if best is None else sentence.text(*best)


def _behind(sentence: Sentence, after: int) -> tuple[int, int] | None:
    """``xếp thứ 5 ở nội dung “Gia nhập thị trường”``."""
    quoted = [(a, b) for a, b in sentence.quotes() if a > after]
    marked = [(m.first, m.stop) for m in sentence.after(after, "component")]
    for first, stop in sorted(quoted + marked)[:1]:
        if first - after <= _ABOUT and sentence.is_joined(after, first):
            return first, stop
    return None


def _led(sentence: Sentence, fact: FactDraft) -> tuple[int, int] | None:
    """``chỉ số thành phần Minh bạch tài chính đạt 7 điểm``: the words up to what is said of it."""
    row, tokens = sentence.row, sentence.tokens
    for i in range(fact.reading.region.at - 1, -1, -1):
        item = row[i]
        if item.kind in ";N":
            return None
        if item.role == "component":
            first = stop = item.stop
            for behind in row[i + 1 :]:
                if behind.kind not in "WC" or (behind.role in _ENDS):
                    break
                stop = behind.stop
            named = first < stop <= first + _WORDS and tokens.pieces[first][0].isupper()
            return (first, stop) if named else None
    return None
