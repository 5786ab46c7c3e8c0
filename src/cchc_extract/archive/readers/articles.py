"""All the inputs of a command as one stream of articles, in their order."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import cast

from cchc_extract.archive.fields import Fields
from cchc_extract.archive.formats import Format
from cchc_extract.archive.items import Article, Item, Place, ReadArticle, Refused
from cchc_extract.archive.readers.inputs import STANDARD_INPUT, Input
from cchc_extract.archive.readers.jsonl import read_json_lines
from cchc_extract.archive.readers.page import read_page
from cchc_extract.archive.readers.tables import csv_batches, parquet_batches, read_batch
from cchc_extract.archive.readers.text import read_text
from cchc_extract.archive.readers.warc import Page, warc_pages
from cchc_extract.archive.streams import open_bytes, why

__all__ = ["page_article", "read_articles", "read_file"]


def read_articles(
    inputs: Iterable[Input | Refused], fields: Fields | None = None
) -> Iterator[Item]:
    """The articles of ``inputs``; one whose id an earlier article has is refused.

    An id made from a file name gives way to the whole path before it is refused.

    Args:
        inputs: what ``find_inputs`` found.
        fields: the names of the fields in rows.
    """
    taken: dict[str, Place] = {}
    for item in _read_all(inputs, fields or Fields()):
        if isinstance(item, ReadArticle):
            article_id = str(item.article["id"])
            if article_id in taken and item.other_id is not None:
                article_id = item.other_id
                item = replace(item, article={**item.article, "id": article_id})
            first = taken.setdefault(article_id, item.place)
            if first is not item.place:
                yield Refused(
                    item.place, f"id {article_id!r} is already that of {first}", item.size
                )
                continue
        yield item


def _read_all(inputs: Iterable[Input | Refused], fields: Fields) -> Iterator[Item]:
    for source in inputs:
        if isinstance(source, Refused):
            yield source
            continue
        try:
            if source.path == STANDARD_INPUT:
                yield from _read_standard_input(source.format, fields)
            else:
                yield from _read(source, fields)
        except OSError as x:
            yield Refused(Place(source.path), why(x))


def _read_standard_input(format: Format | None, fields: Fields) -> Iterator[Item]:
    stream: io.BufferedReader = io.BufferedReader(cast(io.RawIOBase, sys.stdin.buffer))
    name = "<standard input>"
    if format is None:
        opens_object = stream.peek(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
        format = Format.JSONL if opens_object else Format.TXT
    if format is Format.PARQUET:
        yield Refused(Place(name), "Parquet is read from files only")
    else:
        yield from _read_stream(stream, Input(name, "stdin", format), fields)


def _read(source: Input, fields: Fields) -> Iterator[Item]:
    if source.format is Format.PARQUET:
        row = 1
        for batch in parquet_batches(source.path):
            yield from read_batch(batch, source.path, row, fields)
            row += batch.num_rows
        return
    with open_bytes(source.path) as stream:
        yield from _read_stream(stream, source, fields)


def _read_stream(stream: io.BufferedReader, source: Input, fields: Fields) -> Iterator[Item]:
    if source.format is Format.JSONL:
        yield from read_json_lines(stream, source.path, fields)
    elif source.format is Format.CSV:
        row = 2  # the first is the header
        for batch in csv_batches(stream):
            yield from read_batch(batch, source.path, row, fields)
            row += batch.num_rows
    elif source.format is Format.WARC:
        for page in warc_pages(stream):
            yield page_article(page, source.path)
    else:
        yield read_file(stream.read(), source)


def read_file(data: bytes, source: Input) -> Item:
    """The article of a text file or a saved page."""
    if source.format is Format.HTML:
        place = Place(source.path)
        return read_page(data, place, source.article_id, other_id=source.other_id)
    return read_text(data, source.path, source.article_id, source.other_id)


def page_article(page: Page, file: str) -> Item:
    """The article on a page of a crawl; ``meta`` says where and when it was crawled."""
    place = Place(file, page.row)
    item = read_page(page.data, place, page.id, charset=page.charset, url=page.url)
    if isinstance(item, ReadArticle) and page.crawled:
        article: Article = {**item.article, "crawled": page.crawled}
        return replace(item, article=article)
    return item
