"""Bodies and territories: a head word, what it is named after, and where it is.

The grammar in short::

    territory = area word + proper name            huyện Phù Yên
    body      = head + (body | field | name) + tail   Phòng Nội vụ huyện Nam Đàn
    tail      = area word [+ proper name] | province | khu vực III | Trung ương

Heads, fields and area words are data; proper names are rows of capitals, cut where the gazetteer
knows a name. Classes (``UBND cấp huyện``, ``các sở``) are told by the words around the head.
"""

from __future__ import annotations

from dataclasses import dataclass

from cchc_extract.entities.page import Page
from cchc_extract.entities.places import Places

__all__ = ["Area", "RawUnit", "UnitParser"]


@dataclass(slots=True)
class Area:
    """A territory as written: its area word and name, either of which may be missing."""

    stop: int
    word: str | None
    name: str | None
    level: str | None


@dataclass(slots=True)
class RawUnit:
    """A unit before the home of the article is known.

    Attributes:
        first, stop: its tokens.
        head: canonical name up to the tail; empty for a territory.
        kind: ``territory`` or ``body``.
        level: level of the body as such (``Sở`` is provincial), None where the place decides.
        area: the territory in its tail, or itself.
        entry: id of the head's entry.
    """

    first: int
    stop: int
    head: str
    kind: str
    level: str | None
    area: Area | None
    entry: str
    title: str | None = None

    @property
    def name(self) -> str:
        """Canonical name as written."""
        area = self.area
        parts = [self.head, area.word, area.name] if area else [self.head]
        return " ".join(p for p in parts if p)


