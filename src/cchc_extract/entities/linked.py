"""The gazetteer's answers for the territories of one article."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final, cast

from cchc_extract.entities.page import Page
from cchc_extract.entities.raw import Area, RawUnit
from cchc_extract.gazetteer import Gazetteer, Level, Unit
from cchc_extract.gazetteer.linking import Link, LinkContext, Mention, link, link_all
from cchc_extract.gazetteer.model import FROM, LATE_STATE, REFORM, is_late_state, period_of
from cchc_extract.gazetteer.table import split_name

__all__ = ["Links"]

_Key = tuple[str | None, str | None, str | None]
_TOGETHER: Final = 100
"""Territories decided together: each looks at its neighbours, so all of a long list would cost
the square of its length."""
_LEVELS: Final = frozenset(("province", "district", "commune"))


class Links:
    """Links of an article's territories, decided together, each distinct one once."""

    def __init__(self, gazetteer: Gazetteer, published: date | None) -> None:
        self._gazetteer = gazetteer
        self._on = _representative(published)
        self._links: dict[_Key, Link] = {}
        self._context: LinkContext | None = None

    def add(self, page: Page, units: list[RawUnit], home: Unit | None = None) -> None:
        """Link the territories of ``units`` that are not settled yet; the areas keep the answers.

        Args:
            page: the article.
            units: units of the article.
            home: its home territory, when known.
        """
        links = self._links
        fresh: dict[_Key, RawUnit] = {}
        waiting: list[tuple[Area, _Key]] = []
        settled = True
        for u in units:
            area = u.area
            if area is None or area.name is None or area.unit is not None:
                continue
            key: _Key = (area.word, area.name, area.level)
            waiting.append((area, key))
            found = links.get(key)
            if key in fresh or (found is not None and found.unit is not None):
                continue
            fresh[key] = u
            if settled:
                alone = self._alone(area, home)
                settled = alone is not None
                if alone is not None:
                    links[key] = alone
        if not settled and not self._communes(fresh, home):
            self._together(page, fresh, home)
        for area, key in waiting:
            found = links.get(key)
            if found is not None:
                self.settle(area, found)

    def within(self, name: str, level: Level, home: Unit) -> Link:
        """The unit of that name at a level, in an article at ``home``."""
        if self._context is None:
            self._context = LinkContext.of((), home=home, gazetteer=self._gazetteer)
        return self._link(None, name, level, self._context)

    @staticmethod
    def settle(area: Area, found: Link) -> None:
        """Write a link into the territory it is of, under the article's own spelling."""
        area.unit = found.unit
        if area.word is not None:
            area.full = f"{area.word} {area.name}"
        elif found.name is not None:
            area.full = f"{split_name(found.name)[0]} {area.name}"

    def _alone(self, area: Area, home: Unit | None) -> Link | None:
        """The one province or district of that name: nothing else can change the answer.

        Communes need the others, and so do bare names that the home unit may share.
        """
        if area.level == "commune" or (area.word is None and home is not None):
            return None
        return _only(self._gazetteer, area.word, area.name or "", area.level, self._on)

    def _communes(self, fresh: Mapping[_Key, RawUnit], home: Unit | None) -> bool:
        """Link those that are left where all are communes and each can be only one.

        The provinces and districts of the article are settled then: nothing to go back on.
        """
        links = self._links
        left = [key for key in fresh if (found := links.get(key)) is None or found.unit is None]
        if any(key[2] != "commune" for key in left):
            return False
        units = [x.unit for x in links.values() if x.unit is not None]
        context = LinkContext.of(units, home=home, gazetteer=self._gazetteer)
        for word, name, level in left:
            found = self._link(word, name or "", "commune", context)
            if len(found.candidates) > 1:
                return False
            links[word, name, level] = found
        return True

    def _link(self, word: str | None, name: str, level: Level, context: LinkContext) -> Link:
        return link(
            word, name, level=level, on=self._on, context=context, gazetteer=self._gazetteer
        )

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
        keys = list(fresh)
        for k in range(0, len(keys), _TOGETHER):
            found = link_all(
                mentions[k : k + _TOGETHER], home=home, on=self._on, gazetteer=self._gazetteer
            )
            self._links.update(zip(keys[k : k + _TOGETHER], found, strict=True))


def _representative(day: date | None) -> date | None:
    """The first day on which the same names and codes hold, so that answers can be remembered."""
    if day is None:
        return None
    if period_of(day) == FROM:
        return REFORM
    return LATE_STATE if is_late_state(day) else date.min


@lru_cache(maxsize=1 << 14)
def _only(
    gazetteer: Gazetteer, word: str | None, name: str, level: str | None, on: date | None
) -> Link | None:
    known = cast("Level | None", level if level in _LEVELS else None)
    found = link(word, name, level=known, on=on, gazetteer=gazetteer)
    return found if found.unit is not None and found.unit.level != "commune" else None
