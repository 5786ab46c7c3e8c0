"""Which rules called on a text, which lost, and what became of its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cchc_extract.extractor import Extractor, Stages
from cchc_extract.facts.draft import FactDraft
from cchc_extract.facts.metrics import Choice, MetricTable, metric_table
from cchc_extract.facts.stream import Item
from cchc_extract.lexicon import Entry, Lexeme, Scanner

__all__ = ["Explainer", "Explanation", "Fired", "Lost", "NumberOutcome"]


class Fired(NamedTuple):
    """A phrase that the scan took, and the entry it belongs to."""

    text: str
    entry: Entry


class Lost(NamedTuple):
    """A phrase that an entry has and the scan did not take, and why."""

    text: str
    entry: Entry
    why: str


@dataclass(frozen=True, slots=True)
class NumberOutcome:
    """One number: the fact it became, or none.

    Attributes:
        text: the number as written.
        fact: the fact, None where the number says nothing that is asked for.
        tags: what the words around it say, by dimension.
        lost: rows of the metric table that wanted it too, each with the reason.
        near: for a number that became no fact, the words that could have spoken for it.
    """

    text: str
    fact: FactDraft | None
    tags: Mapping[str, str]
    lost: Sequence[tuple[Choice, str]]
    near: Sequence[str]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the rules made of a text.

    Attributes:
        about_reform: whether something in the text says that it is about the reform; an article
            in which nothing does gives no facts, though its numbers are explained here.
        fired: phrases that the scan took.
        lost: phrases that it did not take.
        hidden: mentions and boilerplate, where no rule calls.
        numbers: what each number became.
    """

    about_reform: bool
    fired: list[Fired]
    lost: list[Lost]
    hidden: list[str]
    numbers: list[NumberOutcome]


class Explainer:
    """Explains texts by the rules of one extractor."""

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor
        # A scan of its own for each entry finds it wherever it could call, whoever wins.
        self._alone = [Scanner([entry]) for entry in extractor.entries if entry.layer == "cues"]

    def explain(self, text: str) -> Explanation:
        """What called on ``text``, what lost, and what the numbers became."""
        read = self._extractor.read({"id": "text", "text": text}, any_subject=True)
        return Explanation(
            read.about_reform,
            [Fired(_text(read, x), x.entry) for x in read.cues],
            list(self._lost(read)),
            [read.tokens.surface(first, stop) for first, stop in read.hidden],
            list(_numbers(read, metric_table())),
        )

    def _lost(self, read: Stages) -> Iterator[Lost]:
        won = {(x.first, x.stop, x.entry) for x in read.cues}
        lost = [
            x for scanner in self._alone for x in scanner.scan(read.tokens)
            if (x.first, x.stop, x.entry) not in won
        ]  # fmt: skip
        for x in sorted(lost, key=lambda x: (x.first, x.stop)):
            yield Lost(_text(read, x), x.entry, _why(x, read))


def _text(read: Stages, x: Lexeme) -> str:
    return read.tokens.surface(x.first, x.stop)


def _why(x: Lexeme, read: Stages) -> str:
    for first, stop in read.hidden:
        if x.first < stop and first < x.stop:
            return f"inside {read.tokens.surface(first, stop)!r}, which is a mention or boilerplate"
    for other in read.cues:
        if x.first < other.stop and other.first < x.stop:
            said = f"{other.entry.id} {_text(read, other)!r}"
            if (other.first, other.stop) == (x.first, x.stop):
                return f"{other.entry.id} has the same phrase and is loaded first"
            if other.first == x.first:
                return f"{said} is longer"
            return f"{said} begins earlier"
    return "another phrase of its own entry is taken"


def _numbers(read: Stages, table: MetricTable) -> Iterator[NumberOutcome]:
    facts = {(f.reading.number.first, f.reading.number.stop): f for f in read.facts}
    for at, item in enumerate(read.items):
        if item.kind != "N":
            continue
        text = read.tokens.surface(item.first, item.stop)
        fact = facts.get((item.first, item.stop))
        if fact is None:
            yield NumberOutcome(text, None, {}, (), list(_near(read.items, at)))
        else:
            yield NumberOutcome(text, fact, fact.reading.tags, list(_rivals(fact, table)), ())


def _near(items: Sequence[Item], at: int) -> Iterator[str]:
    """Ids of the cues on both sides of a number, up to the next number or the sentence's end."""
    for step in (-1, 1):
        i = at + step
        while 0 <= i < len(items) and items[i].kind not in "N.\n":
            if items[i].kind == "C":
                yield items[i].x.id
            i += step


def _rivals(fact: FactDraft, table: MetricTable) -> Iterator[tuple[Choice, str]]:
    reading = fact.reading
    tags = set(reading.tags.values())
    measure = "percent" if reading.unit == "percent" else "count"
    taken = False
    for row in table.rows:
        if not row.all <= tags:
            continue
        if row.metric == reading.metric and not taken:
            taken = True
        elif row.none & tags:
            yield row, f"not with {', '.join(sorted(row.none & tags))}"
        elif row.measure not in (None, measure):
            yield row, f"only for {row.measure}"
        elif row.metric != reading.metric:
            yield row, "stands later in the table" if taken else "gives way"