_JOINERS = ("và", "-", "&", ",")
_PLURAL = frozenset(
    "các những mỗi từng nhiều số mọi hai ba bốn năm sáu bảy tám chín mười".split()
)
_LIST_FILL = frozenset("cũ như gồm miền núi nghèo là : trên địa bàn".split())
_ROMAN = frozenset("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split())
# Words that never stand inside the name of a body.
_BREAKS = frozenset(
    "của đã được là có tại các những cho với trong do để khi theo từ đến sẽ đang cũng không này đó"
    " về gồm như yêu tham phối báo thực triển giao đề nghị ban tổ chủ chỉ tiếp hướng rà thông"
    " cùng bị phải cần nên mới vừa".split()
)


class UnitParser:
    """Reads units from a page. Stateless but for its tables; one per process will do."""

    def __init__(self, places: Places, surnames: frozenset[str]) -> None:
        self.places = places
        self.surnames = surnames

    def read(self, page: Page) -> list[RawUnit]:
        """All units with a head or area word, in order, none inside another."""
        out: list[RawUnit] = []
        done = 0
        for lexeme in page.lexemes:
            i = lexeme.first
            if i < done:
                continue
            kind = lexeme.entry.gives.get("is")
            if kind == "area":
                found = self._territory(page, i)
            elif kind == "head" or kind == "body":
                found = self._bodies(page, i)
            elif kind == "block":
                done = self._blocked(page, lexeme.stop)
                continue
            else:
                continue
            if found:
                out += found
                done = found[-1].stop
        return out

    # Territories

    def area(self, page: Page, i: int) -> Area | None:
        """The territory whose area word begins at ``i``; None for a class of them."""
        lexeme = page.at[i]
        gives, j = lexeme.entry.gives, lexeme.stop
        word, level = gives["name"], gives.get("level")
        stop = self._proper(page, j, level) if j < page.n else j
        if stop > j:
            name = self._spell(page, j, stop)
            if word == "thành phố":
                known = self.places.levels(page.norms, j, stop)
                level = "province" if "province" in known and name in _CITIES else "district"
            return Area(stop, word, name, level)
        if j < page.n and word in ("quận", "phường") and _is_small_number(page.pieces[j]):
            return Area(j + 1, word, page.norms[j], level)
        if self._is_class(page, j):
            return None
        return Area(j, word, None, level)

    def _is_class(self, page: Page, j: int) -> bool:
        """``huyện, xã``, ``tỉnh/thành phố``: a bare area word with another after it."""
        norms = page.norms
        if j + 1 < page.n and norms[j] in (",", "và", "/", "-", "hoặc") and page.kind(j + 1) == "area":
            after = page.at[j + 1].stop
            return not (after < page.n and page.cap[after])
        return False

    def _proper(self, page: Page, j: int, level: str | None = None) -> int:
        """Where the proper name that begins at ``j`` stops; ``j`` where none does."""
        norms = page.norms
        if j in page.shout:
            return self.places.longest(norms, j, level)
        if not page.cap[j]:
            return j
        known = self.places.longest(norms, j, level)
        if known == j and level is not None:
            known = self.places.longest(norms, j)
        stop = page.run(j, 5)
        kind = page.kind(j)
        if known == j and kind in ("head", "body", "role", "block", "document"):
            return j
        if known >= stop:
            return known
        for k in range(j + 1, stop):  # a title or body after the name, or a person
            if page.kind(k) in ("role", "body", "honorific") or (
                page.kind(k) == "head" and page.at[k].stop > k + 1
            ):
                stop = k
                break
            if k >= j + 2 and norms[k] in self.surnames and stop - k >= 2:
                stop = k
                break
        if known > j and (stop - known >= 2 or known == stop):
            return known
        if known > j and norms[known] in self.surnames and stop - known >= 2:
            return known
        return stop

    def _spell(self, page: Page, first: int, stop: int) -> str:
        if first in page.shout:
            return self.places.spelling(page.norms, first, stop) or page.name(first, stop).title()
        return page.name(first, stop)

    def _territory(self, page: Page, i: int) -> list[RawUnit]:
        plural = self._is_plural(page, i)
        area = self.area(page, i)
        if area is not None and area.name is not None and not plural:
            return [_territory(page, i, area)]
        lexeme = page.at[i]
        if not plural:
            return []
        return self._place_list(page, lexeme.stop, lexeme.entry.gives["name"])

    def _place_list(self, page: Page, j: int, word: str) -> list[RawUnit]:
        """``các huyện, thị xã: A, B (22 hồ sơ) và C``: each name is a mention of its own."""
        norms, n = page.norms, page.n
        level = page.at[j - 1].entry.gives.get("level") if j - 1 in page.at else None
        mixed = False
        while j < n and not page.cap[j]:
            if page.kind(j) == "area" or norms[j] in (",", "và"):
                mixed = mixed or page.kind(j) == "area"
                j = page.at[j].stop if page.kind(j) == "area" else j + 1
            elif norms[j] in _LIST_FILL:
                j += 1
            else:
                return []
        out: list[RawUnit] = []
        while j < n and page.cap[j]:
            if page.kind(j) == "area":
                area = self.area(page, j)
                if area is None or area.name is None:
                    break
                out.append(_territory(page, j, area))
            else:
                stop = self._proper(page, j, None if mixed else level)
                if stop == j:
                    break
                known = self.places.levels(norms, j, stop)
                own = level if not mixed else ("district" if "district" in known else None)
                name = self._spell(page, j, stop)
                area = Area(stop, None if mixed else word, name, own)
                out.append(RawUnit(j, stop, "", "territory", own, area, "area.list"))
            j = self._after_bracket(page, area.stop)
            if j + 1 >= n or norms[j] not in (",", "và", ";", "-") :
                break
            j += 1
            if norms[j] == "và":
                j += 1
            if page.kind(j) == "area" and not page.cap[j]:
                break
        return out

    @staticmethod
    def _after_bracket(page: Page, j: int) -> int:
        if j < page.n and page.norms[j] == "(":
            for k in range(j + 1, min(page.n, j + 14)):
                if page.norms[k] == ")":
                    return k + 1
        return j

    @staticmethod
    def _is_plural(page: Page, i: int) -> bool:
        if i == 0:
            return False
        before = page.norms[i - 1]
        return before in _PLURAL or before[0].isdigit() and before.replace("/", "").isdigit()

    # Bodies

    def _bodies(self, page: Page, i: int) -> list[RawUnit]:
        plural = self._is_plural(page, i)
        if plural:
            several = self._office_list(page, i)
            if several:
                return several
        unit = self.body(page, i)
        if unit is None:
            return []
        if plural and (not page.cap[i] or unit.area is None or unit.area.name is None):
            if unit.kind == "body" and page.at[i].entry.gives.get("is") != "body":
                return []
        return [unit]

    def body(self, page: Page, i: int) -> RawUnit | None:
        """The body whose head begins at ``i``, or None where it is a class or a common noun."""
        lexeme = page.at[i]
        gives, j, n = lexeme.entry.gives, lexeme.stop, page.n
        head, level, needs = gives["name"], gives.get("level"), gives.get("needs", "")
        capital = page.cap[i] or i in page.shout
        whole = gives["is"] == "body"
        found = False
        inner: RawUnit | None = None
        nxt = page.kind(j) if j < n else None
        if nxt in ("head", "body") and not whole:
            inner_gives = page.at[j].entry.gives
            if needs in ("body", "any", "office", "office_place") and not (
                needs in ("office", "office_place") and inner_gives.get("office")
            ):
                inner = self.body(page, j)
                if inner is not None and (needs != "office" or page.at[j].entry.gives["is"] == "body"
                                          or lexeme.entry.id in ("head.board",)):
                    area = inner.area
                    return RawUnit(
                        i, inner.stop, f"{head} {inner.head}", "body",
                        inner.level or level, area, lexeme.entry.id,
                    )  # fmt: skip
        if needs in ("office", "any", "office_place", "number") and j < n:
            stop, field = self._field(page, j, needs)
            if stop > j:
                if not capital and not page.cap[j] and j not in page.shout:
                    capital = False
                else:
                    capital = True
                head, j, found = f"{head} {field}", stop, True
        area = self._tail(page, j, whole or needs in ("place", "office_place", "body"), found)
        if area is _CLASS:
            return None
        if area is not None:
            j = area.stop
            if j + 1 < n and page.norms[j] == "về" and "ban chỉ đạo" in head.lower():
                stop, field = self._field(page, j + 1, "office")
                if stop > j + 1:
                    j = stop
        if not self._enough(gives, needs, capital, found, area):
            return None
        if level is None or area is not None and area.level == "central":
            level = area.level if area is not None and area.level else level
        elif area is not None and area.level and level in ("district", "central"):
            level = area.level
        return RawUnit(i, j, head, "body", level, area, lexeme.entry.id)

    @staticmethod
    def _enough(gives: object, needs: str, capital: bool, found: bool, area: Area | None) -> bool:
        """Whether head, field and territory together name one body."""
        assert isinstance(gives, dict) or hasattr(gives, "get")
        get = gives.get  # type: ignore[union-attr]
        if get("is") == "body":
            return capital or area is not None or "ủy" in get("name", "")
        if get("alone") and capital:
            return True
        if needs == "place":
            return area is not None and (capital or area.name is not None or not get("office"))
        if needs == "office_place":
            return found and area is not None and capital
        if needs in ("office", "number"):
            return found and capital
        if needs == "any":
            return capital and (found or area is not None)
        return False

    def _field(self, page: Page, j: int, needs: str) -> tuple[int, str]:
        """The field or proper name after a head: where it stops, and its canonical spelling."""
        start, norms, n = j, page.norms, page.n
        if needs == "number":
            if page.pieces[j].strip().isdigit() and len(norms[j]) <= 4:
                return j + 1, norms[j]
            return j, ""
        names: list[str] = []
        if norms[j] == "trung" and j + 1 < n and norms[j + 1] == "ương":
            names.append("Trung ương")
            j += 2
            if j < n and norms[j] == "về":
                names.append("về")
                j += 1
        while j < n:
            lexeme = page.at.get(j)
            gives = lexeme.entry.gives if lexeme else None
            if lexeme and gives and (gives.get("is") == "office" or gives.get("office")):
                if names and names[-1] == "về":
                    names.append(gives["name"][0].lower() + gives["name"][1:])
                else:
                    names.append(gives["name"])
                j = lexeme.stop
                if (
                    j + 1 < n
                    and norms[j] in ("và", "-", "&")
                    and page.kind(j + 1) == "office"
                    and page.cap[j + 1]
                ):
                    names.append("và" if norms[j] == "&" else norms[j])
                    j += 1
                    continue
                break
            break
        if j > start:
            return j, " ".join(names)
        if not page.cap[j] or page.kind(j) in ("role", "honorific", "body", "area", "document"):
            return start, ""
        if self.places.longest(norms, j, "province") > j:
            return start, ""
        stop = page.run(j)
        for k in range(j + 1, stop):
            if page.kind(k) in ("area", "role", "head", "body") or (
                self.places.longest(norms, k, "province") > k
            ):
                stop = k
                break
        # lower-case words that lead on to the territory belong to the name
        k = stop
        while k < n and k - stop < 9 and not page.cap[k] and norms[k] not in _BREAKS:
            kind = page.kind(k)
            if kind == "area":
                stop = k
                break
            if kind in ("head", "body", "role") or not norms[k].isalpha() and norms[k] not in _JOINERS:
                break
            k += 1
        return stop, page.name(j, stop)

    def _tail(self, page: Page, j: int, place: bool, found: bool) -> Area | None:
        """The territory a body belongs to, right after its name."""
        if j >= page.n:
            return None
        norms, n = page.norms, page.n
        kind = page.kind(j)
        if norms[j] in ("cấp", "các", "những") and j + 1 < n and page.kind(j + 1) == "area":
            return _CLASS
        if norms[j] == "cấp" and j + 1 < n and norms[j + 1] in ("tỉnh", "huyện", "xã", "sở", "cơ"):
            return _CLASS
        if kind == "area":
            area = self.area(page, j)
            return _CLASS if area is None else area
        if norms[j] == "trung" and j + 1 < n and norms[j + 1] == "ương":
            return Area(j + 2, "Trung ương", None, "central")
        if norms[j] == "khu" and j + 2 < n and norms[j + 1] == "vực":
            if norms[j + 2] in _ROMAN and page.cap[j + 2] or norms[j + 2].isdigit():
                return Area(j + 3, f"khu vực {page.name(j + 2, j + 3)}", None, "province")
            if page.cap[j + 2]:
                stop = page.run(j + 2)
                return Area(stop, f"khu vực {page.name(j + 2, stop)}", None, "province")
        if norms[j] in ("số", "cơ") and j + 1 < n:
            k = j + 2 if norms[j] == "cơ" and norms[j + 1] == "sở" else j + 1
            if k < n and norms[k].isdigit() and len(norms[k]) <= 2:
                return Area(k + 1, page.name(j, k + 1), None, None)
        if not page.cap[j] and j not in page.shout:
            return None
        known = self.places.longest(norms, j)
        if known > j and page.run(known, 1) == known or known > j and j in page.shout:
            levels = self.places.levels(norms, j, known)
            level = "province" if "province" in levels else None
            if level or place or found:
                return Area(known, None, self._spell(page, j, known), level)
        if known > j and "province" in self.places.levels(norms, j, known):
            return Area(known, None, self._spell(page, j, known), "province")
        if place and page.cap[j] and norms[j] not in self.surnames:
            stop = self._proper(page, j)
            if stop - j >= 2:
                return Area(stop, None, self._spell(page, j, stop), None)
        return None

    def _office_list(self, page: Page, i: int) -> list[RawUnit]:
        """``các sở Nội vụ, Tài chính và Tư pháp``: each field is a body of its own."""
        lexeme = page.at[i]
        gives, norms, n = lexeme.entry.gives, page.norms, page.n
        if gives.get("needs") != "office":
            return []
        j = lexeme.stop
        while j < n and (norms[j] in (":", ",") or norms[j] in ("ban", "ngành")) and not page.cap[j]:
            j += 1
        out: list[RawUnit] = []
        while j < n and page.kind(j) == "office" and page.cap[j]:
            stop, field = self._field(page, j, "office")
            out.append(
                RawUnit(j, stop, f"{gives['name']} {field}", "body", gives.get("level"), None,
                        lexeme.entry.id)
            )  # fmt: skip
            if stop + 1 >= n or norms[stop] not in (",", "và", ";"):
                break
            j = stop + 1
            if norms[j] == "và":
                j += 1
        return out if len(out) > 1 else []

    def _blocked(self, page: Page, j: int) -> int:
        """Where a name that is no unit stops: the capitals after it and a territory among them."""
        n = page.n
        while j < n:
            if page.kind(j) == "area" and j + 1 < n:
                stop = page.at[j].stop
                k = self._proper(page, stop) if stop < n else stop
                if k == stop and not page.cap[j]:
                    break
                j = k if k > stop else stop
            elif page.cap[j]:
                if page.kind(j) in ("head", "body", "honorific", "role"):
                    break
                j += 1
            else:
                break
        return j


_CLASS = Area(-1, None, None, None)
_CITIES = frozenset(("Hà Nội", "Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế"))


def _territory(page: Page, i: int, area: Area) -> RawUnit:
    return RawUnit(i, area.stop, "", "territory", area.level, area, page.at[i].entry.id)


def _is_small_number(piece: str) -> bool:
    digits = piece.strip()
    return digits.isdigit() and len(digits) <= 2
