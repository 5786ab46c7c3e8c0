"""Titles before and after a name, with the bodies they are held in."""

from __future__ import annotations

from typing import Final

from cchc_extract.entities.page import Page
from cchc_extract.entities.raw import RawUnit

__all__ = ["RoleReader"]

Role = tuple[str, str | None]

_AFTER: Final = frozenset((",", "-", "(", ":", "là", "làm"))
_MORE: Final = frozenset((",", "-", "kiêm", "và", ";", "làm"))
_SHORT_HEADS: Final = frozenset(("ban", "phòng", "đoàn", "tổ"))
_TEAMS: Final = frozenset("đoàn nhóm khoa thôn bản xóm khu".split())
_UNDER_MINISTRY: Final = frozenset(
    ("head.ministry_department", "head.bureau", "head.institute", "head.general_department")
)


class RoleReader:
    """The roles of one article, by where they begin and stop."""

    def __init__(self, page: Page, units: list[RawUnit]) -> None:
        self.page = page
        self.unit_at = {u.first: u for u in units}
        self.unit_end = {u.stop: u for u in units}
        self.role_end = {page.stops[i]: i for i in page.of_kind["role"]}

    # Before a name

    def before(self, i: int) -> tuple[list[Role], int]:
        """Roles that end right before token ``i``, and where the first of them begins."""
        roles: list[Role] = []
        start = i
        while True:
            found = self._ending_at(i)
            if found is None:
                return roles, start
            role, start = found
            roles.insert(0, role)
            if self.page.norm(start - 1) not in (",", "-", "kiêm"):
                return roles, start
            i = start - 1

    def _ending_at(self, i: int) -> tuple[Role, int] | None:
        role = self.role_end.get(i)
        if role is not None and "joins" not in self.page.rules[role].gives:
            return (self._title(role), None), role
        unit = self.unit_end.get(i)
        if unit is None:
            return self._bare_ending_at(i)
        first = unit.first
        if self.page.norm(first - 1) == "," and first - 1 in self.unit_end:
            lower = self.unit_end[first - 1]  # Vụ trưởng Vụ ..., Bộ Nội vụ
            if lower.first in self.role_end and lower.entry in _UNDER_MINISTRY:
                first, unit = lower.first, lower
        role = self.role_end.get(first)
        if role is None:
            return None
        return (self._title(role, unit), self.page.name(first, i)), role

    def _bare_ending_at(self, i: int) -> tuple[Role, int] | None:
        """``Trưởng phòng``, ``Chánh Văn phòng``, ``Giám đốc Sở`` with no body named."""
        for k in range(max(1, i - 3), i):
            role = self.role_end.get(k)
            if role is None:
                continue
            if "joins" in self.page.rules[role].gives:
                if self._joined(k) == i:
                    return (self.page.name(role, i), None), role
            elif self.page.kind(k) == "head" and self.page.stops[k] == i:
                return (self._title(role), self.page.name(k, i)), role
        return None

    def ends(self) -> set[int]:
        """Where a title with the body it is held in stops: a name may follow."""
        page = self.page
        found = set(self.role_end)
        for k in self.role_end:
            unit = self.unit_at.get(k)
            if unit is not None:
                found.add(unit.stop)
            elif page.kind(k) == "head":
                found.add(page.stops[k])
        return found

    def _joined(self, k: int) -> int:
        """Where the head word that a title joins stops; ``k`` where there is none."""
        if self.page.kind(k) in ("head", "body"):
            return self.page.stops[k]
        return k + 1 if self.page.norm(k) in _TEAMS else k

    # After a name

    def after(self, j: int) -> tuple[list[Role], int]:
        """Roles that follow a name which stops at ``j``, and where the last of them stops."""
        roles: list[Role] = []
        while self.page.norm(j) in (_MORE if roles else _AFTER):
            k = j + 1
            while self.page.norm(k) in ("kiêm", "đồng", "thời", "là", "nguyên", "hiện", "làm"):
                k += 1
            if self.page.norm(j) == ";" and self._opens_next(k):
                break
            found = self._beginning_at(k)
            if found is None:
                break
            role, stop = found
            if self.page.norm(j) == "," and roles and self._names_another(stop):
                break
            roles.append(role)
            j = stop
        return roles, j

    def _opens_next(self, k: int) -> bool:
        """After ``;`` a role belongs to the next person unless no name follows it."""
        found = self._beginning_at(k)
        return found is None or self._names_another(found[1])

    def _names_another(self, stop: int) -> bool:
        """Whether the role that stops here stands before a name of its own."""
        page = self.page
        return (page.capital(stop) and page.capital(stop + 1) and page.kind(stop) is None) or (
            page.kind(stop) == "honorific"
        )

    def _beginning_at(self, k: int) -> tuple[Role, int] | None:
        page = self.page
        if page.kind(k) != "role":
            return None
        stop = page.stops[k]
        unit = self.unit_at.get(stop)
        if unit is not None:
            end = unit.stop
            upper = self.unit_at.get(end + 1) if page.norm(end) == "," else None
            if upper is not None and unit.entry in _UNDER_MINISTRY and upper.level == "central":
                end = upper.stop
            return (self._title(k, unit), page.name(stop, end)), end
        if "joins" in page.rules[k].gives:
            end = self._joined(stop)
            if end == stop:
                return None
            if page.kind(end) == "office" and page.cap[stop]:
                end = page.stops[end]
            return (page.name(k, end), None), end
        if page.kind(stop) == "head" and page.cap[stop]:  # công chức Trung tâm
            end = page.stops[stop]
            return (self._title(k), page.name(stop, end)), end
        return (self._title(k), None), stop

    def _title(self, role: int, unit: RawUnit | None = None) -> str:
        """The title as written, abbreviations spelled out, with the head word it joins."""
        page, gives = self.page, self.page.rules[role].gives
        surface = page.name(role, page.stops[role])
        short = any(w.isupper() and len(w) > 1 for w in surface.split())
        title = gives.get("name", surface) if short else surface
        if unit is not None and "joins" in gives:
            head = unit.first
            one = page.norms[head] in _SHORT_HEADS or page.kind(head) == "body"
            stop = head + 1 if one else page.stops[head]
            title = f"{title} {page.name(head, stop)}"
        return title
