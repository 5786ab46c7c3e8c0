"""Whose number it is: the unit or class that governs a number.

Read left to right, a report names who before it says how many. A number takes the nearest unit,
class or stand-in (``toàn huyện``, ``Trung tâm``) before it in its sentence; with none there, what
the paragraph is about; with nothing nearer, the article's home unit. Mentions that speak, order or
publish (``theo Sở Nội vụ``, ``Giám đốc Sở Nội vụ``) govern nothing, nor do those in quotation
marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from cchc_extract.entities.mentions import UnitMention, UnitRef
from cchc_extract.facts.readings import Reading
from cchc_extract.facts.stream import Item, open_before
from cchc_extract.text.tokens import Tokens

__all__ = ["SubjectReader", "speaks"]

_NATION: Final = UnitRef("cả nước")
# Nouns that stand for a unit named before, and the level of territory they can stand for.
_TERRITORY_NOUNS: Final = {
    "tỉnh": "province", "thành phố": None, "huyện": "district", "quận": "district",
    "thị xã": "district", "xã": "commune", "phường": "commune", "thị trấn": "commune",
    "đặc khu": "commune",
}  # fmt: skip
_BODY_NOUNS: Final = frozenset(
    "sở|trung tâm|phòng|cục|chi cục|ban|bộ|văn phòng|thanh tra|đoàn kiểm tra|đoàn|công an|bộ phận"
    "|bộ phận một cửa|tổng cục".split("|")
)
_SAME_NOUNS: Final = frozenset({"đơn vị", "cơ quan", "địa phương"})
_GOVERNMENT: Final = ("chính phủ", "thủ tướng", "ban chỉ đạo", "quốc hội", "ủy ban thường vụ",
               "bộ chính trị", "ban chấp hành", "văn phòng chính phủ", "bộ nội vụ")  # fmt: skip
_QUOTE_MOST: Final = 16
# A class behind such a number says what kind is counted, not whose it is.
_NO_OWNER_BEHIND: Final = frozenset({"rank", "index_score", "units_reduced", "staff_reduced",
                              "units_inspected"})  # fmt: skip
_OF_PROCEDURES: Final = frozenset(
    {"procedures_amended", "procedures_published", "procedures_reviewed"}
)
_CUTS: Final = frozenset({"units_reduced", "staff_reduced"})
_CUT_TAGS: Final = frozenset({"reduce", "cut"})
_NOUNS: Final = frozenset({"org", "bare"})  # "bare" for "Bộ", which also counts dossiers
_AT_HEAD: Final = 3  # items before the unit that a paragraph opens with
# Indices of provinces alone: an office that speaks of one does not hold it.
_OF_PROVINCES: Final = frozenset({"PAPI", "PCI", "PGI"})


@dataclass(slots=True)
class _Candidate:
    at: int
    ref: UnitRef


class SubjectReader:
    """Follows the subjects of one article, sentence by sentence."""

    def __init__(self, tokens: Tokens, home: UnitRef | None, focus: UnitRef | None = None) -> None:
        self._tokens = tokens
        self._focus = focus
        self._home = _NATION if home is not None and _governs_all(home) else home
        self._topic: UnitRef | None = None
        self._before: UnitRef | None = None
        self._class: UnitRef | None = None
        self._section: UnitRef | None = None
        self._head: UnitRef | None = None
        self._rows = 0
        self._first = True  # the headline speaks of the home unit
        self._opens = True
        self._units: list[UnitMention] = []

    def new_paragraph(self, *, listed: bool = False) -> None:
        """Forget what the paragraph was about, but not who was named in it.

        An item of a list (``listed``) is about what its lead-in was about.
        """
        if listed:
            self._topic, self._opens = self._head, True
            return
        if self._topic is not None and self._topic.level is not None:
            self._before = self._topic
        self._topic = None
        self._opens = True

    def read(self, items: Sequence[Item], readings: Sequence[Reading]) -> list[UnitRef | None]:
        """The subject of each reading of one sentence."""
        candidates = self._candidates(items, {r.region.at for r in readings})
        first = readings[0].region.at if readings else len(items)
        main = next((c.ref for c in reversed(candidates) if c.at < first), None)
        shared = _distributed(self._tokens, items, readings, candidates)
        subjects: list[UnitRef | None] = []
        for reading in readings:
            own = shared.get(id(reading)) or self._of(reading, candidates, items)
            subjects.append(own or self._default(items))
        if not readings and self._rows and _is_heading(items):
            named = [c for c in candidates if items[c.at].kind == "U"]
            counts = any(x.kind == "N" for x in items)  # a headline, not a heading
            self._section = named[-1].ref if named else None if counts else main
            self._first = self._first and not named
        opening = (
            self._opens
            and bool(candidates)
            and candidates[0].at <= _AT_HEAD
            and items[candidates[0].at].kind == "U"
            and not self._joined_to(items, candidates[0].at)
        )
        if opening and main is not None and not readings:
            main = candidates[0].ref
        in_table = any(x.kind == "|" for x in items)
        if main is not None and not in_table and (readings or opening or _leads_in(items)):
            contrasts = len({s.name for s in subjects if s is not None}) > 1
            passing = any(_is_mean(items, c.at) for c in candidates if c.ref is main)
            if not contrasts and not passing and (self._opens or not _is_list_item(items, first)):
                self._topic = main
        self._opens = False
        self._rows += 1
        if readings or items[-1].kind == ".":
            self._first = False
        if items[-1].kind == ":":
            self._head = self._topic
        return subjects

    def _joined_to(self, items: Sequence[Item], i: int) -> bool:
        """``Sau khi hợp nhất với X, ...`` speaks of what joined X; ``Với X, ...`` speaks of X."""
        return i > 1 and self._tokens.norms[items[i].first - 1] in ("với", "cùng")

    def _default(self, items: Sequence[Item]) -> UnitRef | None:
        """With nothing nearer: the paragraph's unit, the section's, the office's, the home unit."""
        if self._first or any(_is(x, "sum") for x in items[:3]):
            return self._topic if self._first and self._topic else self._home
        return self._topic or self._section or self._focus or self._home

    # -- candidates -----------------------------------------------------------------------------

    def _candidates(self, items: Sequence[Item], numbers: set[int]) -> list[_Candidate]:
        found: list[_Candidate] = []
        quoted = _quoted(items)
        for i, item in enumerate(items):
            ref: UnitRef | None = None
            if item.kind == "U":
                mention: UnitMention = item.x
                self._units.append(mention)
                if i not in quoted and not (
                    speaks(items, i)
                    or _accompanies(items, i)
                    or _orders(items, i)
                    or _is_field_of(items, i, numbers)
                ):
                    ref = self._ref(mention)
            elif item.kind != "C" or i in quoted:
                continue
            elif item.x.role == "subject":
                ref = self._class_or_home(item, items, i, numbers)
                if item.x.subject == "same" and found:
                    ref = found[-1].ref
                elif item.x.subject == "class" and speaks(items, i):
                    ref = None
            elif item.x.role == "object" and not _NOUNS.isdisjoint(item.x.tags):
                ref = self._noun(item, items, i, numbers, found)
            if ref is not None:
                found.append(_Candidate(i, ref))
        return found

    def _ref(self, unit: UnitMention) -> UnitRef:
        """The unit as a subject; ``UBND xã`` is that of the home commune."""
        name = unit.full_name
        home = self._home
        if home is not None and home.level != "province" and unit.kind == "body":
            head = home.name.split(" ", 1)[0]
            if name.endswith(f" {head}"):
                name = name[: -len(head)] + home.name
        return UnitRef(name, unit.level, unit.code)

    def _row_label(self, items: Sequence[Item]) -> UnitRef | None:
        """The words of a row of a table that holds no known unit."""
        for item in items:
            if item.kind == "W":
                return UnitRef(class_name(self._tokens, item.first, item.stop))
        return None

    def _class_or_home(
        self, item: Item, items: Sequence[Item], i: int, numbers: set[int]
    ) -> UnitRef | None:
        kind = item.x.subject
        before = items[i - 1] if i else None
        if kind == "home":
            return self._whole(item)
        if kind == "block":
            return self._class
        if kind == "sector" and self._focus is not None:
            return self._focus
        if kind == "team":
            return self._last_named("đoàn", "body")
        if kind == "same":
            return self._topic or self._focus or self._before or self._home
        if kind == "nation":
            if before is not None and before.kind == "N":
                return None
            return _NATION if before is None or _may_govern(before, self._tokens) else None
        if before is not None and before.kind == "C" and before.x.id == "status.actual":
            return None  # "biên chế hiện có khối hành chính": what there is of
        if _is(before, "most") or (
            _is(before, "of") and i > 1 and (i - 2 in numbers or _is(items[i - 2], "most"))
        ):
            return None  # "dẫn đầu khối sở, ngành": among whom, not who
        if _is(before, "and") and i > 1 and _is(items[i - 2], "object"):
            return None  # "các phòng và UBND các xã": all of them together are the home unit
        first = item.first
        if i - 1 in numbers:
            return None
        if before is not None and before.kind == "N" and before.stop == item.first:
            first = before.first
        self._class = UnitRef(class_name(self._tokens, first, item.stop))
        return self._class

    def _whole(self, item: Item) -> UnitRef | None:
        """``toàn huyện``: the home unit, or where that is a province the district named last."""
        noun = next(
            (
                n
                for n in _TERRITORY_NOUNS
                if " ".join(self._tokens.norms[item.first : item.stop]).endswith(f" {n}")
            ),
            "",
        )
        level = _TERRITORY_NOUNS.get(noun)
        if level is None or self._home is None or self._home.level in (None, level):
            return self._home
        return self._last_named(noun, "territory") or self._home

    def _noun(
        self,
        item: Item,
        items: Sequence[Item],
        i: int,
        numbers: set[int],
        found: Sequence[_Candidate],
    ) -> UnitRef | None:
        """``91 xã, phường`` before a verb is a class; ``Trung tâm``, ``tỉnh`` stand for a unit."""
        before = items[i - 1] if i else None
        after = items[i + 1] if i + 1 < len(items) else None
        if before is not None and before.kind == "N":
            counted = items[i - 2] if i > 1 else None
            joined = _is(counted, "and") and i > 2 and items[i - 3].kind == "U"
            if i - 1 in numbers or joined:
                return None
            if (
                after is not None
                and after.kind == "C"
                and (_does(after) or (_is(counted, "of") and after.x.role in ("copula", "share")))
            ) or (
                after is not None
                and after.kind == ","
                and counted is not None
                and self._tokens.norms[counted.stop - 1] in ("phía", "ở", "tại", "với")
            ):
                self._class = UnitRef(class_name(self._tokens, before.first, item.stop))
                return self._class
            return None
        noun = " ".join(self._tokens.norms[item.first : item.stop])
        if "bare" in item.x.tags and not self._tokens.pieces[item.first][0].isupper():
            return None
        if noun == "cơ quan , đơn vị":
            return None  # all of them: the home unit
        if "," in noun or (noun == "địa phương" and _is(before, "part")):
            self._class = UnitRef(class_name(self._tokens, item.first, item.stop))
            return self._class
        if _orders(items, i):
            return None
        if noun in _SAME_NOUNS and found:
            return found[-1].ref
        return self._stand_in(noun)

    def _stand_in(self, noun: str) -> UnitRef | None:
        if noun in _TERRITORY_NOUNS:
            level = _TERRITORY_NOUNS[noun]
            home = self._home
            fits = home is not None and level in (None, home.level)
            if home and fits and (home.name.startswith(noun) or home.level == "province"):
                return home
            return self._last_named(noun, "territory")
        if noun in _BODY_NOUNS:
            if self._focus is not None and self._focus.name.lower().startswith(f"{noun} "):
                return self._focus
            return self._last_named(noun, "body")
        if noun in _SAME_NOUNS:
            return self._home if noun == "địa phương" else self._topic or self._before
        return None

    def _last_named(self, noun: str, kind: str) -> UnitRef | None:
        for u in reversed(self._units):
            name = u.full_name
            if u.kind == kind and name.lower().startswith(noun):
                return UnitRef(name, u.level, u.code)
            at = name.rfind(f" {noun} ") + 1 if kind == "territory" else 0
            if at and name[at + len(noun) + 1].isupper():
                return UnitRef(name[at:], u.level)  # "UBND huyện Tiền Hải ...: huyện tiếp nhận"
        return None

    # -- choice ---------------------------------------------------------------------------------

    def _of(
        self, reading: Reading, candidates: Sequence[_Candidate], items: Sequence[Item]
    ) -> UnitRef | None:
        at = reading.region.at
        named = max((c.at for c in candidates if c.at < at), default=-1)
        whole = named >= 0 and items[named].kind == "C" and items[named].x.subject == "home"
        if reading.metric not in _NO_OWNER_BEHIND and not whole:
            for c in candidates:
                if at < c.at < reading.region.after and _describes(items, at, c.at):
                    return c.ref
        if any(x.kind == "|" for x in items):
            return next((c.ref for c in candidates), None) or self._row_label(items)
        begin = _own_goal(items, at)
        best: UnitRef | None = None
        within = set(open_before(items, at))
        for c in candidates:
            if begin <= c.at < at and c.at in within and not _is_aside(items, c.at, at):
                if reading.index in _OF_PROVINCES and _is_office(items[c.at]):
                    continue
                if _is_mean_of(items, c.at) and any(x.kind == "," for x in items[c.at : at]):
                    continue
                done = reading.metric in _OF_PROCEDURES or any(
                    x.kind == ";" for x in items[c.at : at]
                )
                if done and _is_asked(self._tokens, items, c.at):
                    continue
                if reading.metric in _CUTS and _is_rearranged(items, c.at):
                    continue
                if reading.metric == "units_inspected" and _is_inspected(items, c.at):
                    continue
                best = c.ref
        if best is None and reading.index in _OF_PROVINCES:
            return self._home
        return best


