"""The commands that look things up: ``schema`` and ``unit``."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_extract.cli_shared import give_up

if TYPE_CHECKING:
    from rich.table import Table

    from cchc_extract.gazetteer.describe import Description

__all__ = ["record_schema", "register"]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to ``app``."""
    app.command()(schema)
    app.command()(unit)


def record_schema() -> str:
    """The JSON Schema of a record, as it is committed in ``docs/record.schema.json``."""
    from cchc_extract.records import Record

    return json.dumps(Record.model_json_schema(), ensure_ascii=False, indent=2) + "\n"


def schema() -> None:
    """Print the JSON Schema of a record."""
    sys.stdout.write(record_schema())


def unit(
    name: Annotated[str, typer.Argument(help="A name, with or without its head word, or a code.")],
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only the units of that day.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Say what is known of a province, district or commune."""
    from cchc_extract.gazetteer.describe import describe

    found = describe(name, on=on.date() if on else None)
    if not found:
        give_up(_not_found(name, on.date() if on else None))
    if as_json:
        for row in found:
            typer.echo(json.dumps(row, ensure_ascii=False))
    else:
        from rich.console import Console

        Console().print(*map(_about, found))


def _not_found(name: str, on: date | None) -> str:
    from cchc_extract.gazetteer import default_gazetteer

    day = f" on {on}" if on else ""
    near = ", ".join(dict.fromkeys(unit.name for unit in default_gazetteer().suggest(name)))
    return f"no unit {name!r}{day}" + (f"; near: {near}" if near else "")


def _about(row: Description) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_row(str(row["code"]), Text(str(row["name"]), "bold"))
    lines = [("", str(row["period"])), ("in", ", ".join(_names(row, "parents")))]
    if row["children"]:
        lines.append(("units in it", str(row["children"])))
    lines += [
        ("earlier name", str(row["earlier_name"] or "")),
        ("became", ", ".join(_names(row, "successors"))),
        ("was", ", ".join(_names(row, "predecessors"))),
    ]
    for title, said in lines:
        if said:
            table.add_row(Text(title, "dim"), said)
    table.add_row()
    return table


def _names(row: Description, key: str) -> list[str]:
    """Names in the list under ``key``, ``(part)`` behind those of which only a part passed on."""
    names = []
    value = row[key]
    for item in value if isinstance(value, list) else ():
        if isinstance(item, str):
            names.append(item)
        else:
            names.append(f"{item['name']}{'' if item['whole'] else ' (part)'}")
    return names
