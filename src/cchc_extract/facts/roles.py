"""What part a unit plays in its sentence: whether numbers may be its own.

Reading left to right, the nearest unit before a number governs it, unless its place in the
sentence says that it only reports, orders, publishes, is asked, is inspected, judges another, is
compared with, or is what a class lies in.
"""

from __future__ import annotations

from typing import Final

from cchc_extract.facts.clauses import is_role
from cchc_extract.facts.stream import Item
from cchc_extract.text.tokens import Tokens

__all__ = [
    "compared_until", "describes", "is_accompanied", "is_among", "is_aside", "is_asked",
    "is_base", "is_example", "is_field_of", "is_inspected", "is_judge", "is_mean", "is_observer",
    "is_ordering", "is_rearranged", "is_region_of", "joins", "speaks",
]  # fmt: skip

_CUT_TAGS: Final = frozenset({"reduce", "cut"})
_PASSIVE: Final = frozenset({"được", "bị"})
_THAN: Final = frozenset({"qua", "kịp", "xa", "thua", "hơn", "bằng", "ngang", "gấp", "thay"})
_SYSTEMS: Final = frozenset({"cổng", "hệ", "ứng", "trang", "phần", "nền"})
_PAUSES: Final = frozenset(',;:.()"')
_PLACES: Final = frozenset({"đầu", "cuối", "chót", "bét", "nhất", "nhì"})
_FINDS: Final = frozenset(
    {"phát hiện", "nhận ra", "nhận thấy", "chỉ ra", "kết luận", "phê bình", "biểu dương",
     "nhắc nhở", "đặt ra", "đề ra"}
)  # fmt: skip
_RANKS: Final = {"central": 0, "province": 1, "district": 2, "commune": 3}
_LIES_IN: Final = frozenset({"của", "thuộc", "trong"})
_CLASSES: Final = frozenset({"class", "branch"})
_HEADS: Final = frozenset(
    {"tỉnh", "thành phố", "tp", "huyện", "quận", "thị xã", "tx", "xã", "phường", "thị trấn",
     "đặc khu"}
)  # fmt: skip


def speaks(tokens: Tokens, items: list[Item], i: int) -> bool:
    """The unit at ``i`` is a source, an office holder's, an issuer or somebody spoken to."""
    for j in range(i - 1, max(i - 4, -1), -1):
        item = items[j]
        if item.kind == "C":
            if item.role == "of":
                continue
            words = tokens.norms[item.first : item.stop]
            portal = "online" in item.x.tags and not _SYSTEMS.isdisjoint(words)
            return portal or item.role in ("office", "source")  # Cổng dịch vụ công Tổng cục Thuế
        if item.kind == "D":
            return True
        if item.kind != "W" or item.x > 2:
            return False
    return False


def is_ordering(items: list[Item], i: int) -> bool:
    """``UBND tỉnh giao các sở ...``, ``(huyện giao 15%)``: the goal is another's."""
    rest = items[i + 1 : i + 3]
    if len(rest) > 1 and rest[0].kind == "W" and rest[0].x == 1:
        del rest[0]  # "UBND tỉnh chỉ giao 50%"
    return bool(rest) and rest[0].kind == "C" and rest[0].x.id == "status.order"


def is_accompanied(items: list[Item], i: int) -> bool:
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


def is_judge(tokens: Tokens, items: list[Item], i: int, named: int) -> bool:
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


def compared_until(tokens: Tokens, items: list[Item], i: int) -> int:
    """Where what a unit that is only compared with may govern ends; else behind the sentence.

    ``vượt qua Sơn La để xếp thứ 44`` gives it nothing, ``so với huyện A (64%), ...`` and ``thấp hơn
    bình quân cả nước 82,66% và ...`` the number right behind it.
    """
    stop = len(items) + 1
    if i == 0:
        return stop
    before = items[i - 1]
    if before.kind == "C":
        mean = before.role == "mean" and i > 1 and _compares(items[i - 2])
        compared = mean or _compares(before) or before.x.id == "bound.exceeds"
    else:
        compared = before.kind == "W" and tokens.norms[before.stop - 1] in _THAN
    if not compared:
        return stop
    for j in range(i + 1, min(i + 4, len(items))):
        if items[j].kind == "N":
            return j + 1
        if items[j].kind not in "(C":
            break
    return i


def _compares(item: Item) -> bool:
    return item.kind == "C" and bool(item.x.gap or item.role == "compare")


def is_observer(tokens: Tokens, items: list[Item], i: int) -> bool:
    """``đoàn phát hiện sở này trễ 412 hồ sơ``: who finds it out."""
    if i + 1 >= len(items):
        return False
    first = items[i + 1].first
    return " ".join(tokens.norms[first : first + 2]) in _FINDS


def is_base(tokens: Tokens, items: list[Item], i: int) -> bool:
    """``chiếm hơn 20% của cả tỉnh``: of whose number that is a share."""
    if not (is_role(items[i - 1], "of") or tokens.norms[items[i].first] == "của"):
        return False
    j = i - 1
    while j > max(0, i - 5) and items[j].kind in "CW":
        j -= 1
    if j < 1 or items[j].kind != "N" or not items[j].x.percent:
        return False
    shares = items[j - 2] if items[j - 1].role == "bound" and j > 1 else items[j - 1]
    return tokens.norms[shares.first] in ("chiếm", "bằng", "tương")


