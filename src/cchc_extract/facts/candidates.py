"""Who in a sentence may have its numbers: units, classes and stand-ins with a part to play."""

from __future__ import annotations

from typing import Final

from cchc_extract.entities.mentions import UnitRef
from cchc_extract.facts.classes import (
    class_governs,
    class_name,
    class_span,
    counted_class_governs,
)
from cchc_extract.facts.clauses import (
    bracket_end,
    inserted,
    is_agent,
    is_role,
    is_subordinate,
    quoted,
)
from cchc_extract.facts.memory import NATION, Memory, is_same_noun
from cchc_extract.facts.roles import (
    compared_until,
    is_accompanied,
    is_among,
    is_base,
    is_example,
    is_field_of,
    is_judge,
    is_observer,
    is_ordering,
    is_region_of,
    speaks,
)
from cchc_extract.facts.stream import Item
from cchc_extract.text.tokens import Tokens

__all__ = ["Candidate", "CandidateReader"]

_NOUNS: Final = frozenset({"org", "bare"})  # "bare" for "Bộ", which also counts dossiers


class Candidate:
    """What may govern the numbers of a sentence.

    Attributes:
        at: where it stands.
        ref: whom it means.
        until: where what it governs ends: a bracket, a phrase put in behind another unit.
        weak: of a clause before the main one: what the paragraph is about goes before it.
    """

    __slots__ = ("at", "ref", "until", "weak")

    def __init__(self, at: int, ref: UnitRef, until: int, weak: bool) -> None:
        self.at = at
        self.ref = ref
        self.until = until
        self.weak = weak


