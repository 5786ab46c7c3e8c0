"""Who issued a document: said after or before the citation, or in the letters of its number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from cchc_extract.entities.mentions import DocumentMention
from cchc_extract.entities.page import Page
from cchc_extract.entities.raw import RawUnit

__all__ = ["add_issuers"]

_REACH: Final = 6


def add_issuers(
    page: Page,
    documents: Sequence[DocumentMention],
    units: list[RawUnit],
    letters: Mapping[str, str],
) -> None:
    """Fill ``issuer`` of documents that do not have one yet.

    Args:
        page: the article.
        documents: documents in order.
        units: units in order.
        letters: issuers by the last letters of a number (``CP``: ``Chính phủ``).
    """
    if not documents:
        return
    at = {u.first: u for u in units}
    end = {u.stop: u for u in units}
    later: str | None = None
    for k in range(len(documents) - 1, -1, -1):
        d = documents[k]
        following = k + 1 < len(documents) and _follows(page, d, documents[k + 1])
        d.issuer = _after(page, d, at) or (later if following else None)
        later = d.issuer
    for d in documents:
        if d.issuer is None:
            code = d.number.replace("-", "/").rsplit("/", 1)[-1]
            d.issuer = _before(page, d.first, end) or letters.get(code.lower())


def _follows(page: Page, d: DocumentMention, nxt: DocumentMention) -> bool:
    """Whether the next document is of the same list: its issuer is this one's too."""
    return (
        nxt.first - d.stop <= 2
        and page.norm(d.stop) in (",", "và", ";")
        and (d.number.rsplit("/", 1)[-1] == nxt.number.rsplit("/", 1)[-1])
    )


def _after(page: Page, d: DocumentMention, at: Mapping[int, RawUnit]) -> str | None:
    """``... của Chủ tịch UBND tỉnh``; ``Tại Công văn ..., Chủ tịch UBND tỉnh yêu cầu``."""
    j = d.stop
    if page.norm(j) != "của" and not (page.norm(j) == "," and page.norm(d.first - 1) == "tại"):
        return None
    unit = at.get(j + 1)
    if unit is None and page.kind(j + 1) == "role":
        unit = at.get(page.stops[j + 1])
    return page.name(j + 1, unit.stop) if unit is not None and unit.kind == "body" else None


def _before(page: Page, i: int, end: Mapping[int, RawUnit]) -> str | None:
    """``UBND tỉnh đã ban hành Quyết định ...``, ``tại văn bản ..., Chủ tịch UBND tỉnh``."""
    if page.norm(i - 1) not in ("hành", "ký", "có"):
        return None
    for j in range(i - 1, max(0, i - _REACH), -1):
        unit = end.get(j)
        if unit is not None:
            if unit.kind != "body":
                return None
            first = unit.first
            for k in range(max(0, unit.first - 4), unit.first):
                if page.kind(k) == "role" and page.stops[k] == unit.first:
                    first = k
            return page.name(first, unit.stop)
    return None
