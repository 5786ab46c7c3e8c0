"""A made archive of many records: those of ``corpora/`` in other years and provinces."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, product

from cchc_extract import Extractor
from cchc_extract.gazetteer import default_gazetteer
from cchc_extract.records import Record

_YEAR = re.compile(r"(?<!\d)(20[012]\d)(?!\d)")


@cache
def province_names() -> tuple[tuple[str, str], ...]:
    return tuple(
        (u.bare, u.code) for u in default_gazetteer()
        if u.level == "province" and u.period == "before-2025-07"
    )  # fmt: skip


def moved(article: dict[str, str], record: Record, years: int, place: int) -> tuple[str, Record]:
    """The text and record of an article ``years`` earlier and in another province.

    Texts keep their length where only digits change, so a record's offsets stay right.
    """

    def shift(text: str) -> str:
        moved = _YEAR.sub(lambda m: str(int(m[1]) - years), text)
        return moved.replace("-02-29", "-02-28")

    text = shift(article["text"])
    row = record.model_dump(mode="json")
    name, code = province_names()[place % len(province_names())]
    random_ = random.Random(f"{record.id} {years} {place}")
    for fact in row["facts"]:
        for period in (fact["period"], fact["baseline"]):
            for key in ("text", "start", "end") if period else ():
                period[key] = period[key] and shift(period[key])
        if fact["metric"] == "rank" and fact["unit"] == "rank":
            fact["value"] = random_.randint(1, 63)
        elif fact["metric"] == "index_score" and fact["unit"] in ("point", "percent"):
            fact["value"] = round(random_.uniform(60, 95), 2)
        elif fact["unit"] == "percent" and fact["kind"] == "level":
            fact["value"] = min(100, round(fact["value"] * random_.uniform(0.8, 1.02), 1))
        if fact["subject"] and fact["subject"]["level"] == "province":
            fact["subject"] = {"name": f"tỉnh {name}", "level": "province", "code": code}
    for entity in row["entities"]:
        entity["text"] = text[entity["start"] : entity["end"]]
    row |= {
        "id": f"{record.id}-{years}-{place}",
        "title": shift(record.title or ""),
        "published": record.published and shift(record.published),
        "home_unit": {"name": f"tỉnh {name}", "level": "province", "code": code},
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    if random_.random() < 0.05 and row["checks"]:
        row["checks"][0] |= {"status": "mismatch", "difference": random_.randint(1, 40)}
    return text, Record.model_validate(row)


def made_archive(articles: Sequence[dict[str, str]], size: int) -> Iterator[tuple[str, Record]]:
    """``size`` texts and records, no two ids the same."""
    extractor = Extractor()
    records = [(a, extractor.extract(a)) for a in articles]
    turns = product(range(len(province_names())), range(6), records)
    chosen = list(turns)
    random.Random(1).shuffle(chosen)
    for place, years, (article, record) in islice(chosen, size):
        yield moved(article, record, years, place)
