"""spaCy DocBin: one Doc an article, span groups `mentions`, `facts` and `ignore`, and `ents` to
train on.

Tokens are cut at every edge of a span and with white space kept, so `doc.text` is the article and
every span is held exactly. What a span cannot carry is JSON in `doc.user_data["cchc"]`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from cchc_extract.evaluation.formats.items import (
    IGNORE,
    Fields,
    Imported,
    Item,
    article_of,
    items_of,
    lacking,
)
from cchc_extract.evaluation.formats.tokens import split_tokens
from cchc_extract.evaluation.gold import GoldArticle, GoldError, Texts
from cchc_extract.evaluation.rows import MENTION_TYPES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab

_KEY = "cchc"
_GROUPS = ("mentions", "facts", "ignore")


def _group(item: Item) -> str:
    return (
        "ignore" if item.label == IGNORE else "mentions" if item.label in MENTION_TYPES else "facts"
    )


def export_articles(
    articles: Sequence[GoldArticle], target: Path, *, suggestions: bool
) -> list[str]:
    """Write a `.spacy` file that `spacy train` and `DocBin.from_disk` read."""
    import spacy
    from spacy.tokens import DocBin

    vocab = spacy.blank("xx").vocab
    docs = DocBin(store_user_data=True)
    overlapping = 0
    for article in articles:
        doc = _doc(article, vocab)
        overlapping += len(doc.spans["mentions"]) - len(doc.ents)
        docs.add(doc)
    docs.to_disk(target)
    lost = [f"doc.ents holds no overlaps: {overlapping} only in doc.spans"] if overlapping else []
    return lost + (["DocBin does not tell suggestions from annotation"] if suggestions else [])


def _doc(article: GoldArticle, vocab: Vocab) -> Doc:
    from spacy.tokens import Doc
    from spacy.util import filter_spans

    text, items = article.text or "", items_of(article)
    edges = [edge for item in items for edge in (item.start, item.end)]
    words = [text[start:end] for start, end in split_tokens(text, edges)]
    doc = Doc(vocab, words=words, spaces=[False] * len(words))
    fields: dict[str, list[Fields]] = {name: [] for name in _GROUPS}
    spans: dict[str, list[Span]] = {name: [] for name in _GROUPS}
    for item in items:
        span = doc.char_span(item.start, item.end, label=item.label)
        if span is None:  # tokens are cut at the edges, so only an empty span has none
            raise GoldError(article.id, 0, f"span [{item.start}, {item.end}] is empty")
        spans[_group(item)].append(span)
        fields[_group(item)].append(item.fields)
    for name in _GROUPS:
        doc.spans[name] = spans[name]
    doc.set_ents(filter_spans(spans["mentions"]))
    # As JSON, because DocBin's own packing turns lists into tuples.
    doc.user_data[_KEY] = json.dumps(
        {"id": article.id, "published": article.published, "fields": fields}, ensure_ascii=False
    )
    return doc


def import_articles(source: Path, texts: Texts | None) -> Imported:
    """Read a `.spacy` file; one not written here gives the mentions of `doc.ents`."""
    import spacy
    from spacy.tokens import DocBin

    try:
        docs = DocBin().from_disk(source)
    except (OSError, ValueError) as problem:
        raise GoldError(source, 0, f"not a DocBin: {problem}") from None
    articles, missing = [], []
    for place, doc in enumerate(docs.get_docs(spacy.blank("xx").vocab), 1):
        ours = cast("Fields", json.loads(doc.user_data.get(_KEY, "{}")))
        items = _items(doc, cast("dict[str, list[Fields]]", ours.get("fields", {})))
        published = ours.get("published")
        article_id = str(ours.get("id", place))
        missing += lacking(items, article_id)
        articles.append(
            article_of(
                article_id,
                doc.text,
                items,
                published=published if isinstance(published, str) else None,
            )
        )
    return Imported(articles, missing)


def _items(doc: Doc, fields: dict[str, list[Fields]]) -> list[Item]:
    if not any(name in doc.spans for name in _GROUPS):
        return [Item(span.label_, span.start_char, span.end_char) for span in doc.ents]
    items = []
    for name in _GROUPS:
        known = fields.get(name, [])
        for place, span in enumerate(doc.spans.get(name, ())):
            own = known[place] if place < len(known) else {}
            items.append(Item(span.label_, span.start_char, span.end_char, own))
    return items
