"""From mentions of territories to units of the gazetteer.

`link` decides one mention from its head word, the article's date and what else is known of the
article; `link_all` decides the mentions of an article together: provinces first, then districts
within the known provinces, then communes within the known districts and provinces. What stays
ambiguous has no unit but all its candidates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Final

from cchc_extract.gazetteer.gazetteer import Gazetteer, default_gazetteer, in_state
from cchc_extract.gazetteer.model import BEFORE, Level, Period, Unit, is_late_state, period_of
from cchc_extract.gazetteer.names import HEADS, canonical_head
from cchc_extract.gazetteer.table import NameEntry

_Key = tuple[str, Period]
_LEVELS: Final[tuple[Level, ...]] = ("province", "district", "commune")


@dataclass(frozen=True, slots=True)
class LinkContext:
    """What is known of an article: the provinces and districts it is about, and its home unit.

    Make it with `LinkContext.of`, which also adds the same provinces in the other period.
    """

    provinces: frozenset[_Key] = frozenset()
    districts: frozenset[_Key] = frozenset()
    home: _Key | None = None

    @classmethod
    def of(
        cls,
        units: Iterable[Unit],
        *,
        home: Unit | None = None,
        gazetteer: Gazetteer | None = None,
    ) -> LinkContext:
        """The context of an article that names `units` and is mostly about `home`."""
        gazetteer = gazetteer or default_gazetteer()
        provinces: set[_Key] = set()
        districts: set[_Key] = set()
        for unit in (*units, home) if home else units:
            provinces.update(_province_in_both_periods(unit.province_code, unit.period, gazetteer))
            if unit.level == "district":
                districts.add(unit.key)
            elif unit.level == "commune" and unit.period == BEFORE and unit.parent_code:
                districts.add((unit.parent_code, BEFORE))
        return cls(frozenset(provinces), frozenset(districts), home.key if home else None)


@lru_cache(maxsize=256)
def _province_in_both_periods(code: str, period: Period, gazetteer: Gazetteer) -> frozenset[_Key]:
    edges = gazetteer.successors(code) if period == BEFORE else gazetteer.predecessors(code)
    others = (edge.new if period == BEFORE else edge.old for edge in edges)
    return frozenset({(code, period), *(unit.key for unit in others)})


@dataclass(frozen=True, slots=True)
class Link:
    """The answer for one mention."""

    unit: Unit | None
    """The unit, or None when nothing has the name or more than one unit may be meant."""
    name: str | None
    """Canonical name with the head word as of the article: the mention's own if it has one."""
    candidates: tuple[Unit, ...]
    """All units still possible; one when `unit` is set, none when nothing has the name."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A territory as written in an article, for `link_all`."""

    head: str | None
    """Head word as written (`huyện`, `TP.`), also one shared by a list; None when there is none."""
    name: str
    """The name, with or without its head word."""
    start: int
    """Offset of the first character in the article."""
    end: int
    """Offset after the last character."""
    level: Level | None = None
    """Where it is known otherwise (`các xã A, B`)."""


_ADJACENT: Final = 3
"""Characters between a unit and the one it lies in: `, `, ` (`, ` - `."""
_NOTHING: Final = Link(None, None, ())
_NO_CONTEXT: Final = LinkContext()


def link(
    head: str | None,
    name: str,
    *,
    level: Level | None = None,
    on: date | None = None,
    context: LinkContext = _NO_CONTEXT,
    gazetteer: Gazetteer | None = None,
) -> Link:
    """Find the unit that a mention stands for.

    Args:
        head: its head word as written, where it stands apart from the name.
        name: the name, with or without a head word.
        level: its level, where known.
        on: the article's date; it chooses the period. Units of the other period are taken only
            where the date's own has none (districts in articles of July 2025 and later). Without
            a date the earlier period is preferred.
        context: what else is known of the article.

    Returns:
        The unit, or the candidates. Of a bare name the province wins (`Sơn La`), unless the
        article's home unit has the name itself (`thành phố Hà Tĩnh`). A commune that lies in none
        of the article's provinces is not linked, however rare its name: renamed and merged
        communes of 2019-20 are not in the table.
    """
    period, late = period_of(on) or BEFORE, is_late_state(on)
    return _decide(gazetteer or default_gazetteer(), head, name, level, period, late, context)


# Articles name the same few units over and over; the cache makes all but the first free.
@lru_cache(maxsize=1 << 14)
def _decide(
    gazetteer: Gazetteer,
    head: str | None,
    name: str,
    level: Level | None,
    period: Period,
    late: bool | None,
    context: LinkContext,
) -> Link:
    head = canonical_head(head) if head else None
    found = _candidates(gazetteer, head, name, level)
    if not found:
        return _NOTHING
    own_head = head or gazetteer.parse(name)[0]
    if own_head is None and level is None:
        found = _choose_level(found, period, context)
    found = _in_context(found, period, context)
    found = tuple(e for e in found if e.unit.period == period) or found
    if found[0].unit.period == BEFORE:
        found = in_state(found, late)
    return _answer(found, own_head, context)


@lru_cache(maxsize=1 << 14)
def _candidates(
    gazetteer: Gazetteer, head: str | None, name: str, level: Level | None
) -> tuple[NameEntry, ...]:
    return gazetteer.candidates(name, head, level)


