"""What part a unit plays in its sentence: whether numbers may be its own.

Reading left to right, the nearest unit before a number governs it, unless its place in the
sentence says that it only reports, orders, publishes, is asked, is inspected, judges another, is
what a class lies in, or stands in a phrase put in behind the one that is spoken of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cchc_extract.facts.stream import Item
from cchc_extract.text.tokens import Tokens

__all__ = [
    "agent_behind", "describes", "inserted", "is_accompanied", "is_agent", "is_aside", "is_asked",
    "is_example", "is_field_of", "is_inspected", "is_judge", "is_mean", "is_mean_of",
    "is_ordering", "is_rearranged", "is_region_of", "is_role", "joins", "own_goal", "quoted",
    "said_at", "speaks",
]  # fmt: skip

_QUOTE_MOST: Final = 16
_CUT_TAGS: Final = frozenset({"reduce", "cut"})
_PASSIVE: Final = frozenset({"được", "bị"})
_ENDS: Final = frozenset(";:.()")
_CLASSES: Final = frozenset({"class", "branch"})
_BY: Final = frozenset({"do", "được"})
_DOES: Final = frozenset({"thực", "quản", "cung", "phụ", "thụ", "đề", "kiến"})
_SAYS: Final = frozenset("biết|hay|nói|kể|sẻ|định|nhận|rằng|mạnh|cáo|tin|bày".split("|"))
_NOT_INSERTED: Final = frozenset({"subject", "part", "turn", "and", "most", "of"})
_PREDICATES: Final = frozenset({"tag", "status", "trend", "rank_at", "share", "bound", "copula"})
_HEADS: Final = frozenset(
    "tỉnh|thành phố|tp|huyện|quận|thị xã|tx|xã|phường|thị trấn|đặc khu".split("|")
)


def is_role(item: Item | None, role: str) -> bool:
    """Whether ``item`` is a cue of this role."""
    return item is not None and item.role == role


def quoted(items: Sequence[Item], numbers: set[int]) -> set[int]:
    """Items inside short quotations without facts: names of models and of parts of an index."""
    marks = [i for i, item in enumerate(items) if item.kind == '"']
    inside: set[int] = set()
    for a, b in zip(marks[::2], marks[1::2], strict=False):
        if b - a <= _QUOTE_MOST and numbers.isdisjoint(range(a, b)):
            inside.update(range(a, b))
    return inside


def speaks(items: Sequence[Item], i: int) -> bool:
    """The unit at ``i`` is a source, an office holder's, an issuer or somebody spoken to."""
    for j in range(i - 1, max(i - 4, -1), -1):
        item = items[j]
        if item.kind == "C":
            if item.role == "of":
                continue
            near = j == i - 1 and "online" in item.x.tags  # Cổng dịch vụ công Tổng cục Thuế
            return near or item.role in ("office", "source")
        if item.kind == "D":
            return True
        if item.kind != "W" or item.x > 2:
            return False
    return False


def is_ordering(items: Sequence[Item], i: int) -> bool:
    """``UBND tỉnh giao các sở ...``, ``(huyện giao 15%)``: the goal is another's."""
    following = items[i + 1] if i + 1 < len(items) else None
    return following is not None and following.kind == "C" and following.x.id == "status.order"


def is_accompanied(items: Sequence[Item], i: int) -> bool:
    """``Sở Nội vụ chủ trì, cùng Thanh tra tỉnh ...``: the one named first acts."""
    before = items[i - 1] if i else None
    if not is_role(before, "and"):
        return False
    for x in reversed(items[max(0, i - 5) : i - 1]):
        if x.kind in "N;:":
            return False
        if x.kind == "U":
            return True
    return False


