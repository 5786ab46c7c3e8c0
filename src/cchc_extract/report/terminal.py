"""One article and its record on a terminal: text with highlights, facts, checks, warnings."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from cchc_extract.records import Entity, Fact, Record
from cchc_extract.report import wording

__all__ = ["article_view"]

_STYLE = {"UNIT": "blue", "PERSON": "magenta", "DOCUMENT": "yellow"}
_FACT = "bold green"
_CHECK = {"ok": "green", "mismatch": "bold red", "remainder": "yellow"}
# A terminal obeys control characters and bidirectional overrides; an article must not use it so.
_HARMLESS = {
    c: "\ufffd" for c in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F),
                          *range(0x2066, 0x206A)) if chr(c) not in "\t\n"
}  # fmt: skip


def article_view(text: str, record: Record) -> RenderableType:
    """The article with its mentions and facts marked, and its facts and checks as tables.

    Args:
        text: the text that the record's offsets index.
        record: what was read in it.
    """
    parts: list[RenderableType] = [_head(record), Text(), _marked(text, record), Text()]
    if record.facts:
        parts.append(_facts(record.facts))
    else:
        parts.append(Text("No facts."))
    if record.checks:
        parts += [Text(), _checks(record)]
    parts += [_plain(f"warning: {w.code}: {w.message}", "yellow") for w in record.warnings]
    return Group(*parts)


def _plain(text: str, style: str = "") -> Text:
    """Text of an article or made from one, harmless and of the same length."""
    text = text.replace("\r\n", " \n").replace("\r", "\n")
    return Text(text.translate(_HARMLESS), style=style)


def _head(record: Record) -> Panel:
    title = _plain(record.title or "(no title)", "bold")
    rows = [("id", record.id), ("published", record.published)]
    if record.home_unit is not None:
        rows.append(("about", record.home_unit.name))
    for name, said in rows:
        title.append("\n").append(f"{name} ", "dim").append_text(_plain(said or "not known"))
    return Panel(title, box=box.ROUNDED, subtitle=_legend(), subtitle_align="left")


def _legend() -> Text:
    legend = Text()
    for name, style in (*_STYLE.items(), ("FACT", _FACT)):
        legend.append(name, style).append(" ")
    return legend


def _marked(text: str, record: Record) -> Text:
    whole = _plain(text)
    for entity in record.entities:
        whole.stylize(_STYLE[entity.type], entity.start, entity.end)
    for fact in record.facts:
        whole.stylize(_FACT, fact.start, fact.end)
    marked = Text()
    done = 0
    for end, label in sorted(_labels(record)):
        marked.append_text(whole[done:end]).append(f"[{label}]", "dim")
        done = end
    return marked.append_text(whole[done:])


def _labels(record: Record) -> Iterator[tuple[int, str]]:
    """Where a label stands behind its span, so that the tables can name it without colours."""
    mentions: tuple[Entity | Fact, ...] = (*record.entities, *record.facts)
    for mention in mentions:
        yield mention.end, mention.id


def _facts(facts: tuple[Fact, ...]) -> Table:
    table = Table(title="Facts", title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column("id", no_wrap=True)
    table.add_column("metric", no_wrap=True)
    table.add_column("value", justify="right", no_wrap=True)
    for name in ("whose", "when", "more"):
        table.add_column(name, overflow="fold")
    for fact in facts:
        table.add_row(
            fact.id,
            fact.metric,
            wording.value(fact),
            _plain(fact.subject.name if fact.subject else ""),
            wording.period(fact.period),
            _plain(wording.slots(fact)),
        )
    return table


def _checks(record: Record) -> Table:
    facts = {fact.id: fact for fact in record.facts}
    table = Table(title="Checks", title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column("status", no_wrap=True)
    table.add_column("rule", no_wrap=True)
    table.add_column("facts", overflow="fold")
    table.add_column("arithmetic", overflow="fold")
    for check in record.checks:
        table.add_row(
            Text(check.status, _CHECK[check.status]),
            check.rule,
            f"{check.whole}: {', '.join(check.parts)}",
            wording.equation(check, facts),
        )
    return table
