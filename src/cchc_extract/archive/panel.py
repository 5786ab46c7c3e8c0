"""Consolidates records: what all articles together say of each unit, metric and period."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pyarrow as pa

from cchc_extract.archive.panel_units import UnitKey, unit_key
from cchc_extract.archive.rounding import Interval, interval_of

__all__ = ["PANEL_SCHEMA", "annual_series", "build_panel"]

Record = Mapping[str, Any]

_KEY = (
    "metric kind unit status index channel period_start period_end component field object among"
    " of per change_in part baseline_start baseline_end"
).split()

PANEL_SCHEMA = pa.schema(
    [
        *(pa.field(name, pa.string()) for name in ("code", "code_period", "name", "level")),
        *(pa.field(name, pa.string()) for name in _KEY),
        pa.field("value", pa.float64()),
        pa.field("out_of", pa.float64()),
        pa.field("articles", pa.int64()),
        pa.field("article_ids", pa.list_(pa.string())),
        pa.field("conflict", pa.bool_()),
        pa.field("values", pa.list_(pa.float64())),
        pa.field("formula", pa.string()),
        pa.field("merged_from", pa.list_(pa.string())),
        pa.field("complete", pa.bool_()),
    ]
)
"""One row for each unit and combination of the columns from ``metric`` to ``baseline_end``.

