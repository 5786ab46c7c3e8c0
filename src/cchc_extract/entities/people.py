"""People: names beside an honorific or a role, in lists, and their later mentions."""

from __future__ import annotations

from typing import Final

from cchc_extract.entities.mentions import PersonMention
from cchc_extract.entities.ner import Tagger
from cchc_extract.entities.page import Page
from cchc_extract.entities.places import Places
from cchc_extract.entities.raw import RawUnit
from cchc_extract.entities.roles import RoleReader

__all__ = ["PeopleReader"]

_LONGEST: Final = 5
_LONGEST_HIGHLAND: Final = 6
_HIGHLAND: Final = frozenset(("y", "h", "k", "a"))
_NEVER: Final = frozenset(("area", "block", "document", "body", "word", "office"))
_MAYBE: Final = frozenset(("role", "head", "honorific"))
_ENDS: Final = frozenset(("role", "head", "body", "honorific", "area"))
_LIST_REACH: Final = 45
_ROWS: Final = (3, 4)


class PeopleReader:
    """Finds people on a page whose units are known. Holds tables only."""

    def __init__(self, places: Places, surnames: frozenset[str]) -> None:
        self.places = places
        self.surnames = surnames

    def read(self, page: Page, units: list[RawUnit], tagger: Tagger) -> list[PersonMention]:
        """All people in order; their tokens are claimed.

        Names with a surname and nothing beside them are put to the ``tagger``.
        """
        people = _Reading(page, units, self.places, self.surnames).people(tagger)
        for p in people:
            page.claim(p.first, p.stop)
        return people


