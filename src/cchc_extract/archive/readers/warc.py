"""Reads WARC archives of web crawls: the HTML pages among the responses."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import NamedTuple

from cchc_extract.archive.streams import StreamError

__all__ = ["Page", "warc_pages"]


class Page(NamedTuple):
    """A page as it was crawled.

    Attributes:
        row: number of the response in the archive, from 1.
        id: id of the WARC record.
        url: where it was.
        crawled: when, as an ISO datetime; None where not said.
        charset: the encoding that the server named.
        data: the page, its HTTP encoding taken off.
    """

    row: int
    id: str
    url: str | None
    crawled: str | None
    charset: str | None
    data: bytes


def warc_pages(stream: io.BufferedReader) -> Iterator[Page]:
    """The HTML responses of a WARC stream; pictures and the like are passed over.

    Raises:
        StreamError: the archive is damaged; the message says where.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    row = 0
    try:
        records = ArchiveIterator(
            stream, record_types=WarcRecordType.response, parse_http=True, auto_decode="all"
        )
        for row, record in enumerate(records, 1):
            kind = (record.http_content_type or "").lower()
            if record.http_headers is None or record.http_headers.status_code != 200:
                continue
            if kind and "html" not in kind:
                continue
            yield Page(
                row,
                (record.record_id or "").strip("<>").removeprefix("urn:uuid:"),
                record.headers.get("WARC-Target-URI"),
                record.record_date.isoformat() if record.record_date else None,
                record.http_charset,
                record.reader.read(),
            )
    except (OSError, ValueError, RuntimeError) as x:
        raise StreamError(f"damaged WARC data after response {row}: {x}") from x
    if not row:
        raise StreamError("no responses in this WARC file")