def class_name(tokens: Tokens, first: int, stop: int) -> str:
    """The words of a class as the article writes them, in NFC and with single blanks."""
    return unicodedata.normalize("NFC", " ".join(tokens.surface(first, stop).split()))


def _governs_all(home: UnitRef) -> bool:
    """The government speaks for the nation, a ministry or an agency for itself."""
    return home.level == "central" and home.name.lower().startswith(_GOVERNMENT)


def _is_office(item: Item) -> bool:
    return item.kind == "U" and item.x.kind == "body" and "ân dân" not in item.x.full_name


def _is(item: Item | None, role: str) -> bool:
    return item is not None and item.role == role


def _quoted(items: Sequence[Item]) -> set[int]:
    """Items inside short quotations: names of models and of parts of an index."""
    marks = [i for i, item in enumerate(items) if item.kind == '"']
    inside: set[int] = set()
    for a, b in zip(marks[::2], marks[1::2], strict=False):
        if b - a <= _QUOTE_MOST:
            inside.update(range(a, b))
    return inside


def speaks(items: Sequence[Item], i: int) -> bool:
    """The unit at ``i`` is a source, an office holder's, an issuer or somebody spoken to."""
    for j in range(i - 1, max(i - 4, -1), -1):
        item = items[j]
        if item.kind == "C":
            if item.x.role == "of":
                continue
            near = j == i - 1 and "online" in item.x.tags  # Cổng dịch vụ công Tổng cục Thuế
            return near or item.x.role in ("office", "source")
        if item.kind == "D":
            return True
        if item.kind != "W" or item.x > 2:
            return False
    return False


