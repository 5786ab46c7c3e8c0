"""Gold and records in each other's shape: annotators as systems, predictions as suggestions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from cchc_extract.evaluation.gold import GoldArticle
from cchc_extract.evaluation.rows import (
    MENTION_TYPES,
    Fact,
    Mention,
    Period,
    PredictedFact,
    PredictedMention,
    PredictedRow,
)
from cchc_extract.evaluation.slots import days, subject_name


def as_record(article: GoldArticle) -> PredictedRow:
    """An annotator's article as the record of a system; its answer is the first subject."""
    return {
        "id": article.id,
        "text_sha256": article.text_sha256,
        "entities": cast("list[PredictedMention]", article.entities),
        "facts": cast("list[PredictedFact]", article.facts),
    }


class AnnotatorRecords:
    """Articles of an annotator by id, read as records."""

    def __init__(self, articles: Iterable[GoldArticle]) -> None:
        self.articles = {article.id: article for article in articles}

    def record_of(self, article: GoldArticle) -> PredictedRow | None:
        """This annotator's view of a gold article."""
        mine = self.articles.get(article.id)
        return as_record(mine) if mine else None


def as_suggestion(record: PredictedRow, text: str | None) -> GoldArticle:
    """A record as annotation for people to correct: mentions and facts with their slots."""
    surface = text or ""
    published = record.get("published")
    return GoldArticle(
        id=record["id"],
        text=text,
        text_sha256=record.get("text_sha256"),
        published=published if isinstance(published, str) else None,
        entities=[_mention(m, surface) for m in record["entities"] if m["type"] in MENTION_TYPES],
        facts=[_fact(fact, surface) for fact in record["facts"]],
    )


def _mention(found: PredictedMention, text: str) -> Mention:
    given = {key: value for key, value in found.items() if key in Mention.__annotations__}
    surface = found.get("text") or text[found["start"] : found["end"]]
    return cast("Mention", {**given, "text": surface})


def _fact(found: PredictedFact, text: str) -> Fact:
    """A predicted fact with the scorer's defaults where it leaves something out."""
    given = {key: value for key, value in found.items() if key in Fact.__annotations__}
    return cast(
        "Fact",
        {
            "kind": "level",
            "bound": "exact",
            "out_of": None,
            "index": None,
            "channel": None,
            "status": "actual",
            **given,
            "text": found.get("text") or text[found["start"] : found["end"]],
            "subject": [subject_name(found) or "?"],
            "period": _period(days(found)),
            "baseline": _period(_ends(found.get("baseline"))),
        },
    )


def _ends(period: object) -> tuple[str | None, str | None]:
    return (period.get("start"), period.get("end")) if isinstance(period, dict) else (None, None)


def _period(ends: tuple[str | None, str | None]) -> Period | None:
    start, end = ends
    return {"start": start, "end": end} if start or end else None
