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
from cchc_extract.lexicon.scan import Lexeme

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

    def bodies(self, page: Page, i: int, *, among: bool = False) -> list[RawUnit]:
        """The bodies that the head at ``i`` introduces: one, a list under a plural, or none.

        Args:
            page: the article.
            i: the head.
            among: it goes on with a class: các quận ủy, *huyện ủy*.
        """
        plural = among or is_plural(page, i)
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
        if page.kind(i) == "body" and unit.level == "central":
            return False
        return unit.area is None or unit.area.name is None

    def body(self, page: Page, i: int, depth: int = 0) -> RawUnit | None:
        """The body whose head begins at ``i``, or None where it is a class or a common noun.

        Bodies inside bodies are read to a ``depth`` of ``_DEEPEST``.
        """
        lexeme = page.at[i]
        gives, j = lexeme.entry.gives, self._past_abbreviation(page, lexeme)
        needs = gives.get("needs", "")
        capital = page.cap[i] or i in page.shout
        head, found, zone = page.spelled(i, lexeme.stop), False, False
        if "numbered" in gives and page.norm(j) == "số" and page.norm(j + 1).isdecimal():
            head, j = f"{head} {page.name(j, j + 2)}", j + 2
        if needs in _BODY_NEEDS or _may_hold(gives, capital):
            inner = self._inner(page, j, needs, depth)
            if inner is not None:
                return _around(i, head, gives, inner, lexeme.entry.id)
        if needs == "number":
            found = page.norm(j).isdecimal() and len(page.norms[j]) <= 4
            if found:
                head, j = f"{head} {page.norms[j]}", j + 1
        elif needs in _FIELD_NEEDS and j < page.n:
            stop, field = self._field(page, i, j, gives)
            if stop > j:
                capital = capital or page.cap[j]
                weak = "weak" in page.gives(j) and page.at[j].stop == stop
                zone = "zone" in page.gives(j)
                head, j, found = f"{head} {field}", stop, not weak
                inner = self._inner(page, j, "any", depth) if capital else None
                if inner is not None:
                    return _around(i, head, gives, inner, lexeme.entry.id)
        elif "local" in gives:
            stop, field = self.fields.joined(page, j)
            head, j = head + field, stop
        area: Area | None
        if page.norm(j) == "việt" and page.norm(j + 1) == "nam" and (found or needs == "place"):
            head, j = f"{head} Việt Nam", j + 2
            vn = Area(j, None, None, "central")
            area = self._tail(page, j, loose=False) or vn
        else:
            loose = found or needs in ("place", "") or "loose" in gives
            area = self._tail(page, j, loose=loose, zone=zone)
        if found and "listed" in gives and page.kind(lexeme.stop) == "office":
            needs = "office"
        if area is _CLASS or not _enough(gives, needs, capital, found, area):
            return None
        rest = ""
        if area is not None:
            j, rest = self._rest(page, area.stop, gives, area)
        return RawUnit(i, j, head, "body", _level(gives, area), area, lexeme.entry.id, gives, rest)

    def _field(self, page: Page, i: int, j: int, gives: Mapping[str, str]) -> tuple[int, str]:
        """The field at token ``j`` of the head at ``i``; ``j`` and an empty text where none is."""
        if gives.get("fields") == "listed" and page.kind(j) != "office":
            return j, ""
        if i in page.after_role and self.fields.is_person(page, j):
            return j, ""  # Giám đốc Sở | Nguyễn Đức Minh
        return self.fields.field(page, j, lower=gives.get("field") == "lower")

    def _rest(self, page: Page, j: int, gives: Mapping[str, str], area: Area) -> tuple[int, str]:
        """What goes on after the territory: ``về chuyển đổi số``, ``khu vực III``."""
        if "about" in gives and page.norm(j) == "về":
            stop, field = self.fields.field(page, j + 1, lower=True)
            if stop > j + 1:
                return stop, f"về {field}"
        region = area.name is not None and page.norm(j) == "khu" and page.norm(j + 1) == "vực"
        if region and _is_ordinal(page, j + 2):
            return j + 3, page.name(j, j + 3)
        return j, ""

    @staticmethod
    def _past_abbreviation(page: Page, lexeme: Lexeme) -> int:
        """Past ``(UBND)`` in ``Ủy ban nhân dân (UBND) tỉnh``; where the name goes on."""
        j = lexeme.stop
        if page.norm(j) == "(" and j + 1 in page.at:
            short = page.at[j + 1]
            names = (short.entry.gives.get("name"), lexeme.entry.gives.get("name"))
            same = short.entry is lexeme.entry or (names[0] is not None and names[0] == names[1])
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

    def _tail(self, page: Page, j: int, *, loose: bool, zone: bool = False) -> Area | None:
        """The territory a body belongs to, right after its name; ``_CLASS`` for a class.

        Args:
            page: the article.
            j: the token after the name.
            loose: a place name without an area word counts as well.
            zone: the name may be one of several places: Đồng Đăng - Lạng Sơn.
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
            return Area(j + 2, None, None, "central", "Trung ương")
        if norm == "tt" and page.capital(j + 1):  # UBND TT Thất Khê
            stop = self.places.longest(page.norms, j + 1, "commune")
            if stop > j + 1:
                return Area(stop, "thị trấn", self.areas.spell(page, j + 1, stop), "commune")
        if norm == "khu" and page.norm(j + 1) == "vực":
            return self._region(page, j, j + 2)
        if norm == "vùng":
            return self._region(page, j, j + 1)
        if norm == "số" or (norm == "cơ" and page.norm(j + 1) == "sở"):
            k = j + 1 if norm == "số" else j + 2
            if page.norm(k).isdecimal() and len(page.norms[k]) <= 2:
                return self._numbered(page, j, k + 1)
            if norm == "cơ" and loose and page.capital(k):
                return self._branch(page, j, k)
        if not page.capital(j) and j not in page.shout:
            return None
        if not loose:
            return None
        area = self._place(page, j)
        return self._zone(page, j, area) if zone and area is not None else area

    def _zone(self, page: Page, j: int, area: Area) -> Area:
        """``Khu kinh tế`` *Đình Vũ - Cát Hải*: a name of two places."""
        stop = area.stop
        while page.norm(stop) == "-" and page.capital(stop + 1) and page.kind(stop + 1) is None:
            stop = self.areas.proper(page, stop + 1)
        return area if stop == area.stop else Area(stop, None, page.name(j, stop), None)

    def _numbered(self, page: Page, j: int, k: int) -> Area:
        """``cơ sở 5 tỉnh Lào Cai``, ``số 3 TP Huế``: a number, and perhaps a territory."""
        number = page.name(j, k)
        area = self.areas.area(page, k) if page.kind(k) == "area" else None
        if area is None:
            return Area(k, None, None, None, number)
        area.lead = number
        return area

    def _branch(self, page: Page, j: int, k: int) -> Area | None:
        """``cơ sở Mỹ Tho``: a branch named after a place."""
        area = self._place(page, k)
        if area is not None:
            area.lead = page.name(j, k)
        return area

    def _region(self, page: Page, j: int, k: int) -> Area | None:
        """``khu vực III``, ``khu vực Nam Đàn - Hưng Nguyên``: more than one territory."""
        if _is_ordinal(page, k):
            lead = page.name(j, k + 1)
            if page.norm(k + 1) == "-" and page.capital(k + 2):
                stop = self.places.longest(page.norms, k + 2, "province")
                if stop > k + 2:  # khu vực 3 - Lào Cai
                    name = page.name(k + 2, stop)
                    return Area(stop, None, name, "province", f"{lead} -")
            return Area(k + 1, None, None, "province", lead)
        if not page.capital(k):
            return None
        stop = page.run(k)
        level = self._region_level(page, k, stop)
        while page.norm(stop) == "-" and page.capital(stop + 1):
            stop = page.run(stop + 1)
        return Area(stop, None, None, level, page.name(j, stop))

    def _region_level(self, page: Page, k: int, stop: int) -> str:
        """Level of a region by its first name: districts join within a province."""
        levels = self.places.levels(page.norms, k, stop)
        return "district" if "district" in levels and "province" not in levels else "province"

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
            head = f"{page.spelled(i, lexeme.stop)} {field}"
            out.append(RawUnit(j, stop, head, "body", gives.get("level"), None, lexeme.entry.id))
            if page.norm(stop) not in (",", "và", ";"):
                break
            j = stop + 1
            if page.norm(j) == "và":
                j += 1
        return out if len(out) > 1 else []


def _is_ordinal(page: Page, k: int) -> bool:
    """A number as regions have it: III, 3."""
    norm = page.norm(k)
    return norm.isdecimal() or (norm in _ROMAN and page.cap[k])


def _may_hold(gives: Mapping[str, str], capital: bool) -> bool:
    """Whether another body may follow at once: Thanh tra *Bộ Nội vụ*."""
    inner = gives.get("inner")
    return inner == "lower" or (inner is not None and capital)


def _around(i: int, head: str, gives: Mapping[str, str], inner: RawUnit, entry: str) -> RawUnit:
    """A body around another: its place and level are those of the inner one."""
    level = inner.level or gives.get("level")
    name = f"{head} {inner.head}"
    return RawUnit(i, inner.stop, name, "body", level, inner.area, entry, rest=inner.rest)


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
    if needs == "office" and area is not None and area.level == "central":
        return capital  # Ban Tổ chức Trung ương
    return found and capital
