"""What a count is of: its sector, the kind of thing, and for how long it is an average."""

from __future__ import annotations

from cchc_extract.facts.draft import FactDraft
from cchc_extract.facts.fields.sentence import Mark, Sentence
from cchc_extract.facts.stream import Item

__all__ = ["average", "counted", "sector"]

_BODIES = frozenset({"org", "staff", "people"})
_GENERAL = frozenset({"đơn vị", "cơ quan", "người", "tổ chức", "trường hợp", "đầu mối"})
_LEAVE = frozenset({"số", "số lượng"})
_BETWEEN = frozenset({"object", "of", "tag", "other", "component", "citizens", "total"})
_BEFORE = 8  # items between a sector and its number
_LOOSE = 2  # words between a sector and its number that are no cues
_NAME = 10  # tokens of the name of a sector at most
_LEADING = 4  # items of a sentence that its sector opens within


def sector(sentence: Sentence, fact: FactDraft) -> str | None:
    """``lĩnh vực đất đai có 120 hồ sơ``, ``512 hồ sơ đất đai``, ``Hộ tịch: 30 hồ sơ``."""
    found = _sector_behind(sentence, fact) or _sector_before(sentence, fact)
    if found is None:
        return None
    norms = sentence.tokens.norms[found[0] : found[1]]
    return " ".join(norms).replace(" ,", ",")


def _sector_behind(sentence: Sentence, fact: FactDraft) -> tuple[int, int] | None:
    row, at = sentence.row, fact.reading.region.at
    for i in range(at + 1, min(at + 5, len(row))):
        item = row[i]
        mark = _mark_at(sentence, item)
        if mark is not None:
            return mark.first, mark.stop
        if item.kind != "C" or item.x.role not in _BETWEEN:
            return None
        if _opens_sector(sentence, item):
            return _name(sentence, i + 1)
    return None


def _sector_before(sentence: Sentence, fact: FactDraft) -> tuple[int, int] | None:
    row, at = sentence.row, fact.reading.region.at
    loose = 0
    apart = False
    for i in range(at - 1, -1, -1):
        item = row[i]
        if item.kind in ";.N":
            return None
        if item.kind == "C" and _opens_sector(sentence, item):
            named = _name(sentence, i + 1)
            near = named is not None and (not apart or i < _LEADING or named[1] > row[at - 1].first)
            return named if near or not _apart(sentence, named, fact) else None
        if item.kind == "W" and not apart and at - i <= _BEFORE:
            mark = _mark_in(sentence, item)
            if mark is not None:
                loose += max(0, item.stop - mark.stop)
                return (mark.first, mark.stop) if loose <= _LOOSE else None
            loose += item.x
        apart = apart or item.kind in ",)"
    return None


def _apart(sentence: Sentence, named: tuple[int, int] | None, fact: FactDraft) -> bool:
    """Something parts the name of the sector from the number."""
    return named is None or not sentence.is_joined(named[1], fact.reading.number.first)


def _opens_sector(sentence: Sentence, item: Item) -> bool:
    """The item ends in ``lĩnh vực``."""
    norms = sentence.tokens.norms
    return norms[item.stop - 1] == "vực" and norms[item.stop - 2] == "lĩnh"


def _name(sentence: Sentence, i: int) -> tuple[int, int] | None:
    """The words from item ``i`` on that name one sector, or several joined by commas."""
    row = sentence.row
    if i >= len(row) or row[i].kind != "W":
        return None
    first = row[i].first
    stop = first
    while i < len(row) and row[i].kind == "W":
        mark = _mark_at(sentence, row[i])
        end = mark.stop if mark is not None else row[i].stop
        if end - row[i].first > _NAME // 2 and mark is None:
            break
        stop = end
        joined = i + 1 < len(row) and (
            row[i + 1].kind == "," or (row[i + 1].kind == "C" and row[i + 1].x.role == "and")
        )
        if end < row[i].stop or not joined:
            break
        i += 2
    return (first, stop) if first < stop <= first + _NAME else None


def _mark_at(sentence: Sentence, item: Item) -> Mark | None:
    if item.kind not in "WC":
        return None
    return next((m for m in sentence.marks if m.key == "field" and m.first == item.first), None)


def _mark_in(sentence: Sentence, item: Item) -> Mark | None:
    """The last sector that begins in a run of words."""
    inside = [m for m in sentence.marks if m.key == "field" and item.first <= m.first < item.stop]
    return inside[-1] if inside else None


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
        before = _noun(sentence, row[i])
        if before is not None and before not in _GENERAL:
            return before
    return noun


def _noun(sentence: Sentence, item: Item) -> str | None:
    if item.kind != "C" or not (_BODIES.intersection(item.x.tags) or item.x.subject == "class"):
        return None
    norms = sentence.tokens.norms[item.first : item.stop]
    while norms and norms[0] in _LEAVE:
        norms = norms[1:]
    return " ".join(norms).replace(" ,", ",") or None


def average(sentence: Sentence, fact: FactDraft) -> str | None:
    """``mỗi năm giảm 2% biên chế``, ``giảm 2%/năm``."""
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
