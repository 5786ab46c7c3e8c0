"""Whose number it is: the unit or class that governs a number.

Read left to right, a report names who before it says how many. A number takes the nearest unit,
class or stand-in (``toàn huyện``, ``Trung tâm``) before it in its sentence; with none there, what
the paragraph is about; with nothing nearer, the article's home unit. Mentions that speak, order or
publish (``theo Sở Nội vụ``, ``Giám đốc Sở Nội vụ``) govern nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cchc_extract.entities.mentions import UnitMention, UnitRef
from cchc_extract.facts.binding import Reading
from cchc_extract.facts.stream import Item
from cchc_extract.text.tokens import Tokens

__all__ = ["SubjectReader"]

_NATION = UnitRef("cả nước")
# Nouns that stand for a unit named before, and the level of territory they can stand for.
_TERRITORY_NOUNS = {
    "tỉnh": "province", "thành phố": None, "huyện": "district", "quận": "district",
    "thị xã": "district", "xã": "commune", "phường": "commune", "thị trấn": "commune",
    "đặc khu": "commune",
}  # fmt: skip
_BODY_NOUNS = frozenset(
    "sở|trung tâm|phòng|cục|chi cục|ban|bộ|văn phòng|thanh tra|đoàn kiểm tra|bộ phận một cửa|đoàn"
    "|công an|bộ phận".split("|")
)
_SAME_NOUNS = frozenset({"đơn vị", "địa phương", "cơ quan", "nơi"})


@dataclass(slots=True)
class _Candidate:
    at: int
    ref: UnitRef


class SubjectReader:
    """Follows the subjects of one article, sentence by sentence."""

    def __init__(self, tokens: Tokens, home: UnitRef | None) -> None:
        self._tokens = tokens
        self._home = home
        self._topic: UnitRef | None = None
        self._units: list[UnitMention] = []

    def new_paragraph(self) -> None:
        """Forget what the paragraph was about, but not who was named in it."""
        self._topic = None

    def read(self, items: Sequence[Item], readings: Sequence[Reading]) -> list[UnitRef | None]:
        """The subject of each reading of one sentence."""
        at_number = {r.region.at for r in readings}
        candidates = self._candidates(items, at_number)
        subjects: list[UnitRef | None] = []
        main: UnitRef | None = None
        first = readings[0].region.at if readings else len(items)
        for c in candidates:
            if c.at < first:
                main = c.ref
        for reading in readings:
            subject = self._of(reading, candidates, items)
            subjects.append(subject or main or self._topic or self._home)
        if main is not None:
            self._topic = main
        return subjects

    # -- candidates -----------------------------------------------------------------------------

    def _candidates(self, items: Sequence[Item], numbers: set[int]) -> list[_Candidate]:
        found: list[_Candidate] = []
        for i, item in enumerate(items):
            ref: UnitRef | None = None
            if item.kind == "U":
                mention: UnitMention = item.x
                self._units.append(mention)
                if not _speaks(items, i):
                    ref = UnitRef(mention.full_name, mention.level, mention.code)
            elif item.kind == "C" and item.x.role == "subject":
                ref = self._class_or_home(item, items, i)
            elif item.kind == "C" and item.x.role == "object" and "org" in item.x.tags:
                ref = self._noun(item, items, i, numbers)
            if ref is not None:
                found.append(_Candidate(i, ref))
        return found

    def _class_or_home(self, item: Item, items: Sequence[Item], i: int) -> UnitRef | None:
        kind = item.x.subject
        if kind == "home":
            return self._home
        if kind == "nation":
            if i and items[i - 1].kind == "N":
                return None
            return _NATION
        first = item.first
        if i and items[i - 1].kind == "N" and items[i - 1].stop == item.first:
            first = items[i - 1].first
        return UnitRef(self._tokens.surface(first, item.stop))

    def _noun(
        self, item: Item, items: Sequence[Item], i: int, numbers: set[int]
    ) -> UnitRef | None:
        """``91 xã, phường`` before a verb is a class; ``Trung tâm``, ``tỉnh`` stand for a unit."""
        before = items[i - 1] if i else None
        if before is not None and before.kind == "N":
            if i - 1 in numbers or before.x.out_of is not None and before.x.percent:
                return None
            after = items[i + 1] if i + 1 < len(items) else None
            if after is not None and after.kind in "C(" and _does(after):
                return UnitRef(self._tokens.surface(before.first, item.stop))
            return None
        if before is not None and before.kind == "C" and before.x.role in ("office", "place_at"):
            return None
        noun = " ".join(self._tokens.norms[item.first : item.stop])
        return self._stand_in(noun)

    def _stand_in(self, noun: str) -> UnitRef | None:
        if noun in _TERRITORY_NOUNS:
            level = _TERRITORY_NOUNS[noun]
            home = self._home
            if home is not None and (level is None or home.level == level):
                return home
            for u in reversed(self._units):
                if u.kind == "territory" and u.full_name.lower().startswith(noun):
                    return UnitRef(u.full_name, u.level, u.code)
            return None
        if noun in _BODY_NOUNS:
            for u in reversed(self._units):
                if u.kind == "body" and u.full_name.lower().startswith(noun):
                    return UnitRef(u.full_name, u.level, u.code)
            return None
        return None

    # -- choice ---------------------------------------------------------------------------------

    def _of(
        self, reading: Reading, candidates: Sequence[_Candidate], items: Sequence[Item]
    ) -> UnitRef | None:
        at = reading.region.at
        stop = reading.region.after
        if reading.metric not in ("rank", "index_score"):
            for c in candidates:
                if at < c.at < stop and _describes(items, at, c.at):
                    return c.ref
        best: UnitRef | None = None
        for c in candidates:
            if c.at < at:
                best = c.ref
        return best


def _speaks(items: Sequence[Item], i: int) -> bool:
    """The unit at ``i`` is a source, an office holder's or somebody spoken to."""
    for j in range(i - 1, max(i - 3, -1), -1):
        item = items[j]
        if item.kind == "C":
            return item.x.role in ("office", "source")
        if item.kind in "D":
            return True
        if item.kind != "W":
            return False
        if item.x > 2:
            return False
    return False


def _does(item: Item) -> bool:
    return item.kind == "C" and bool(item.x.tags) and item.x.role != "object"


def _describes(items: Sequence[Item], at: int, i: int) -> bool:
    """The unit at ``i``, behind the number, says whose it is: ``291 TTHC cấp huyện``."""
    item, before = items[i], items[i - 1]
    if item.kind == "C" and item.x.subject == "class":
        return i == at + 2 and before.kind == "C" and before.x.role == "object"
    if item.kind == "U":
        return before.kind == "C" and before.x.role == "of"
    return False
