"""The further fields of all facts of an article, and the tree of its wholes and parts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cchc_extract.entities.mentions import DocumentMention
from cchc_extract.facts.draft import FactDraft, Fields
from cchc_extract.facts.fields.counted import average, counted, sector
from cchc_extract.facts.fields.indices import component, peers
from cchc_extract.facts.fields.sentence import Phrases, Sentence
from cchc_extract.facts.fields.setters import setter
from cchc_extract.facts.fields.shares import base_by_tree, base_by_words, change_in
from cchc_extract.facts.parts import link_parts
from cchc_extract.lexicon.loader import Entry
from cchc_extract.text.tokens import Tokens

__all__ = ["FieldReader"]

_OF_INDEX: Final = frozenset({"rank", "index_score"})
_OF_BODIES: Final = frozenset({"units_reduced", "staff_reduced", "units_inspected"})
_NO_SECTOR: Final = _OF_BODIES | {"tasks_completed"}


class FieldReader:
    """Fills the further fields by the rules of the layer ``fields``. Thread-safe."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._phrases = Phrases(entries)

    def read(self, tokens: Tokens, facts: list[FactDraft]) -> None:
        """Set ``fields`` of each fact, then what it is part of."""
        sentence: Sentence | None = None
        span = (-1, -1)
        for i, fact in enumerate(facts):
            if sentence is None or fact.sentence != span:
                span = fact.sentence
                marks = self._phrases.find(tokens.norms, *span)
                sentence = Sentence(tokens, fact.row, marks)
            fact.fields = _read(sentence, facts, i)
        link_parts(facts)
        for fact in facts:
            if fact.fields.of is None and _is_share(fact):
                base = base_by_tree(fact)
                if base is not None:
                    fact.fields = fact.fields._replace(of=base)


def _read(sentence: Sentence, facts: list[FactDraft], i: int) -> Fields:
    """What the words say of one fact."""
    fact = facts[i]
    r = fact.reading
    in_index, of_bodies = r.metric in _OF_INDEX, r.metric in _OF_BODIES
    has_sector = not in_index and r.metric not in _NO_SECTOR
    return Fields(
        of=base_by_words(sentence, fact) or _same_base(facts, i) if _is_share(fact) else None,
        change_in=change_in(facts, i) if r.kind == "change" else None,
        among=peers(sentence, fact) if r.unit == "rank" else None,
        component=(
            component(sentence, fact) or _same_part(facts, i)
            if in_index and r.index == "OTHER"
            else None
        ),
        field=sector(sentence, fact) or _same_sector(facts, i) if has_sector else None,
        object=counted(sentence, fact) or _same_object(facts, i) if of_bodies else None,
        per=average(sentence, fact),
        set_by=_setter(sentence, facts, i) if fact.status == "target" else None,
    )


def _is_share(fact: FactDraft) -> bool:
    r = fact.reading
    return r.unit == "percent" and r.kind == "level" and r.metric not in _OF_INDEX


def _before(facts: list[FactDraft], i: int) -> FactDraft | None:
    """The fact before, where the two are in one sentence."""
    return facts[i - 1] if i and facts[i - 1].sentence == facts[i].sentence else None


def _same_part(facts: list[FactDraft], i: int) -> str | None:
    """``... đạt 14,23 điểm. Xếp thứ 2``: the sentence goes on with the part named before."""
    fact, before = facts[i], facts[i - 1] if i else None
    if before is None or before.paragraph != fact.paragraph or before.reading.index != "OTHER":
        return None
    names_other = any(item.role == "index" for item in fact.row)
    return (
        None if names_other or before.subject_key != fact.subject_key else before.fields.component
    )


def _same_sector(facts: list[FactDraft], i: int) -> str | None:
    """``512 hồ sơ đất đai trễ hạn, chiếm 8,3%``: the rate is of the same sector."""
    fact, before = facts[i], _before(facts, i)
    if before is None or fact.reading.unit != "percent":
        return None
    continues = fact.reading.rule.endswith(".continued")
    same = continues and before.reading.metric == fact.reading.metric
    return before.fields.field if same and before.subject_key == fact.subject_key else None


def _same_base(facts: list[FactDraft], i: int) -> str | None:
    """``tỷ lệ giải quyết đúng hạn thấp: Hội An (84%), Núi Thành (90%)``: all of one base."""
    before = _before(facts, i)
    if before is None or before.reading.unit != "percent":
        return None
    same = before.reading.metric == facts[i].reading.metric
    return before.fields.of if same and facts[i].reading.rule.endswith(".continued") else None


def _same_object(facts: list[FactDraft], i: int) -> str | None:
    """``giảm 41 phòng chuyên môn (18,6%)``, ``Sơn Hòa bớt 9 trường, Sông Hinh 7``."""
    fact, before = facts[i], _before(facts, i)
    if before is None or not fact.reading.rule.endswith(".continued"):
        return None
    return before.fields.object if before.reading.metric == fact.reading.metric else None


def _setter(sentence: Sentence, facts: list[FactDraft], i: int) -> DocumentMention | None:
    """The document of the sentence, or that of the target before."""
    fact, before = facts[i], facts[i - 1] if i else None
    found = setter(sentence, fact)
    if found is not None or before is None or before.fields.set_by is None:
        return found
    same = before.sentence == fact.sentence or (
        before.paragraph == fact.paragraph and before.subject_key == fact.subject_key
    )
    named_before = before.fields.set_by.first < before.reading.number.first
    return before.fields.set_by if same and named_before else None
