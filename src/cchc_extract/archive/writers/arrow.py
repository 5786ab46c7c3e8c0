"""Records as Arrow tables: the schema of the Parquet shards, documented in ``docs/archives.md``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
import pyarrow as pa

__all__ = ["RECORD_SCHEMA", "record_table"]


def _strings(names: str) -> list[pa.Field]:
    return [pa.field(name, pa.string()) for name in names.split()]


_SUBJECT = pa.struct(_strings("name level code"))
_PERIOD = pa.struct(_strings("text start end"))
_PLACE = [pa.field("start", pa.int32()), pa.field("end", pa.int32()), pa.field("text", pa.string())]
_ROLE = pa.struct(_strings("title unit"))
_ENTITY = pa.struct(
    [
        *_strings("id type"),
        *_PLACE,
        *_strings("name level kind code code_period"),  # of a UNIT
        pa.field("honorific", pa.string()),  # of a PERSON
        pa.field("roles", pa.list_(_ROLE)),
        *_strings("doc_type number date issuer"),  # of a DOCUMENT
    ]
)
_FACT = pa.struct(
    [
        *_strings("id metric kind"),
        pa.field("value", pa.float64()),
        *_strings("unit bound"),
        pa.field("out_of", pa.float64()),
        *_strings("index channel"),
        pa.field("subject", _SUBJECT),
        pa.field("period", _PERIOD),
        pa.field("baseline", _PERIOD),
        pa.field("status", pa.string()),
        *_PLACE,
        pa.field("sentence", pa.list_(pa.int32(), 2)),
        *_strings("rule of change_in"),
        pa.field("among", pa.struct([pa.field("text", pa.string()), pa.field("n", pa.int32())])),
        *_strings("component field object per part_of dimension set_by"),
    ]
)
_CHECK = pa.struct(
    [
        *_strings("rule whole"),
        pa.field("parts", pa.list_(pa.string())),
        *(pa.field(name, pa.float64()) for name in ("expected", "found", "difference")),
        pa.field("status", pa.string()),
    ]
)
RECORD_SCHEMA = pa.schema(
    [
        *_strings("schema_version id title published text_sha256"),
        pa.field("home_unit", _SUBJECT),
        pa.field("entities", pa.list_(_ENTITY)),
        pa.field("facts", pa.list_(_FACT)),
        pa.field("checks", pa.list_(_CHECK)),
        pa.field("produced_by", pa.struct(_strings("version rules"))),
        pa.field("warnings", pa.list_(pa.struct(_strings("code message")))),
        pa.field("meta", pa.string()),
    ]
)
"""A record as a row: names of the JSON, all types of entities in one struct, ``meta`` as JSON."""


def record_table(records: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Records as a table of RECORD_SCHEMA, one a row."""
    rows = [{**r, "meta": orjson.dumps(r["meta"]).decode()} for r in records]
    return pa.Table.from_pylist(rows, RECORD_SCHEMA)
