"""Records as flat tables: articles, entities, facts, checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import pyarrow as pa

__all__ = ["FLAT_SCHEMAS", "flat_batches"]

_RECORDS = 500

Record = Mapping[str, Any]
Row = dict[str, Any]


def _schema(**kinds: str) -> pa.Schema:
    """A schema from column names by type, in their order."""
    types = {"string": pa.string(), "number": pa.float64(), "int": pa.int64()}
    return pa.schema(
        [pa.field(name, types[kind]) for name, kind in kinds.items()],
    )


def _columns(spec: str) -> dict[str, str]:
    """``"a b:int"`` to the type of each column, string where not said."""
    pairs = (column.partition(":") for column in spec.split())
    return {name: kind or "string" for name, _, kind in pairs}


FLAT_SCHEMAS: dict[str, pa.Schema] = {
    "articles": _schema(
        **_columns(
            "id title published text_sha256 home_unit home_level home_code url"
            " entities:int facts:int checks:int warnings"
        )
    ),
    "entities": _schema(
        **_columns(
            "article id type start:int end:int text name level kind code code_period honorific"
            " roles doc_type number date issuer"
        )
    ),
    "facts": _schema(
        **_columns(
            "article published id metric kind value:number unit bound out_of:number index channel"
            " subject level code period_start period_end period baseline_start baseline_end"
            " baseline status of change_in among among_n:int component field object per part_of"
            " dimension set_by start:int end:int text rule"
        )
    ),
    "checks": _schema(
        **_columns("article rule whole parts expected:number found:number difference:number status")
    ),
}
"""Columns of the flat tables; ``article`` is the id of the article, facts are named within it."""


def flat_batches(records: Iterable[Record]) -> Iterator[dict[str, pa.RecordBatch]]:
    """The rows of all four tables, some hundred records at a time."""
    rest = iter(records)
    while some := tuple(islice(rest, _RECORDS)):
        yield {
            name: pa.RecordBatch.from_pylist([row for r in some for row in rows(r)], schema)
            for (name, schema), rows in zip(FLAT_SCHEMAS.items(), _ROWS, strict=True)
        }


def _article(r: Record) -> list[Row]:
    home = r["home_unit"] or {}
    return [
        {
            **{k: r[k] for k in ("id", "title", "published", "text_sha256")},
            "home_unit": home.get("name"),
            "home_level": home.get("level"),
            "home_code": home.get("code"),
            "url": _url(r["meta"]),
            **{k: len(r[k]) for k in ("entities", "facts", "checks")},
            "warnings": "; ".join(w["code"] for w in r["warnings"]) or None,
        }
    ]


def _url(meta: Record) -> str | None:
    url = meta.get("url")
    return url if isinstance(url, str) else None


def _entities(r: Record) -> list[Row]:
    return [
        {**e, "article": r["id"], "roles": "; ".join(map(_role, e.get("roles") or ())) or None}
        for e in r["entities"]
    ]


def _role(role: Record) -> str:
    return f"{role['title']} ({role['unit']})" if role["unit"] else str(role["title"])


def _facts(r: Record) -> list[Row]:
    return [_fact(r, f) for f in r["facts"]]


def _fact(r: Record, f: Record) -> Row:
    subject, among = f["subject"] or {}, f["among"] or {}
    row = {**f, "article": r["id"], "published": r["published"]}
    row |= {"subject": subject.get("name"), "level": subject.get("level")}
    row |= {"code": subject.get("code"), "among": among.get("text"), "among_n": among.get("n")}
    for name in ("period", "baseline"):
        time = f[name] or {}
        row |= {name: time.get("text")}
        row |= {f"{name}_{edge}": time.get(edge) for edge in ("start", "end")}
    return row


def _checks(r: Record) -> list[Row]:
    return [{**c, "article": r["id"], "parts": " ".join(c["parts"])} for c in r["checks"]]


_ROWS: tuple[Callable[[Record], list[Row]], ...] = (_article, _entities, _facts, _checks)
