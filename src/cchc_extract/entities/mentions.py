"""The mention types that the rest of the engine works on (plain values; see records for JSON)."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["DocumentMention", "PersonMention", "UnitMention", "UnitRef"]


@dataclass(slots=True)
class UnitMention:
    """A unit in the text.

    Attributes:
        first, stop: its tokens, ``stop`` excluded.
        name: canonical name as the record gives it.
        full_name: the name resolved against the home unit: ``UBND tỉnh`` in an article about
            Cao Bằng is ``Ủy ban nhân dân tỉnh Cao Bằng``. Equal to ``name`` where nothing is added.
        level: ``central``, ``province``, ``district``, ``commune`` or None.
        kind: ``territory`` or ``body``.
        territory: canonical name of the territory in the mention (``tỉnh Cao Bằng``), or None.
        code, code_period: official code of that territory, when settled.
    """

    first: int
    stop: int
    name: str
    full_name: str
    level: str | None
    kind: str
    territory: str | None = None
    code: str | None = None
    code_period: str | None = None


@dataclass(slots=True)
class PersonMention:
    """A person in the text; ``roles`` are (title, unit or None) as written beside this mention."""

    first: int
    stop: int
    honorific: str | None = None
    roles: list[tuple[str, str | None]] = field(default_factory=list)


@dataclass(slots=True)
class DocumentMention:
    """A document cited with its number; ``date`` is ISO."""

    first: int
    stop: int
    doc_type: str
    number: str
    date: str | None = None
    issuer: str | None = None


@dataclass(slots=True, frozen=True)
class UnitRef:
    """A unit as a subject: canonical name, level and code."""

    name: str
    level: str | None = None
    code: str | None = None
