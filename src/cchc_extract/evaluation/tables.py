"""Scores of one system or several as tables, and tables as CSV, Markdown, HTML or terminal text."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from cchc_extract.evaluation.counts import CONTRACT_MEASURES, POOLED_MEASURES, SLOT_MEASURES, Count
from cchc_extract.evaluation.resampling import Difference
from cchc_extract.evaluation.scoring import Scores
from cchc_extract.evaluation.slots import SLOTS

if TYPE_CHECKING:
    from jinja2 import Environment
    from rich.console import Console

Systems = Mapping[str, Scores]
Intervals = Mapping[str, Mapping[str, tuple[float, float]]]
_PARTS = ("metric", "unit", "level")
_MACRO = ("fact_core", "fact_full", "entity_strict", "entity_partial")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text cells under a title."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]


def score_tables(
    systems: Systems, intervals: Intervals, differences: Mapping[str, Sequence[Difference]]
) -> list[Table]:
    """All tables of a scoring, systems side by side; `differences` by title."""
    tables = [_overall(systems, intervals), _slots(systems), _macro(systems)]
    tables += [_parts(systems, measure, part) for measure in _MACRO[:2] for part in _PARTS]
    tables += [_parts(systems, "UNIT_strict", "level"), _linking(systems)]
    tables += [_differences(name, found) for name, found in differences.items()]
    return [table for table in tables if table.rows]


def _columns(systems: Systems, *columns: str) -> list[str]:
    """Column heads, with the system's name where there are several."""
    several = len(systems) > 1
    return [f"{name} {column}" if several else column for name in systems for column in columns]


def _figures(count: Count) -> list[str]:
    return [share(number) for number in count.figures()]


def share(number: float | None) -> str:
    """A share as it is printed, `-` where it is undefined."""
    return "-" if number is None else f"{number:.3f}"


def _overall(systems: Systems, intervals: Intervals) -> Table:
    rows = []
    for measure in (*CONTRACT_MEASURES, *POOLED_MEASURES):
        cells = [measure]
        for name, scores in systems.items():
            low, high = intervals.get(name, {}).get(measure, (None, None))
            cells += _figures(scores.totals[measure])
            cells.append("" if low is None else f"{share(low)} - {share(high)}")
        rows.append(cells)
    header = ["measure", *_columns(systems, "precision", "recall", "F1", "95 % of F1")]
    return Table("Scores (micro)", header, rows)


def _slots(systems: Systems) -> Table:
    rows = []
    for slot, measure in zip(SLOTS, SLOT_MEASURES, strict=True):
        cells = [slot]
        for scores in systems.values():
            cells += [share(scores.slot_accuracy()[slot]), share(scores[measure].f1)]
        rows.append(cells)
    header = ["slot", *_columns(systems, "right of found", "core + slot F1")]
    return Table("Slots of facts", header, rows)


def _macro(systems: Systems) -> Table:
    rows = [
        [measure, *(share(figure) for s in systems.values() for figure in s.macro(measure))]
        for measure in _MACRO
    ]
    title = "Macro (facts: over metrics; mentions: over types)"
    return Table(title, ["measure", *_columns(systems, "precision", "recall", "F1")], rows)


def _parts(systems: Systems, measure: str, part: str) -> Table:
    by_system = [scores.by(measure, part) for scores in systems.values()]
    values = sorted({value for counts in by_system for value in counts})
    rows = []
    for value in values:
        counts = [found.get(value, Count()) for found in by_system]
        gold = max(count.gold for count in counts)
        cells = [cell for c in counts for cell in (str(c.predicted), *_figures(c))]
        rows.append([value, str(gold), *cells])
    header = [part, "gold", *_columns(systems, "found", "precision", "recall", "F1")]
    return Table(f"{measure} by {part}", header, rows)


def _linking(systems: Systems) -> Table:
    rows = [
        [name, str(link.known), str(link.given), str(link.right), share(link.accuracy)]
        for name, link in ((name, scores.linking) for name, scores in systems.items())
        if link.known
    ]
    header = ["system", "gold codes of matched territories", "given", "right", "accuracy"]
    return Table("Linking to official codes", header, rows)


def _differences(title: str, differences: Sequence[Difference]) -> Table:
    rows = [
        [
            d.measure,
            f"{d.difference:+.3f}",
            f"{d.low:+.3f} - {d.high:+.3f}",
            f"{d.bootstrap_p:.3f}",
            f"{d.randomisation_p:.3f}",
        ]
        for d in differences
    ]
    header = ["measure", "F1 difference", "95 %", "p (paired bootstrap)", "p (randomisation)"]
    return Table(title, header, rows)


def to_csv(tables: Sequence[Table]) -> str:
    """One CSV text: a cell a row, with table, row, column and value."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["table", "row", "column", "value"])
    for table in tables:
        for row in table.rows:
            for column, value in zip(table.header[1:], row[1:], strict=True):
                writer.writerow([table.title, row[0], column, value])
    return out.getvalue()


def to_markdown(tables: Sequence[Table]) -> str:
    """Markdown with a heading a table."""
    parts = []
    for table in tables:
        lines = [table.header, ["---"] * len(table.header), *table.rows]
        cells = ("| " + " | ".join(_bar_free(cell) for cell in line) + " |" for line in lines)
        parts.append(f"### {table.title}\n\n" + "\n".join(cells) + "\n")
    return "\n".join(parts)


def _bar_free(cell: str) -> str:
    return cell.replace("|", "\\|").replace("\n", " ")


def to_html(tables: Sequence[Table], title: str) -> str:
    """A self-contained page; every cell is escaped."""
    return templates().get_template("tables.html.j2").render(tables=tables, title=title)


@cache
def templates() -> Environment:
    """The package's page templates, with escaping on."""
    from jinja2 import DictLoader, Environment, StrictUndefined

    folder = resources.files(__package__) / "templates"
    sources = {file.name: file.read_text("utf-8") for file in folder.iterdir()}
    return Environment(
        loader=DictLoader(sources), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


def print_tables(tables: Sequence[Table], console: Console) -> None:
    """Print to a terminal, or to a file or pipe as wide as the tables need."""
    from rich.table import Table as Drawn
    from rich.text import Text

    for table in tables:
        drawn = Drawn(title=table.title, title_justify="left", title_style="bold")
        for place, column in enumerate(table.header):
            drawn.add_column(column, justify="right" if place else "left", overflow="fold")
        for row in table.rows:
            drawn.add_row(*(Text(cell) for cell in row))
        console.print(drawn)
