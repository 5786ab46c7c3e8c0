"""Bodies: a head word, what it is named after, and where it is.

The grammar in short::

    body  = head + (body | field | proper name | number) + tail    Phòng Nội vụ huyện Nam Đàn
    tail  = area word [+ proper name] | place | khu vực III | Trung ương | Việt Nam

Heads and fields are data. Classes (``UBND cấp huyện``, ``các sở``) are told by the words around.
"""

from __future__ import annotations

from collections.abc import Mapping

from cchc_extract.entities.areas import AreaParser, is_plural
from cchc_extract.entities.fields import FieldParser
from cchc_extract.entities.page import Page
from cchc_extract.entities.raw import Area, RawUnit
from cchc_extract.lexicon.loader import Entry

__all__ = ["BodyParser"]

_ROMAN = frozenset(
    "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
)
_DEEPEST = 3
_CLASS = Area(-1, None, None, None)
_FIELD_NEEDS = frozenset(("office", "any", "office_place"))
_BODY_NEEDS = frozenset(("body", "any", "office", "office_place"))
_CLASS_LEVELS = frozenset("tỉnh huyện xã sở cơ trung".split())


class BodyParser:
    """Reads bodies. Holds tables only; one per process will do."""

    def __init__(self, areas: AreaParser) -> None:
        self.areas = areas
        self.places = areas.places
        self.fields = FieldParser(areas.places, areas.surnames)

    def bodies(self, page: Page, i: int) -> list[RawUnit]:
        """The bodies that the head at ``i`` introduces: one, a list under a plural, or none."""
        plural = is_plural(page, i)
        if plural:
            several = self._list(page, i)
            if several:
                return several
        unit = self.body(page, i)
        if unit is None or (plural and self._is_class(page, i, unit)):
            return []
        if page.kind(unit.stop) == "country" and page.cap[unit.stop]:
            return []  # Bộ Ngoại giao Nhật Bản
        return [unit]

    @staticmethod
    def _is_class(page: Page, i: int, unit: RawUnit) -> bool:
        """``các Chi cục Thuế``, ``40 trung tâm phục vụ hành chính công`` name no one body."""
        if page.kind(i) == "body" and unit.level is not None:
            return False
        return unit.area is None or unit.area.name is None

    def body(self, page: Page, i: int, depth: int = 0) -> RawUnit | None:
        """The body whose head begins at ``i``, or None where it is a class or a common noun.

        Bodies inside bodies are read to a ``depth`` of ``_DEEPEST``.
        """
        lexeme = page.at[i]
        gives, j = lexeme.entry.gives, self._past_abbreviation(page, lexeme.stop, lexeme.entry)
        needs = gives.get("needs", "")
        capital = page.cap[i] or i in page.shout
        head, rest, found = gives["name"], "", False
        if needs in _BODY_NEEDS or ("inner" in gives and capital):
            inner = self._inner(page, j, needs, depth)
            if inner is not None:
                return _around(i, head, gives, inner, lexeme.entry.id)
        if needs == "number":
            found = page.norm(j).isdigit() and len(page.norms[j]) <= 4
            if found:
                head, j = f"{head} {page.norms[j]}", j + 1
        elif needs in _FIELD_NEEDS and j < page.n:
            stop, field = self.fields.field(page, j, lower=gives.get("field") == "lower")
            if stop > j:
                capital = capital or page.cap[j]
                weak = "weak" in page.gives(j) and page.at[j].stop == stop
                head, j, found = f"{head} {field}", stop, not weak
                inner = self._inner(page, j, "any", depth) if capital else None
                if inner is not None:
                    return _around(i, head, gives, inner, lexeme.entry.id)
        area: Area | None
        if page.norm(j) == "việt" and page.norm(j + 1) == "nam" and (found or needs == "place"):
            head, j = f"{head} Việt Nam", j + 2
            vn = Area(j, None, None, "central")
            area = self._tail(page, j, loose=False) or vn
        else:
            area = self._tail(page, j, loose=found or needs in ("place", "") or "loose" in gives)
        if found and "listed" in gives and page.kind(lexeme.stop) == "office":
            needs = "office"
        if area is _CLASS or not _enough(gives, needs, capital, found, area):
            return None
        if area is not None:
            j = area.stop
            if "about" in gives and page.norm(j) == "về":
                stop, field = self.fields.field(page, j + 1, lower=True)
                if stop > j + 1:
                    rest, j = f"về {field}", stop
        return RawUnit(
            i, j, head, "body", _level(gives, area), area, lexeme.entry.id, "local" in gives, rest
        )

    @staticmethod
    def _past_abbreviation(page: Page, j: int, entry: Entry) -> int:
        """Past ``(UBND)`` in ``Ủy ban nhân dân (UBND) tỉnh``."""
        if page.norm(j) == "(" and j + 1 in page.at:
            short = page.at[j + 1]
            same = short.entry.gives.get("name") == entry.gives["name"]
            if same and page.norm(short.stop) == ")" and page.kind(short.stop + 1) == "area":
                return short.stop + 1
        return j

    def _inner(self, page: Page, j: int, needs: str, depth: int) -> RawUnit | None:
        """A body named right after a head: Văn phòng *UBND tỉnh*, Ban Tổ chức *Tỉnh ủy*."""
        kind = page.kind(j)
        if (kind != "body" and kind != "head") or depth == _DEEPEST:
            return None
        gives = page.gives(j)
        if kind == "head" and needs in ("office", "office_place"):
            return None
        if "office" in gives and needs == "any" and not page.cap[j]:
            return None
        return self.body(page, j, depth + 1)

    def _tail(self, page: Page, j: int, *, loose: bool) -> Area | None:
        """The territory a body belongs to, right after its name; ``_CLASS`` for a class.

        Args:
            page: the article.
            j: the token after the name.
            loose: a place name without an area word counts as well.
        """
        norm = page.norm(j)
        if norm == "cấp" and page.norm(j + 1) in _CLASS_LEVELS:
            return _CLASS
        if norm in ("các", "những") and page.kind(j + 1) in ("area", "head"):
            return _CLASS
        if page.kind(j) == "area":
            area = self.areas.area(page, j)
            return _CLASS if area is None else area
        if norm == "trung" and page.norm(j + 1) == "ương":
            return Area(j + 2, "Trung ương", None, "central")
        if norm == "khu" and page.norm(j + 1) == "vực":
            return self._region(page, j, j + 2)
        if norm == "vùng":
            return self._region(page, j, j + 1)
        if norm == "số" or (norm == "cơ" and page.norm(j + 1) == "sở"):
            k = j + 1 if norm == "số" else j + 2
            if page.norm(k).isdigit() and len(page.norms[k]) <= 2:
                return self._numbered(page, j, k + 1)
        if not page.capital(j) and j not in page.shout:
            return None
        return self._place(page, j) if loose else None

    def _numbered(self, page: Page, j: int, k: int) -> Area:
        """``cơ sở 5 tỉnh Lào Cai``, ``số 3 TP Huế``: a number, and perhaps a territory."""
        number = page.name(j, k)
        area = self.areas.area(page, k) if page.kind(k) == "area" else None
        if area is None:
            return Area(k, number, None, None)
        return Area(area.stop, f"{number} {area.word}", area.name, area.level)

    @staticmethod
    def _region(page: Page, j: int, k: int) -> Area | None:
        """``khu vực III``, ``khu vực Nam Đàn - Hưng Nguyên``: more than one territory."""
        if (page.norm(k) in _ROMAN and page.cap[k]) or page.norm(k).isdigit():
            return Area(k + 1, page.name(j, k + 1), None, "province")
        if not page.capital(k):
            return None
        stop = page.run(k)
        while page.norm(stop) == "-" and page.capital(stop + 1):
            stop = page.run(stop + 1)
        return Area(stop, page.name(j, stop), None, "province")

    def _place(self, page: Page, j: int) -> Area | None:
        """A place without its area word: Sở Nội vụ *Hà Tĩnh*, Khu kinh tế *Vũng Áng*."""
        norms = page.norms
        known = self.places.longest(norms, j)
        if known > j:
            levels = self.places.levels(norms, j, known)
            level = "province" if "province" in levels else None
            if j in page.shout:
                return Area(known, None, self.areas.spell(page, j, known), level) if level else None
            if level is not None or page.run(j) == known:
                return Area(known, None, page.name(j, known), level)
        if j in page.shout or norms[j] in self.areas.surnames or page.kind(j) is not None:
            return None
        stop = self.areas.proper(page, j)
        if stop - j < 2:
            return None
        return Area(stop, None, page.name(j, stop), None)

    def _list(self, page: Page, i: int) -> list[RawUnit]:
        """``các sở Nội vụ, Tài chính và Tư pháp``: each field is a body of its own."""
        lexeme = page.at[i]
        gives = lexeme.entry.gives
        if gives.get("needs") != "office":
            return []
        j = lexeme.stop
        while page.norm(j) in (":", ",", "ban", "ngành") and not page.capital(j):
            j += 1
        out: list[RawUnit] = []
        while page.kind(j) == "office" and page.cap[j]:
            stop, field = self.fields.field(page, j, join=False)
            head = f"{gives['name']} {field}"
            out.append(RawUnit(j, stop, head, "body", gives.get("level"), None, lexeme.entry.id))
            if page.norm(stop) not in (",", "và", ";"):
                break
            j = stop + 1
            if page.norm(j) == "và":
                j += 1
        return out if len(out) > 1 else []


def _around(i: int, head: str, gives: Mapping[str, str], inner: RawUnit, entry: str) -> RawUnit:
    """A body around another: its place and level are those of the inner one."""
    level = inner.level or gives.get("level")
    return RawUnit(i, inner.stop, f"{head} {inner.head}", "body", level, inner.area, entry)


def _level(gives: Mapping[str, str], area: Area | None) -> str | None:
    """The head's own level, unless its place says otherwise (``Cục Thuế tỉnh``)."""
    own = gives.get("level")
    if area is not None and area.level and (own is None or own in ("district", "central")):
        return area.level
    return own


def _enough(
    gives: Mapping[str, str], needs: str, capital: bool, found: bool, area: Area | None
) -> bool:
    """Whether head, field and territory together name one body."""
    if needs == "":
        return capital or area is not None or "lower" in gives
    if "alone" in gives and capital:
        return True
    if needs == "place":
        return area is not None and (capital or area.name is not None or "office" not in gives)
    if needs == "office_place":
        return found and area is not None and capital
    if needs == "any":
        return capital and (found or area is not None)
    return found and capital
