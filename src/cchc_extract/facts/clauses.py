"""How a sentence is built around a unit: brackets, quotations, phrases put in, who does what."""

from __future__ import annotations

from typing import Final

from cchc_extract.facts.stream import Item
from cchc_extract.text.tokens import Tokens

__all__ = [
    "agent_behind", "bracket_end", "inserted", "is_agent", "is_role", "is_subordinate",
    "office_before", "own_goal", "part_ended", "quoted", "said_at",
]  # fmt: skip

_QUOTE_MOST: Final = 16
_ENDS: Final = frozenset(";:.")
_CLAUSE_ENDS: Final = frozenset(',;:."')
_WHEN: Final = frozenset({"khi", "do", "vì", "nhờ", "nếu"})
_ADVERBS: Final = frozenset(
    "vẫn|cũng|lại|mới|chỉ|từng|còn|để|đã|đang|sẽ|tự|trở|vươn|leo|bứt|tuy|dù|song|nay|giờ|hiện".split(
        "|"
    )
)
_BY: Final = frozenset({"do", "được"})
_DOES: Final = frozenset({"thực", "quản", "cung", "phụ", "thụ", "đề", "kiến"})
_SAYS: Final = frozenset("biết|hay|nói|kể|sẻ|định|nhận|rằng|mạnh|cáo|tin|bày".split("|"))
_NOT_INSERTED: Final = frozenset({"subject", "part", "turn", "and", "most", "of"})
_RELATIVES: Final = frozenset({"nơi", "đơn", "địa", "cơ"})  # nơi, đơn vị, địa phương, cơ quan
_PREDICATES: Final = frozenset(
    {"tag", "status", "trend", "rank_at", "share", "bound", "copula", "to", "place"}
)


def is_role(item: Item | None, role: str) -> bool:
    """Whether ``item`` is a cue of this role."""
    return item is not None and item.role == role


def quoted(items: list[Item], numbers: set[int]) -> set[int]:
    """Items inside short quotations without facts: names of models and of parts of an index."""
    marks = [i for i, item in enumerate(items) if item.kind == '"']
    inside: set[int] = set()
    for a, b in zip(marks[::2], marks[1::2], strict=False):
        if b - a <= _QUOTE_MOST and numbers.isdisjoint(range(a, b)):
            inside.update(range(a, b))
    return inside


def bracket_end(items: list[Item], i: int) -> int:
    """Where the bracket closes that the item at ``i`` stands in, else behind the sentence."""
    depth = 0
    for j in range(i - 1, -1, -1):
        if items[j].kind == ")":
            depth += 1
        elif items[j].kind == "(":
            depth -= 1
            if depth < 0:
                return next((k for k in range(i, len(items)) if items[k].kind == ")"), len(items))
    return len(items) + 1


def inserted(tokens: Tokens, items: list[Item], i: int, numbers: set[int]) -> int:
    """Where a phrase put in behind the unit at ``i`` ends, or 0 where there is none.

    ``Thị xã Cửa Lò, đơn vị được tỉnh chọn làm điểm, số hóa 72%``: the sentence goes on about Cửa
    Lò. Such a phrase opens with neither a unit nor a time and holds no fact; a verb follows it.
    """
    if i + 3 >= len(items) or items[i + 1].kind != ",":
        return 0
    opening = items[i + 2]
    if opening.kind in "UPND,-" or (opening.role in _NOT_INSERTED):
        return 0
    where = tokens.norms[opening.first] in _RELATIVES
    if opening.role == "object" and not where and _is_predicate(tokens, items[i + 3]):
        return 0  # "theo kết quả của thành phố, phường đạt 81 điểm"
    for j in range(i + 3, len(items) - 1):
        kind = items[j].kind
        if kind in _ENDS or j in numbers:
            return 0
        if kind == ",":
            k = j + 2 if items[j + 1].kind == "P" and j + 2 < len(items) else j + 1
            return j if _is_predicate(tokens, items[k]) else 0
    return 0


