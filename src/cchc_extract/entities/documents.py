"""Documents cited with their number."""

from __future__ import annotations

import re
from datetime import date

from cchc_extract.entities.mentions import DocumentMention
from cchc_extract.entities.page import Page

__all__ = ["read_documents", "repair_number"]

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_PART = re.compile(r"[0-9A-ZĐa-zđ]+$")
# Type codes that lose their hyphen before an issuer's letters: QĐUBND, NQHĐND, QĐTTg, UBNDNC.
_TYPES = "QĐ|NQ|NĐ|CT|KH|TT|BC|TB|TTr|CV|CTr|KL|HD|QC|CĐ|TTLT|PA|ĐA|GM|UBND|HĐND|QĐi"
_ISSUERS = "UBND|HĐND|TTg|CP|TW|TU|HU|BNV|BTP|BTC|SNV|STP|VPCP|VP|BCĐ|BTTTT|BKHCN|UBTVQH|ĐU|NC|KSTT"
_LOST = re.compile(rf"(?<=[/-])({_TYPES})({_ISSUERS})")
_ORDINALS = frozenset("năm nhiệm chỉ tiêu mục bước giai tháng quý ngày % tỷ triệu".split())


def repair_number(written: str) -> str:
    """Canonical number: no blanks, plain hyphens, lost hyphens put back.

    >>> repair_number("2685/QĐUBND"), repair_number("1873/UBNDNC")
    ('2685/QĐ-UBND', '1873/UBND-NC')
    """
    number = re.sub(r"\s+", "", written)
    number = re.sub("[–—‑−]", "-", number)
    return _LOST.sub(r"\1-\2", number)


def read_documents(page: Page) -> list[DocumentMention]:
    """All citations in order; one document for each number of a citation."""
    out: list[DocumentMention] = []
    done = 0
    for lexeme in page.lexemes:
        if lexeme.first < done or lexeme.entry.gives.get("is") != "document":
            continue
        found = _citation(page, lexeme.first, lexeme.stop, lexeme.entry.gives)
        if found:
            out += found
            done = found[-1].stop
    return out


def _citation(page: Page, first: int, j: int, gives: object) -> list[DocumentMention]:
    get = gives.get  # type: ignore[attr-defined]
    norms, n = page.norms, page.n
    said = False
    if j < n and norms[j] in ("số", "sô"):
        said, j = True, j + 1
        if j < n and norms[j] == ":":
            j += 1
    stop = _number(page, j)
    if stop == j:
        return []
    written = page.tokens.surface(j, stop)
    if written.strip().isdigit():
        later = _later_letters(page, stop)
        if later is None and not said:
            digits = written.strip()
            if not get("bare") or not page.cap[first] or len(digits) > 4:
                return []
            if stop < n and norms[stop] in _ORDINALS or 1990 <= int(digits) <= 2100:
                return []
    out: list[DocumentMention] = []
    begin = first
    while True:
        end, day = _date(page, stop)
        out.append(DocumentMention(begin, end, get("name"), repair_number(written), day))
        j = end
        if j >= n or norms[j] not in (",", "và", ";"):
            break
        j += 1
        if j < n and norms[j] == "và":
            j += 1
        begin = j
        if j < n and norms[j] == "số":
            j += 1
        nxt = _number(page, j) if j < n else j
        if nxt == j:
            break
        text = page.tokens.surface(j, nxt)
        if text.strip().isdigit() and _later_letters(page, nxt) is None:
            break
        stop, written = nxt, text
    letters = next((d.number for d in reversed(out) if not d.number.isdigit()), None)
    if letters and len(out) > 1:
        tail = letters[re.match(r"\d+", letters).end() :]  # type: ignore[union-attr]
        for d in out:
            if d.number.isdigit():
                d.number += tail
    return out


def _later_letters(page: Page, j: int) -> str | None:
    """Letters that a later number of the same citation has: ``số 18, 19-NQ/TW``."""
    for _ in range(4):
        if j + 1 >= page.n or page.norms[j] not in (",", "và"):
            return None
        j += 1
        stop = _number(page, j)
        if stop == j:
            return None
        text = page.tokens.surface(j, stop)
        if not text.strip().isdigit():
            return text if any(c.isupper() for c in text) else None
        j = stop
    return None


def _number(page: Page, j: int) -> int:
    """Where the number that begins at ``j`` stops: joined tokens of digits, letters, ``/ - &``."""
    pieces, n = page.pieces, page.n
    if j >= n or not pieces[j][0].isdigit():
        return j
    first = pieces[j].rstrip()
    if "," in first or "%" in first or "." in first:
        return j
    if _DAY.match(first):
        return j
    k = j + 1
    letters = any(c.isalpha() for c in first)
    while k < n:
        glued = pieces[k - 1] == pieces[k - 1].rstrip()
        mark = page.norms[k]
        if mark in ("/", "-", "&") and k + 1 < n and _PART.match(pieces[k + 1].rstrip()):
            nxt = pieces[k + 1]
            if nxt[0].isupper() or nxt[0].isdigit() and glued and mark == "/" and len(nxt.rstrip()) == 4:
                if not glued and not (mark == "/" and not letters):
                    break
                letters = letters or nxt[0].isupper()
                k += 2
                continue
            break
        if glued and pieces[k][0].isalpha() and len(pieces[k].rstrip()) <= 3 and _PART.match(pieces[k].rstrip()):
            k += 1
            continue
        break
    return k


def _date(page: Page, j: int) -> tuple[int, str | None]:
    """A date directly after a number: ``ngày 15/3/2023``, ``ngày 9 tháng 3 năm 2022``."""
    norms, n = page.norms, page.n
    if j + 1 >= n or norms[j] != "ngày":
        return j, None
    match = _DAY.match(norms[j + 1])
    if match:
        return j + 2, _iso(int(match[3]), int(match[2]), int(match[1]))
    words = norms[j + 1 : j + 6]
    if (
        len(words) == 5
        and words[1] == "tháng"
        and words[3] == "năm"
        and all(words[k].isdigit() for k in (0, 2, 4))
    ):
        return j + 6, _iso(int(words[4]), int(words[2]), int(words[0]))
    short = re.match(r"(\d{1,2})/(\d{1,2})$", norms[j + 1])
    if short:
        return j + 2, None
    return j, None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
