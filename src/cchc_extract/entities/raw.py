"""Units as the grammar reads them, before the article's home tells their full names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cchc_extract.gazetteer import Unit

__all__ = ["Area", "RawUnit"]


@dataclass(slots=True)
class Area:
    """A territory as written.

    Attributes:
        stop: the token after it.
        word: canonical area word (``huyện``), or None for a bare name.
        name: canonical proper name, or None for a bare area word (``UBND huyện``).
        level: its level, where the word or the name tells.
        lead: what stands between a body and its territory: ``số 3``, ``khu vực III``.
        unit: the unit of the gazetteer that it is, when settled.
        full: its name with its head word as of the article, when known.
    """

    stop: int
    word: str | None
    name: str | None
    level: str | None
    lead: str = ""
    unit: Unit | None = None
    full: str | None = None

    @property
    def written(self) -> str:
        """Area word and name, as far as they are written."""
        if self.word is None:
            return self.name or ""
        return self.word if self.name is None else f"{self.word} {self.name}"


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
        gives: what that rule contributes.
        rest: what the name says after the territory (``về chuyển đổi số``).
    """

    first: int
    stop: int
    head: str
    kind: str
    level: str | None
    area: Area | None
    entry: str
    gives: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""

    @property
    def name(self) -> str:
        """Canonical name as written."""
        return self._around(self.head, self.area.written if self.area is not None else "")

    def named(self, territory: str) -> str:
        """Canonical name with the full name of its territory: ``UBND tỉnh Cao Bằng``."""
        return self._around(self.gives.get("short", self.head), territory)

    def _around(self, name: str, territory: str) -> str:
        if self.area is not None and self.area.lead:
            name += f" {self.area.lead}"
        if territory:
            name = f"{name} {territory}" if name else territory
        return f"{name} {self.rest}" if self.rest else name