def _is_predicate(tokens: Tokens, item: Item) -> bool:
    return item.role in _PREDICATES or (item.kind == "W" and tokens.norms[item.first] in _ADVERBS)


def is_subordinate(tokens: Tokens, items: list[Item], i: int) -> bool:
    """``Sau khi An Giang điều thêm người về, chỉ còn 7 hồ sơ``: of the clause before the main."""
    j = i
    while j > 0 and items[j - 1].kind not in _CLAUSE_ENDS:
        j -= 1
    first = items[j].first
    norms = tokens.norms
    return j < i and (
        norms[first] in _WHEN or (norms[first + 1] == "khi" and norms[first] != "trong")
    )


def own_goal(items: list[Item], at: int) -> int:
    """Where the clause of a goal begins: ``..., phấn đấu`` leaves behind who was told to strive."""
    for i in range(at - 1, 0, -1):
        if is_role(items[i], "status") and items[i].x.id == "status.target":
            told = any(x.kind == "C" and x.x.id == "status.order" for x in items[:i])
            return i if items[i - 1].kind == ";" or (told and items[i - 1].kind == ",") else 0
    return 0


def part_ended(items: list[Item], i: int, at: int) -> bool:
    """``trong đó Công an huyện A 27 HS; 3.318 kết quả ...``: the parts end with a semicolon."""
    for j in range(at - 1, i, -1):
        if items[j].kind == ";":
            return any(is_role(x, "part") for x in items[:i])
    return False


def is_agent(tokens: Tokens, items: list[Item], i: int) -> bool:
    """``hồ sơ do các xã tiếp nhận``: the unit at ``i`` does what is counted."""
    if i < 2 or i + 1 >= len(items) or tokens.norms[items[i].first - 1] not in _BY:
        return False
    done = items[i + 1]
    if done.kind == "C" and done.x.id == "status.actual" and i + 2 < len(items):
        done = items[i + 2]
    if done.kind == "C" and done.x.tags and done.role != "object":
        return "issue" not in done.x.tags
    return tokens.norms[done.first] in _DOES


def agent_behind(tokens: Tokens, items: list[Item], at: int) -> int:
    """Where the unit stands that does what the number at ``at`` counts, or -1.

    ``14 thủ tục do Sở Xây dựng đề xuất``, ``2.410 hồ sơ được huyện Cao Lãnh tiếp nhận``.
    """
    for i in range(at + 1, min(at + 8, len(items))):
        item = items[i]
        if item.kind in "N,;:.":
            return -1
        named = item.kind == "U" or is_role(item, "subject") or is_role(item, "object")
        if named and i > at + 2 and is_agent(tokens, items, i):
            return i
    return -1


def said_at(tokens: Tokens, items: list[Item], i: int) -> int:
    """Where what the person at ``i`` says begins, or -1.

    ``..., Giám đốc Sở, cho biết: ...``; ``“...”, ông X, Giám đốc Sở, nói``.
    """
    marks = [j for j in range(i) if items[j].kind == '"']
    if len(marks) > 1 and all(x.kind in ",W" for x in items[marks[-1] + 1 : i]):
        return marks[-2]
    if any(is_role(x, "source") for x in items[max(0, i - 2) : i]):
        return i
    for j in range(i + 1, len(items)):
        item = items[j]
        if item.kind == ":":
            return j
        if item.kind in "N;":
            return -1
        if not _SAYS.isdisjoint(tokens.norms[item.first : item.stop]):
            return j
    return -1


def office_before(items: list[Item], i: int) -> Item | None:
    """The unit whose office holder the person at ``i`` is: ``Giám đốc Sở Tư pháp (tỉnh), bà X``."""
    depth = 0
    for j in range(i - 1, 0, -1):
        item = items[j]
        if item.kind == ")":
            depth += 1
        elif item.kind == "(":
            depth -= 1
        elif depth == 0 and item.kind == "U":
            return item if items[j - 1].role == "office" else None
        elif depth == 0 and not (item.kind == "," or (item.kind == "W" and item.x == 1)):
            return None
    return None