class CandidateReader:
    """Finds the candidates of one sentence after the other."""

    def __init__(self, tokens: Tokens, memory: Memory) -> None:
        self._tokens = tokens
        self._memory = memory
        self._class: UnitRef | None = None

    def read(self, items: list[Item], numbers: set[int]) -> list[Candidate]:
        """The candidates of a sentence, in order.

        Args:
            numbers: where its facts stand.
        """
        tokens = self._tokens
        found: list[Candidate] = []
        inside = quoted(items, numbers)
        end, head = 0, -1  # of a phrase put in behind a unit
        for i, item in enumerate(items):
            ref: UnitRef | None = None
            last = _open(found, i)
            if item.kind == "U":
                self._memory.name(item.x)
                if i not in inside and not self._is_passing(items, i, numbers, last):
                    ref = self._unit(item)
            elif item.kind != "C" or i in inside:
                continue
            elif item.role == "subject":
                ref = self._stands_for(items, i, numbers, found)
            elif _is_org(item):
                ref = self._noun(items, i, numbers, last)
            if ref is None:
                continue
            within = i < end
            if within and i == head + 2 and last is not None and item.kind == "C":
                ref = last.ref  # "Cà Mau, tỉnh cực Nam, ..."
            until = min(end if within else bracket_end(items, i), compared_until(tokens, items, i))
            if until <= i:
                continue
            found.append(Candidate(i, ref, until, is_subordinate(tokens, items, i)))
            if not within:
                end, head = inserted(tokens, items, i, numbers), i
        return found

    def _unit(self, item: Item) -> UnitRef:
        """``ngành Thuế tỉnh Bình Định`` is more than the office whose name it holds."""
        ref = self._memory.unit(item.x)
        if item.first and self._tokens.norms[item.first - 1] == "ngành":
            return UnitRef(f"ngành {ref.name}", ref.level, ref.code)
        return ref

    def _is_passing(
        self, items: list[Item], i: int, numbers: set[int], last: Candidate | None
    ) -> bool:
        """The unit at ``i`` has no part in the sentence that numbers go with."""
        named = last.at if last is not None else -1
        if is_agent(self._tokens, items, i):
            return False
        return (
            speaks(self._tokens, items, i)
            or is_accompanied(items, i)
            or is_ordering(items, i)
            or is_field_of(items, i, numbers)
            or is_judge(self._tokens, items, i, named)
            or is_observer(self._tokens, items, i)
            or is_base(self._tokens, items, i)
            or is_region_of(self._tokens, items, i, named)
            or is_example(self._tokens, items, i, named)
        )

    def _stands_for(
        self, items: list[Item], i: int, numbers: set[int], found: list[Candidate]
    ) -> UnitRef | None:
        """What a class or a stand-in at ``i`` means."""
        last = _open(found, i)
        item = items[i]
        kind = item.x.subject
        memory = self._memory
        if is_judge(self._tokens, items, i, last.at if last is not None else -1):
            return None
        if kind == "home":
            return None if is_base(self._tokens, items, i) else memory.whole(item)
        if kind == "block":
            return self._class
        if kind in ("sector", "branch"):
            office = self._office_of(items, i)
            if office is not None:
                return office
        if kind == "team":
            finds = is_observer(self._tokens, items, i)
            return None if finds else memory.last_named("đoàn", "body")
        if kind == "same":
            here = [x.ref for x in found if x.until > i]
            if not here:
                here = [memory.unit(x.x) for x in items[:i] if x.kind == "U"]
            return memory.same(item, here)
        if kind in ("nation", "region"):
            before = items[i - 1] if i else None
            if before is not None and (before.kind == "N" or not _may_govern(before, self._tokens)):
                return None
            if kind == "nation":
                return NATION
            return UnitRef(class_name(self._tokens, item.first, item.stop))
        if is_among(self._tokens, items, i, last.at if last is not None else -1):
            return None
        if not class_governs(self._tokens, items, i, numbers):
            return None
        self._class = UnitRef(class_name(self._tokens, *class_span(self._tokens, items, i)))
        told = speaks(self._tokens, items, i) and not is_agent(self._tokens, items, i)
        return None if told else self._class

    def _office_of(self, items: list[Item], i: int) -> UnitRef | None:
        """``toàn ngành``, ``ngành thuế``: the office of that branch that the article is about."""
        focus = self._memory.focus
        item = items[i]
        norms = self._tokens.norms[item.first : item.stop]
        if norms[0] != "toàn" or len(norms) > 2:
            return focus if norms[-1] in ("thống", "lượng") else self._memory.of_branch(norms[-1])
        named = next((x.x for x in reversed(items[:i]) if x.kind == "U"), None)
        return focus if named is None else self._memory.unit(named)

    def _noun(
        self, items: list[Item], i: int, numbers: set[int], last: Candidate | None
    ) -> UnitRef | None:
        """``91 xã, phường`` before a verb is a class; ``Trung tâm``, ``tỉnh`` stand for a unit."""
        item = items[i]
        tokens = self._tokens
        before = items[i - 1] if i else None
        if before is not None and before.kind == "N":
            joined = i > 2 and is_role(items[i - 2], "and") and items[i - 3].kind == "U"
            if i - 1 in numbers or joined or not counted_class_governs(tokens, items, i):
                return None
            self._class = UnitRef(class_name(tokens, before.first, item.stop))
            return self._class
        if before is not None and is_role(before, "subject") and before.stop == item.first:
            return None  # "ngành thuế tỉnh"
        noun = " ".join(tokens.norms[item.first : item.stop])
        if "bare" in item.x.tags and not tokens.pieces[item.first][0].isupper():
            return None
        if noun == "cơ quan , đơn vị":
            return None  # all of them: the home unit
        if "," in noun or (noun == "địa phương" and is_role(before, "part")):
            self._class = UnitRef(class_name(tokens, item.first, item.stop))
            return self._class
        if is_ordering(items, i) or is_judge(tokens, items, i, last.at if last else -1):
            return None
        if tokens.norms[item.first - 1] == "các" and i > 1 and is_role(items[i - 2], "status"):
            return UnitRef(class_name(tokens, item.first - 1, item.stop))  # "đề nghị các đơn vị"
        if is_same_noun(noun) and last is not None:
            return last.ref
        return self._memory.stand_in(noun)


def _open(found: list[Candidate], i: int) -> Candidate | None:
    """The last candidate that still governs at ``i``."""
    for c in reversed(found):
        if c.until > i:
            return c
    return None


def _is_org(item: Item) -> bool:
    return item.role == "object" and not _NOUNS.isdisjoint(item.x.tags)


def _may_govern(before: Item, tokens: Tokens) -> bool:
    """``Cả nước có ...`` and ``của cả nước``, but not ``dẫn đầu cả nước``, ``trong cả nước``."""
    if before.kind == "C":
        if before.role == "of":
            return tokens.norms[before.first] in ("của", "ở", "tại")
        return before.role in ("mean", "turn", "part", "source", "status", "share")
    return before.kind != "W"
