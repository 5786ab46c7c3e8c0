"""Extraction on Spark: ``extract_batch`` under ``mapInArrow``.

from cchc_extract.archive.spark import extract_dataframe
records = extract_dataframe(spark.read.parquet("articles"), text_col="body", id_col="url")

The package must be installed on the executors. Records are the same as those of a run on one
machine: articles are read one by one, and a task that is lost with its executor is done again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as sf
from pyspark.sql.types import TimestampNTZType, TimestampType

from cchc_extract.archive.batch import extract_batch
from cchc_extract.archive.fields import Fields
from cchc_extract.archive.formats import Format, format_of
from cchc_extract.archive.work import relevant_rows

if TYPE_CHECKING:
    from cchc_extract.extractor import NerMode

__all__ = ["RESULT_DDL", "extract_dataframe", "extract_files"]

RESULT_DDL = "id string, text_sha256 string, record string, error string"
"""Columns of the result: the record as JSON, or the reason why there is none."""


def extract_dataframe(
    df: DataFrame,
    *,
    text_col: str = "text",
    id_col: str = "id",
    title_col: str | None = "title",
    published_col: str | None = "published",
    scan: bool = True,
    ner: NerMode = "off",
    rules: tuple[str, ...] = (),
    batch_rows: int = 512,
) -> DataFrame:
    """The records of the articles of a data frame, one a row, with the columns of RESULT_DDL.

    Args:
        df: one article a row; other columns are not carried along, join them by ``id``.
        text_col: column with the text.
        id_col: column with the id; any type.
        title_col: column with the title; not used where there is none of that name.
        published_col: column with the day of publication, as a string, a date or a timestamp.
        scan: whether only articles with a word of the reform are read.
        ner: ``off``, ``gated`` or ``full``.
        rules: paths of rule data of one's own, the same on every executor.
        batch_rows: rows that an executor holds at a time.

    Raises:
        ValueError: there is no column of that name.
    """
    for needed in (text_col, id_col):
        if needed not in df.columns:
            raise ValueError(f"no column {needed!r}; there are {df.columns}")
    columns = {"id": id_col, "text": text_col, "title": title_col, "published": published_col}
    chosen = [
        _as_string(df, name).alias(field)
        for field, name in columns.items()
        if name is not None and name in df.columns
    ]
    df.sparkSession.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(batch_rows))
    extract = partial(_extract, scan=scan, ner=ner, rules=rules)
    return df.select(*chosen).mapInArrow(extract, RESULT_DDL)


def _as_string(df: DataFrame, name: str) -> Column:
    column = sf.col(f"`{name}`")
    if not isinstance(df.schema[name].dataType, TimestampType | TimestampNTZType):
        return column.cast("string")
    # A midnight is a day.
    return sf.regexp_replace(sf.date_format(column, "yyyy-MM-dd'T'HH:mm:ss"), "T00:00:00$", "")


def _extract(
    batches: Iterable[pa.RecordBatch], *, scan: bool, ner: NerMode, rules: tuple[str, ...]
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        if scan:
            batch = batch.take(pa.array(relevant_rows(batch, Fields()), pa.int32()))
        if batch.num_rows:
            yield extract_batch(batch, ner=ner, rules=rules)


def extract_files(
    source: str,
    output: str,
    *,
    master: str | None = None,
    text_col: str = "text",
    id_col: str = "id",
    title_col: str = "title",
    published_col: str = "published",
    scan: bool = True,
) -> int:
    """Read Parquet or JSON Lines with Spark and write the results as Parquet.

    Args:
        source: anything Spark reads; ``.jsonl`` or ``.json`` (packed too) as lines, else Parquet.
        output: a folder that is not there yet.
        master: as ``spark-submit`` takes it.

    Returns:
        How many records were written.

    Raises:
        ValueError: there is nothing to read, or no such column.
    """
    from pyspark.errors import AnalysisException

    builder = SparkSession.builder.appName("cchc-extract")
    session = (builder.master(master) if master else builder).getOrCreate()
    lines = format_of(source) is Format.JSONL or ".json" in source
    try:
        articles = session.read.json(source) if lines else session.read.parquet(source)
        found = extract_dataframe(
            articles,
            text_col=text_col,
            id_col=id_col,
            title_col=title_col,
            published_col=published_col,
            scan=scan,
        )
        found.write.parquet(output)
    except AnalysisException as x:
        raise ValueError(str(x).partition("\n")[0]) from x
    return int(session.read.parquet(output).where("record is not null").count())