def _orders(items: Sequence[Item], i: int) -> bool:
    """``UBND tỉnh giao các sở ...``, ``(huyện giao 15%)``: the goal is another's."""
    following = items[i + 1] if i + 1 < len(items) else None
    return following is not None and following.kind == "C" and following.x.id == "status.order"


def _accompanies(items: Sequence[Item], i: int) -> bool:
    """``Sở Nội vụ chủ trì, cùng Thanh tra tỉnh ...``: the one named first acts."""
    before = items[i - 1] if i else None
    if not _is(before, "and"):
        return False
    for x in reversed(items[max(0, i - 5) : i - 1]):
        if x.kind in "N;:":
            return False
        if x.kind == "U":
            return True
    return False


def _is_mean(items: Sequence[Item], i: int) -> bool:
    """``trung bình của cả nước``: a number beside, not what a paragraph is about."""
    return any(_is(x, "mean") for x in items[max(0, i - 2) : i])


def _is_mean_of(items: Sequence[Item], i: int) -> bool:
    """``thấp hơn bình quân chung cả nước (82,66%), đứng thứ 35``: compared with in passing."""
    if i < 2 or not _is(items[i - 1], "mean"):
        return False
    before = items[i - 2]
    return before.kind == "C" and bool(before.x.gap or before.x.role == "compare")


