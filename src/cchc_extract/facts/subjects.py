"""Whose number it is: the unit or class that governs a number.

Read left to right, a report names who before it says how many. A number takes the nearest unit,
class or stand-in (``toàn huyện``, ``Trung tâm``) before it in its sentence that has a part to
play there (``roles``); with none there, what the paragraph is about; with nothing nearer, the
article's home unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cchc_extract.entities.mentions import PersonMention, UnitRef
from cchc_extract.facts.candidates import Candidate, CandidateReader
from cchc_extract.facts.classes import (
    class_name,
)
from cchc_extract.facts.clauses import (
    agent_behind,
    is_role,
    office_before,
    own_goal,
    part_ended,
    said_at,
)
from cchc_extract.facts.memory import Memory, does_own_work
from cchc_extract.facts.readings import Reading
from cchc_extract.facts.roles import (
    describes,
    is_aside,
    is_asked,
    is_inspected,
    is_mean,
    is_rearranged,
    joins,
)
from cchc_extract.facts.shares import distributed, told_apart
from cchc_extract.facts.stream import Item, open_before
from cchc_extract.text.tokens import Tokens

__all__ = ["SubjectReader"]

# A class behind such a number says what kind is counted, not whose it is.
_NO_OWNER_BEHIND: Final = frozenset({"rank", "index_score", "units_reduced", "staff_reduced",
                              "units_inspected"})  # fmt: skip
_OF_PROCEDURES: Final = frozenset(
    {"procedures_amended", "procedures_published", "procedures_reviewed"}
)
_BASES: Final = frozenset({"total", "whole"})  # "chiếm 71% tổng số hồ sơ của Bộ"
_CUTS: Final = frozenset({"units_reduced", "staff_reduced"})
_NOUNS: Final = frozenset({"org", "bare"})  # "bare" for "Bộ", which also counts dossiers
_AT_HEAD: Final = 3  # items before the unit that a paragraph opens with
# Indices of provinces alone: an office that speaks of one does not hold it.
_OF_PROVINCES: Final = frozenset({"PAPI", "PCI", "PGI"})
# Offices that report for all of their territory.
_REPORTERS: Final = (
    "sở nội vụ", "phòng nội vụ", "bộ nội vụ", "văn phòng", "ban chỉ đạo", "tổ công tác", "vụ ",
    "tỉnh ủy", "thành ủy", "huyện ủy", "ban tổ chức", "hội đồng nhân dân", "đoàn đại biểu",
    "ban thường vụ", "mặt trận", "ủy ban mặt trận",
)  # fmt: skip


class SubjectReader:
    """Follows the subjects of one article, sentence by sentence."""

    def __init__(self, tokens: Tokens, home: UnitRef | None, focus: UnitRef | None = None) -> None:
        self._tokens = tokens
        self._memory = Memory(tokens, home, focus)
        self._candidates = CandidateReader(tokens, self._memory)
        self._section: UnitRef | None = None
        self._head: UnitRef | None = None
        self._rows = 0
        self._first = True  # the headline speaks of the home unit
        self._opens = True

    def new_paragraph(self, *, listed: bool = False) -> None:
        """Forget what the paragraph was about, but not who was named in it.

        An item of a list (``listed``) is about what its lead-in was about.
        """
        memory = self._memory
        self._opens = True
        if listed:
            memory.topic = self._head
            return
        if memory.topic is not None and memory.topic.level is not None:
            memory.before = memory.topic
        memory.topic = None

    def read(self, items: list[Item], readings: list[Reading]) -> list[UnitRef | None]:
        """The subject of each reading of one sentence."""
        memory = self._memory
        heard, speaker = self._hear(items)
        candidates = self._candidates.read(items, {r.region.at for r in readings})
        refs = {c.at: c.ref for c in candidates}
        shared = distributed(self._tokens, items, readings, refs) if readings else {}
        if readings and not shared:
            shared = told_apart(self._tokens, items, readings, refs, memory.spoken)
        subjects: list[UnitRef | None] = []
        for reading in readings:
            own = shared.get(id(reading)) or self._of(reading, candidates, items)
            if own is None and speaker is not None and heard < reading.region.at:
                quotes = any(is_role(x, "source") for x in items[heard + 1 : reading.region.at])
                own = None if quotes else speaker
                memory.topic = own or memory.topic
            subjects.append(own or self._default(items, reading))
        self._go_on(items, readings, candidates, subjects)
        memory.spoken.extend(c.ref for c in candidates)
        memory.spoken.extend(s for s in subjects if s is not None)
        return subjects

    def _hear(self, items: list[Item]) -> tuple[int, UnitRef | None]:
        """Where somebody in the sentence begins to speak of what his office does, and which."""
        at, speaker = -1, None
        for i, item in enumerate(items):
            if item.kind == "D" and isinstance(item.x, PersonMention):
                ref = self._memory.meet(item.x, items, office_before(items, i))
                said = said_at(self._tokens, items, i)
            elif item.kind == "U" and i > 0 and items[i - 1].role == "office":
                named = any(x.kind == "D" for x in items[max(0, i - 5) : i + 3])
                said = -1 if named else said_at(self._tokens, items, i)
                if said < 0 and not named and i > 1 and items[i - 2].role == "source":
                    said = i
                if said < 0:
                    continue
                ref = self._memory.meet_office(item)
            else:
                continue
            own = ref is not None and not _reports_for_all(ref)
            at, speaker = (said, ref) if own and said >= 0 else (-1, None)
        return at, speaker

    def _go_on(
        self,
        items: list[Item],
        readings: list[Reading],
        candidates: list[Candidate],
        subjects: Sequence[UnitRef | None],
    ) -> None:
        """What the paragraph is about after this sentence."""
        memory = self._memory
        first = readings[0].region.at if readings else len(items)
        main = next((c for c in reversed(candidates) if c.at < first < c.until), None)
        if not readings and self._rows and _is_heading(items):
            named = [c for c in candidates if items[c.at].kind == "U"]
            counts = any(x.kind == "N" for x in items)  # a headline, not a heading
            heading = None if counts or main is None else main.ref
            self._section = named[-1].ref if named else heading
            self._first = self._first and not named
        opening = (
            self._opens
            and bool(candidates)
            and candidates[0].at <= _AT_HEAD
            and items[candidates[0].at].kind == "U"
            and not joins(self._tokens, items, candidates[0].at)
        )
        if not readings and self._opens and not opening:
            main = self._scene(items, candidates)
            opening = main is not None
        elif opening and main is not None and not readings:
            main = candidates[0]
        in_table = any(x.kind == "|" for x in items)
        if main is not None and not in_table and (readings or opening or _leads_in(items)):
            contrasts = len({s.name for s in subjects if s is not None}) > 1
            passing = is_mean(items, main.at) or self._reports(main.ref)
            listed = not self._opens and _is_list_item(items, first)
            if not (contrasts or passing or listed):
                memory.topic = main.ref
        self._opens = False
        self._rows += 1
        if readings or items[-1].kind == ".":
            self._first = False
        if items[-1].kind == ":":
            self._head = memory.topic

    def _scene(self, items: list[Item], candidates: list[Candidate]) -> Candidate | None:
        """The one unit that a paragraph without figures at its beginning is set in."""
        named = [c for c in candidates if items[c.at].kind == "U" and c.until > len(items)]
        if len(named) != 1 or items[-1].kind == ":" or named[0].weak:
            return None
        before = items[named[0].at - 1]
        return named[0] if before.role in ("of", "mask") or before.kind == "W" else None

    def _reports(self, ref: UnitRef) -> bool:
        """Who speaks reports for all of his territory: ``Sở Nội vụ chúng tôi đã kiểm tra ...``."""
        return ref == self._memory.speaker and _reports_for_all(ref)

    def _default(self, items: list[Item], reading: Reading) -> UnitRef | None:
        """With nothing nearer: the paragraph's unit, the section's, the office's, the home unit."""
        memory = self._memory
        topic = memory.topic
        if self._first:
            return topic or memory.home
        in_parts = topic is None or topic.level is None
        if in_parts and own_goal(items, reading.region.at):
            topic = None  # "... yêu cầu các sở khắc phục; phấn đấu ...": the goal is not theirs
        if any(is_role(x, "sum") or (in_parts and is_role(x, "so")) for x in items[:3]):
            return memory.home
        return topic or self._section or memory.focus or memory.home

    # -- choice ---------------------------------------------------------------------------------

    def _of(
        self, reading: Reading, candidates: list[Candidate], items: list[Item]
    ) -> UnitRef | None:
        at = reading.region.at
        behind = self._behind(reading, candidates, items)
        if behind is not None:
            item = items[behind.at]
            if item.role == "subject" and item.x.subject == "class":
                behind.until = behind.at  # "25 TTHC cấp xã; ...": said of that number only
            return behind.ref
        if any(x.kind == "|" for x in items):
            return next((c.ref for c in candidates), None) or self._row_label(items)
        begin = own_goal(items, at)
        within = set(open_before(items, at))
        weak: Candidate | None = None
        for c in reversed(candidates):
            if not begin <= c.at < at < c.until or c.at not in within:
                continue
            if part_ended(items, c.at, at) or is_aside(items, c.at, at):
                continue
            if self._is_beside(reading, items, c.at):
                continue
            if not c.weak or not any(x.kind == "," for x in items[c.at : at]):
                return c.ref
            weak = weak or c
        if weak is not None and self._memory.topic is None:
            return weak.ref
        return self._memory.home if reading.index in _OF_PROVINCES and weak is None else None

    def _behind(
        self, reading: Reading, candidates: list[Candidate], items: list[Item]
    ) -> Candidate | None:
        """The unit that says behind a number whose it is: ``5 hồ sơ tại X``, ``do X nhận``."""
        at, after = reading.region.at, reading.region.after
        agent = agent_behind(self._tokens, items, at)
        owned = reading.metric not in _NO_OWNER_BEHIND
        named = max((c.at for c in candidates if c.at < at), default=-1)
        whole = named >= 0 and items[named].kind == "C" and items[named].x.subject == "home"
        for c in candidates:
            if c.at == agent:
                return c
            if not (owned and at < c.at < after):
                continue
            kind = whole and not is_role(items[c.at - 1], "of")  # "toàn huyện có 5 TTHC cấp xã"
            base = named >= 0 and any(x.role in _BASES for x in items[at : c.at])
            if not (kind or base) and describes(self._tokens, items, at, c.at):
                return c
        return None

    def _is_beside(self, reading: Reading, items: list[Item], i: int) -> bool:
        """The unit at ``i`` has numbers, but not one of this metric."""
        at = reading.region.at
        if reading.index in _OF_PROVINCES and _is_office(items[i]):
            return True
        done = reading.metric in _OF_PROCEDURES or any(x.kind == ";" for x in items[i:at])
        if done and is_asked(self._tokens, items, i):
            return True
        if reading.metric in _CUTS and is_rearranged(items, i):
            return True
        if reading.metric != "units_inspected":
            return False
        of_many = items[i].role == "subject" and items[i].x.subject == "class"
        return of_many or is_inspected(items, i)

    def _row_label(self, items: list[Item]) -> UnitRef | None:
        """The words of a row of a table that holds no known unit."""
        for item in items:
            if item.kind == "W":
                return UnitRef(class_name(self._tokens, item.first, item.stop))
        return None


def _is_office(item: Item) -> bool:
    return item.kind == "U" and item.x.kind == "body" and "ân dân" not in item.x.full_name


def _reports_for_all(office: UnitRef) -> bool:
    """``Sở Nội vụ``, ``Văn phòng UBND``; a ``Văn phòng Đăng ký đất đai`` has work of its own."""
    return office.name.lower().startswith(_REPORTERS) and not does_own_work(office)


def _leads_in(items: list[Item]) -> bool:
    """A line that names whose the following numbers are: a heading, or one that ends in a colon."""
    last = items[-1]
    return last.kind == ":" or (len(items) <= 6 and last.kind not in ".)")


def _is_heading(items: list[Item]) -> bool:
    """``I. TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG TỈNH``: a short line that opens a section."""
    words = sum(i.x if i.kind == "W" else 1 for i in items)
    return items[-1].kind not in ".)?" and words <= 14 and items[0].kind != "-"


def _is_list_item(items: list[Item], first: int) -> bool:
    """``Tại X: tiếp nhận ...`` inside a paragraph speaks of X for its own sentence only."""
    for i in range(1, first):
        if items[i].kind == ":":
            return items[i - 1].kind != "W" and items[i - 1].kind != "D"
    return False
