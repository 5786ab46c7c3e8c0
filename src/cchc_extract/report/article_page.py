"""One article and its record as a page that needs nothing else: no file, no network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple, TypeGuard

from markupsafe import Markup

from cchc_extract.records import Document, Entity, Person, Record, Unit
from cchc_extract.report.i18n import Language, Phrase, label
from cchc_extract.report.marking import Span, pieces
from cchc_extract.report.pages import asset, render, script_hash
from cchc_extract.report.rows import check_rows, fact_rows
from cchc_extract.report.timeline import timeline

__all__ = ["article_page", "is_web"]


class _EntityRow(NamedTuple):
    entity: Entity
    details: list[Phrase]


def article_page(text: str, record: Record, language: Language = "vi") -> str:
    """The article with its mentions, facts and checks, as one HTML document.

    Args:
        text: the text that the record's offsets index.
        record: what was read in it.
        language: of the interface when the page opens; a button changes it.
    """
    spans: tuple[Span, ...] = (*record.entities, *record.facts)
    kind_of = {e.id: str(e.type) for e in record.entities} | {f.id: "FACT" for f in record.facts}
    kinds = Counter(kind_of.values())
    script = asset("base.js") + asset("article.js")
    source = record.meta.get("url")
    return render(
        "article.html",
        language=language,
        record=record,
        pieces=pieces(text, spans),
        kind_of=kind_of,
        targets={fact.id for fact in record.facts if fact.status == "target"},
        kinds=[(k, kinds[k]) for k in ("FACT", "UNIT", "PERSON", "DOCUMENT") if kinds[k]],
        metrics=Counter(fact.metric for fact in record.facts).most_common(),
        facts=fact_rows(record),
        checks=check_rows(record),
        entities=[_EntityRow(e, list(_details(e))) for e in record.entities],
        timeline=timeline(record.facts),
        source=source if isinstance(source, str) else "",
        source_link=source if is_web(source) else None,
        style=Markup(asset("base.css") + asset("article.css")),
        script=Markup(script),
        script_hash=Markup(script_hash(script)),
    )


def is_web(url: object) -> TypeGuard[str]:
    """Whether a link may lead there: ``javascript:`` and its like are shown and not linked."""
    return isinstance(url, str) and url.lower().startswith(("https://", "http://"))


def _details(entity: Entity) -> Iterator[Phrase]:
    if isinstance(entity, Unit):
        yield _same(entity.name)
        if entity.level:
            yield label(f"level.{entity.level}")
        yield label(f"unit.{entity.kind}")
        if entity.code:
            yield _same(entity.code)
    elif isinstance(entity, Person):
        if entity.honorific:
            yield _same(entity.honorific)
        for role in entity.roles:
            yield _same(f"{role.title}, {role.unit}" if role.unit else role.title)
    elif isinstance(entity, Document):
        yield _same(f"{entity.doc_type} {entity.number}")
        for said in (entity.date, entity.issuer):
            if said:
                yield _same(said)


def _same(text: str) -> Phrase:
    return Phrase(text, text)