def _is_asked(tokens: Tokens, items: Sequence[Item], i: int) -> bool:
    """``kiến nghị Tổng cục Thuế bãi bỏ 6 TTHC``: who proposes has reviewed them."""
    if i == 0 or items[i - 1].kind != "C":
        return False
    return tokens.norms[items[i - 1].first] in ("kiến", "đề")


def _is_rearranged(items: Sequence[Item], i: int) -> bool:
    """``sắp xếp các xã, giảm 52 đơn vị``: what was merged does not cut."""
    item = items[i]
    if item.kind != "C" or item.x.role != "subject" or i == 0:
        return False
    return items[i - 1].kind == "C" and not _CUT_TAGS.isdisjoint(items[i - 1].x.tags)


def _is_inspected(items: Sequence[Item], i: int) -> bool:
    """``kiểm tra tại UBND huyện X và 02 xã``: who is inspected does not inspect."""
    return any(x.kind == "C" and "inspect" in x.x.tags for x in items[max(0, i - 2) : i])


def _is_field_of(items: Sequence[Item], i: int, numbers: set[int]) -> bool:
    """``xếp thứ 4/18 xã trong huyện Gia Lộc``: where those compared are, not whose place it is."""
    return (
        i > 2
        and i - 3 in numbers
        and items[i - 3].x.out_of is not None
        and _is(items[i - 2], "object")
        and _is(items[i - 1], "of")
    )