def is_judge(tokens: Tokens, items: Sequence[Item], i: int, named: int) -> bool:
    """``Huế được Bộ Nội vụ đánh giá cao``: who is judged has the numbers, not who judges.

    Args:
        named: where the unit before is, or -1.
    """
    if named < 0 or i == 0 or tokens.norms[items[i].first - 1] not in _PASSIVE:
        return False
    between = items[named + 1 : i]
    return len(between) <= 3 and all(
        x.kind == "W" or x.kind == "," or (x.role in ("copula", "trend", "tag")) for x in between
    )


def is_region_of(tokens: Tokens, items: Sequence[Item], i: int, named: int) -> bool:
    """``các sở của tỉnh Bắc Giang``, ``khối sở, ngành tỉnh Nam Định``: where a class lies."""
    if named < 0 or items[named].kind != "C" or items[named].x.subject not in _CLASSES:
        return False
    if named == i - 2 and is_role(items[i - 1], "of"):
        return tokens.norms[items[i - 1].first] in ("của", "thuộc", "trong")
    if named != i - 1:
        return False
    norms = tokens.norms
    first = items[i].first
    head = norms[first] if norms[first] in _HEADS else " ".join(norms[first : first + 2])
    return head in _HEADS and not norms[items[named].stop - 1].endswith(head)


def is_mean(items: Sequence[Item], i: int) -> bool:
    """``trung bình của cả nước``: a number beside, not what a paragraph is about."""
    return any(is_role(x, "mean") for x in items[max(0, i - 2) : i])


def is_mean_of(items: Sequence[Item], i: int) -> bool:
    """``thấp hơn bình quân chung cả nước (82,66%), đứng thứ 35``: compared with in passing."""
    if i < 2 or not is_role(items[i - 1], "mean"):
        return False
    before = items[i - 2]
    return before.kind == "C" and bool(before.x.gap or before.role == "compare")


def is_asked(tokens: Tokens, items: Sequence[Item], i: int) -> bool:
    """``kiến nghị Tổng cục Thuế bãi bỏ 6 TTHC``: who proposes has reviewed them."""
    if i == 0 or items[i - 1].kind != "C":
        return False
    return tokens.norms[items[i - 1].first] in ("kiến", "đề")


def is_rearranged(items: Sequence[Item], i: int) -> bool:
    """``sắp xếp các xã, giảm 52 đơn vị``: what was merged does not cut."""
    item = items[i]
    if item.kind != "C" or item.role != "subject" or i == 0:
        return False
    return items[i - 1].kind == "C" and not _CUT_TAGS.isdisjoint(items[i - 1].x.tags)


def is_inspected(items: Sequence[Item], i: int) -> bool:
    """``kiểm tra tại UBND huyện X và 02 xã``: who is inspected does not inspect."""
    return any(x.kind == "C" and "inspect" in x.x.tags for x in items[max(0, i - 2) : i])


def is_field_of(items: Sequence[Item], i: int, numbers: set[int]) -> bool:
    """``xếp thứ 4/18 xã trong huyện Gia Lộc``: where those compared are, not whose place it is."""
    return (
        i > 2
        and i - 3 in numbers
        and items[i - 3].x.out_of is not None
        and is_role(items[i - 2], "object")
        and is_role(items[i - 1], "of")
    )


def describes(tokens: Tokens, items: Sequence[Item], at: int, i: int) -> bool:
    """The unit at ``i``, behind the number, says whose it is: ``291 TTHC cấp huyện``."""
    item, before = items[i], items[i - 1]
    if item.kind == "C" and item.x.subject == "home":
        return i == at + 2 and tokens.norms[item.first] == "của"
    if item.kind == "C" and item.x.subject == "class":
        return i == at + 2 and before.role == "object"
    return is_role(before, "of")


def is_aside(items: Sequence[Item], i: int, at: int) -> bool:
    """``triển khai tại các xã; cung cấp 189 dịch vụ``: a place within an earlier clause."""
    if i < 2 or not is_role(items[i - 1], "of") or items[i - 2].kind not in "WC":
        return False
    return any(x.kind == ";" for x in items[i:at])


