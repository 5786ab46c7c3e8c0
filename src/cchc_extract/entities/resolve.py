"""From units as written to mentions: full name, level and code, as the article's home tells."""

from __future__ import annotations

from cchc_extract.entities.home import Home
from cchc_extract.entities.mentions import UnitMention
from cchc_extract.entities.raw import Area, RawUnit
from cchc_extract.gazetteer import Unit

__all__ = ["resolve"]


def resolve(raw: RawUnit, home: Home) -> UnitMention:
    """The mention that a unit is in this article."""
    area = raw.area
    if area is not None and area.name is not None:
        return _of_area(raw, area, home)
    name = full = raw.name
    level, unit = raw.level, None
    territory: str | None = None
    if area is not None:
        if area.word is not None:
            unit = home.by_word.get(area.word)
        if unit is not None:
            territory = home.names[unit.level]
            level = level or unit.level
            if "scope" not in raw.gives:
                full = raw.named(territory)
        level = level or area.level or home.level
    else:
        if home.level in home.chain and "local" in raw.gives:
            unit = home.chain[home.level]
            territory = home.names[unit.level]
            full = raw.named(territory)
        level = level or home.level
        if unit is None and level is not None:
            unit = home.chain.get(level)
    return _mention(raw, name, full, level, territory, unit)


def _of_area(raw: RawUnit, area: Area, home: Home) -> UnitMention:
    """A territory with its name, or a body that is named after one."""
    unit = area.unit
    territory = area.full or (area.written if area.word is not None else None)
    if raw.kind == "territory":
        full = territory or raw.name
        level = unit.level if unit is not None else raw.level
        return _mention(raw, full, full, level, territory, unit)
    level = raw.level or (unit.level if unit is not None else None)
    if unit is None and level is not None:
        unit = home.chain.get("province" if level == "central" else level)
    full = raw.named(area.written)
    name = raw.name if "short" in raw.gives else full
    return _mention(raw, name, full, level or home.level, territory, unit)


def _mention(
    raw: RawUnit,
    name: str,
    full: str,
    level: str | None,
    territory: str | None,
    unit: Unit | None,
) -> UnitMention:
    code = period = None
    if unit is not None and level != "central":
        code, period = unit.code, unit.period
    return UnitMention(raw.first, raw.stop, name, full, level, raw.kind, territory, code, period)
