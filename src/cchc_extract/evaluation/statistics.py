"""How many of what a gold file holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from cchc_extract.evaluation.gold import GoldArticle

_MENTION_FIELDS = ("level", "kind")
_FACT_FIELDS = ("metric", "kind", "unit", "bound", "index", "channel", "status")


def statistics(articles: Iterable[GoldArticle]) -> dict[str, dict[str, int]]:
    """Counts by table and value; `total` counts articles, facts, mentions and ignored spans."""
    tables: dict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        tables["total"].update(
            articles=1,
            articles_without_facts=not article.facts,
            mentions=len(article.entities),
            facts=len(article.facts),
            ignored_spans=len(article.ignore),
        )
        for mention in article.entities:
            tables["mention type"][mention["type"]] += 1
            if mention["type"] == "UNIT":
                for field in _MENTION_FIELDS:
                    tables[f"unit {field}"][str(mention.get(field))] += 1
        for fact in article.facts:
            for field in _FACT_FIELDS:
                tables[f"fact {field}"][str(fact.get(field))] += 1
            tables["fact period"]["given" if fact["period"] else "None"] += 1
            tables["fact out_of"]["given" if fact["out_of"] is not None else "None"] += 1
    return {name: dict(counts.most_common()) for name, counts in tables.items()}