def _may_govern(before: Item, tokens: Tokens) -> bool:
    """``Cả nước có ...`` and ``của cả nước``, but not ``dẫn đầu cả nước``, ``trong cả nước``."""
    if before.kind == "C":
        if before.x.role == "of":
            return tokens.norms[before.first] in ("của", "ở", "tại")
        return before.x.role in ("mean", "turn", "part", "source", "status", "share")
    return before.kind != "W"


def _does(item: Item) -> bool:
    return bool(item.x.tags) and item.x.role != "object"


def _leads_in(items: Sequence[Item]) -> bool:
    """A line that names whose the following numbers are: a heading, or one that ends in a colon."""
    last = items[-1]
    return last.kind == ":" or (len(items) <= 6 and last.kind not in ".)")


def _is_heading(items: Sequence[Item]) -> bool:
    """``I. TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG TỈNH``: a short line that opens a section."""
    words = sum(i.x if i.kind == "W" else 1 for i in items)
    return items[-1].kind not in ".)" and words <= 14 and items[0].kind != "-"


def _describes(items: Sequence[Item], at: int, i: int) -> bool:
    """The unit at ``i``, behind the number, says whose it is: ``291 TTHC cấp huyện``."""
    item, before = items[i], items[i - 1]
    if item.kind == "C" and item.x.subject == "class":
        return i == at + 2 and before.role == "object"
    return _is(before, "of")


def _is_list_item(items: Sequence[Item], first: int) -> bool:
    """``Tại X: tiếp nhận ...`` inside a paragraph speaks of X for its own sentence only."""
    return any(x.kind == ":" for x in items[:first])


def _is_aside(items: Sequence[Item], i: int, at: int) -> bool:
    """``triển khai tại các xã; cung cấp 189 dịch vụ``: a place within an earlier clause."""
    if i < 2 or not _is(items[i - 1], "of") or items[i - 2].kind not in "WC":
        return False
    return any(x.kind == ";" for x in items[i:at])


