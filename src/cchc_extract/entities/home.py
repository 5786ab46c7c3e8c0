"""The unit an article is mostly about, and relative mentions resolved against it."""

from __future__ import annotations

from collections import Counter
from datetime import date

from cchc_extract.entities.mentions import UnitMention, UnitRef
from cchc_extract.entities.page import Page
from cchc_extract.entities.places import Places
from cchc_extract.entities.units import RawUnit
from cchc_extract.gazetteer import Unit

__all__ = ["Home", "find_home"]

_LEVELS = ("province", "district", "commune")
_WORD_LEVEL = {
    "tỉnh": "province", "huyện": "district", "quận": "district", "thị xã": "district",
    "xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune",
}  # fmt: skip


class Home:
    """The home of an article: its territory at each level that is known.

    Attributes:
        ref: the home unit as a subject, or None.
        level: its level, or None.
        names: canonical name of the territory at each level: a district's province too.
    """

    def __init__(self, ref: UnitRef | None, units: dict[str, str], level: str | None) -> None:
        self.ref = ref
        self.names = units
        self.level = level

    def territory(self, word: str) -> str | None:
        """The full name that a bare area word stands for: ``tỉnh`` is ``tỉnh Cao Bằng``."""
        if word == "thành phố":
            for level in ("district", "province"):
                name = self.names.get(level)
                if name is not None and name.startswith("thành phố "):
                    return name
            return None
        level = _WORD_LEVEL.get(word)
        name = self.names.get(level) if level else None
        return name if name is not None and name.startswith(word + " ") else None

    def city_level(self) -> str | None:
        """Level of a bare ``thành phố``."""
        name = self.territory("thành phố")
        if name is None:
            return None
        return "province" if self.names.get("province") == name else "district"


def find_home(
    page: Page, units: list[RawUnit], places: Places, published: date | None
) -> Home:
    """Weigh the territories an article names, by place, frequency and the level it speaks at."""
    gazetteer = places.gazetteer
    votes: Counter[str] = Counter()
    level_votes: Counter[str] = Counter()
    head_end = _first_lines(page)
    named: dict[str, RawUnit] = {}
    for u in units:
        area = u.area
        if area is None or area.word in ("Trung ương",) or u.entry == "area.list":
            if area is not None and area.name:
                votes["list:" + area.name] += 1
                named.setdefault("list:" + area.name, u)
            continue
        if area.name is None:
            if area.word == "thành phố":
                level_votes["city"] += 1
            elif area.level in _LEVELS:
                level_votes[area.level] += 1
            continue
        key = f"{area.word or ''} {area.name}".strip()
        named.setdefault(key, u)
        weight = 2 if u.kind == "body" else 1
        if u.first < head_end:
            weight += 4
        votes[key] += weight
    _bare_words(page, level_votes)
    return _choose(votes, level_votes, named, places, gazetteer, published)


def _first_lines(page: Page) -> int:
    lines = 0
    for i, norm in enumerate(page.norms):
        if norm == "\n":
            lines += 1
            if lines == 3:
                return i
    return page.n


def _bare_words(page: Page, level_votes: Counter[str]) -> None:
    """``toàn tỉnh``, ``của huyện``, ``trên địa bàn xã``: at which level the article speaks."""
    for x in page.lexemes:
        if x.entry.gives.get("is") != "area" or x.first == 0:
            continue
        if x.stop < page.n and page.cap[x.stop]:
            continue
        if page.norms[x.first - 1] in ("toàn", "của", "bàn", "trong"):
            level = x.entry.gives.get("level") or "city"
            level_votes[level] += 1


