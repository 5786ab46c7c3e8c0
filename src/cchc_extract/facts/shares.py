"""Units named together and the numbers that are shared out among them.

``Hương Khê và Vũ Quang lần lượt đứng thứ 12 và 13``: the first number is the first unit's.
``Sở A và Sở B cùng ở mức 3,3 ngàn``: one number, of both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby, pairwise
from typing import Final

from cchc_extract.entities.mentions import UnitRef
from cchc_extract.facts.classes import class_name
from cchc_extract.facts.clauses import is_role
from cchc_extract.facts.readings import Reading
from cchc_extract.facts.stream import Item
from cchc_extract.text.tokens import Tokens

__all__ = ["distributed", "told_apart"]

_TOGETHER: Final = frozenset({"cùng", "đều"})
_FEW: Final = {"hai": 2, "ba": 3, "bốn": 4, "2": 2, "3": 3}
_UNITS: Final = frozenset(
    "nơi|đơn|sở|xã|phường|huyện|tỉnh|thành|thị|phòng|cơ|địa|con|tỷ|tỉ|số|khối|cấp|bộ|trung|chi|cục"
    "|quận|đặc|ngành".split("|")
)


def distributed(
    tokens: Tokens,
    items: list[Item],
    readings: list[Reading],
    candidates: Mapping[int, UnitRef],
) -> dict[int, UnitRef]:
    """The subjects of readings, by their identity, that units named together share.

    Args:
        candidates: units, classes and stand-ins that may govern numbers, by place.
    """
    shared: dict[int, UnitRef] = {}
    refs = dict(candidates)
    refs.update(
        (i, UnitRef(x.x.full_name, x.x.level, x.x.code))
        for i, x in enumerate(items)
        if x.kind == "U" and not (i > 0 and is_role(items[i - 1], "of") and i not in candidates)
    )
    for group in _groups(items, refs):
        stop = next((i for i in range(group[-1] + 1, len(items)) if i in refs), len(items))
        after = [r for r in readings if group[-1] < r.region.at < stop]
        links = {i.x.id for i in items[group[-1] : stop] if i.kind == "C"}
        for _, same in groupby(after, key=lambda r: (r.metric, r.unit)):
            run = list(same)
            in_turn = "link.in_turn" in links and len(run) >= len(group)
            names = [ref for i in group for ref in _each(refs[i], len(run) > len(group))]
            if in_turn or (len(run) == len(names) and _coordinated(items, run)):
                for ref, reading in zip(names, run, strict=False):
                    shared[id(reading)] = ref
        after_group = items[group[-1]].stop
        together = tokens.norms[after_group] in _TOGETHER and not _is_time(tokens, after_group + 1)
        if after and not shared and (together or links & {"link.joint", "link.each"}):
            name = class_name(tokens, items[group[0]].first, items[group[-1]].stop)
            shared[id(after[0])] = UnitRef(name)
    _turned(items, readings, refs, shared)
    return shared


def _is_time(tokens: Tokens, i: int) -> bool:
    """``cùng kỳ``, ``cùng thời gian``: no doing together."""
    return i < len(tokens) and tokens.norms[i] in ("kỳ", "thời", "ngày", "lúc", "năm", "tháng")


def told_apart(
    tokens: Tokens,
    items: list[Item],
    readings: list[Reading],
    candidates: Mapping[int, UnitRef],
    spoken: list[UnitRef],
) -> dict[int, UnitRef]:
    """``Sang tháng 7, hai phòng lần lượt còn 210 và 2 hồ sơ``: of those spoken of last.

    Args:
        candidates: those of the sentence, by place.
        spoken: who was spoken of before it, in order.
    """
    turn = next((i for i, x in enumerate(items) if x.kind == "C" and x.x.id == "link.in_turn"), 0)
    run = [r for r in readings if r.region.at > turn]
    if not turn or len(run) < 2 or len(run) != _many(tokens, items[turn].first):
        return {}
    here = [ref for i, ref in candidates.items() if i < turn and items[i].kind == "U"]
    names: list[UnitRef] = []
    for ref in reversed((*spoken, *here)):
        if ref not in names:
            names.append(ref)
        if len(names) == len(run):
            return {id(r): ref for r, ref in zip(run, reversed(names), strict=True)}
    return {}


def _many(tokens: Tokens, stop: int) -> int:
    """How many units the words right before ``stop`` speak of: ``hai nơi này lần lượt``."""
    norms = tokens.norms[max(0, stop - 5) : stop]
    for number, noun in pairwise(norms):
        if number in _FEW and noun in _UNITS:
            return _FEW[number]
    return 0


def _each(ref: UnitRef, apart: bool) -> list[UnitRef]:
    """``cấp tỉnh, cấp huyện`` as two classes where more numbers follow than are named."""
    parts = re.split(r", | và ", ref.name) if apart and ref.level is None else []
    whole = len(parts) < 2 or any(not p.startswith("cấp ") for p in parts)
    return [ref] if whole else [UnitRef(p) for p in parts]


def _turned(
    items: list[Item],
    readings: list[Reading],
    refs: Mapping[int, UnitRef],
    shared: dict[int, UnitRef],
) -> None:
    """``Các vị trí thứ 2, 3, 4 lần lượt thuộc về A, B và C``: the numbers come first."""
    for i, item in enumerate(items):
        if item.kind != "C" or item.x.id != "link.in_turn":
            continue
        run = [r for r in readings if r.region.at < i]
        while run and not _coordinated(items, run):
            run = run[1:]
        if len(run) < 2 or id(run[0]) in shared:
            continue
        behind = [at for at in sorted(refs) if at > i][: len(run)]
        if len(behind) == len(run) and not any(i < r.region.at < behind[0] for r in readings):
            shared.update((id(r), refs[at]) for r, at in zip(run, behind, strict=True))


def _groups(items: list[Item], refs: Mapping[int, UnitRef]) -> list[list[int]]:
    """Runs of units or classes joined by commas and ``và``."""
    groups: list[list[int]] = []
    run: list[int] = []
    for i, item in enumerate(items):
        if i in refs and item.kind == "C" and i + 1 in refs:
            continue  # "các huyện Vũng Liêm, Tam Bình": the class word heads the names
        if i in refs:
            run.append(i)
        elif not (item.kind == "," or is_role(item, "and")):
            if len(run) > 1:
                groups.append(run)
            run = []
    if len(run) > 1:
        groups.append(run)
    return groups


def _coordinated(items: list[Item], readings: list[Reading]) -> bool:
    """``14 và 22``: the numbers are joined as the units are."""
    for a, b in pairwise(readings):
        between = items[a.region.at + 1 : b.region.at]
        if len(between) > 3 or not any(is_role(x, "and") or x.kind == "," for x in between):
            return False
    return True
