"""What a percentage is a share of, and how a change in percent is meant."""

from __future__ import annotations

from typing import Final

from cchc_extract.facts.draft import FactDraft
from cchc_extract.facts.fields.sentence import Sentence

__all__ = ["base_by_tree", "base_by_words", "change_in"]

_LINKS: Final = frozenset("của trong trên so với số tổng là các".split())
_ASIDE: Final = frozenset("trong trên với".split())
_SHARES: Final = frozenset("tỷ tỉ giải trả xử".split())
"""First words of phrases that name a share before its number; others need ``trong`` before."""
_FAR: Final = 14
_NEAR: Final = 3
_OBJECTS: Final = {"procedure": "procedures", "task": "tasks", "org": "bodies"}
_BASES: Final = {
    "dossiers_received": "received",
    "dossiers_received_new": "received",
    "dossiers_resolved": "resolved",
    "dossiers_due": "due",
    "dossiers_late": "overdue",
    "dossiers_pending_overdue": "overdue",
}
_VOLUMES: Final = frozenset({"dossiers_received", "dossiers_received_new", "dossiers_resolved",
                      "feedback_received"})  # fmt: skip
_LOOK_BACK: Final = 6


def base_by_words(sentence: Sentence, fact: FactDraft) -> str | None:
    """The base that the words beside a percentage name."""
    r = fact.reading
    if r.metric == "satisfaction_rate":
        return None
    if not r.metric.startswith("dossiers_"):
        return _OBJECTS.get(r.tags.get("object", ""))
    if "of" not in sentence.keys:
        return None
    n, norms = r.number, sentence.tokens.norms
    for mark in sentence.after(n.stop, "of"):
        gap = norms[n.stop : mark.first]
        if len(gap) <= _NEAR and _LINKS.issuperset(gap):
            return mark.value
        break
    for mark in sentence.before(n.first, "of"):
        named = norms[mark.first] in _SHARES or norms[mark.first - 1] in _ASIDE
        near = n.first - mark.stop <= _FAR
        if named and near and sentence.is_joined(mark.stop, n.first, commas=True):
            return mark.value
        break
    return None


def base_by_tree(fact: FactDraft) -> str | None:
    """The base that follows from what the number is a part of."""
    count = fact.twin
    whole = fact.whole or fact.stage
    if whole is not None and whole.reading.unit == "count":
        return _BASES.get(whole.reading.metric)
    if count is not None and count.reading.number.out_of and count.channel is not None:
        return _BASES.get(count.reading.metric)  # 491/493 hồ sơ nộp trực tuyến
    return None


def change_in(facts: list[FactDraft], i: int) -> str | None:
    """``points`` of a rate or ``relative`` to a count."""
    fact = facts[i]
    r = fact.reading
    if r.number.points or r.metric == "satisfaction_rate":
        return "points"
    if r.unit != "percent":
        return None
    if r.metric == "index_score":
        return _of_score(facts, i)
    if any(item.role == "rate" for item in r.region.left):
        return "points"
    before = facts[i - 1] if i else None
    if before is not None and _goes_with(before, fact):
        return _as_said(before)
    after = facts[i + 1] if i + 1 < len(facts) else None
    if after is not None and _goes_with(after, fact) and after.reading.unit == "percent":
        return "points"
    if r.metric in _VOLUMES and fact.channel is None:
        return "relative"
    return None


def _goes_with(other: FactDraft, fact: FactDraft) -> bool:
    return other.reading.metric == fact.reading.metric and other.sentence == fact.sentence


def _as_said(before: FactDraft) -> str:
    """By the number that the change is said of, or said again in percent."""
    return "points" if before.reading.unit == "percent" else "relative"


def _of_score(facts: list[FactDraft], i: int) -> str | None:
    """Scores in percent change by points, scores in points by a share of themselves."""
    fact = facts[i]
    for other in reversed(facts[max(0, i - _LOOK_BACK) : i]):
        o = other.reading
        if o.metric == "index_score" and o.kind == "level" and o.index == fact.reading.index:
            return "points" if o.unit == "percent" else "relative"
    return None
