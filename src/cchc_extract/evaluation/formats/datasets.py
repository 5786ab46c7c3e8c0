"""Hugging Face data sets: one row an article with text and annotation, dates as strings.

A target that ends in `.parquet` is one file, any other a folder as `load_from_disk` reads it. Every
row has every field, null where the article has none, as in the committed gold files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from cchc_extract.evaluation.formats.items import Imported
from cchc_extract.evaluation.gold import GoldArticle, GoldError, Texts
from cchc_extract.evaluation.rows import Fact, Mention

if TYPE_CHECKING:
    from datasets import Dataset, Features

_DATE = ("start", "end")


def features() -> Features:
    """The schema of a gold row with its text."""
    from datasets import Features, Value

    string, integer, real = Value("string"), Value("int64"), Value("float64")
    special = {"start": integer, "end": integer, "value": real, "out_of": real, "subject": [string]}
    period = dict.fromkeys(_DATE, string)
    special |= {"period": period, "baseline": period, "roles": [{"title": string, "unit": string}]}
    mention = {key: special.get(key, string) for key in Mention.__annotations__}
    fact = {key: special.get(key, string) for key in Fact.__annotations__}
    head = dict.fromkeys(("id", "published", "text_sha256", "text"), string)
    return Features({**head, "entities": [mention], "facts": [fact], "ignore": [[integer]]})


def to_dataset(articles: Sequence[GoldArticle]) -> Dataset:
    """The articles as a data set in memory."""
    from datasets import Dataset

    rows = [_row(article) for article in articles]
    return cast("Dataset", Dataset.from_list(rows, features=features()))


def _row(article: GoldArticle) -> dict[str, object]:
    return {
        **article.row(with_text=True),
        "entities": [_whole(mention, Mention.__annotations__) for mention in article.entities],
        "facts": [_whole(fact, Fact.__annotations__) for fact in article.facts],
    }


def _whole(item: Mapping[str, object], keys: Mapping[str, object]) -> dict[str, object]:
    return {key: item.get(key) for key in keys}


def export_articles(
    articles: Sequence[GoldArticle], target: Path, *, suggestions: bool
) -> list[str]:
    """Write the data set; fields the schema does not have are named."""
    import pyarrow.parquet as pq

    dataset = to_dataset(articles)
    if target.suffix == ".parquet":
        pq.write_table(dataset.data.table, target)
    else:
        dataset.save_to_disk(target)
    known = Mention.__annotations__.keys() | Fact.__annotations__.keys()
    items = (item for article in articles for item in (*article.entities, *article.facts))
    unknown = sorted({key for item in items for key in item} - known)
    lost = [f"the schema has no field {key}" for key in unknown]
    return lost + (["data sets do not tell suggestions from annotation"] if suggestions else [])


def import_articles(source: Path, texts: Texts | None) -> Imported:
    """Read a folder of `save_to_disk` or a `.parquet` file."""
    import pyarrow.parquet as pq
    from datasets import Dataset, load_from_disk

    try:
        if source.suffix == ".parquet":
            rows = Dataset(pq.read_table(source))
        else:
            rows = load_from_disk(source)
    except (OSError, ValueError) as problem:
        raise GoldError(source, 0, f"not a data set: {problem}") from None
    return Imported([_article(row, source) for row in rows])


def _article(row: Mapping[str, object], source: Path) -> GoldArticle:
    try:
        return GoldArticle(
            id=cast("str", row["id"]),
            entities=cast("list[Mention]", row["entities"]),
            facts=cast("list[Fact]", row["facts"]),
            ignore=[(s, e) for s, e in cast("list[list[int]]", row.get("ignore") or [])],
            text=cast("str | None", row.get("text")),
            text_sha256=cast("str | None", row.get("text_sha256")),
            published=cast("str | None", row.get("published")),
        )
    except KeyError as problem:
        raise GoldError(source, 0, f"no column {problem}") from None
