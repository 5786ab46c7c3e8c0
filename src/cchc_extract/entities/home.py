"""The unit an article is mostly about.

Every territory that is named gets a score by how often and how prominently it is; the territory
one level up inherits some of it, so that an article that names only districts has their province.
What the article says of ``toàn tỉnh``, ``UBND huyện``, ``của thành phố`` decides between levels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from cchc_extract.entities.linked import Links
from cchc_extract.entities.mentions import UnitRef
from cchc_extract.entities.page import Page
from cchc_extract.entities.raw import RawUnit
from cchc_extract.gazetteer import Gazetteer, Period, Unit

__all__ = ["Home", "find_home"]

_Key = tuple[str, Period]

_OF = frozenset(("toàn", "của", "bàn", "trong", "ở"))
_IN_TITLE = 4.0
_BODY = 1.5
_LISTED = 0.4
_UPWARDS = 0.3
_TOPIC = 1.0


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


def find_home(
    page: Page, units: Sequence[RawUnit], links: Links, gazetteer: Gazetteer, title_stop: int
) -> Home:
    """Weigh the territories an article names.

    Args:
        page: the article.
        units: its units in order.
        links: what the gazetteer says of their territories.
        gazetteer: for the territories above.
        title_stop: where the title and the first lines stop.
    """
    scores: dict[_Key, float] = {}
    known: dict[_Key, Unit] = {}
    written: dict[_Key, str] = {}
    unlisted: Counter[str] = Counter()
    voice: Counter[str] = Counter()
    central: Counter[str] = Counter()
    for u in units:
        area = u.area
        if area is None:
            if u.level == "central":
                central[u.name] += 2 if u.first < title_stop else 1
            continue
        if area.name is None:
            if area.word is not None:
                voice[area.word] += 1
            continue
        weight = _weight(u, title_stop)
        unit = links.unit(area)
        if unit is None:
            if area.word is not None:
                unlisted[f"{area.word} {area.name}"] += 1
            continue
        known[unit.key] = unit
        if area.word is not None:
            written.setdefault(unit.key, f"{area.word} {area.name}")
        scores[unit.key] = scores.get(unit.key, 0.0) + weight
    _add_bare_words(page, voice)
    _add_uppers(scores, known, gazetteer)
    best = _best(scores, known, voice)
    if best is None:
        return _without_territory(unlisted, voice, central)
    chain: dict[str, Unit] = {
        u.level: u for u in (best, *_uppers(gazetteer, best.code, best.period))
    }
    names = {level: written.get(u.key, u.name) for level, u in chain.items()}
    return Home(UnitRef(names[best.level], best.level, best.code), best.level, chain, names)


def _weight(unit: RawUnit, title_stop: int) -> float:
    if unit.entry == "area.list":
        return _LISTED
    weight = _BODY if unit.kind == "body" else 1.0
    return weight + _IN_TITLE if unit.first < title_stop else weight


def _add_bare_words(page: Page, voice: Counter[str]) -> None:
    """Count ``toàn tỉnh``, ``của huyện``, ``trên địa bàn xã``."""
    for x in page.of_kind.get("area", ()):
        if page.taken[x.first] or page.norm(x.first - 1) not in _OF:
            continue
        if page.norm(x.stop) != "hội":  # xã hội
            voice[x.entry.gives["name"]] += 1


def _add_uppers(scores: dict[_Key, float], known: dict[_Key, Unit], gazetteer: Gazetteer) -> None:
    for key, score in list(scores.items()):
        for upper in _uppers(gazetteer, *key):
            known.setdefault(upper.key, upper)
            scores[upper.key] = scores.get(upper.key, 0.0) + _UPWARDS * score


@lru_cache(maxsize=1 << 12)
def _uppers(gazetteer: Gazetteer, code: str, period: Period) -> tuple[Unit, ...]:
    """The units that a unit lies in, the nearest first."""
    unit = gazetteer.get(code, period)
    return tuple(gazetteer.parents(unit)) if unit is not None else ()


def _best(scores: dict[_Key, float], known: dict[_Key, Unit], voice: Counter[str]) -> Unit | None:
    """The highest score, the voice of each area word shared among the units that bear it."""
    sums: dict[str, float] = {}
    for key, score in scores.items():
        head = known[key].head
        sums[head] = sums.get(head, 0.0) + score
    best, most = None, 0.0
    for key, score in scores.items():
        unit = known[key]
        total = score + _TOPIC * voice[unit.head] * score / sums[unit.head]
        if total > most:
            best, most = unit, total
    return best


def _without_territory(unlisted: Counter[str], voice: Counter[str], central: Counter[str]) -> Home:
    """A territory that the gazetteer lacks, or the one central body an article is about."""
    if unlisted:
        name = unlisted.most_common(1)[0][0]
        level = _level_of(name)
        return Home(UnitRef(name, level, None), level)
    if central and not voice:
        name, count = central.most_common(1)[0]
        if count >= 3:
            return Home(UnitRef(name, "central", None), "central")
    if voice:
        word = voice.most_common(1)[0][0]
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