def _choose_level(
    found: tuple[NameEntry, ...], period: Period, context: LinkContext
) -> tuple[NameEntry, ...]:
    """Of a bare name: the home unit itself, else a province of that period, else what is known."""
    if context.home is not None:
        home = tuple(e for e in found if e.unit.key == context.home)
        if home:
            return home
    provinces = tuple(e for e in found if e.unit.level == "province")
    if provinces:
        return tuple(e for e in provinces if e.unit.period == period) or provinces
    near = _known(found, context) or found
    near = tuple(e for e in near if e.unit.period == period) or near
    top = next(level for level in _LEVELS if any(e.unit.level == level for e in near))
    return tuple(e for e in near if e.unit.level == top)


def _known(found: tuple[NameEntry, ...], context: LinkContext) -> tuple[NameEntry, ...]:
    """Those in a known district, else those in a known province."""
    if context.districts:
        near = tuple(
            e
            for e in found
            if (e.unit.parent_code, e.unit.period) in context.districts
            or (e.unit.earlier_parent_code, e.unit.period) in context.districts
            or e.unit.key in context.districts
        )
        if near:
            return near
    return tuple(e for e in found if (e.unit.province_code, e.unit.period) in context.provinces)


def _in_context(
    found: tuple[NameEntry, ...], period: Period, context: LinkContext
) -> tuple[NameEntry, ...]:
    """Narrow to the known districts and provinces, within the article's period first."""
    if not context.provinces:
        return found
    current = tuple(e for e in found if e.unit.period == period)
    return _known(current, context) or _known(found, context) or found


def _answer(found: tuple[NameEntry, ...], head: str | None, context: LinkContext) -> Link:
    units = {entry.unit.key: entry for entry in found}
    candidates = tuple(entry.unit for entry in units.values())
    if len(units) != 1:
        return Link(None, None, candidates)
    entry = found[0]
    unit = entry.unit
    outside = context.provinces and (unit.province_code, unit.period) not in context.provinces
    if outside and unit.level == "commune":
        return Link(None, None, candidates)
    name = f"{head} {entry.bare}" if head and unit.level in HEADS[head] else entry.name
    return Link(unit, name, (unit,))


def link_all(
    mentions: Sequence[Mention],
    *,
    home: Unit | None = None,
    on: date | None = None,
    gazetteer: Gazetteer | None = None,
) -> list[Link]:
    """Link the mentions of one article together; one `Link` for each, in their order.

    Three rounds, one for each level: what a round has settled narrows the next. Where a name is
    still ambiguous in a round, the nearest mention of a settled higher unit that leaves just one
    candidate decides (`xã Tân Lập, huyện Đan Phượng`).
    """
    rounds = _Rounds(mentions, home, on, gazetteer or default_gazetteer())
    for level in _LEVELS:
        rounds.settle(level)
    return rounds.finish()


@dataclass
class _Rounds:
    mentions: Sequence[Mention]
    home: Unit | None
    on: date | None
    gazetteer: Gazetteer
    settled: dict[int, Link] = field(default_factory=dict)

    def _link(self, mention: Mention, context: LinkContext) -> Link:
        return link(
            mention.head,
            mention.name,
            level=mention.level,
            on=self.on,
            context=context,
            gazetteer=self.gazetteer,
        )

    def _context(self) -> LinkContext:
        units = [found.unit for found in self.settled.values() if found.unit]
        return LinkContext.of(units, home=self.home, gazetteer=self.gazetteer)

    def settle(self, level: Level) -> None:
        """Accept the mentions that come out at `level` now."""
        context = self._context()
        accepted: dict[int, Link] = {}
        for number, mention in enumerate(self.mentions):
            if number in self.settled:
                continue
            answer = self._link(mention, context)
            if len(answer.candidates) > 1:
                answer = self._by_neighbour(mention, context) or answer
            if answer.unit is not None and answer.unit.level == level:
                accepted[number] = answer
        self.settled.update(accepted)

    def _by_neighbour(self, mention: Mention, context: LinkContext) -> Link | None:
        def order(number: int) -> tuple[bool, int]:
            other = self.mentions[number]
            gap = max(other.start - mention.end, mention.start - other.end)
            # The smaller unit comes first (`xã A, huyện B`), so what follows at once is its place.
            encloses = other.start >= mention.end and gap <= _ADJACENT
            return not encloses, gap

        for number in sorted(self.settled, key=order):
            unit = self.settled[number].unit
            if unit is None or unit.level == "commune":
                continue
            near = LinkContext.of([unit], gazetteer=self.gazetteer)
            near = replace(near, home=context.home)
            answer = self._link(mention, near)
            if answer.unit is not None and _lies_in(answer.unit, near):
                return answer
        return None

    def finish(self) -> list[Link]:
        """The settled links and, for the rest, the last answer with its candidates."""
        context = self._context()
        return [
            self.settled.get(number) or self._link(mention, context)
            for number, mention in enumerate(self.mentions)
        ]


def _lies_in(unit: Unit, context: LinkContext) -> bool:
    return (unit.province_code, unit.period) in context.provinces
