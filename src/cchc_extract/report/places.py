"""Which province a record or a subject belongs to."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from cchc_extract.gazetteer import default_gazetteer
from cchc_extract.gazetteer.model import period_of
from cchc_extract.records import Record, Subject
from cchc_extract.report.days import day

__all__ = ["province_of", "slug"]


def province_of(subject: Subject | None, record: Record) -> str | None:
    """Name of the province without its head word (``Sơn La``); None where there is none.

    Args:
        subject: a record's home unit or the subject of a fact.
        record: the record that names it; codes are read as of its day.
    """
    if subject is None or subject.level == "central":
        return None
    name = subject.name if subject.level == "province" else ""
    return _province(subject.code or "", name, record.published or "")


@lru_cache(maxsize=65536)
def _province(code: str, name: str, published: str) -> str | None:
    gazetteer = default_gazetteer()
    period = period_of(day(published))
    found = gazetteer.by_code(code) if code else gazetteer.lookup(name, level="province")
    found = [u for u in found if period is None or u.period == period] or found
    if not found:
        return None
    unit = gazetteer.get(found[0].province_code, found[0].period)
    return unit.bare if unit else None


def slug(name: str) -> str:
    """A file name for a province: ``son-la``."""
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return "-".join(re.findall(r"[a-z0-9]+", plain))
