"""The unit an article is mostly about.

Every territory that is named gets a score by how often and how prominently it is; the territory
one level up inherits some of it, so that an article that names only districts has their province.
What the article says of ``toàn tỉnh``, ``UBND huyện``, ``của thành phố`` decides between levels.
An article of ministries that speaks of no territory as its own has none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from cchc_extract.entities.lead import Lead
from cchc_extract.entities.linked import Links
from cchc_extract.entities.mentions import UnitRef
from cchc_extract.entities.page import Page
from cchc_extract.entities.raw import RawUnit
from cchc_extract.gazetteer import Gazetteer, Period, Unit

__all__ = ["Home", "find_home"]

_Key = tuple[str, Period]

_OF = frozenset(("toàn", "của", "bàn", "trong", "ở"))
_BODY = 1.5
_LISTED = 0.4
_UPWARDS = 0.3
_TOPIC = 1.0
_CENTRAL = 3  # mentions of central bodies from which an article may be theirs
_GOVERNMENT = "Chính phủ"


@dataclass(frozen=True, slots=True)
class Home:
    """The home of an article.

    Attributes:
        ref: the home unit as a subject, or None.
        level: its level, or None.
        chain: the home territory and those it lies in, by level, where the gazetteer knows them.
        names: their names in the article's spelling.
    """

    ref: UnitRef | None = None
    level: str | None = None
    chain: dict[str, Unit] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def territory(self, word: str) -> Unit | None:
        """The unit that a bare area word stands for: ``tỉnh`` in an article about Cao Bằng."""
        for level in ("commune", "district", "province"):
            if self.names.get(level, "").startswith(word + " "):
                return self.chain[level]
        return None


@dataclass(slots=True)
class _Tally:
    """What an article's units say of where it is at home.

    Attributes:
        scores: of territories that the gazetteer knows.
        known, names: those territories, and their names in the article's spelling.
        named: how often they are named.
        unlisted: names with an area word that the gazetteer lacks.
        voice: area words that stand for the home (``UBND tỉnh``, ``toàn huyện``).
        offices: bodies named without a territory, by level.
        central: central bodies, those in the lead twice.
    """

    scores: dict[_Key, float] = field(default_factory=dict)
    known: dict[_Key, Unit] = field(default_factory=dict)
    names: dict[_Key, str] = field(default_factory=dict)
    named: Counter[_Key] = field(default_factory=Counter)
    unlisted: Counter[str] = field(default_factory=Counter)
    voice: Counter[str] = field(default_factory=Counter)
    offices: Counter[str] = field(default_factory=Counter)
    central: Counter[str] = field(default_factory=Counter)

    def add(self, u: RawUnit, weight: float, links: Links) -> None:
        """Count one unit."""
        area = u.area
        if area is None or (area.name is None and area.word is None):
            level = u.level or (area.level if area is not None else None)
            if level == "central":
                self.central[u.name] += 2 if weight > 1.0 else 1
            elif level is not None:
                self.offices[level] += 1
        elif area.name is None:
            self.voice[area.word or ""] += 1
        else:
            unit = links.unit(area)
            if unit is not None:
                key = unit.key
                self.known[key] = unit
                self.named[key] += 1
                self.scores[key] = self.scores.get(key, 0.0) + weight * _sort(u)
                if area.word is not None or key not in self.names:
                    self.names[key] = links.name(area) or unit.name
            elif area.word is not None:
                self.unlisted[f"{area.word} {area.name}"] += 1

    def is_central(self, best: Unit) -> bool:
        """Whether central bodies outweigh all that the article says of its best territory."""
        central = self.central.total()
        own = self.named[best.key] + self.offices[best.level]
        return central >= _CENTRAL and not self.voice[best.head] and central > own


def find_home(
    page: Page,
    units: Sequence[RawUnit],
    headline: Sequence[RawUnit],
    lead: Lead,
    links: Links,
    gazetteer: Gazetteer,
) -> Home:
    """Weigh the territories an article names.

    Args:
        page: the article.
        units: its units in order.
        headline: units of a title that is no part of it.
        lead: where a mention weighs more, or less.
        links: what the gazetteer says of their territories.
        gazetteer: for the territories above.
    """
    tally = _Tally()
    for u in headline:
        tally.add(u, lead.headline(u), links)
    for u in units:
        tally.add(u, lead.weight(u), links)
    _add_bare_words(page, tally.voice)
    _add_uppers(tally, gazetteer)
    best = _best(tally)
    if best is None or tally.is_central(best):
        return _without_territory(tally)
    chain: dict[str, Unit] = {
        u.level: u for u in (best, *_uppers(gazetteer, best.code, best.period))
    }
    names = {level: tally.names.get(u.key, u.name) for level, u in chain.items()}
    return Home(UnitRef(names[best.level], best.level, best.code), best.level, chain, names)


def _sort(unit: RawUnit) -> float:
    """How much a sort of mention says: a body's place more than a name in a list."""
    if unit.entry == "area.list":
        return _LISTED
    return _BODY if unit.kind == "body" else 1.0


def _add_bare_words(page: Page, voice: Counter[str]) -> None:
    """Count ``toàn tỉnh``, ``của huyện``, ``trên địa bàn xã``."""
    taken, norms = page.taken, page.norms
    for first, _, entry in page.of_kind.get("area", ()):
        if first and not taken[first] and norms[first - 1] in _OF and first in page.at:
            voice[entry.gives["name"]] += 1


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
        total = score + _TOPIC * tally.voice[unit.head] * score / (sums[unit.head] or 1.0)
        if total > most:
            best, most = unit, total
    return best


def _without_territory(tally: _Tally) -> Home:
    """A territory that the gazetteer lacks, or the one central body an article is about."""
    if tally.unlisted and not tally.central:
        name = tally.unlisted.most_common(1)[0][0]
        level = _level_of(name)
        return Home(UnitRef(name, level, None), level)
    if tally.central and not tally.voice:
        name, count = tally.central.most_common(1)[0]
        if count < _CENTRAL:
            name = _GOVERNMENT  # of many bodies, the one above them
        many = tally.central.total() >= max(_CENTRAL, 1 + tally.offices.total())
        if many and name in tally.central:
            return Home(UnitRef(name, "central", None), "central")
        return Home()
    if tally.voice:
        word = tally.voice.most_common(1)[0][0]
        return Home(None, _level_of(word + " "))
    return Home()


def _level_of(name: str) -> str | None:
    for word, level in _LEVELS:
        if name.startswith(word + " "):
            return level
    return None


_LEVELS = (
    ("tỉnh", "province"), ("huyện", "district"), ("quận", "district"), ("thị xã", "district"),
    ("thành phố", "district"), ("xã", "commune"), ("phường", "commune"),
    ("thị trấn", "commune"), ("đặc khu", "commune"),
)  # fmt: skip
