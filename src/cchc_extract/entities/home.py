"""The unit an article is mostly about.

Every territory that is named gets a score by how often and how prominently it is; the territory
one level up inherits some of it, so that an article that names only districts has their province.
What the article says of ``toàn tỉnh``, ``UBND huyện``, ``của thành phố`` decides between levels.
An article of ministries that speaks of no territory as its own has none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from cchc_extract.entities.lead import LATE, Lead
from cchc_extract.entities.mentions import UnitRef
from cchc_extract.entities.page import Page
from cchc_extract.entities.raw import RawUnit
from cchc_extract.gazetteer import Gazetteer, Period, Unit
from cchc_extract.gazetteer.table import split_name

__all__ = ["Home", "find_home"]

_Key = tuple[str, Period]
_Counts = dict[str, int]

_OF: Final = frozenset(("toàn", "của", "bàn", "trong", "ở"))
_BODY: Final = 1.5
_LISTED: Final = 0.4
_UPWARDS: Final = 0.3
_TOPIC: Final = 1.0
_CENTRAL: Final = 3  # mentions of central bodies from which an article may be theirs
_GOVERNMENT: Final = "Chính phủ"


@dataclass(frozen=True, slots=True)
class Home:
    """The home of an article.

    Attributes:
        ref: the home unit as a subject, or None.
        level: its level, or None.
        chain: the home territory and those it lies in, by level, where the gazetteer knows them.
        names: their names in the article's spelling.
        by_word: those that a bare area word stands for (``tỉnh`` in an article about Cao Bằng).
    """

    ref: UnitRef | None = None
    level: str | None = None
    chain: dict[str, Unit] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    by_word: dict[str, Unit] = field(default_factory=dict)


@dataclass(slots=True)
class _Tally:
    """What an article's units say of where it is at home.

    Attributes:
        scores: of territories that the gazetteer knows.
        known, names: those territories, and their names in the article's spelling.
        named: how often they are named.
        proper: whether one is named in the article proper: early, or with its area word.
        unlisted: names with an area word that the gazetteer lacks.
        voice: area words that stand for the home (``UBND tỉnh``, ``toàn huyện``).
        offices: bodies named without a territory, by level.
        central: central bodies, those in the lead twice.
    """

    scores: dict[_Key, float] = field(default_factory=dict)
    known: dict[_Key, Unit] = field(default_factory=dict)
    names: dict[_Key, str] = field(default_factory=dict)
    named: dict[_Key, int] = field(default_factory=dict)
    proper: bool = False
    unlisted: _Counts = field(default_factory=dict)
    voice: _Counts = field(default_factory=dict)
    offices: _Counts = field(default_factory=dict)
    central: _Counts = field(default_factory=dict)

    def add(self, u: RawUnit, weight: float) -> None:
        """Count one unit."""
        area = u.area
        if area is not None and area.name is not None:
            unit = area.unit
            if unit is not None:
                key = unit.key
                if weight >= (LATE if area.word is not None else 1.0):
                    self.proper = True
                self.known[key] = unit
                self.named[key] = self.named.get(key, 0) + 1
                self.scores[key] = self.scores.get(key, 0.0) + weight * _sort(u)
                if area.word is not None or key not in self.names:
                    self.names[key] = area.full or unit.name
            elif area.word is not None:
                _count(self.unlisted, f"{area.word} {area.name}")
        elif area is not None and area.word is not None:
            _count(self.voice, area.word)
        else:
            level = u.level or (area.level if area is not None else None)
            if level == "central":
                _count(self.central, u.name, 2 if weight > 1.0 else 1)
            elif level is not None:
                _count(self.offices, level)

    def is_central(self, best: Unit) -> bool:
        """Whether central bodies outweigh all that the article says of its best territory."""
        central = sum(self.central.values())
        if central < _CENTRAL or best.head in self.voice:
            return False
        return central > self.named.get(best.key, 0) + self.offices.get(best.level, 0)


def _count(counts: _Counts, what: str, times: int = 1) -> None:
    counts[what] = counts.get(what, 0) + times


def find_home(
    page: Page,
    units: list[RawUnit],
    headline: list[RawUnit],
    lead: Lead,
    gazetteer: Gazetteer,
) -> Home:
    """Weigh the territories an article names.

    Args:
        page: the article.
        units: its units in order.
        headline: units of a title that is no part of it.
        lead: where a mention weighs more, or less.
        gazetteer: for the territories above.
    """
    tally = _Tally()
    for u in headline:
        tally.add(u, lead.headline(u))
    for u in units:
        tally.add(u, lead.weight(u))
    _add_bare_words(page, tally.voice)
    _add_uppers(tally, gazetteer)
    best = _best(tally)
    if best is None or not tally.proper or tally.is_central(best):
        return _without_territory(tally)
    chain: dict[str, Unit] = {
        u.level: u for u in (best, *_uppers(gazetteer, best.code, best.period))
    }
    names = {level: tally.names.get(u.key, u.name) for level, u in chain.items()}
    by_word = {split_name(names[level])[0]: u for level, u in reversed(chain.items())}
    ref = UnitRef(names[best.level], best.level, best.code)
    return Home(ref, best.level, chain, names, by_word)


def _sort(unit: RawUnit) -> float:
    """How much a sort of mention says: a body's place more than a name in a list."""
    if unit.entry == "area.list":
        return _LISTED
    return _BODY if unit.kind == "body" else 1.0


