"""Writes a record as plain values, in the field order of the contract."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from cchc_extract.entities import Entities
from cchc_extract.entities.mentions import DocumentMention, PersonMention, UnitMention, UnitRef
from cchc_extract.facts.checks import CheckDraft
from cchc_extract.facts.draft import FactDraft
from cchc_extract.facts.time_items import Time
from cchc_extract.facts.warnings import Notice
from cchc_extract.records import SCHEMA_VERSION
from cchc_extract.text.header import Header
from cchc_extract.text.tokens import Tokens

__all__ = ["assemble"]

_Mention = UnitMention | PersonMention | DocumentMention


def assemble(
    *,
    row: Mapping[str, Any],
    tokens: Tokens,
    header: Header,
    entities: Entities,
    facts: Sequence[FactDraft],
    checks: Sequence[CheckDraft],
    warnings: Sequence[Notice],
    produced_by: Mapping[str, str],
    meta: Mapping[str, Any],
) -> dict[str, Any]:
    """The record of one article."""
    text: str = row["text"]
    mentions = _in_order(entities)
    names = {id(m): f"e{n}" for n, m in enumerate(mentions, 1)}
    return {
        "schema_version": SCHEMA_VERSION,
        "id": row["id"],
        "title": header.title,
        "published": header.published,
        "text_sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        "home_unit": _subject(entities.home),
        "entities": [_entity(tokens, m, names[id(m)]) for m in mentions],
        "facts": [_fact(tokens, f, names) for f in facts],
        "checks": [_check(c) for c in checks],
        "produced_by": dict(produced_by),
        "warnings": [notice._asdict() for notice in warnings],
        "meta": dict(meta),
    }


def _subject(ref: UnitRef | None) -> dict[str, Any] | None:
    return None if ref is None else {"name": ref.name, "level": ref.level, "code": ref.code}


def _in_order(found: Entities) -> list[_Mention]:
    mentions: list[_Mention] = [*found.units, *found.people, *found.documents]
    mentions.sort(key=lambda m: (m.first, m.stop))
    return mentions


def _entity(tokens: Tokens, m: _Mention, id_: str) -> dict[str, Any]:
    start, end = tokens.span(m.first, m.stop)
    row: dict[str, Any] = {"id": id_, "start": start, "end": end, "text": tokens.text[start:end]}
    if isinstance(m, UnitMention):
        row |= {
            "type": "UNIT", "name": m.name, "level": m.level, "kind": m.kind, "code": m.code,
            "code_period": m.code_period,
        }  # fmt: skip
    elif isinstance(m, PersonMention):
        roles = [{"title": t, "unit": u} for t, u in m.roles]
        row |= {"type": "PERSON", "honorific": m.honorific, "roles": roles}
    else:
        row |= {
            "type": "DOCUMENT", "doc_type": m.doc_type, "number": m.number, "date": m.date,
            "issuer": m.issuer,
        }  # fmt: skip
    return row


def _fact(tokens: Tokens, f: FactDraft, names: Mapping[int, str]) -> dict[str, Any]:
    """A fact; ``names`` are the ids of mentions, by identity."""
    r, more = f.reading, f.fields
    start, end = tokens.span(r.number.first, r.number.stop)
    whole = f.whole or f.stage
    return {
        "id": f.id,
        "metric": r.metric,
        "kind": r.kind,
        "value": r.value,
        "unit": r.unit,
        "bound": r.bound,
        "out_of": r.number.out_of,
        "index": r.index,
        "channel": f.channel,
        "subject": _subject(f.subject),
        "period": _period(tokens, f.period),
        "baseline": _period(tokens, f.baseline),
        "status": f.status,
        "start": start,
        "end": end,
        "text": tokens.text[start:end],
        "sentence": list(tokens.span(*f.sentence)),
        "rule": r.rule,
        "of": more.of,
        "change_in": more.change_in,
        "among": more.among._asdict() if more.among is not None else None,
        "component": more.component,
        "field": more.field,
        "object": more.object,
        "per": more.per,
        "part_of": whole.id if whole is not None else None,
        "dimension": "stage" if whole is f.stage and whole is not None else f.dimension,
        "set_by": names[id(more.set_by)] if more.set_by is not None else None,
    }


def _period(tokens: Tokens, time: Time | None) -> dict[str, Any] | None:
    if time is None or (time.start is None and time.end is None):
        return None
    return {
        "text": tokens.surface(time.mention.first, time.mention.stop),
        "start": time.start.isoformat() if time.start else None,
        "end": time.end.isoformat() if time.end else None,
    }


def _check(c: CheckDraft) -> dict[str, Any]:
    return {
        "rule": c.rule,
        "whole": c.whole.id,
        "parts": [p.id for p in c.parts],
        "expected": c.expected,
        "found": c.found,
        "difference": c.difference,
        "status": c.status,
    }
