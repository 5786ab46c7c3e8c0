"""What a count is of: its sector, the kind of thing, and for how long it is an average."""

from __future__ import annotations

from typing import Final

from cchc_extract.facts.draft import FactDraft
from cchc_extract.facts.fields.sentence import Mark, Sentence
from cchc_extract.facts.stream import Item

__all__ = ["average", "counted", "sector"]

_BODIES: Final = frozenset({"org", "staff", "people"})
_GENERAL: Final = frozenset({"đơn vị", "cơ quan", "người", "tổ chức", "trường hợp", "đầu mối"})
_LEAVE: Final = frozenset({"số", "số lượng"})
_BETWEEN: Final = frozenset({"object", "of", "tag", "other", "component", "citizens", "total"})
_BEFORE: Final = 8  # items between a sector and its number
_PARTS: Final = frozenset(",;.)N")  # items that part a sector from its number
_LOOSE: Final = 2  # words between a sector and its number that are no cues
_NAME: Final = 14  # tokens of the names of sectors at most
_WORDS: Final = 5  # tokens of the name of one that is not known
_TAILS: Final = frozenset({"thì", "tuy", "chỉ", "mới"})
_LEADING: Final = 4  # items of a clause within which its sector opens it


def sector(sentence: Sentence, fact: FactDraft) -> str | None:
    """``lĩnh vực đất đai có 120 hồ sơ``, ``512 hồ sơ đất đai``, ``Hộ tịch: 30 hồ sơ``."""
    if "field" not in sentence.keys:
        return None
    found = _sector_behind(sentence, fact) or _sector_before(sentence, fact)
    if found is None:
        return None
    norms = sentence.tokens.norms[found[0] : found[1]]
    return " ".join(norms).replace(" ,", ",")


def _sector_behind(sentence: Sentence, fact: FactDraft) -> tuple[int, int] | None:
    row, at = sentence.row, fact.reading.region.at
    for i in range(at + 1, min(at + 5, len(row))):
        item = row[i]
        if _mark_at(sentence, item) is not None:
            return _name(sentence, i, known=True)
        if item.kind != "C" or item.x.role not in _BETWEEN:
            return None
        if _opens_sector(sentence, item):
            return _name(sentence, i + 1)
    return None


def _sector_before(sentence: Sentence, fact: FactDraft) -> tuple[int, int] | None:
    """A sector right before the number, else the one that its clause opens with."""
    row, at = sentence.row, fact.reading.region.at
    loose = 0
    for i in range(at - 1, max(-1, at - 1 - _BEFORE), -1):
        item = row[i]
        if item.kind in _PARTS:
            break
        mark = _mark_in(sentence, item, fact.reading.number.first)
        if mark is not None:
            loose += max(0, item.stop - mark.stop)
            return (mark.first, mark.stop) if loose <= _LOOSE else None
        loose += item.x if item.kind == "W" else 0
    return _governing(sentence, fact)


def _governing(sentence: Sentence, fact: FactDraft) -> tuple[int, int] | None:
    """``Lĩnh vực đất đai tiếp nhận 120 hồ sơ, trễ hạn 8``, ``- Hộ tịch: nhận 30, trả 28 hồ sơ``."""
    row, at = sentence.row, fact.reading.region.at
    begin = at
    while begin and not _ends_clause(row[begin - 1]):
        begin -= 1
    for i in range(at - 1, begin - 1, -1):
        item = row[i]
        leads = i - begin < _LEADING
        if _opens_sector(sentence, item):
            named = _name(sentence, i + 1)
            if named is None:
                return None
            beside = sentence.is_joined(named[1], fact.reading.number.first)
            return named if leads or beside else None
        if leads and item.kind == ":" and i:
            mark = _mark_in(sentence, row[i - 1], item.first)
            return (mark.first, mark.stop) if mark is not None else None
    return None


def _ends_clause(item: Item) -> bool:
    return item.kind in ";." or (item.role == "turn")


