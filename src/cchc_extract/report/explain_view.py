"""An explanation, and rule data, on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cchc_extract.facts.draft import FactDraft
from cchc_extract.lexicon import Entry
from cchc_extract.report.explain import Explanation, NumberOutcome
from cchc_extract.report.marking import harmless

__all__ = ["entries_table", "explanation_view"]


def explanation_view(found: Explanation) -> RenderableType:
    """Cues that called, cues that lost, and the numbers."""
    fired = _table("Called", "text", "rule", "gives", "where")
    for text, entry in found.fired:
        fired.add_row(_plain(text), entry.id, _gives(entry), entry.where)
    lost = _table("Lost", "text", "rule", "why")
    for text, entry, why in found.lost:
        lost.add_row(_plain(text), entry.id, _plain(why))
    numbers = _table("Numbers", "number", "rule", "becomes", "from tags", "lost")
    for number in found.numbers:
        numbers.add_row(*_number(number))
    parts: list[RenderableType] = [fired if found.fired else Text("No rule called.")]
    if found.lost:
        parts.append(lost)
    if found.hidden:
        parts += [_plain(f"Mentions, where no rule calls: {'; '.join(found.hidden)}"), Text()]
    parts.append(numbers if found.numbers else Text("No number."))
    if not found.about_reform:
        parts.append(
            Text(
                "Nothing in this text says that it is about the reform (layer reform): an article"
                " of these words alone gives no facts."
            )
        )
    return Group(*parts)


def entries_table(entries: Iterable[Entry]) -> Table:
    """Rule data, one entry a row."""
    table = _table("", "layer", "rule", "gives", "phrases", "examples", "where")
    for entry in entries:
        examples = f"{len(entry.yes)} yes, {len(entry.no)} no"
        table.add_row(
            entry.layer, entry.id, _gives(entry), str(len(entry.phrases)), examples, entry.where
        )
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD)
    for name in columns:
        table.add_column(name, overflow="fold")
    return table


def _number(number: NumberOutcome) -> Iterator[Text | str]:
    yield _plain(number.text)
    if number.fact is None:
        yield ""
        yield "no fact"
        yield ", ".join(dict.fromkeys(number.near)) or "no cue near it"
        yield ""
        return
    yield number.fact.reading.rule
    yield _plain(_said(number.fact))
    yield " ".join(number.tags.values())
    yield "\n".join(f"{row.metric}: {why}" for row, why in number.lost)


def _said(fact: FactDraft) -> str:
    r = fact.reading
    slots = [r.index, fact.channel, r.bound if r.bound != "exact" else None,
             fact.status if fact.status != "actual" else None,
             fact.subject.name if fact.subject else None]  # fmt: skip
    return ", ".join([f"{r.metric} {r.kind} {r.value} {r.unit}", *(s for s in slots if s)])


def _gives(entry: Entry) -> str:
    return ", ".join(f"{key} {value}" for key, value in entry.gives.items())


def _plain(text: str) -> Text:
    return Text(harmless(text).replace("\n", "⏎"))
