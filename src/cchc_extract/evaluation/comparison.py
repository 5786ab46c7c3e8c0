"""What a new version of a system gains and loses against an old one, item by item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from cchc_extract.evaluation.alignment import Alignment, align
from cchc_extract.evaluation.errors import RecordSource
from cchc_extract.evaluation.gold import GoldArticle
from cchc_extract.evaluation.rows import Fact, Mention, PredictedFact, PredictedMention
from cchc_extract.evaluation.slots import core

Verdict = Literal["gained", "lost", "better", "worse", "changed", "spurious gone", "spurious new"]
GAINS: frozenset[Verdict] = frozenset({"gained", "better", "spurious gone"})
LOSSES: frozenset[Verdict] = frozenset({"lost", "worse", "spurious new"})

Item = TypeVar("Item", PredictedFact, PredictedMention)


@dataclass(frozen=True, slots=True)
class Change:
    """One item the two versions treat differently.

    A gold item is gained or lost when only the new or only the old version finds it (facts by their
    core, mentions by type and span); a fact both find is better, worse or changed by the number of
    its wrong slots. `detail` names those slots before and after.
    """

    article: str
    verdict: Verdict
    label: str
    text: str
    start: int
    detail: str = ""


def changes(gold: Iterable[GoldArticle], old: RecordSource, new: RecordSource) -> Iterator[Change]:
    """All changes, article by article in gold's order, by place."""
    for article in gold:
        before = align(article, old.record_of(article))
        after = align(article, new.record_of(article))
        found = [*_facts(article, before, after), *_mentions(article, before, after)]
        yield from sorted(found, key=lambda change: (change.start, change.verdict))


def balance(found: Iterable[Change]) -> tuple[int, int]:
    """How many gains and how many losses there are."""
    verdicts = [change.verdict for change in found]
    return sum(v in GAINS for v in verdicts), sum(v in LOSSES for v in verdicts)


def _facts(article: GoldArticle, before: Alignment, after: Alignment) -> Iterator[Change]:
    old = {id(pair.gold): pair.wrong for pair in before.facts}
    new = {id(pair.gold): pair.wrong for pair in after.facts}
    for fact in article.facts:
        was, now = old.get(id(fact)), new.get(id(fact))
        if was == now:
            continue
        detail = f"{_slots(was)} -> {_slots(now)}"
        yield _change(article, _verdict(was, now), fact["metric"], fact, detail)
    gone = _surplus(before.spurious_facts, after.spurious_facts, _fact_key)
    fresh = _surplus(after.spurious_facts, before.spurious_facts, _fact_key)
    for spurious in gone:
        yield _change(article, "spurious gone", spurious["metric"], spurious)
    for spurious in fresh:
        yield _change(article, "spurious new", spurious["metric"], spurious)


def _mentions(article: GoldArticle, before: Alignment, after: Alignment) -> Iterator[Change]:
    old = {id(pair.gold) for pair in before.strict}
    new = {id(pair.gold) for pair in after.strict}
    for mention in article.entities:
        if (id(mention) in old) != (id(mention) in new):
            verdict: Verdict = "gained" if id(mention) in new else "lost"
            yield _change(article, verdict, mention["type"], mention)
    gone = _surplus(before.spurious_mentions, after.spurious_mentions, _mention_key)
    fresh = _surplus(after.spurious_mentions, before.spurious_mentions, _mention_key)
    for spurious in gone:
        yield _change(article, "spurious gone", spurious["type"], spurious)
    for spurious in fresh:
        yield _change(article, "spurious new", spurious["type"], spurious)


def _surplus(
    items: Sequence[Item], others: Sequence[Item], key: Callable[[Item], Hashable]
) -> Iterator[Item]:
    """The items that `others` does not have, counting repeats."""
    there = Counter(map(key, others))
    for item in items:
        if there[key(item)]:
            there[key(item)] -= 1
        else:
            yield item


def _fact_key(fact: PredictedFact) -> Hashable:
    return *core(fact), fact["start"], fact["end"]


def _mention_key(mention: PredictedMention) -> Hashable:
    return mention["type"], mention["start"], mention["end"]


def _change(
    article: GoldArticle,
    verdict: Verdict,
    label: str,
    item: Fact | Mention | PredictedFact | PredictedMention,
    detail: str = "",
) -> Change:
    surface = item.get("text") or (article.text or "")[item["start"] : item["end"]]
    return Change(article.id, verdict, label, surface, item["start"], detail)


def _verdict(was: list[str] | None, now: list[str] | None) -> Verdict:
    if was is None:
        return "gained"
    if now is None:
        return "lost"
    if len(was) == len(now):
        return "changed"
    return "better" if len(now) < len(was) else "worse"


def _slots(wrong: list[str] | None) -> str:
    if wrong is None:
        return "not found"
    return "wrong " + ", ".join(wrong) if wrong else "right"