def inserted(items: Sequence[Item], i: int, numbers: set[int]) -> int:
    """Where a phrase put in behind the unit at ``i`` ends, or 0 where there is none.

    ``Thị xã Cửa Lò, đơn vị được tỉnh chọn làm điểm, số hóa 72%``: the sentence goes on about Cửa
    Lò. Such a phrase opens with neither a unit nor a time and holds no fact; a verb follows it.
    """
    if i + 3 >= len(items) or items[i + 1].kind != ",":
        return 0
    opening = items[i + 2]
    if opening.kind in "UPND,-" or (opening.role in _NOT_INSERTED):
        return 0
    if opening.role == "object" and _is_predicate(items[i + 3]):
        return 0  # "theo kết quả của thành phố, phường đạt 81 điểm"
    for j in range(i + 3, len(items) - 1):
        kind = items[j].kind
        if kind in _ENDS or j in numbers:
            return 0
        if kind == ",":
            k = j + 2 if items[j + 1].kind == "P" and j + 2 < len(items) else j + 1
            return j if _is_predicate(items[k]) else 0
    return 0


def is_example(tokens: Tokens, items: Sequence[Item], i: int, named: int) -> bool:
    """``các huyện biên giới như Ia H'Drai, Đắk Glei lên đến 7,2%``: of all those it is said."""
    if named < 0 or items[named].kind != "C" or items[named].x.subject not in _CLASSES:
        return False
    head = i
    while head > named + 2 and items[head - 1].kind == "," and items[head - 2].kind == "U":
        head -= 2
    if is_role(items[head - 1], "and") and items[head - 2].kind == "U":
        head -= 2
    if tokens.norms[items[head].first - 1] != "như":
        return False
    after = items[i + 1] if i + 1 < len(items) else None
    return after is None or after.kind not in "N("


def _is_predicate(item: Item) -> bool:
    return item.role in _PREDICATES


def is_agent(tokens: Tokens, items: Sequence[Item], i: int) -> bool:
    """``hồ sơ do các xã tiếp nhận``: the unit at ``i`` does what is counted."""
    if i < 2 or i + 1 >= len(items) or tokens.norms[items[i].first - 1] not in _BY:
        return False
    done = items[i + 1]
    if done.kind == "C" and done.x.id == "status.actual" and i + 2 < len(items):
        done = items[i + 2]
    if done.kind == "C" and done.x.tags and done.role != "object":
        return "issue" not in done.x.tags
    return tokens.norms[done.first] in _DOES


def agent_behind(tokens: Tokens, items: Sequence[Item], at: int) -> int:
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


def said_at(tokens: Tokens, items: Sequence[Item], i: int) -> int:
    """Where what the person at ``i`` says begins, or -1.

    ``..., Giám đốc Sở, cho biết: ...``; ``“...”, ông X, Giám đốc Sở, nói``.
    """
    marks = [j for j in range(i) if items[j].kind == '"']
    if len(marks) > 1 and all(x.kind in ",W" for x in items[marks[-1] + 1 : i]):
        return marks[-2]
    for j in range(i + 1, len(items)):
        item = items[j]
        if item.kind == ":":
            return j
        if item.kind in "N;":
            return -1
        if not _SAYS.isdisjoint(tokens.norms[item.first : item.stop]):
            return j
    return -1


def own_goal(items: Sequence[Item], at: int) -> int:
    """Where the clause of a goal begins: ``..., phấn đấu`` leaves behind who was told to strive."""
    for i in range(at - 1, 0, -1):
        if is_role(items[i], "status") and items[i].x.id == "status.target":
            if items[i - 1].kind in ",;":
                return i
            return 0
    return 0


def joins(tokens: Tokens, items: Sequence[Item], i: int) -> bool:
    """``Sau khi hợp nhất với X, ...`` speaks of what joined X; ``Với X, ...`` speaks of X."""
    return i > 1 and tokens.norms[items[i].first - 1] in ("với", "cùng")
