"""From units as written to mentions: full name, level and code, as the article's home tells."""

from __future__ import annotations

from cchc_extract.entities.home import Home
from cchc_extract.entities.linked import Links
from cchc_extract.entities.mentions import UnitMention
from cchc_extract.entities.raw import RawUnit
from cchc_extract.gazetteer import Unit

__all__ = ["resolve"]


def resolve(raw: RawUnit, home: Home, links: Links) -> UnitMention:
    """The mention that a unit is in this article."""
    area, level = raw.area, raw.level
    unit: Unit | None = None
    territory: str | None = None
    full = raw.name
    if area is None:
        if "local" in raw.gives and home.level in home.chain:
            unit = home.chain[home.level]
            territory = home.names[unit.level]
            full = raw.named(territory)
        level = level or home.level
        if unit is None and level is not None:
            unit = home.chain.get(level)
    elif area.name is not None:
        unit = links.unit(area)
        territory = links.name(area)
        if unit is not None:
            level = level or unit.level
        if raw.kind == "territory":
            full = territory or raw.name
            level = unit.level if unit is not None else level
        else:
            full = raw.named(f"{area.word} {area.name}" if area.word else area.name)
            if unit is None and level is not None:
                unit = home.chain.get("province" if level == "central" else level)
        level = level or (home.level if raw.kind == "body" else None)
    elif area.word is not None:
        unit = home.territory(area.word)
        if unit is not None:
            territory = home.names[unit.level]
            if "scope" not in raw.gives:
                full = raw.named(territory)
            level = level or unit.level
        level = level or area.level or home.level
    else:
        level = level or area.level or home.level
    name = full if raw.kind == "territory" else raw.name
    return UnitMention(
        raw.first,
        raw.stop,
        name,
        full,
        level,
        raw.kind,
        territory,
        unit.code if unit is not None and level != "central" else None,
        unit.period if unit is not None and level != "central" else None,
    )