def _opens_sector(sentence: Sentence, item: Item) -> bool:
    """The item ends in ``lĩnh vực``."""
    return item.kind == "C" and any(
        m.value == "mark" and m.stop == item.stop for m in sentence.marks
    )


def _name(sentence: Sentence, i: int, *, known: bool = False) -> tuple[int, int] | None:
    """The words from item ``i`` on that name one sector, or several joined by commas.

    Args:
        sentence: its sentence.
        i: where the name begins.
        known: only sectors of the lexicon count; else any few words do.
    """
    row, norms = sentence.row, sentence.tokens.norms
    if i >= len(row) or not _is_word(row[i]):
        return None
    first = begin = row[i].first
    stop = first
    while i < len(row):
        item = row[i]
        i += 1
        if item.kind == "," or _is_and(item):
            if item.first == begin:
                break
            begin = item.stop
            continue
        if not _is_word(item):
            break
        mark = next((m for m in sentence.after(begin, "field") if m.first == begin), None)
        if mark is not None:
            stop = mark.stop
            if item.stop > stop:
                break
        elif known or item.stop - begin > _WORDS:
            break
        else:
            stop = item.stop
    while stop > first and norms[stop - 1] in _TAILS:
        stop -= 1
    return (first, stop) if first < stop <= first + _NAME else None


def _is_word(item: Item) -> bool:
    """A word, or a cue that means nothing here (the `xây` of `xây dựng`)."""
    return item.kind == "W" or (item.role in ("other", "mask"))


def _is_and(item: Item) -> bool:
    return item.role == "and"


def _mark_at(sentence: Sentence, item: Item) -> Mark | None:
    if item.kind not in "WC":
        return None
    for mark in sentence.after(item.first, "field"):
        return mark if mark.first == item.first and mark.value != "mark" else None
    return None


def _mark_in(sentence: Sentence, item: Item, token: int) -> Mark | None:
    """The last sector before ``token`` that shares words with an item."""
    if item.kind not in "WC":
        return None
    for mark in sentence.before(token, "field"):
        shares = mark.first < item.stop and mark.stop > item.first
        return mark if shares and mark.value != "mark" else None
    return None


def counted(sentence: Sentence, fact: FactDraft) -> str | None:
    """``giảm 9 phòng`` counts ``phòng``; ``đơn vị sự nghiệp giảm 9 đơn vị`` counts the former."""
    row, at = sentence.row, fact.reading.region.at
    own = row[at + 1] if at + 1 < len(row) else None
    noun = _noun(sentence, own) if own is not None else None
    if noun is not None and noun not in _GENERAL:
        return noun
    for i in range(at - 1, max(-1, at - _BEFORE), -1):
        if row[i].kind in ",;.:()N":
            break
        before = _noun(sentence, row[i]) if _is_object(row[i]) else None
        if before is not None and before not in _GENERAL:
            return before
    return noun


def _is_object(item: Item) -> bool:
    return item.role == "object"


def _noun(sentence: Sentence, item: Item) -> str | None:
    if item.kind != "C" or not (_BODIES.intersection(item.x.tags) or item.x.subject == "class"):
        return None
    norms = sentence.tokens.norms[item.first : item.stop]
    while norms and norms[0] in _LEAVE:
        norms = norms[1:]
    return " ".join(norms).replace(" ,", ",") or None


def average(sentence: Sentence, fact: FactDraft) -> str | None:
    """``mỗi năm giảm 2% biên chế``, ``giảm 2%/năm``."""
    if "per" not in sentence.keys:
        return None
    number = fact.reading.number
    for mark in sentence.after(number.stop, "per"):
        if mark.first - number.stop <= 4 and sentence.is_joined(number.stop, mark.first):
            return mark.value
        break
    for mark in sentence.before(number.first, "per"):
        if sentence.is_joined(mark.stop, number.first, commas=True):
            return mark.value
        break
    return None
