"""The shipped tables hold what the sources hold."""

from __future__ import annotations

from collections import Counter

import pytest

from cchc_extract.gazetteer import BEFORE, FROM, Gazetteer, default_gazetteer
from cchc_extract.gazetteer.names import canonical


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return default_gazetteer()


def test_counts_are_those_of_the_sources(gazetteer: Gazetteer) -> None:
    counts = Counter((unit.period, unit.level) for unit in gazetteer)
    assert counts == {
        (BEFORE, "province"): 63,
        (BEFORE, "district"): 705 + 2,  # two districts are new in the state of June 2025
        (BEFORE, "commune"): 10_599 + 3,
        (FROM, "province"): 34,
        (FROM, "commune"): 3_321,
    }


def test_states_of_the_earlier_period_have_their_own_counts(gazetteer: Gazetteer) -> None:
    units = [unit for unit in gazetteer if unit.period == BEFORE]
    assert Counter(u.level for u in units if u.early) == {
        "province": 63,
        "district": 705,
        "commune": 10_599,
    }
    assert Counter(u.level for u in units if u.late) == {
        "province": 63,
        "district": 696,
        "commune": 10_035,
    }


def test_types_of_the_later_period(gazetteer: Gazetteer) -> None:
    heads = Counter(u.head for u in gazetteer if u.period == FROM)
    assert heads == {"tỉnh": 28, "thành phố": 6, "xã": 2621, "phường": 687, "đặc khu": 13}


def test_parents_exist_and_lead_to_the_province(gazetteer: Gazetteer) -> None:
    for unit in gazetteer:
        chain = gazetteer.parents(unit)
        top = chain[-1] if chain else unit
        assert (top.level, top.code) == ("province", unit.province_code), unit
        expected = {"province": 0, "district": 1, "commune": 2 if unit.period == BEFORE else 1}
        assert len(chain) == expected[unit.level], unit


def test_every_child_is_listed_under_its_parent(gazetteer: Gazetteer) -> None:
    province = gazetteer.get("14", FROM)
    assert province is not None
    children = gazetteer.children(province)
    assert len(children) == 75
    assert all(gazetteer.parent(child) == province for child in children)


def test_names_are_canonical(gazetteer: Gazetteer) -> None:
    for unit in gazetteer:
        assert unit.name == canonical(unit.name) == f"{unit.head} {unit.bare}"
        assert not unit.bare.startswith("0")


def test_codes_are_reused_so_the_key_has_the_period(gazetteer: Gazetteer) -> None:
    before, after = gazetteer.get("24", BEFORE), gazetteer.get("24", FROM)
    assert before is not None
    assert after is not None
    assert (before.name, after.name) == ("tỉnh Bắc Giang", "tỉnh Bắc Ninh")
    assert gazetteer.by_code("24") == [before, after]
    assert gazetteer.get("999", BEFORE) is None


def test_a_unit_that_changed_its_name_in_the_earlier_period_keeps_both(
    gazetteer: Gazetteer,
) -> None:
    hue = gazetteer.get("46", BEFORE)
    assert hue is not None
    assert (hue.name, hue.earlier_name) == ("thành phố Huế", "tỉnh Thừa Thiên Huế")


def test_the_known_gap_of_2019_20(gazetteer: Gazetteer) -> None:
    """Units merged away before 2021 are in neither source (docs/gazetteer.md)."""
    for name in ("huyện Hoành Bồ", "huyện Thông Nông", "huyện Trà Lĩnh", "quận 9"):
        assert gazetteer.lookup(name) == []


def test_scan_names_have_no_numbers_and_no_ordinary_words(gazetteer: Gazetteer) -> None:
    names = set(gazetteer.names())
    assert ("Sơn La", "province") in names
    assert ("Hòa Bình", "province") in names
    assert ("Phù Yên", "district") in names
    assert ("Thừa Thiên Huế", "province") in names
    assert ("Thống Nhất", "commune") not in names
    assert ("Hòa Bình", "commune") not in names
    assert ("Vinh", "district") not in names
    everything = set(gazetteer.names(common=True))
    assert names < everything
    assert not any(bare.isdigit() or bare in ("I", "III") for bare, _ in everything)


def test_common_words_are_units_and_carry_an_example(gazetteer: Gazetteer) -> None:
    lower_names = {bare for bare, level in gazetteer.names(common=True) if level != "province"}
    for word, example in gazetteer.common_words().items():
        assert word in lower_names, word
        assert word.lower() in example.lower(), word


def test_every_alias_is_a_spelling_of_a_known_unit(gazetteer: Gazetteer) -> None:
    for spelling, name in gazetteer.aliases():
        assert gazetteer.lookup(spelling) == gazetteer.lookup(name) != [], spelling
