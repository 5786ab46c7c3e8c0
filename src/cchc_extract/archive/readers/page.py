"""Reads a saved web page: title, day of publication and the text of the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cchc_extract.archive.decoding import UndecodableError, decode
from cchc_extract.archive.items import Article, Item, Place, ReadArticle, Refused
from cchc_extract.records import Warning_
from cchc_extract.text.dateline import read_datetime

if TYPE_CHECKING:
    from resiliparse.parse.html import HTMLTree

__all__ = ["declared_charset", "read_page"]

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{3,30})", re.IGNORECASE)
_HEAD = 4096
# What sites hang behind the title of a page: "| Báo Sơn La", " - Cổng thông tin điện tử ...".
_SITE = re.compile(r"\s+[|»-]\s+[^|»]{2,60}$")
_DATE_LINE = 90
_LINES_AFTER_TITLE = 8
_LEAST_TEXT = 200
_DATES = (
    ('meta[property="article:published_time"]', "content"),
    ('meta[itemprop="datePublished"]', "content"),
    ('meta[name="pubdate"]', "content"),
    ("time[datetime]", "datetime"),
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?")


def declared_charset(data: bytes) -> str | None:
    """The encoding that a page says it is in."""
    found = _CHARSET.search(data, 0, _HEAD)
    return found[1].decode("ascii") if found else None


def read_page(
    data: bytes,
    place: Place,
    article_id: str,
    *,
    other_id: str | None = None,
    charset: str | None = None,
    url: str | None = None,
) -> Item:
    """The article on a saved web page.

    The page's own lines come first: the heading, and a date line below it; then what its head
    says; then trafilatura and htmldate guess.

    Args:
        data: the whole page.
        place: where it was read, for messages.
        article_id: the id that the article gets.
        other_id: the id to fall back on when another article has that one.
        charset: the encoding that the server named.
        url: where the page was; kept in ``meta``.
    """
    from resiliparse.parse.html import HTMLTree

    if not data.strip():
        return Refused(place, "empty file", len(data))
    try:
        decoded = decode(data, declared=charset or declared_charset(data))
    except UndecodableError as x:
        return Refused(place, str(x), len(data))
    tree = HTMLTree.parse(decoded.text)
    text = _text(decoded.text, tree)
    if not text.strip():
        return Refused(place, "no article text on this page", len(data))
    article: Article = {"id": article_id, "text": text}
    title = _title(tree)
    published = _date_line(tree, title) or _date_of_head(tree) or _guessed_date(decoded.text)
    for name, value in (("title", title), ("published", published), ("url", url)):
        if value:
            article[name] = value
    warnings = tuple(Warning_(code=code, message=message) for code, message in decoded.notes)
    return ReadArticle(place, article, len(data), other_id, warnings)


def _text(page: str, tree: HTMLTree) -> str:
    import trafilatura
    from resiliparse.extract.html2text import extract_plain_text

    text: str | None = trafilatura.extract(page, include_comments=False, favor_recall=True)
    if text and len(text) >= _LEAST_TEXT:
        return text
    rest: str = extract_plain_text(tree, main_content=True, alt_texts=False, list_bullets=False)
    return max(text or "", rest.strip(), key=len)


def _title(tree: HTMLTree) -> str | None:
    headings = tree.document.query_selector_all("h1") if tree.document else []
    if len(headings) == 1 and _clean(headings[0].text):
        return _clean(headings[0].text)
    for selector, attribute in (('meta[property="og:title"]', "content"), ("title", "")):
        node = tree.document.query_selector(selector) if tree.document else None
        if node is not None:
            title = _clean(node.getattr(attribute) or "" if attribute else node.text)
            if title:
                return _SITE.sub("", title)
    return None


def _date_line(tree: HTMLTree, title: str | None) -> str | None:
    """The first short line with a date below the heading."""
    from resiliparse.extract.html2text import extract_plain_text

    if title is None:
        return None
    lines = [_clean(x) for x in extract_plain_text(tree, alt_texts=False).splitlines()]
    lines = [x for x in lines if x]
    for at, line in enumerate(lines):
        if line.casefold() == title.casefold():
            for near in lines[at + 1 : at + 1 + _LINES_AFTER_TITLE]:
                if len(near) <= _DATE_LINE and (when := read_datetime(near)):
                    return when
    return None


def _date_of_head(tree: HTMLTree) -> str | None:
    for selector, attribute in _DATES:
        node = tree.document.query_selector(selector) if tree.document else None
        found = _ISO.search((node.getattr(attribute) or "") if node is not None else "")
        if found:
            return found[0]
    return None


def _guessed_date(page: str) -> str | None:
    from htmldate import find_date

    return find_date(page, original_date=True, extensive_search=False) or None


def _clean(line: str | None) -> str:
    return " ".join((line or "").split())