def _own_goal(items: Sequence[Item], at: int) -> int:
    """Where the clause of a goal begins: ``..., phấn đấu`` leaves behind who was told to strive."""
    for i in range(at - 1, 0, -1):
        if _is(items[i], "status") and items[i].x.id == "status.target":
            if items[i - 1].kind in ",;":
                return i
            return 0
    return 0


def _distributed(
    tokens: Tokens,
    items: Sequence[Item],
    readings: Sequence[Reading],
    candidates: Sequence[_Candidate],
) -> dict[int, UnitRef]:
    """Units named together and what follows them.

    ``Hương Khê và Vũ Quang lần lượt đứng thứ 12 và 13``: the first number is the first unit's.
    ``Sở A và Sở B cùng ở mức 3,3 ngàn``: one number, of both.
    """
    shared: dict[int, UnitRef] = {}
    refs = {c.at: c.ref for c in candidates}
    refs.update(
        (i, UnitRef(x.x.full_name, x.x.level, x.x.code))
        for i, x in enumerate(items)
        if x.kind == "U"
    )
    for group in _groups(items, refs):
        stop = next((i for i in range(group[-1] + 1, len(items)) if i in refs), len(items))
        after = [r for r in readings if group[-1] < r.region.at < stop]
        links = {i.x.id for i in items[group[-1] : stop] if i.kind == "C"}
        for _, same in groupby(after, key=lambda r: (r.metric, r.unit)):
            run = list(same)
            in_turn = "link.in_turn" in links and len(run) >= len(group)
            names = [ref for i in group for ref in _each(refs[i], len(run) > len(group))]
            if in_turn or (len(run) == len(names) and _coordinated(items, run)):
                for ref, reading in zip(names, run, strict=False):
                    shared[id(reading)] = ref
        if after and not shared and links & {"link.joint", "link.each"}:
            name = class_name(tokens, items[group[0]].first, items[group[-1]].stop)
            shared[id(after[0])] = UnitRef(name)
    _turned(items, readings, refs, shared)
    return shared


def _each(ref: UnitRef, apart: bool) -> list[UnitRef]:
    """``cấp tỉnh, cấp huyện`` as two classes where more numbers follow than are named."""
    parts = re.split(r", | và ", ref.name) if apart and ref.level is None else []
    whole = len(parts) < 2 or any(not p.startswith("cấp ") for p in parts)
    return [ref] if whole else [UnitRef(p) for p in parts]


def _turned(
    items: Sequence[Item],
    readings: Sequence[Reading],
    refs: Mapping[int, UnitRef],
    shared: dict[int, UnitRef],
) -> None:
    """``Các vị trí thứ 2, 3, 4 lần lượt thuộc về A, B và C``: the numbers come first."""
    for i, item in enumerate(items):
        if item.kind != "C" or item.x.id != "link.in_turn":
            continue
        run = [r for r in readings if r.region.at < i]
        while run and not _coordinated(items, run):
            run = run[1:]
        if len(run) < 2 or id(run[0]) in shared:
            continue
        behind = [at for at in sorted(refs) if at > i][: len(run)]
        if len(behind) == len(run) and not any(i < r.region.at < behind[0] for r in readings):
            shared.update((id(r), refs[at]) for r, at in zip(run, behind, strict=True))


def _groups(items: Sequence[Item], refs: Mapping[int, UnitRef]) -> list[list[int]]:
    """Runs of units or classes joined by commas and ``và``."""
    groups: list[list[int]] = []
    run: list[int] = []
    for i, item in enumerate(items):
        if i in refs and item.kind == "C" and i + 1 in refs:
            continue  # "các huyện Vũng Liêm, Tam Bình": the class word heads the names
        if i in refs:
            run.append(i)
        elif not (item.kind == "," or _is(item, "and")):
            if len(run) > 1:
                groups.append(run)
            run = []
    if len(run) > 1:
        groups.append(run)
    return groups


def _coordinated(items: Sequence[Item], readings: Sequence[Reading]) -> bool:
    """``14 và 22``: the numbers are joined as the units are."""
    for a, b in pairwise(readings):
        between = items[a.region.at + 1 : b.region.at]
        if len(between) > 3 or not any(_is(x, "and") or x.kind == "," for x in between):
            return False
    return True
