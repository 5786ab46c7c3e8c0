"""Names as people write them find their units."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.gazetteer import BEFORE, FROM, Unit, default_gazetteer, describe
from cchc_extract.gazetteer.names import canonical, canonical_head, loose_key, name_key, split_head

GAZETTEER = default_gazetteer()
UNITS = list(GAZETTEER)
NEW_STYLE = {"òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "ủy": "uỷ", "ụy": "uỵ"}
NEW_STYLE |= {"ùy": "uỳ", "úy": "uý", "ũy": "uỹ", "òe": "oè", "óe": "oé", "ỏe": "oẻ", "ọe": "oẹ"}
ABBREVIATIONS = {"thành phố": "TP.", "thị xã": "TX", "thị trấn": "TT.", "quận": "Q."}


def new_style(name: str) -> str:
    for old, new in NEW_STYLE.items():
        # Only at the end of a syllable are both styles in use; `qu` is a consonant.
        name = " ".join(
            s[: -len(old)] + new if s.endswith(old) and not s.startswith(("q", "Q")) else s
            for s in name.split(" ")
        )
    return name


def abbreviated(name: str) -> str:
    for head, short in ABBREVIATIONS.items():
        if name.startswith(head + " "):
            return f"{short} {name[len(head) + 1 :]}"
    return name


WRITINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
    "capitals": str.upper,
    "lower case": str.lower,
    "new tone style": new_style,
    "new tone style, capitals": lambda name: new_style(name).upper(),
    "doubled and hard spaces": lambda name: name.replace(" ", "\u00a0 "),
    "people's committee": lambda name: f"UBND {name}",
    "people's committee in full": lambda name: f"Uỷ ban nhân dân {name}",
    "abbreviated": abbreviated,
    "dashes": lambda name: name.replace(" - ", "–"),
}


@given(st.sampled_from(UNITS), st.sampled_from(sorted(WRITINGS)))
def test_every_unit_is_found_by_its_name_however_written(unit: Unit, writing: str) -> None:
    found = GAZETTEER.lookup(WRITINGS[writing](unit.name))
    assert unit in found
    assert all(other.level == unit.level or unit.head == "thành phố" for other in found)


@given(st.sampled_from([unit for unit in UNITS if unit.earlier_name]))
def test_every_unit_is_found_by_its_earlier_name(unit: Unit) -> None:
    assert unit.earlier_name is not None
    assert unit in GAZETTEER.lookup(unit.earlier_name)


@given(st.sampled_from(UNITS))
def test_bare_names_and_narrowing(unit: Unit) -> None:
    assert unit in GAZETTEER.lookup(unit.bare, level=unit.level)
    if unit.parent_code is not None:
        parent = GAZETTEER.parent(unit)
        assert parent is not None
        for within in (unit.parent_code, parent):
            assert unit in GAZETTEER.lookup(unit.name, within=within)


@given(st.text(max_size=40))
def test_no_text_breaks_the_look_up(text: str) -> None:
    assert isinstance(GAZETTEER.lookup(text), list)
    assert name_key(name_key(text)) == name_key(text)
    assert canonical(canonical(text)) == canonical(text)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("TPHCM", "thành phố Hồ Chí Minh"),
        ("TP.HCM", "thành phố Hồ Chí Minh"),
        ("TP. HCM", "thành phố Hồ Chí Minh"),
        ("tp Hồ Chí Minh", "thành phố Hồ Chí Minh"),
        ("Sài Gòn", "thành phố Hồ Chí Minh"),
        ("Thủ đô Hà Nội", "thành phố Hà Nội"),
        ("HÀ NỘI", "thành phố Hà Nội"),
        ("TT-Huế", "thành phố Huế"),
        ("Thừa Thiên - Huế", "thành phố Huế"),
        ("Thừa Thiên Huế", "thành phố Huế"),
        ("BR-VT", "tỉnh Bà Rịa - Vũng Tàu"),
        ("Bà Rịa–Vũng Tàu", "tỉnh Bà Rịa - Vũng Tàu"),
        ("Bà Rịa Vũng Tàu", "tỉnh Bà Rịa - Vũng Tàu"),
        ("tỉnh Đắc Lắc", "tỉnh Đắk Lắk"),
        ("Daklak", "tỉnh Đắk Lắk"),
        ("Đăk Nông", "tỉnh Đắk Nông"),
        ("Bắc Cạn", "tỉnh Bắc Kạn"),
        ("Kontum", "tỉnh Kon Tum"),
        ("Huyện ủy Phù Yên", "huyện Phù Yên"),
        ("Q.1", "quận 1"),
        ("quận 01", "quận 1"),
        ("TX.Bến Cát", "thành phố Bến Cát"),
        ("huyện Ia HDrai", "huyện Ia H'Drai"),
        ("TP Qui Nhơn", "thành phố Quy Nhơn"),
        ("xã Sĩ Bình", "xã Sỹ Bình"),
        ("Phường Đúc", "phường Phường Đúc"),
        ("UBND, HĐND huyện Mộc Châu", "thị xã Mộc Châu"),
        ("huyện Quế Võ", "thị xã Quế Võ"),
    ],
)
def test_common_writings(written: str, name: str) -> None:
    found = GAZETTEER.lookup(written)
    assert {unit.name for unit in found} == {name}


def test_diacritics_are_needed() -> None:
    assert GAZETTEER.lookup("huyen Phu Yen") == []
    assert GAZETTEER.lookup("Phú Yên", on=date(2022, 1, 1))[0].name == "tỉnh Phú Yên"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("huyen phu yen", "huyện Phù Yên"),
        ("Quảng Nihn", "tỉnh Quảng Ninh"),
        ("tỉnh Quản Ninh", "tỉnh Quảng Ninh"),
        ("hanoi", "thành phố Hà Nội"),
        ("Phù Yênn", "huyện Phù Yên"),
    ],
)
def test_suggestions_put_the_right_name_first(typed: str, name: str) -> None:
    assert GAZETTEER.suggest(typed)[0].name == name


def test_suggestions_are_limited_and_may_be_none() -> None:
    assert len(GAZETTEER.suggest("tan lap", limit=3)) == 3
    assert GAZETTEER.suggest("") == []
    assert GAZETTEER.suggest("qzqzqzqzqzqz") == []


def test_the_day_chooses_period_and_state() -> None:
    def codes(name: str, day: date | None) -> list[tuple[str, str]]:
        return [(unit.code, unit.period) for unit in GAZETTEER.lookup(name, on=day)]

    assert codes("thành phố Huế", date(2022, 5, 1)) == [("474", BEFORE)]
    assert codes("thành phố Huế", date(2025, 3, 1)) == [("46", BEFORE)]
    assert codes("thành phố Huế", date(2025, 7, 1)) == [("46", FROM)]
    assert codes("Sơn La", date(2025, 6, 30)) == [("14", BEFORE), ("116", BEFORE)]
    assert codes("Sơn La", datetime(2025, 7, 1, 8, 30)) == [("14", FROM)]
    assert codes("huyện Phù Yên", date(2025, 7, 1)) == []
    assert codes("tỉnh Bắc Ninh", None) == [("24", FROM), ("27", BEFORE)]


def test_communes_of_one_name_in_many_provinces() -> None:
    found = GAZETTEER.lookup("xã Tân Lập", on=date(2022, 1, 1))
    assert len({unit.province_code for unit in found}) > 10
    assert [unit.code for unit in GAZETTEER.lookup("xã Tân Lập", on=date(2022, 1, 1), within="123")]


@pytest.mark.parametrize(
    ("text", "head", "bare"),
    [
        ("UBND TP. Cao Lãnh", "thành phố", "Cao Lãnh"),
        ("Thị Xã Mường Lay", "thị xã", "Mường Lay"),
        ("Sơn La", None, "Sơn La"),
        ("huyện", None, "huyện"),
        ("P5", "phường", "5"),
        ("H Mông", None, "H Mông"),
        ("Xãhội", None, "Xãhội"),
    ],
)
def test_split_head(text: str, head: str | None, bare: str) -> None:
    assert split_head(text) == (head, bare)


def test_heads_and_keys() -> None:
    assert canonical_head("Tp.") == "thành phố"
    assert canonical_head("UBND huyện") == "huyện"
    assert canonical_head("Sở") is None
    assert canonical("Uỷ ban  nhân dân tỉnh Hoà Bình") == "Ủy ban nhân dân tỉnh Hòa Bình"
    assert canonical("quý, hoàn, thuý") == "quý, hoàn, thúy"
    assert name_key("Phường 01") == "phường 1"
    assert loose_key("Cư M'gar") == loose_key("Cư Mgar")


def test_describe_gives_plain_values() -> None:
    (answer,) = describe("UBND huyện Phù Yên")
    assert answer["code"] == "122"
    assert answer["parents"] == ["tỉnh Sơn La"]
    assert answer["children"] == 27
    successors = answer["successors"]
    assert isinstance(successors, list)
    assert len(successors) == 8
    assert [row["period"] for row in describe("14")] == [BEFORE, FROM]
    assert [row["period"] for row in describe("14", on=date(2026, 1, 1))] == [FROM]
    assert describe("huyện Không Có") == []
