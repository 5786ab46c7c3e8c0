"""Units as the grammar reads them, before the article's home tells their full names."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Area", "RawUnit"]


@dataclass(slots=True)
class Area:
    """A territory as written.

    Attributes:
        stop: the token after it.
        word: canonical area word (``huyện``), or None for a bare name.
        name: canonical proper name, or None for a bare area word (``UBND huyện``).
        level: its level, where the word or the name tells.
    """

    stop: int
    word: str | None
    name: str | None
    level: str | None


@dataclass(slots=True)
class RawUnit:
    """A unit as written.

    Attributes:
        first, stop: its tokens.
        head: canonical name up to the territory; empty for a territory.
        kind: ``territory`` or ``body``.
        level: level of the body as such (``Sở`` is provincial), None where the place decides.
        area: the territory it names, or is.
        entry: id of the rule that read it.
        local: one of its kind in each territory, so that home completes its name.
        rest: what the name says after the territory (``về chuyển đổi số``).
    """

    first: int
    stop: int
    head: str
    kind: str
    level: str | None
    area: Area | None
    entry: str
    local: bool = False
    rest: str = ""

    @property
    def name(self) -> str:
        """Canonical name as written."""
        area = self.area
        if area is None:
            return self.head
        return " ".join(p for p in (self.head, area.word, area.name, self.rest) if p)