class _Reading:
    def __init__(
        self, page: Page, units: list[RawUnit], places: Places, surnames: frozenset[str]
    ) -> None:
        self.page = page
        self.places = places
        self.surnames = surnames
        self.roles = RoleReader(page, units)
        self.titled = self.roles.ends()
        self.areas = {u.area.name for u in units if u.area is not None}
        self.honorifics = {page.stops[i]: i for i in page.of_kind["honorific"]}

    def people(self, tagger: Tagger) -> list[PersonMention]:
        out: list[PersonMention] = []
        loose: list[tuple[int, int]] = []
        known: set[str] = set()
        norms = self.page.norms
        done, listed = 0, -1
        shared: str | None = None
        for i in self._starts():
            if i < done:
                continue
            stop = self._name(i)
            if stop == i:
                continue
            person = self._person(i, stop, shared if i == listed else None, i == listed)
            if person is None:
                if stop - i >= 2 and norms[i] in self.surnames:
                    loose.append((i, stop))
                continue
            out.append(person)
            if stop - i >= 2:
                known.add(" ".join(norms[i:stop]))
            done = stop
            listed, shared = self._next_in_list(stop), person.honorific
        voted = set(tagger.agrees(self.page, [s for s in loose if self._is_open(*s)], "PER"))
        for i, stop in loose:
            if (i, stop) in voted or " ".join(norms[i:stop]) in known:
                out.append(PersonMention(i, stop, None, self._roles(i, stop)))
        out.sort(key=lambda p: p.first)
        return out

    def _is_open(self, i: int, stop: int) -> bool:
        """Whether a name could be a person's for all the rules know: no place, no byline."""
        page = self.page
        alone = page.norm(i - 1) in ("", "\n") and page.norm(stop) in ("", "\n")
        return not alone and not self.places.levels(page.norms, i, stop)

    def _starts(self) -> list[int]:
        """Tokens at which a name may begin: a surname that opens a row, or after an honorific."""
        page, surnames, norms = self.page, self.surnames, self.page.norms
        taken, titled, honorifics = page.taken, self.titled, self.honorifics
        return [
            i
            for i in page.caps
            if not taken[i]
            and (norms[i] in surnames or i in titled or i in honorifics)
            and (
                i in honorifics
                or (i in titled and self._is_named(i))
                or (norms[i] in surnames and self._opens_row(i))
            )
        ]

    def _is_named(self, i: int) -> bool:
        """Whether a name follows a title: by its surname, or by being a row of capitals."""
        page = self.page
        if page.norms[i] in self.surnames:
            return True
        row = page.run(i, _LONGEST) - i
        known = self.places.longest(page.norms, i) > i
        return row in _ROWS and page.kind(i) is None and not known and page.pieces[i].istitle()

    def _opens_row(self, i: int) -> bool:
        """Whether no capital before token ``i`` belongs with it; ``HĐQT`` does not."""
        page = self.page
        if page.stands_free(i):
            return True
        word = page.pieces[i - 1].rstrip()
        return len(word) > 1 and word.isupper()

    def _name(self, i: int) -> int:
        """Where the personal name that begins at ``i`` stops; ``i`` where there is none."""
        page, norms = self.page, self.page.norms
        kind = page.kinds.get(i)
        if kind is not None:
            several = page.stops[i] > i + 1
            if kind in _NEVER and (several or i not in self.honorifics):
                return i
            if kind in _MAYBE and (several or norms[i] not in self.surnames):
                return i
        highland = norms[i] in _HIGHLAND or "'" in norms[i]
        stop = i
        limit = min(page.n, i + (_LONGEST_HIGHLAND if highland else _LONGEST))
        while stop < limit and not page.taken[stop]:
            if not page.cap[stop]:
                if stop > i + 1 or norms[stop] != "'" or not page.capital(stop + 1):
                    break
                stop += 1  # K' Brình
            if stop > i:
                if page.kinds.get(stop) in _ENDS and self._ends_name(stop):
                    break
                word = page.pieces[stop].rstrip()
                if len(word) > 1 and word.isupper():
                    break
            stop += 1
        return stop

    def _ends_name(self, k: int) -> bool:
        """Whether the phrase at token ``k`` is what it looks like and no part of a name."""
        stop = self.page.stops[k]
        return (
            stop > k + 1 or stop in self.roles.unit_at or self.page.taken[stop : stop + 1] == b"\1"
        )

    def _person(self, i: int, stop: int, shared: str | None, listed: bool) -> PersonMention | None:
        """The person of these tokens, or None where nothing beside says that it is one."""
        page = self.page
        full = stop - i >= 2 and (page.norms[i] in self.surnames or i in self.titled)
        honorific, left = self._honorific(i, stop)
        if left == i and not full:
            return None
        titles, _ = self.roles.before(left)
        after, _ = self.roles.after(stop)
        if full and self._is_place(i, stop) and not honorific and not (titles and stop - i > 2):
            return None
        beside = titles or after or listed or self._is_citizen(stop) or self._has_middle(i, stop)
        if left == i and not beside:
            return None
        if left == i and listed:
            honorific = shared
        return PersonMention(i, stop, honorific, titles + after)

    def _roles(self, i: int, stop: int) -> list[tuple[str, str | None]]:
        return self.roles.before(i)[0] + self.roles.after(stop)[0]

    def _is_place(self, i: int, stop: int) -> bool:
        """A province with the look of a name (Cao Bằng, Hà Giang)."""
        return "province" in self.places.levels(self.page.norms, i, stop)

    def _honorific(self, i: int, stop: int) -> tuple[str | None, int]:
        """The honorific before a name and where it begins; ``(None, i)`` where there is none."""
        page = self.page
        k = i - 1 if page.norm(i - 1) == ":" else i
        first = self.honorifics.get(k)
        if first is None:
            return None, i
        if page.cap[first] and page.capital(first - 1):  # Hoàng Anh Gia Lai
            return None, i
        if (
            page.cap[first]
            and stop - i == 1
            and (
                page.name(first, stop) in self.areas
                or (not page.opens_sentence(first) and self.places.longest(page.norms, first) > i)
            )
        ):  # huyện Anh Sơn, Cô Tô
            return None, i
        return page.rules[first].gives.get("name"), first

    def _is_citizen(self, stop: int) -> bool:
        """``Nguyễn Văn A, 45 tuổi``, ``Nguyễn Văn A (sinh năm 1990``."""
        page = self.page
        if page.norm(stop) not in (",", "("):
            return False
        nxt = page.norm(stop + 1)
        return (nxt.isdigit() and page.norm(stop + 2) == "tuổi") or nxt in (
            "sinh",
            "sn",
            "trú",
            "ngụ",
        )

    def _has_middle(self, i: int, stop: int) -> bool:
        """``Trần Thị Lan``, ``Lê Văn Nam``: a middle name that is nothing else, in running text."""
        return stop - i >= 3 and self.page.norms[i + 1] in ("văn", "thị") and self._is_open(i, stop)

    def _next_in_list(self, stop: int) -> int:
        """Where the next person of ``các đồng chí: A - role; B - role`` begins, or -1."""
        page, norms = self.page, self.page.norms
        for j in range(stop, min(page.n - 1, stop + _LIST_REACH)):
            norm = norms[j]
            if norm == "." or norm == "\n":
                return -1
            if norm in (",", "và", ";") and self._looks_like_name(j + 1):
                return j + 1
        return -1

    def _looks_like_name(self, i: int) -> bool:
        page = self.page
        return (
            page.capital(i)
            and page.norms[i] in self.surnames
            and not page.taken[i]
            and self._name(i) - i >= 2
        )