def _add_bare_words(page: Page, voice: _Counts) -> None:
    """Count ``toàn tỉnh``, ``của huyện``, ``trên địa bàn xã``."""
    taken, norms = page.taken, page.norms
    for i in page.of_kind["area"]:
        if norms[i - 1] in _OF and not taken[i]:
            _count(voice, page.rules[i].gives["name"])


def _add_uppers(tally: _Tally, gazetteer: Gazetteer) -> None:
    scores, known = tally.scores, tally.known
    for key, score in list(scores.items()):
        for upper in _uppers(gazetteer, *key):
            known.setdefault(upper.key, upper)
            scores[upper.key] = scores.get(upper.key, 0.0) + _UPWARDS * score


@lru_cache(maxsize=1 << 12)
def _uppers(gazetteer: Gazetteer, code: str, period: Period) -> tuple[Unit, ...]:
    """The units that a unit lies in, the nearest first."""
    unit = gazetteer.get(code, period)
    return tuple(gazetteer.parents(unit)) if unit is not None else ()


def _best(tally: _Tally) -> Unit | None:
    """The highest score, the voice of each area word shared among the units that bear it."""
    sums: dict[str, float] = {}
    for key, score in tally.scores.items():
        head = tally.known[key].head
        sums[head] = sums.get(head, 0.0) + score
    best, most = None, 0.0
    for key, score in tally.scores.items():
        unit = tally.known[key]
        voice = tally.voice.get(unit.head, 0)
        total = score + _TOPIC * voice * score / (sums[unit.head] or 1.0)
        if total > most:
            best, most = unit, total
    return best


def _without_territory(tally: _Tally) -> Home:
    """A territory that the gazetteer lacks, or the one central body an article is about."""
    if tally.unlisted and not tally.central:
        name = max(tally.unlisted, key=tally.unlisted.__getitem__)
        level = _level_of(name)
        return Home(UnitRef(name, level, None), level)
    if tally.central and not tally.voice:
        name = max(tally.central, key=tally.central.__getitem__)
        if tally.central[name] < _CENTRAL:
            name = _GOVERNMENT  # of many bodies, the one above them
        offices = sum(tally.offices.values())
        many = sum(tally.central.values()) >= max(_CENTRAL, 1 + offices)
        if many and name in tally.central:
            return Home(UnitRef(name, "central", None), "central")
        return Home()
    if tally.voice:
        word = max(tally.voice, key=tally.voice.__getitem__)
        return Home(None, _level_of(word + " "))
    return Home()


def _level_of(name: str) -> str | None:
    for word, level in _LEVELS:
        if name.startswith(word + " "):
            return level
    return None


_LEVELS: Final = (
    ("tỉnh", "province"), ("huyện", "district"), ("quận", "district"), ("thị xã", "district"),
    ("thành phố", "district"), ("xã", "commune"), ("phường", "commune"),
    ("thị trấn", "commune"), ("đặc khu", "commune"),
)  # fmt: skip
