"""A record as a notebook shows it."""

from __future__ import annotations

from collections import Counter

from cchc_extract.records import Record
from cchc_extract.report.pages import render
from cchc_extract.report.rows import check_rows, fact_rows

__all__ = ["record_html"]


def record_html(record: Record) -> str:
    """Title, facts and checks of ``record`` as an HTML fragment; everything in it is escaped."""
    return render(
        "record.html",
        record=record,
        mentions=Counter(entity.type for entity in record.entities).most_common(),
        facts=fact_rows(record),
        checks=check_rows(record),
    )
