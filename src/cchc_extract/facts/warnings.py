"""What the reading of one article could not settle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from cchc_extract.entities.mentions import UnitMention
from cchc_extract.facts.checks import exceeding
from cchc_extract.facts.draft import FactDraft
from cchc_extract.gazetteer import link
from cchc_extract.text.tokens import Tokens

__all__ = ["LONGEST", "Notice", "find_warnings", "too_long"]

# Characters of the longest text that is read: hundreds of pages, far beyond any article, and what
# a file without its line breaks or a whole dump in one row looks like.
LONGEST: Final = 1_000_000

# A letter that Vietnamese marks and English does not: precomposed, or with a combining mark.
_MARKED: Final = re.compile(r"[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300-\u0309\u0323]")
_SHOWN: Final = 4  # candidates that a message lists
_MOST: Final = 20  # units that one record warns of


class Notice(NamedTuple):
    """A warning of the record."""

    code: str
    message: str


def find_warnings(
    tokens: Tokens,
    published: date | None,
    units: Iterable[UnitMention],
    facts: list[FactDraft],
) -> list[Notice]:
    """The warnings of one article, those about the whole of it first."""
    found = list(_of_text(tokens.text))
    if published is None:
        found += _of_times(facts)
    found += _ambiguous(units, published)
    for part, whole in exceeding(facts):
        found.append(Notice(
            "part_exceeds_whole",
            f"{part.id} ({_written(tokens, part)}) is larger than {whole.id} "
            f"({_written(tokens, whole)}), of which it is a part",
        ))  # fmt: skip
    return found


def too_long(text: str) -> Notice:
    """The warning of a text that is not read."""
    return Notice(
        "text_too_long",
        f"{len(text):,} characters, more than the {LONGEST:,} of an article: nothing was read",
    )


def _of_text(text: str) -> Iterator[Notice]:
    if _MARKED.search(text):
        return
    if not text.strip():
        yield Notice("empty_text", "the article has no text")
    elif not any(map(str.isalpha, text)):
        yield Notice("only_digits", "the article has no letters")
    else:
        yield Notice(
            "not_vietnamese",
            "no letter with a Vietnamese mark: the text is not Vietnamese or lost them",
        )


def _of_times(facts: Iterable[FactDraft]) -> Iterator[Notice]:
    """Without a day of publication ``trong quý`` and ``từ đầu năm đến nay`` have no days."""
    open_ = [f.id for f in facts if f.period is None and f.status == "actual"]
    if open_:
        shown = ", ".join(open_[:_SHOWN]) + (" ..." if len(open_) > _SHOWN else "")
        yield Notice(
            "no_published",
            f"no day of publication, so relative times are not resolved; without a time: {shown}",
        )


def _ambiguous(units: Iterable[UnitMention], day: date | None) -> Iterator[Notice]:
    """Territories without a code of which several have the name."""
    names = dict.fromkeys(
        u.territory
        for u in units
        if u.code is None and u.kind == "territory" and u.territory is not None
    )
    for name in list(names)[:_MOST]:
        found = link(None, name, on=day).candidates
        if len(found) > 1:
            codes = ", ".join(f"{unit.code} {unit.name}" for unit in found[:_SHOWN])
            more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
            yield Notice("ambiguous_unit", f"{name} may be {codes}{more}")


def _written(tokens: Tokens, fact: FactDraft) -> str:
    number = fact.reading.number
    return tokens.surface(number.first, number.stop)
