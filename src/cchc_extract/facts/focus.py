"""What an article is about: its home territory, and the office whose figures it gives.

The entity layer weighs all territories an article names. Here the stand-ins count too: an article
that says ``xã``, ``toàn xã``, ``của xã`` and opens with one commune is that commune's, however
often the province above is named; and one that opens with a service office and comes back to it
gives the office's figures where nothing nearer says whose they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from cchc_extract.entities.mentions import UnitMention, UnitRef
from cchc_extract.facts.roles import speaks
from cchc_extract.facts.stream import Item
from cchc_extract.text.tokens import Tokens

__all__ = ["find_focus"]

_LEAD: Final = 4  # sentences in which an article says what it is about
_RANK: Final = {"central": 0, "province": 1, "district": 2, "commune": 3}
_HEADS: Final = ("huyện", "quận", "thị xã", "thành phố", "xã", "phường", "thị trấn", "đặc khu")
# Heads of service offices, and the noun that stands for one alone, where it is not the head.
_SERVICES: Final = {
    head: head
    for head in ("trung tâm", "cục", "chi cục", "bảo hiểm xã hội", "kho bạc", "hải quan", "thuế",
                 "công an", "tổng cục", "ngân hàng")
} | {"bộ ": "", "ban quản lý": "ban", "văn phòng đăng ký": "văn phòng"}  # fmt: skip


def find_focus(
    tokens: Tokens, rows: Sequence[list[Item]], home: UnitRef | None
) -> tuple[UnitRef | None, UnitRef | None]:
    """The home territory, corrected by stand-ins, and the office in focus, or None."""
    rows = [row for row in rows if any(i.kind not in "D\n" for i in row)]
    units = [i.x for row in rows for i in row if i.kind == "U"]
    local = _local_home(tokens, rows, units, home)
    if local is None and home is not None and _is_national(rows, home):
        home = UnitRef("cả nước")
    return local or home, _office(tokens, rows, units)


def _is_national(rows: Sequence[list[Item]], home: UnitRef) -> bool:
    """The first sentences speak of the nation or of ministries, and not of the home unit."""
    if home.level in (None, "central"):
        return False
    place = home.name.split(" ", 1)[-1]
    national = False
    for row in rows[:_LEAD]:
        for item in row:
            if item.kind == "U":
                if place in item.x.full_name:
                    return False
                national = national or item.x.level == "central"
            elif item.kind == "C" and item.x.subject == "nation":
                national = True
    return national


def _local_home(
    tokens: Tokens,
    rows: Sequence[list[Item]],
    units: list[UnitMention],
    home: UnitRef | None,
) -> UnitRef | None:
    """The district or commune that the article opens with, stands in for and comes back to."""
    counts: Counter[str] = Counter()
    known: dict[str, UnitMention] = {}
    for u in units:
        name = _territory(u)
        if name:
            counts[name] += 1
            if u.kind == "territory":
                known.setdefault(name, u)
    bare = Counter(h for u in units for h in _HEADS if u.full_name.endswith(f" {h}"))
    lead = {_territory(i.x) for row in rows[:_LEAD] for i in row if i.kind == "U"}
    stands = _stand_ins(tokens, rows)
    best: str | None = None
    for name, n in counts.most_common():
        head = next(h for h in _HEADS if name.startswith(h))
        n += bare[head]
        if name not in lead or stands[head] < 2 or n < 2:
            continue
        rivals = [m for x, m in counts.items() if x != name and x.startswith(head + " ")]
        if n > 1.5 * max(rivals, default=0):
            best = name
            break
    if best is None or (home is not None and home.name == best):
        return None  # a city under the central government is itself the home
    mention = known.get(best)
    level = mention.level if mention else _level(best)
    if home is not None and _RANK.get(home.level or "", 0) >= _RANK.get(level or "", 9):
        return None
    return UnitRef(mention.full_name if mention else best, level, mention.code if mention else None)


def _territory(unit: UnitMention) -> str:
    """The local territory in a unit's full name, with its head, or an empty text."""
    return _territory_in(unit.full_name, unit.kind, unit.level)


@lru_cache(maxsize=10_000)
def _territory_in(name: str, kind: str, level: str | None) -> str:
    if kind == "territory":
        return name if name.startswith(_HEADS) and level in ("district", "commune") else ""
    for head in _HEADS:
        at = name.rfind(f" {head} ")
        if at >= 0 and name[at + len(head) + 2 : at + len(head) + 3].isupper():
            return name[at + 1 :]
    return ""


def _level(name: str) -> str:
    return "commune" if name.startswith(("xã", "phường", "thị trấn", "đặc khu")) else "district"


def _stand_ins(tokens: Tokens, rows: Sequence[list[Item]]) -> Counter[str]:
    """How often each head word stands alone for a unit: ``xã``, ``toàn xã``, ``của xã``."""
    found: Counter[str] = Counter()
    for row in rows:
        for i, item in enumerate(row):
            if item.kind != "C" or item.x.role not in ("object", "subject"):
                continue
            counted = i > 0 and (row[i - 1].kind == "N" or row[i - 1].stop < item.first)
            norms = tokens.norms[item.first : item.stop]
            if not counted and "," not in norms and "các" not in norms and "cấp" not in norms:
                for head in _HEADS:
                    if " ".join(norms).endswith(head):
                        found[head] += 1
                        break
    return found


def _office(tokens: Tokens, rows: Sequence[list[Item]], units: list[UnitMention]) -> UnitRef | None:
    """The service office that the first sentences name and the article comes back to."""
    bare = Counter(
        " ".join(tokens.norms[i.first : i.stop]) for row in rows for i in row if i.role == "object"
    )
    for n, row in enumerate(rows[:_LEAD]):
        for at, item in enumerate(row):
            if item.kind != "U" or item.x.kind != "body" or speaks(tokens, row, at):
                continue
            unit: UnitMention = item.x
            name = unit.full_name
            same = [u for u in units if _same(u.full_name, name)]
            heads = n == 0 and at <= 1 and len(row) > 2
            service = next((s for s in _SERVICES if name.lower().startswith(s)), None)
            again = len(same) > 1 or (service is not None and bare[_SERVICES[service]] > 0)
            if again and (heads or service):
                unit = max(same, key=lambda u: len(u.full_name))
                return UnitRef(unit.full_name, unit.level, unit.code)
    return None


def _same(a: str, b: str) -> bool:
    """One name is the other without its territory: ``Cục Thuế tỉnh`` in an article of Bình Định."""
    return a.startswith(b) or b.startswith(a)
