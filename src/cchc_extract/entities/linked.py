"""The gazetteer's answers for the territories of one article."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from cchc_extract.entities.page import Page
from cchc_extract.entities.raw import Area, RawUnit
from cchc_extract.gazetteer import Gazetteer, Level, Unit
from cchc_extract.gazetteer.linking import Link, Mention, link, link_all

__all__ = ["Links"]

_Key = tuple[str | None, str | None, str | None]
_LEVELS = frozenset(("province", "district", "commune"))


class Links:
    """Links of an article's territories, decided together, each distinct one once."""

    def __init__(self, gazetteer: Gazetteer, published: date | None) -> None:
        self._gazetteer = gazetteer
        self._on = published
        self._links: dict[_Key, Link] = {}

    def add(self, page: Page, units: Sequence[RawUnit], home: Unit | None = None) -> None:
        """Link the territories of ``units`` that are not settled yet."""
        fresh: dict[_Key, RawUnit] = {}
        settled = True
        for u in units:
            area = u.area
            if area is None or area.name is None:
                continue
            key = (area.word, area.name, area.level)
            if key in fresh:
                continue
            found = self._links.get(key)
            if found is not None and found.unit is not None:
                continue
            fresh[key] = u
            if settled:
                alone = self._alone(area, home)
                settled = alone is not None
                if alone is not None:
                    self._links[key] = alone
        if not settled:
            self._together(page, fresh, home)

    def _alone(self, area: Area, home: Unit | None) -> Link | None:
        """The one province or district of that name: nothing else can change the answer.

        Communes need the others, and so do bare names that the home unit may share.
        """
        assert area.name is not None
        if area.level == "commune" or (area.word is None and home is not None):
            return None
        level = cast("Level | None", area.level if area.level in _LEVELS else None)
        found = link(area.word, area.name, level=level, on=self._on, gazetteer=self._gazetteer)
        return found if found.unit is not None and found.unit.level != "commune" else None

    def _together(self, page: Page, fresh: dict[_Key, RawUnit], home: Unit | None) -> None:
        mentions = [
            Mention(
                key[0],
                key[1] or "",
                page.tokens.starts[u.first],
                page.tokens.end(u.stop - 1),
                cast("Level | None", key[2] if key[2] in _LEVELS else None),
            )
            for key, u in fresh.items()
        ]
        found = link_all(mentions, home=home, on=self._on, gazetteer=self._gazetteer)
        self._links.update(zip(fresh, found, strict=True))

    def unit(self, area: Area) -> Unit | None:
        """The unit that a territory is, or None."""
        found = self._links.get((area.word, area.name, area.level))
        return None if found is None else found.unit

    def name(self, area: Area) -> str | None:
        """Its canonical name with the head word as of the article, or None."""
        found = self._links.get((area.word, area.name, area.level))
        return None if found is None else found.name