``part`` marks a part that only its place in the text tells from its whole. ``articles`` counts
near-copies once; ``values`` are all that are stated, most frequent first, of which ``value`` is the
first; ``formula`` says what a derived row was computed from, null for what articles state.
``merged_from`` are the codes summed for a unit of since July 2025, ``complete`` whether these are
all the units that it was made of as wholes.
"""

SERIES_SCHEMA = pa.schema(
    [
        *(pa.field(name, pa.string()) for name in ("code", "code_period", "name", "index")),
        pa.field("year", pa.int32()),
        pa.field("rank", pa.float64()),
        pa.field("ranked", pa.float64()),
        pa.field("score", pa.float64()),
        pa.field("articles", pa.int64()),
        pa.field("conflict", pa.bool_()),
    ]
)
"""Places and scores of provinces by year; ``ranked`` is how many were ranked, where it is said."""


class _Said(NamedTuple):
    """A value as one article states it."""

    value: float
    out_of: float | None
    interval: Interval


@dataclass(slots=True)
class _Cell:
    """All that is said of one unit under one key."""

    said: dict[str, list[_Said]] = field(default_factory=lambda: defaultdict(list))
    ids: dict[str, None] = field(default_factory=dict)


Key = tuple[str | None, ...]
Cells = dict[tuple[UnitKey, Key], _Cell]


def build_panel(
    records: Iterable[Record],
    *,
    near_copies: Mapping[str, str] | None = None,
    units_2025: bool = False,
) -> pa.Table:
    """The panel over all facts of ``records``, as a table of PANEL_SCHEMA.

    Args:
        records: as ``read_records`` gives them.
        near_copies: ids of near-copies to ids of what they are like; these count once.
        units_2025: whether counts of former units are summed under those of since July 2025 too.
    """
    copies = near_copies or {}
    cells: Cells = {}
    for record in records:
        places = {fact["id"]: _place(fact) for fact in record["facts"]}
        for fact in record["facts"]:
            place = places[fact["id"]]
            if place is None:
                continue
            if fact["part_of"] is not None and places.get(fact["part_of"]) == place:
                place = _as_part(place)  # nothing else tells it from its whole
            cell = cells.setdefault(place, _Cell())
            cell.ids[record["id"]] = None
            said = _Said(fact["value"], fact["out_of"], interval_of(fact))
            cell.said[copies.get(record["id"], record["id"])].append(said)
    rows = [_row(unit, key, cell) for (unit, key), cell in cells.items()]
    rows += list(_in_time_rates(rows))
    if units_2025:
        from cchc_extract.archive.panel_units import merged_rows

        rows += list(merged_rows(rows, _KEY))
    rows.sort(
        key=lambda row: [str(row[name] or "") for name in PANEL_SCHEMA.names[: len(_KEY) + 4]]
    )
    return pa.Table.from_pylist(rows, PANEL_SCHEMA)


def _place(fact: Record) -> tuple[UnitKey, Key] | None:
    subject, period, baseline = fact["subject"], fact["period"] or {}, fact["baseline"] or {}
    if subject is None:
        return None
    spread = {
        **fact,
        "period_start": period.get("start"),
        "period_end": period.get("end"),
        "baseline_start": baseline.get("start"),
        "baseline_end": baseline.get("end"),
        "among": (fact["among"] or {}).get("text"),
        "part": None,
    }
    unit = unit_key(subject, period.get("end") or period.get("start"))
    return unit, tuple(spread[name] for name in _KEY)


def _as_part(place: tuple[UnitKey, Key]) -> tuple[UnitKey, Key]:
    unit, key = place
    at = _KEY.index("part")
    return unit, (*key[:at], "part", *key[at + 1 :])


def _row(unit: UnitKey, key: Key, cell: _Cell) -> dict[str, Any]:
    """The row of a cell: the value that most articles state, the later of equals."""
    times: Counter[float] = Counter()
    for said in cell.said.values():
        times.update({s.value for s in said})
    last = {s.value: n for n, said in enumerate(cell.said.values()) for s in said}
    values = sorted(times, key=lambda v: (-times[v], -last[v]))
    every = [s for said in cell.said.values() for s in said]
    out_of = next((s.out_of for s in every if s.value == values[0] and s.out_of), None)
    return {
        **unit._asdict(),
        **dict(zip(_KEY, key, strict=True)),
        "value": values[0],
        "out_of": out_of,
        "articles": len(cell.said),
        "article_ids": list(cell.ids),
        # Intervals all meet when the highest beginning is not above the lowest end.
        "conflict": max(s.interval.low for s in every) > min(s.interval.high for s in every),
        "values": values,
        "formula": None,
        "merged_from": None,
        "complete": None,
    }


_EARLY, _ON_TIME = "dossiers_early", "dossiers_on_time"
_EITHER, _LATE = "dossiers_early_or_on_time", "dossiers_late"


def _in_time_rates(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """``in_time_rate`` of each unit, period and channel whose resolved dossiers are broken down."""
    for parts in _by_metric(rows, {_EARLY, _ON_TIME, _EITHER, _LATE}):
        if _LATE not in parts:
            continue
        in_time = [_EITHER] if _EITHER in parts else [m for m in (_EARLY, _ON_TIME) if m in parts]
        if not in_time:
            continue
        top = sum(parts[m]["value"] for m in in_time)
        bottom = top + parts[_LATE]["value"]
        if not bottom:
            continue
        used = [parts[m] for m in (*in_time, _LATE)]
        rate = round(100 * top / bottom, 2)
        yield {
            **used[0],
            "metric": "in_time_rate",
            "unit": "percent",
            "value": rate,
            "out_of": None,
            "articles": min(row["articles"] for row in used),
            "article_ids": list(dict.fromkeys(i for row in used for i in row["article_ids"])),
            "conflict": any(row["conflict"] for row in used),
            "values": [rate],
            "formula": f"100 * ({' + '.join(in_time)}) / ({' + '.join((*in_time, _LATE))})",
        }


def _by_metric(
    rows: list[dict[str, Any]], metrics: set[str]
) -> Iterator[dict[str, dict[str, Any]]]:
    """Actual counts of ``metrics`` that agree in everything else, by metric."""
    groups: dict[tuple[object, ...], dict[str, dict[str, Any]]] = defaultdict(dict)
    names = ["code", "code_period", "name", *(n for n in _KEY if n != "metric")]
    for row in rows:
        wanted = (row["unit"], row["kind"], row["status"]) == ("count", "level", "actual")
        if row["metric"] in metrics and wanted:
            groups[tuple(row[name] for name in names)][row["metric"]] = row
    yield from groups.values()


def annual_series(panel: pa.Table) -> pa.Table:
    """Places and scores of provinces by year, from a panel, as a table of SERIES_SCHEMA.

    Whole indices only, of a whole year, among all provinces: no components, no regional places.
    """
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in panel.to_pylist():
        year = _year(row)
        if year is None or row["level"] != "province" or row["index"] in (None, "OTHER"):
            continue
        if row["component"] or row["among"] or row["kind"] != "level" or row["status"] != "actual":
            continue
        key = (row["code"], row["code_period"], row["name"], row["index"], year)
        entry = found.setdefault(
            key, {"rank": None, "ranked": None, "score": None, "articles": 0, "conflict": False}
        )
        name = "rank" if row["metric"] == "rank" else "score"
        entry[name] = row["value"]
        if name == "rank":
            entry["ranked"] = row["out_of"]
        entry["articles"] += row["articles"]
        entry["conflict"] |= row["conflict"]
    names = ("code", "code_period", "name", "index", "year")
    rows = [{**dict(zip(names, key, strict=True)), **entry} for key, entry in found.items()]
    rows.sort(key=lambda r: (r["index"], r["code"] or "", r["name"], r["year"]))
    return pa.Table.from_pylist(rows, SERIES_SCHEMA)


def _year(row: Record) -> int | None:
    start, end = row["period_start"] or "", row["period_end"] or ""
    whole = start.endswith("-01-01") and end.endswith("-12-31") and start[:4] == end[:4]
    return int(start[:4]) if whole else None
