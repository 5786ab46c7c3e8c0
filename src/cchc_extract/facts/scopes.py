"""What a subject covers: whole levels of administration, or one member of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

import yaml

from cchc_extract.entities.mentions import UnitRef
from cchc_extract.text.tokens import fold

__all__ = ["Scope", "parts_data", "scope_of", "subject_key"]

_COMMITTEE: Final = "ủy ban nhân dân "
_NATION: Final = frozenset({"cả nước", "toàn quốc"})
_BELOW: Final = {
    "province": ("province", "district", "commune"),
    "district": ("district", "commune"),
    "commune": ("commune",),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What the numbers of a subject take in.

    Attributes:
        levels: the levels of administration that they take in whole; none for one office.
        level: the level of the subject itself, or None for a class.
        kind: ``class`` of units, ``territory``, ``desk`` (an office that takes in all dossiers of
            its level) or ``office``.
    """

    levels: frozenset[str]
    level: str | None
    kind: str

    def covers(self, other: Scope) -> bool:
        """The numbers of ``other`` are in those of this subject."""
        if other.levels and other.levels < self.levels:
            return True
        if other.kind == "class" or other.level not in self.levels:
            return False
        if other.kind == "office":
            return True
        return self.kind == "class" and other.level != "province"

    @property
    def dimension(self) -> str:
        """What such a subject is a part by: whole levels, or single members of them."""
        return "level" if self.kind in ("class", "desk") else "office"


@cache
def parts_data() -> dict[str, Any]:
    """The shipped table of wholes and parts (``data/parts.yaml``)."""
    source = (files("cchc_extract.facts") / "data" / "parts.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml.load(source, Loader=yaml.CSafeLoader)
    return data


def subject_key(subject: UnitRef | None) -> str:
    """What equal subjects share: a territory and its People's Committee are one."""
    return "" if subject is None else _key(subject.name)


@lru_cache(maxsize=1 << 14)
def _key(name: str) -> str:
    return fold(name).replace(" ,", ",").removeprefix(_COMMITTEE)


def scope_of(subject: UnitRef | None, *, two_tiers: bool) -> Scope:
    """The scope of a subject; with ``two_tiers`` (since July 2025) there are no districts."""
    if subject is None:
        return Scope(frozenset(), None, "office")
    return _scope(_key(subject.name), subject.level, two_tiers)


@lru_cache(maxsize=1 << 14)
def _scope(name: str, level: str | None, two_tiers: bool) -> Scope:
    data = parts_data()
    found: set[str] = set()
    if level is None:
        for words, covered in data["levels"].items():
            if words in name:
                found.update(covered)
    if found:
        kind = "territory" if name in _NATION else "class"
        return Scope(_without_districts(found, two_tiers), None, kind)
    if level in _BELOW and name.startswith(tuple(f"{t} " for t in data["territories"])):
        return Scope(_without_districts(_BELOW[level], two_tiers), level, "territory")
    if level is not None and any(office in name for office in data["offices"]):
        return Scope(frozenset((level,)), level, "desk")
    return Scope(frozenset(), level, "office")


def _without_districts(levels: set[str] | tuple[str, ...], two_tiers: bool) -> frozenset[str]:
    kept = frozenset(levels)
    return kept - {"district"} if two_tiers and len(kept) > 1 else kept
