"""The gazetteer's answers for the territories of one article."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from cchc_extract.entities.page import Page
from cchc_extract.entities.raw import Area, RawUnit
from cchc_extract.gazetteer import Gazetteer, Level, Unit
from cchc_extract.gazetteer.linking import Mention, link_all

__all__ = ["Links"]

_Key = tuple[str | None, str | None, str | None]
_LEVELS = frozenset(("province", "district", "commune"))


class Links:
    """Links of an article's territories, decided together, each distinct one once."""

    def __init__(self, gazetteer: Gazetteer, published: date | None) -> None:
        self._gazetteer = gazetteer
        self._on = published
        self._units: dict[_Key, Unit | None] = {}
        self._names: dict[_Key, str | None] = {}

    def add(self, page: Page, units: Sequence[RawUnit], home: Unit | None = None) -> None:
        """Link the territories of ``units`` that are not linked yet."""
        keys: dict[_Key, Mention] = {}
        for u in units:
            area = u.area
            if area is None or area.name is None or self._units.get(area.key) is not None:
                continue
            if area.key not in keys:
                level = cast("Level | None", area.level if area.level in _LEVELS else None)
                start, end = page.tokens.span(u.first, u.stop)
                keys[area.key] = Mention(area.word, area.name, start, end, level)
        if not keys:
            return
        found = link_all(list(keys.values()), home=home, on=self._on, gazetteer=self._gazetteer)
        for key, link in zip(keys, found, strict=True):
            self._units[key] = link.unit
            self._names[key] = link.name

    def unit(self, area: Area) -> Unit | None:
        """The unit that a territory is, or None."""
        return self._units.get(area.key)

    def name(self, area: Area) -> str | None:
        """Its canonical name with the head word as of the article, or None."""
        return self._names.get(area.key)
