"""Classes of units as subjects, named as the text has them: ``các sở, ngành``, ``91 xã``."""

from __future__ import annotations

import unicodedata
from typing import Final

from cchc_extract.facts.clauses import is_role
from cchc_extract.facts.neighbours import is_have
from cchc_extract.facts.stream import Item
from cchc_extract.text.tokens import Tokens

__all__ = ["class_governs", "class_name", "class_span", "counted_class_governs"]

_FIRST_OF: Final = frozenset({"đầu", "cuối", "chót", "nhất", "bét", "giữa"})
_AT: Final = frozenset({"phía", "ở", "tại", "với"})


def class_name(tokens: Tokens, first: int, stop: int) -> str:
    """The words of a class as the article writes them, in NFC and with single blanks."""
    return unicodedata.normalize("NFC", " ".join(tokens.surface(first, stop).split()))


def class_governs(tokens: Tokens, items: list[Item], i: int, numbers: set[int]) -> bool:
    """Whether the class at ``i`` has numbers, and is not the field that another is one of."""
    before = items[i - 1] if i else None
    if before is None:
        return True
    if before.kind == "C" and before.x.id == "status.actual":
        return False  # "biên chế hiện có khối hành chính": what there is of
    if is_role(before, "most") or tokens.norms[items[i].first - 1] in _FIRST_OF:
        return False  # "dẫn đầu khối sở, ngành": among whom, not who
    if is_role(before, "of") and i > 1:
        head = items[i - 2]
        placed = i - 2 in numbers and tokens.norms[before.first] not in _AT  # "thứ 4 trong các sở"
        if placed or is_role(head, "most") or tokens.norms[head.stop - 1] in _FIRST_OF:
            return False
    counts = is_role(before, "object") and "org" in before.x.tags
    if counts and i > 1 and items[i - 2].kind == "N":
        return False  # "giảm 343 cơ quan chuyên môn cấp tỉnh": what was cut
    if i - 1 not in numbers and before.kind == "N" and i > 1 and is_have(items[i - 2]):
        return does(items, i + 1)  # "cả nước có 60 trung tâm cấp tỉnh": how many there are
    if is_role(before, "and") and i > 1 and items[i - 2].role in ("object", "mask"):
        return False  # "các phòng và UBND các xã": all of them together are the home unit
    return i - 1 not in numbers


def class_span(tokens: Tokens, items: list[Item], i: int) -> tuple[int, int]:
    """The tokens of the class at ``i`` with the number before it: ``21 UBND cấp xã``."""
    item = items[i]
    if tokens.norms[item.first] == "của":
        return item.first + 1, item.stop
    before = items[i - 1] if i else None
    if before is not None and before.kind == "N" and before.stop == item.first:
        return before.first, item.stop
    return item.first, item.stop


def counted_class_governs(tokens: Tokens, items: list[Item], i: int) -> bool:
    """``91 xã, phường tiếp nhận ...``, ``ở 91 xã, ...``: the noun at ``i`` behind a number."""
    after = items[i + 1] if i + 1 < len(items) else None
    counted = items[i - 2] if i > 1 else None
    if after is None:
        return False
    if after.kind == "C":
        if does(items, i + 1):
            return True
        return is_role(counted, "of") and after.role in ("copula", "share")
    if after.kind == "W" and tokens.norms[after.first] in ("đều", "cùng"):
        return True  # "cả hai phường đều số hóa 100%"
    return after.kind == "," and counted is not None and tokens.norms[counted.stop - 1] in _AT


def does(items: list[Item], i: int) -> bool:
    """Whether a word of what is done stands at ``i``: ``đã tiếp nhận``."""
    while i < len(items) and is_role(items[i], "status"):
        i += 1
    if i >= len(items) or items[i].kind != "C":
        return False
    return bool(items[i].x.tags) and items[i].role != "object"