def _choose(
    votes: Counter[str],
    level_votes: Counter[str],
    named: dict[str, RawUnit],
    places: Places,
    gazetteer: object,
    published: date | None,
) -> Home:
    g = places.gazetteer
    found: dict[str, list[Unit]] = {}
    for key in votes:
        bare = key.removeprefix("list:")
        found[key] = g.lookup(bare, on=published) or g.lookup(bare)
    province = _province(votes, found)
    best: tuple[float, str] | None = None
    for key, score in votes.items():
        if key.startswith("list:"):
            continue
        raw = named[key]
        level = raw.area.level if raw.area else None
        if level is None and found[key]:
            level = found[key][0].level
        if level not in _LEVELS:
            continue
        bonus = 0.6 * level_votes.get(level, 0)
        if raw.area and raw.area.word == "thành phố" or any(
            u.head == "thành phố" for u in found[key]
        ):
            bonus = max(bonus, 0.6 * level_votes.get("city", 0))
        if level == "commune":
            bonus -= 2
        total = score + bonus
        if best is None or total > best[0]:
            best = (total, key)
    names: dict[str, str] = {}
    if best is None:
        if province is None:
            return Home(None, {}, None)
        names["province"] = province.name
        return Home(UnitRef(province.name, "province", province.code), names, "province")
    key = best[1]
    unit = _pick(found[key], named[key], province)
    area = named[key].area
    assert area is not None
    if unit is None:
        level = area.level
        word = area.word
        name = f"{word} {area.name}" if word else str(area.name)
        if level:
            names[level] = name
        if province is not None and level != "province":
            names["province"] = province.name
        return Home(UnitRef(name, level, None), names, level)
    # an article that speaks of `tỉnh` everywhere is about the province of the unit it names
    if (
        unit.level != "province"
        and province is not None
        and level_votes["province"] >= 3
        and level_votes["province"] > 2 * (level_votes[unit.level] + level_votes["city"])
        and best[0] < 6 + level_votes[unit.level]
    ):
        names["province"] = province.name
        return Home(UnitRef(province.name, "province", province.code), names, "province")
    names[unit.level] = unit.name
    for upper in g.parents(unit):
        names[upper.level] = upper.name
    return Home(UnitRef(unit.name, unit.level, unit.code), names, unit.level)


def _province(votes: Counter[str], found: dict[str, list[Unit]]) -> Unit | None:
    """The province that most of the named territories lie in."""
    tally: Counter[str] = Counter()
    units: dict[str, Unit] = {}
    for key, candidates in found.items():
        seen = {u.province_code for u in candidates if u.level != "commune"} or {
            u.province_code for u in candidates
        }
        weight = votes[key] / max(1, len(seen))
        for u in candidates:
            if u.province_code in seen:
                seen.discard(u.province_code)
                bonus = 3 if u.level == "province" else 1
                tally[u.province_code] += weight * bonus
            if u.level == "province":
                units[u.code] = u
    if not tally:
        return None
    code = tally.most_common(1)[0][0]
    if code in units:
        return units[code]
    for candidates in found.values():
        for u in candidates:
            if u.province_code == code:
                return u if u.level == "province" else _ProvinceOf.get(u)
    return None


class _ProvinceOf:
    """Looks a unit's province up; set by the reader, which knows the gazetteer."""

    gazetteer: object = None

    @classmethod
    def get(cls, unit: Unit) -> Unit | None:
        from cchc_extract.gazetteer import default_gazetteer

        parents = default_gazetteer().parents(unit)
        return parents[-1] if parents else None


def _pick(candidates: list[Unit], raw: RawUnit, province: Unit | None) -> Unit | None:
    """The one of several units of that name that lies in the province, or the first."""
    area = raw.area
    if area is not None and area.word:
        candidates = [u for u in candidates if u.head == area.word] or candidates
    if province is not None:
        inside = [u for u in candidates if u.province_code == province.code]
        if inside:
            return inside[0]
    return candidates[0] if candidates else None


def resolve(raw: RawUnit, home: Home) -> UnitMention:
    """A mention with its full name, level and territory, as the home unit tells them."""
    area = raw.area
    level = raw.level
    full = name = raw.name
    territory: str | None = None
    if area is not None and area.name is not None:
        territory = f"{area.word} {area.name}" if area.word else None
        if territory is None:
            territory = _typed(area.name, home)
    if area is not None and area.name is None and area.word is not None:
        whole = home.territory(area.word)
        if whole is not None:
            territory = whole
            full = f"{raw.head} {whole}".strip()
            if area.word == "thành phố":
                level = raw.level or home.city_level()
    if raw.kind == "territory" and territory is not None:
        full = territory
    if level is None and area is None or level is None and area is not None and area.level is None:
        level = _own_level(raw, home)
    return UnitMention(raw.first, raw.stop, name, full, level, raw.kind, territory)


def _typed(bare: str, home: Home) -> str | None:
    for name in home.names.values():
        if name.split(" ", 1)[1].endswith(bare):
            return name
    return None


def _own_level(raw: RawUnit, home: Home) -> str | None:
    if raw.entry == "body.party_city":
        return home.city_level() or home.level
    return home.level
