"""Mentions link to the right unit, or to none with the candidates at hand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.gazetteer import (
    BEFORE,
    FROM,
    Level,
    Link,
    LinkContext,
    Mention,
    Unit,
    default_gazetteer,
    link,
    link_all,
)

GAZETTEER = default_gazetteer()
IN_2022, IN_MARCH_2025, IN_OCTOBER_2025 = date(2022, 5, 1), date(2025, 3, 1), date(2025, 10, 1)
SHARED_GOLD = Path(__file__).parents[3] / "shared/gold/dev.jsonl"


def one(name: str, on: date | None = None) -> Unit:
    (found,) = GAZETTEER.lookup(name, on=on)
    return found


def home(name: str, on: date) -> LinkContext:
    return LinkContext.of([], home=one(name, on))


def key(answer: Link) -> tuple[str, str] | None:
    return answer.unit.key if answer.unit else None


@pytest.mark.parametrize(
    ("head", "name", "on", "expected"),
    [
        (None, "Sơn La", IN_2022, ("14", BEFORE)),
        ("TP", "Sơn La", IN_2022, ("116", BEFORE)),
        ("tỉnh", "Sơn La", IN_OCTOBER_2025, ("14", FROM)),
        (None, "Hoà Bình", IN_2022, ("17", BEFORE)),
        ("TP.", "Huế", IN_2022, ("474", BEFORE)),
        ("TP.", "Huế", IN_MARCH_2025, ("46", BEFORE)),
        ("TP.", "Huế", IN_OCTOBER_2025, ("46", FROM)),
        (None, "tỉnh Thừa Thiên Huế", IN_2022, ("46", BEFORE)),
        (None, "huyện Phù Yên", IN_2022, ("122", BEFORE)),
        (None, "huyện Phù Yên", IN_OCTOBER_2025, ("122", BEFORE)),  # districts outlive their end
        (None, "huyện Phù Yên", None, ("122", BEFORE)),
        ("UBND huyện", "Yên Dũng", IN_2022, ("221", BEFORE)),
        (None, "tỉnh Bắc Ninh", IN_2022, ("27", BEFORE)),
        (None, "tỉnh Bắc Ninh", IN_OCTOBER_2025, ("24", FROM)),
        (None, "Mộc Châu", IN_2022, ("123", BEFORE)),
        (None, "đặc khu Phú Quốc", IN_OCTOBER_2025, ("31078", FROM)),
        (None, "huyện Không Có", IN_2022, None),
        (None, "", IN_2022, None),
    ],
)
def test_without_context(
    head: str | None, name: str, on: date | None, expected: tuple[str, str] | None
) -> None:
    assert key(link(head, name, on=on)) == expected


def test_ambiguous_names_have_candidates_and_no_unit() -> None:
    answer = link("huyện", "Châu Thành", on=IN_2022)
    assert answer.unit is None
    assert answer.name is None
    assert len(answer.candidates) > 5
    assert {unit.name for unit in answer.candidates} == {"huyện Châu Thành"}


def test_names_have_the_head_word_of_the_article() -> None:
    assert link(None, "Sơn La", on=IN_2022).name == "tỉnh Sơn La"
    assert link("huyện", "Mộc Châu", on=IN_2022).name == "huyện Mộc Châu"
    assert link("TX", "Mộc Châu", on=IN_MARCH_2025).name == "thị xã Mộc Châu"
    assert link(None, "Mộc Châu", on=IN_2022).name == "huyện Mộc Châu"
    assert link("huyện", "Quế Võ", on=IN_2022).name == "huyện Quế Võ"


def test_the_home_district_narrows_communes() -> None:
    context = home("huyện Phù Yên", IN_2022)
    assert key(link("xã", "Quang Huy", on=IN_2022, context=context)) == ("03910", BEFORE)
    assert key(link("xã", "Tân Lập", on=IN_2022, context=context)) == ("03997", BEFORE)
    assert link("xã", "Tân Lập", on=IN_2022).unit is None


def test_a_bare_name_is_the_home_city_in_its_own_article_only() -> None:
    city = home("thành phố Hà Tĩnh", IN_2022)
    other = home("huyện Phù Yên", IN_2022)
    assert key(link(None, "Hà Tĩnh", on=IN_2022, context=city)) == ("436", BEFORE)
    assert key(link(None, "Hà Tĩnh", on=IN_2022, context=other)) == ("42", BEFORE)
    assert key(link("tỉnh", "Hà Tĩnh", on=IN_2022, context=city)) == ("42", BEFORE)


def test_a_commune_outside_the_known_provinces_is_not_linked() -> None:
    """The article's own commune of that name may be one that the table lacks."""
    rare = one("xã Tân Hộ Cơ", IN_2022)
    assert link("xã", "Tân Hộ Cơ", on=IN_2022).unit == rare
    answer = link("xã", "Tân Hộ Cơ", on=IN_2022, context=home("tỉnh Sơn La", IN_2022))
    assert (answer.unit, answer.candidates) == (None, (rare,))


