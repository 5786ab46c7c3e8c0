"""Articles to records, one Arrow batch at a time: what every engine runs.

The one-machine runner, ``datasets.map`` and Spark's ``mapInArrow`` wrap ``extract_batch`` in a few
lines each, so that they cannot differ in what they give.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson
import pyarrow as pa

if TYPE_CHECKING:
    from cchc_extract.extractor import Extractor, NerMode

__all__ = ["ARTICLE_COLUMNS", "RESULT_SCHEMA", "extract_batch", "shared_extractor"]

ARTICLE_COLUMNS = ("id", "text", "title", "published", "meta", "warnings")
"""Columns that are read; only ``id`` and ``text`` must be there. ``meta`` holds a JSON object that
is carried through, ``warnings`` a JSON list of ``{"code", "message"}`` from reading."""

RESULT_SCHEMA = pa.schema(
    [
        pa.field("id", pa.string()),
        pa.field("text_sha256", pa.string()),
        pa.field("record", pa.string()),
        pa.field("error", pa.string()),
    ]
)
"""One row for each article: its record as JSON, or the reason why there is none."""


def extract_batch(
    batch: pa.RecordBatch,
    *,
    ner: NerMode = "off",
    rules: tuple[str, ...] = (),
    keep_text: bool = False,
) -> pa.RecordBatch:
    """The records of a batch of articles, in the same order, with the columns of RESULT_SCHEMA.

    An article that cannot be read costs no other one: its row has ``error``.

    Args:
        batch: columns as in ARTICLE_COLUMNS, all strings.
        ner: ``off``, ``gated`` or ``full``.
        rules: paths of rule data of one's own.
        keep_text: whether ``meta.text`` of the record holds the text that its offsets index.

    Raises:
        ValueError: there is no column ``id`` or ``text``.
        LexiconError: a rule file cannot be used.
    """
    names = [name for name in ARTICLE_COLUMNS if name in batch.schema.names]
    for needed in ("id", "text"):
        if needed not in names:
            raise ValueError(f"no column {needed!r}; there are {batch.schema.names}")
    extractor = shared_extractor(ner, rules)
    rows = batch.select(names).to_pylist()
    return pa.RecordBatch.from_pylist(
        [_result(extractor, row, keep_text) for row in rows], RESULT_SCHEMA
    )


def _result(extractor: Extractor, row: dict[str, Any], keep_text: bool) -> dict[str, str | None]:
    try:
        article = {k: row[k] for k in ("id", "text", "title", "published") if row.get(k)}
        if row.get("meta"):
            article = {**orjson.loads(row["meta"]), **article}
        record = extractor.extract_plain(article)
        if row.get("warnings"):
            record["warnings"] = [*orjson.loads(row["warnings"]), *record["warnings"]]
        if keep_text:
            record["meta"] = {**record["meta"], "text": row["text"]}
        line = orjson.dumps(record).decode()
    except Exception as x:  # one article must not cost the others their records
        reason = f"extraction failed: {type(x).__name__}: {x}"
        return {"id": row["id"], "text_sha256": None, "record": None, "error": reason}
    return {
        "id": record["id"],
        "text_sha256": record["text_sha256"],
        "record": line,
        "error": None,
    }


@lru_cache(maxsize=2)
def shared_extractor(ner: NerMode, rules: tuple[str, ...]) -> Extractor:
    """The extractor of this process; the last two are kept."""
    from cchc_extract.extractor import Extractor

    return Extractor(ner=ner, rules=rules)