def is_region_of(tokens: Tokens, items: list[Item], i: int, named: int) -> bool:
    """``các sở của tỉnh Bắc Giang``, ``khối sở, ngành tỉnh Nam Định``: where a class lies."""
    if i > 2 and is_role(items[i - 1], "of") and tokens.norms[items[i - 1].first] in _LIES_IN:
        noun = i - 3 if items[i - 2].kind == "W" else i - 2
        if noun > 0 and is_role(items[noun], "object") and "org" in items[noun].x.tags:
            before = items[noun - 1]  # "là đơn vị đầu tiên của thành phố"
            return before.role == "copula" or before.kind == ","
    if named < 0:
        return False
    if items[named].kind == "U":
        inner, outer = _RANKS.get(items[named].x.level, 0), _RANKS.get(items[i].x.level, 9)
        inside = named == i - 2 and is_role(items[i - 1], "of") and inner > outer
        return inside and tokens.norms[items[i - 1].first] in _LIES_IN
    if items[named].kind != "C" or items[named].x.subject not in _CLASSES:
        return False
    if named == i - 2 and is_role(items[i - 1], "of"):
        return tokens.norms[items[i - 1].first] in _LIES_IN
    if named != i - 1:
        return False
    norms = tokens.norms
    first = items[i].first
    head = norms[first] if norms[first] in _HEADS else " ".join(norms[first : first + 2])
    return head in _HEADS and not norms[items[named].stop - 1].endswith(head)


def is_among(tokens: Tokens, items: list[Item], i: int, named: int) -> bool:
    """``Sở Y tế đứng cuối bảng Chỉ số CCHC khối sở``: among whom the unit before has its place."""
    if named < 0 or items[named].kind != "U":
        return False
    placed = False
    for x in items[named + 1 : i]:
        if x.kind in _PAUSES or x.kind == "N":
            return False
        norms = tokens.norms[x.first : x.stop]
        placed = placed or x.role == "most" or (x.kind == "W" and not _PLACES.isdisjoint(norms))
    return placed


def is_example(tokens: Tokens, items: list[Item], i: int, named: int) -> bool:
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


def is_field_of(items: list[Item], i: int, numbers: set[int]) -> bool:
    """``xếp thứ 4/18 xã trong huyện Gia Lộc``: where those compared are, not whose place it is."""
    return (
        i > 2
        and i - 3 in numbers
        and items[i - 3].x.out_of is not None
        and is_role(items[i - 2], "object")
        and is_role(items[i - 1], "of")
    )


def describes(tokens: Tokens, items: list[Item], at: int, i: int) -> bool:
    """The unit at ``i``, behind the number, says whose it is: ``291 TTHC cấp huyện``."""
    item, before = items[i], items[i - 1]
    if is_role(before, "of"):
        return item.role != "subject" or tokens.norms[before.first] in ("ở", "của")
    if item.kind != "C" or i != at + 2 or before.role != "object":
        return False
    if item.x.subject == "home":
        return tokens.norms[item.first] in ("của", "toàn", "cả")
    return bool(item.x.subject == "class")


def is_mean(items: list[Item], i: int) -> bool:
    """``trung bình của cả nước``: a number beside, not what a paragraph is about."""
    return any(is_role(x, "mean") for x in items[max(0, i - 2) : i])


def is_asked(tokens: Tokens, items: list[Item], i: int) -> bool:
    """``kiến nghị Tổng cục Thuế bãi bỏ 6 TTHC``: who proposes has reviewed them."""
    if i == 0 or items[i - 1].kind != "C":
        return False
    return tokens.norms[items[i - 1].first] in ("kiến", "đề")


def is_rearranged(items: list[Item], i: int) -> bool:
    """``sắp xếp các xã, giảm 52 đơn vị``: what was merged does not cut."""
    item = items[i]
    if item.role != "subject" or item.x.subject != "class" or i == 0:
        return False
    return items[i - 1].kind == "C" and not _CUT_TAGS.isdisjoint(items[i - 1].x.tags)


def is_inspected(items: list[Item], i: int) -> bool:
    """``kiểm tra tại UBND huyện X và 02 xã``: who is inspected does not inspect."""
    return any(x.kind == "C" and "inspect" in x.x.tags for x in items[max(0, i - 2) : i])


def is_aside(items: list[Item], i: int, at: int) -> bool:
    """``triển khai tại các xã; cung cấp 189 dịch vụ``: a place within an earlier clause."""
    if i < 2 or not is_role(items[i - 1], "of") or items[i - 2].kind not in "WC":
        return False
    return any(x.kind == ";" for x in items[i:at])


def joins(tokens: Tokens, items: list[Item], i: int) -> bool:
    """``Sau khi hợp nhất với X, ...`` speaks of what joined X; ``Với X, ...`` speaks of X."""
    return i > 1 and tokens.norms[items[i].first - 1] in ("với", "cùng")