def test_a_new_province_brings_its_old_ones_into_the_context() -> None:
    context = LinkContext.of([one("tỉnh Bắc Ninh", IN_OCTOBER_2025)])
    answer = link("huyện", "Lạng Giang", on=IN_OCTOBER_2025, context=context)
    assert key(answer) == ("217", BEFORE)
    assert {("24", BEFORE), ("27", BEFORE), ("24", FROM)} <= context.provinces


def test_the_level_counts_where_a_list_shares_its_head_word() -> None:
    context = home("tỉnh Sơn La", IN_2022)
    answer = link(None, "Mai Sơn", level="district", on=IN_2022, context=context)
    assert key(answer) == ("125", BEFORE)
    assert link(None, "Sơn La", level="commune", on=IN_2022, context=context).unit is None


@given(
    st.sampled_from([u for u in GAZETTEER if u.late]),
    st.sampled_from(["NFC", "upper"]),
)
def test_a_unit_in_its_own_context_never_links_to_another_province(unit: Unit, form: str) -> None:
    on = IN_MARCH_2025 if unit.period == BEFORE else IN_OCTOBER_2025
    name = unit.name.upper() if form == "upper" else unit.name
    answer = link(None, name, on=on, context=LinkContext.of([unit]))
    assert unit in answer.candidates
    if answer.unit is not None:
        assert answer.unit == unit


def mentions_of(text: str, *parts: tuple[str | None, str, Level | None]) -> list[Mention]:
    """The parts as mentions at the places where they stand in `text`, read from left to right."""
    found: list[Mention] = []
    at = 0
    for head, name, level in parts:
        start = text.index(name, at)
        at = start + len(name)
        found.append(Mention(head, name, start, at, level))
    return found


def test_mentions_settle_each_other() -> None:
    text = "tỉnh Sơn La: xã Tân Lập (huyện Mộc Châu); xã Tân Lập, huyện Đan Phượng, Hà Nội"
    mentions = mentions_of(
        text,
        (None, "tỉnh Sơn La", None),
        (None, "xã Tân Lập", None),
        (None, "huyện Mộc Châu", None),
        (None, "xã Tân Lập", None),
        (None, "huyện Đan Phượng", None),
        (None, "Hà Nội", None),
    )
    answers = link_all(mentions, on=IN_2022)
    units = [answer.unit for answer in answers]
    assert all(units)
    parents = [GAZETTEER.parent(unit) for unit in (units[1], units[3]) if unit]
    assert [parent.code for parent in parents if parent] == ["123", "273"]
    assert [answer.name for answer in answers][2] == "huyện Mộc Châu"


def test_a_later_district_decides_an_earlier_commune() -> None:
    text = "Xã Tân Lập dẫn đầu. Theo UBND huyện Mộc Châu ..."
    mentions = mentions_of(text, (None, "Xã Tân Lập", None), ("huyện", "Mộc Châu", None))
    assert [key(a) for a in link_all(mentions, on=IN_2022)] == [("03997", BEFORE), ("123", BEFORE)]


def test_a_list_under_a_plural_head() -> None:
    text = "tỉnh Bình Dương: các huyện Dầu Tiếng, Bàu Bàng, Phú Giáo"
    mentions = mentions_of(
        text,
        (None, "tỉnh Bình Dương", None),
        ("huyện", "Dầu Tiếng", None),
        ("huyện", "Bàu Bàng", None),
        (None, "Phú Giáo", "district"),
    )
    names = [answer.name for answer in link_all(mentions, on=IN_2022)]
    assert names == ["tỉnh Bình Dương", "huyện Dầu Tiếng", "huyện Bàu Bàng", "huyện Phú Giáo"]


def test_what_stays_open_keeps_its_candidates() -> None:
    mentions = mentions_of("xã Tân Lập và huyện Châu Thành", (None, "xã Tân Lập", None))
    (answer,) = link_all(mentions, on=IN_2022)
    assert answer.unit is None
    assert len(answer.candidates) > 10
    assert link_all([], on=IN_2022) == []


@pytest.mark.skipif(not SHARED_GOLD.exists(), reason="needs shared/gold beside the clone")
def test_codes_of_the_development_gold() -> None:
    right = wrong = 0
    for line in SHARED_GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        entities = [
            e
            for e in row["entities"]
            if e["type"] == "UNIT" and e["kind"] == "territory" and e["level"] != "central"
        ]
        on = date.fromisoformat(row["published"][:10])
        mentions = [Mention(None, e["text"], e["start"], e["end"]) for e in entities]
        for entity, answer in zip(entities, link_all(mentions, on=on), strict=True):
            if entity.get("code"):
                same = answer.unit is not None and answer.unit.code == entity["code"]
                right, wrong = right + same, wrong + (not same)
    assert right + wrong >= 50
    assert right / (right + wrong) >= 0.95
