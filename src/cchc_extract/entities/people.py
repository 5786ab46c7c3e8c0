"""People: names beside an honorific or a role, in lists, and their later short mentions."""

from __future__ import annotations

from cchc_extract.entities.mentions import PersonMention
from cchc_extract.entities.page import Page
from cchc_extract.entities.places import Places
from cchc_extract.entities.units import RawUnit
from cchc_extract.lexicon.scan import Lexeme

__all__ = ["PeopleReader"]

_SEPARATORS = frozenset((",", "-", "(", ":"))
_PLURAL = frozenset(("các", "hai", "những"))
_AFTER_CITIZEN = frozenset(
    "tuổi sinh ở trú ngụ quê sn cho chia nói nhấn khẳng phát thông bày bộc tâm kể".split()
)
_SHORT_HEADS = frozenset(("ban", "phòng", "đoàn", "tổ"))


class PeopleReader:
    """Reads people from a page whose units are known."""

    def __init__(self, places: Places, surnames: frozenset[str]) -> None:
        self.places = places
        self.surnames = surnames

    def read(self, page: Page, units: list[RawUnit]) -> list[PersonMention]:
        """All people in order."""
        return _Reading(self, page, units).people()


class _Reading:
    def __init__(self, reader: PeopleReader, page: Page, units: list[RawUnit]) -> None:
        self.page = page
        self.places = reader.places
        self.surnames = reader.surnames
        self.unit_at = {u.first: u for u in units}
        self.unit_end = {u.stop: u for u in units}
        self.taken = set[int]()
        for u in units:
            self.taken.update(range(u.first, u.stop))
        self.honorific_end: dict[int, Lexeme] = {}
        self.role_end: dict[int, Lexeme] = {}
        for x in page.lexemes:
            kind = x.entry.gives.get("is")
            if kind == "honorific":
                self.honorific_end[x.stop] = x
            elif kind == "role":
                self.role_end[x.stop] = x

    def people(self) -> list[PersonMention]:
        page = self.page
        starts = self._starts()
        out: list[PersonMention] = []
        known: set[tuple[str, ...]] = set()
        loose: list[tuple[int, int]] = []
        done = 0
        listing = 0
        for i in starts:
            if i < done:
                continue
            stop = self._name(i)
            if stop == i:
                continue
            person, sure = self._person(i, stop)
            if not sure and i == listing and stop - i >= 2:
                sure = True
            if sure:
                out.append(person)
                known.add(tuple(page.norms[i:stop]))
                done = stop
                listing = self._next_in_list(person, stop)
            elif stop - i >= 2:
                loose.append((i, stop))
        for i, stop in loose:
            if tuple(page.norms[i:stop]) in known:
                out.append(self._person(i, stop)[0])
        out.sort(key=lambda p: p.first)
        return out

    def _starts(self) -> list[int]:
        page, surnames, norms, taken = self.page, self.surnames, self.page.norms, self.taken
        cap = page.cap
        starts = {
            i
            for i, c in enumerate(cap)
            if c and norms[i] in surnames and i not in taken and (i == 0 or not cap[i - 1] or i in self.unit_end or i in self.role_end or i in self.honorific_end)
        }
        starts.update(i for i in self.honorific_end if i < page.n and cap[i] and i not in taken)
        return sorted(starts)

    def _name(self, i: int) -> int:
        """Where the personal name that begins at ``i`` stops; ``i`` where there is none."""
        page = self.page
        norms = page.norms
        kind = page.kind(i)
        if kind in ("area", "block", "document", "body") and page.at[i].stop > i + 1:
            return i
        if kind in ("role", "head", "honorific") and (page.at[i].stop > i + 1 or i not in self.honorific_end):
            if norms[i] not in self.surnames or page.at[i].stop > i + 1:
                return i
        most = 6 if norms[i] in ("y", "h") or "'" in norms[i] else 5
        stop = i
        while (
            stop < page.n
            and stop - i < most
            and page.cap[stop]
            and stop not in self.taken
            and page.pieces[stop][0].isalpha()
        ):
            lexeme = page.at.get(stop)
            if stop > i and lexeme is not None:
                what = lexeme.entry.gives.get("is")
                if lexeme.stop > stop + 1 and what in ("role", "head", "body", "honorific"):
                    break
                if what == "role" and lexeme.stop in self.unit_at:
                    break
            word = page.pieces[stop].rstrip()
            if len(word) > 1 and word.isupper() and stop > i:
                break
            stop += 1
        return stop

    def _person(self, i: int, stop: int) -> tuple[PersonMention, bool]:
        """The person of these tokens with what stands beside, and whether that makes it sure."""
        page = self.page
        honorific: str | None = None
        sure = False
        left = i
        mark = self.honorific_end.get(i)
        if mark is None and i >= 2 and page.norms[i - 1] == ":":
            before = self.honorific_end.get(i - 1)
            if before is not None:
                honorific, sure = before.entry.gives.get("name"), True
        if mark is not None and self._honours(mark, i, stop):
            honorific = mark.entry.gives.get("name")
            sure, left = True, mark.first
        roles = self._roles_before(left)
        if roles and (stop - i >= 2 and page.norms[i] in self.surnames or sure):
            sure = True
        elif roles and not sure:
            roles = []
        after = self._roles_after(stop)
        if after and stop - i >= 2 and page.norms[i] in self.surnames:
            sure = True
        if not sure and stop - i >= 2 and self._citizen(i, stop):
            sure = True
        return PersonMention(i, stop, honorific, roles + (after if sure else [])), sure

    def _honours(self, mark: Lexeme, i: int, stop: int) -> bool:
        """Whether the honorific belongs to a name, and is not half of a place (Anh Sơn, Cô Tô)."""
        page = self.page
        if page.cap[mark.first] and not page.sentence_start(mark.first):
            return self.places.longest(page.norms, mark.first) <= i or stop - i >= 2
        return True

    def _citizen(self, i: int, stop: int) -> bool:
        """``Nguyễn Văn A, 45 tuổi``, ``Nguyễn Văn A (sinh năm 1990``."""
        page = self.page
        norms = page.norms
        if page.norms[i] not in self.surnames or stop + 2 >= page.n:
            return False
        if norms[stop] in (",", "("):
            if norms[stop + 1].isdigit() and norms[stop + 2] == "tuổi":
                return True
            return norms[stop + 1] in ("sinh", "sn", "trú", "ngụ")
        return False

    def _roles_before(self, i: int) -> list[tuple[str, str | None]]:
        roles: list[tuple[str, str | None]] = []
        page = self.page
        while True:
            found = self._role_ending(i)
            if found is None:
                break
            role, start = found
            roles.insert(0, role)
            if start >= 2 and page.norms[start - 1] in (",", "-", "kiêm"):
                i = start - 1
                continue
            break
        return roles

    def _role_ending(self, i: int) -> tuple[tuple[str, str | None], int] | None:
        page = self.page
        role = self.role_end.get(i)
        if role is not None and not role.entry.gives.get("joins"):
            return (self._title(role, role.stop), None), role.first
        unit = self.unit_end.get(i)
        if unit is None:
            head = self._joined_head_ending(i)
            return head
        first, text_stop = unit.first, unit.stop
        if page.norms[first - 1 : first] == [","] and first - 1 in self.unit_end:
            upper = self.unit_end[first - 1]
            if upper.first in self.role_end:
                first = upper.first
                unit = upper
        role = self.role_end.get(first)
        if role is None:
            return None
        body = page.name(first, text_stop)
        return (self._title(role, first, unit), body), role.first

    def _joined_head_ending(self, i: int) -> tuple[tuple[str, str | None], int] | None:
        """``Trưởng phòng``, ``Chánh Văn phòng`` with no body said."""
        for k in range(max(0, i - 3), i):
            lexeme = self.page.at.get(k)
            if lexeme is not None and lexeme.stop == i and k in self.role_end:
                role = self.role_end[k]
                if role.entry.gives.get("joins") and lexeme.entry.gives.get("is") in ("head", "body"):
                    return (self.page.name(role.first, i), None), role.first
        return None

    def _title(self, role: Lexeme, j: int, unit: RawUnit | None = None) -> str:
        """The title as written, abbreviations spelled out, with the head it joins."""
        page = self.page
        gives = role.entry.gives
        surface = page.name(role.first, role.stop)
        words = surface.split()
        title = gives["name"] if any(w.isupper() and len(w) > 1 for w in words) else surface
        if gives.get("joins") and unit is not None:
            head = page.at[unit.first]
            stop = head.stop
            if page.norms[unit.first] in _SHORT_HEADS or head.entry.gives.get("is") == "body":
                stop = unit.first + 1
            title += " " + page.name(unit.first, stop)
        return title

    def _roles_after(self, j: int) -> list[tuple[str, str | None]]:
        page = self.page
        norms, n = page.norms, page.n
        roles: list[tuple[str, str | None]] = []
        while j + 1 < n and (
            norms[j] in _SEPARATORS or roles and norms[j] in ("kiêm", "và") or norms[j] == "là"
        ):
            k = j + 1
            if roles and norms[k] in ("kiêm", "đồng"):
                k += 1 if norms[k] == "kiêm" else 2
            lexeme = page.at.get(k)
            if lexeme is None or lexeme.entry.gives.get("is") != "role":
                break
            stop = lexeme.stop
            unit = self.unit_at.get(stop)
            if unit is not None:
                end = unit.stop
                if end + 1 < n and norms[end] == "," and end + 1 in self.unit_at:
                    upper = self.unit_at[end + 1]
                    if unit.entry in _UNDER_MINISTRY and upper.level == "central":
                        end = upper.stop
                roles.append((self._title(lexeme, stop, unit), page.name(stop, end)))
                j = end
            elif lexeme.entry.gives.get("joins"):
                head = page.at.get(stop)
                if head is None or head.entry.gives.get("is") not in ("head", "body"):
                    break
                roles.append((page.name(lexeme.first, head.stop), None))
                j = head.stop
            else:
                end = self._common_noun(stop)
                roles.append((self._title(lexeme, stop), page.name(stop, end) if end > stop else None))
                j = end
        return roles

    def _common_noun(self, j: int) -> int:
        """A body that is no mention but says whose the role is: ``công chức Trung tâm``."""
        page = self.page
        lexeme = page.at.get(j)
        if lexeme is not None and lexeme.entry.gives.get("is") == "head" and page.cap[j]:
            return lexeme.stop
        return j

    def _next_in_list(self, person: PersonMention, stop: int) -> int:
        """Where the next person of ``các đồng chí: A - role; B - role`` would begin."""
        page = self.page
        norms = page.norms
        j = stop
        limit = min(page.n, stop + 40)
        while j < limit and norms[j] not in (";", ".", "\n"):
            if norms[j] in (",", "và") and j + 1 < page.n and self._looks_like_name(j + 1):
                return j + 1
            j += 1
        if j + 1 < page.n and norms[j] == ";" and self._looks_like_name(j + 1):
            return j + 1
        return 0

    def _looks_like_name(self, i: int) -> bool:
        page = self.page
        return page.cap[i] and page.norms[i] in self.surnames and i not in self.taken and page.run(i, 5) - i >= 2


_UNDER_MINISTRY = frozenset(("head.ministry_department", "head.bureau", "head.institute", "head.general_department"))
