"""Documents cited with their number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from cchc_extract.entities.mentions import DocumentMention
from cchc_extract.entities.page import Page
from cchc_extract.lexicon.loader import Entry

__all__ = ["DocumentReader"]

_DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_DAY_MONTH: Final = re.compile(r"\d{1,2}[/.-]\d{1,2}$")
_PART: Final = re.compile(r"[0-9A-ZĐa-zđ]+$")
_DASHES: Final = str.maketrans("–—‑−", "----")
_DIGITS: Final = re.compile(r"\d+")
# What a bare number before it counts: Quyết định 5 năm.
_COUNTED: Final = frozenset(
    "năm nhiệm chỉ tiêu mục bước giai tháng quý % tỷ triệu nội vấn người đồng".split()
)
_LIST_MARKS: Final = frozenset((",", "và", ";"))
_LONGEST_BARE: Final = 4


class DocumentReader:
    """Finds citations. Built from the types and issuers of the rule data."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        heads, issuers = list[str](), list[str]()
        for e in entries:
            heads += e.gives.get("code", "").split() + e.gives.get("joins", "").split()
            issuers += e.gives.get("codes", "").split()
        first = "|".join(sorted(map(re.escape, heads), key=len, reverse=True))
        last = "|".join(sorted(map(re.escape, issuers), key=len, reverse=True))
        # QĐUBND, NQHĐND, QĐTTg, UBNDNC: letters of a type or a body that run into an issuer's
        self._lost = re.compile(rf"(?<=[/-])({first})({last})(?![^\W\d_])")

    def repair(self, written: str) -> str:
        """Canonical number: no blanks, plain hyphens, lost hyphens put back.

        ``2685/QĐUBND`` gives ``2685/QĐ-UBND``.
        """
        if written.isdecimal():
            return written
        plain = "".join(written.split()).translate(_DASHES)
        return self._lost.sub(r"\1-\2", plain)

    def read(self, page: Page) -> list[DocumentMention]:
        """All citations in order, one document for each number; their tokens are claimed."""
        out: list[DocumentMention] = []
        for first in page.of_kind["document"]:
            stop = page.stops[first]
            norm = page.norms[stop]
            if (norm != "số" and not norm[:1].isdigit()) or page.taken[first]:
                continue
            for document in _citation(page, first, stop, page.rules[first].gives):
                document.number = self.repair(document.number)
                page.claim(document.first, document.stop)
                out.append(document)
        return out


def _citation(page: Page, first: int, j: int, gives: Mapping[str, str]) -> list[DocumentMention]:
    said = page.norm(j) == "số"
    if said:
        j += 2 if page.norm(j + 1) == ":" else 1
    stop = _number(page, j)
    if stop == j:
        return []
    written = page.tokens.surface(j, stop)
    if written.isdigit():
        if not _is_bare_citation(page, first, stop, written, gives, said):
            return []
    elif "letters" in gives and gives["letters"] not in written:
        return []
    out: list[DocumentMention] = []
    while True:
        end, day = _date(page, stop)
        out.append(DocumentMention(first, end, gives["name"], written, day))
        if page.norm(end) not in _LIST_MARKS:
            break
        first = end + 2 if page.norm(end + 1) == "và" else end + 1
        j = first + 1 if page.norm(first) == "số" else first
        stop = _number(page, j)
        if stop == j:
            break
        written = page.tokens.surface(j, stop)
        if written.isdigit() and not _later_letters(page, stop):
            break
        if page.norm(first) == "số":
            first = j
    return _complete(out)


def _is_bare_citation(
    page: Page, first: int, stop: int, digits: str, gives: Mapping[str, str], said: bool
) -> bool:
    """Whether a number without letters is one: ``Kế hoạch số 62``, ``Chỉ thị 05 ngày ...``."""
    if said or _later_letters(page, stop):
        return "letters" not in gives
    if "bare" not in gives or not page.cap[first] or len(digits) > _LONGEST_BARE:
        return False
    return page.norm(stop) not in _COUNTED and not 1990 <= int(digits) <= 2100


def _complete(documents: list[DocumentMention]) -> list[DocumentMention]:
    """Give the bare numbers of ``số 18, 19-NQ/TW`` the letters of the last one."""
    lettered = next((d.number for d in reversed(documents) if not d.number.isdigit()), "")
    match = _DIGITS.match(lettered)
    if match and len(documents) > 1:
        for d in documents:
            if d.number.isdigit():
                d.number += lettered[match.end() :]
    return documents


def _later_letters(page: Page, j: int) -> bool:
    """Whether a later number of the same citation has letters."""
    for _ in range(4):
        if page.norm(j) not in (",", "và"):
            return False
        stop = _number(page, j + 1)
        if stop == j + 1:
            return False
        text = page.tokens.surface(j + 1, stop)
        if not text.isdigit():
            return any(c.isupper() for c in text)
        j = stop
    return False


def _number(page: Page, j: int) -> int:
    """Where the number that begins at ``j`` stops: joined tokens of digits, letters, ``/ - &``."""
    pieces, n = page.pieces, page.n
    if j >= n or not pieces[j][0].isdigit():
        return j
    first = pieces[j].rstrip()
    if "," in first or "%" in first or "." in first or _DAY.match(first):
        return j
    letters = not first.isdigit() and any(map(str.isalpha, first))
    k = j + 1
    while k < n:
        glued = not pieces[k - 1][-1].isspace()
        if page.norms[k] in ("/", "-", "&") and k + 1 < n:
            part = pieces[k + 1].rstrip()
            year = part.isdigit() and len(part) == 4 and glued and page.norms[k] == "/"
            if not _PART.match(part) or not (part[0].isupper() or year):
                break
            if not glued and (letters or page.norms[k] != "/"):
                break
            letters = letters or part[0].isupper()
            k += 2
        elif glued and pieces[k][0].isalpha() and len(pieces[k].rstrip()) <= 3:
            k += 1  # 30c/NQ-CP
        else:
            break
    return k


def _date(page: Page, j: int) -> tuple[int, str | None]:
    """A date directly after a number: ``ngày 15/3/2023``, ``ngày 9 tháng 3 năm 2022``."""
    if page.norm(j) != "ngày":
        return j, None
    norm = page.norm(j + 1)
    match = _DAY.match(norm)
    if match:
        return j + 2, _iso(match[3], match[2], match[1])
    if norm.isdigit() and (page.norm(j + 2), page.norm(j + 4)) in (("tháng", "năm"), ("-", "-")):
        return j + 6, _iso(page.norm(j + 5), page.norm(j + 3), norm)
    if _DAY_MONTH.match(norm):
        return j + 2, None
    return j, None


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
