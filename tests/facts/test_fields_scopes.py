"""Which subjects take in which."""

from __future__ import annotations

import pytest

from cchc_extract.entities.mentions import UnitRef
from cchc_extract.facts.scopes import Scope, scope_of, subject_key

Unit = tuple[str, str | None]


def scope(name: str, level: str | None, *, two_tiers: bool = False) -> Scope:
    return scope_of(UnitRef(name, level), two_tiers=two_tiers)


@pytest.mark.parametrize(
    ("whole", "part", "covered"),
    [
        (("tỉnh Sơn La", "province"), ("huyện Phù Yên", "district"), True),
        (("tỉnh Sơn La", "province"), ("Sở Nội vụ", "province"), True),
        (("tỉnh Sơn La", "province"), ("cấp huyện, cấp xã", None), True),
        (("tỉnh Sơn La", "province"), ("tỉnh Kon Tum", "province"), False),
        (("cả nước", None), ("tỉnh Sơn La", "province"), True),
        (("cả nước", None), ("khối bộ, ngành", None), True),
        (("các sở, ban, ngành", None), ("Sở Nội vụ", "province"), True),
        (("các sở, ban, ngành", None), ("tỉnh Sơn La", "province"), False),
        (("11 huyện, thành phố", None), ("thành phố Biên Hòa", "district"), True),
        (("phường Kỳ Lừa", "commune"), ("phường Mỹ Hào", "commune"), False),
        (("Trung tâm Phục vụ hành chính công tỉnh", "province"), ("Sở Y tế", "province"), True),
        (("Sở Y tế", "province"), ("Sở Nội vụ", "province"), False),
        (("cấp xã", None), ("cấp huyện", None), False),
    ],
)
def test_covers(whole: Unit, part: Unit, *, covered: bool) -> None:
    assert scope(*whole).covers(scope(*part)) is covered


@pytest.mark.parametrize(
    ("unit", "dimension"),
    [
        (("cấp huyện, cấp xã", None), "level"),
        (("Bộ phận Một cửa huyện Nam Đàn", "district"), "level"),
        (("Sở Nội vụ", "province"), "office"),
        (("phường Kỳ Lừa", "commune"), "office"),
    ],
)
def test_dimension(unit: Unit, dimension: str) -> None:
    assert scope(*unit).dimension == dimension


def test_since_july_2025_a_province_has_no_districts() -> None:
    assert scope("tỉnh Sơn La", "province").levels == {"province", "district", "commune"}
    assert scope("tỉnh Sơn La", "province", two_tiers=True).levels == {"province", "commune"}


def test_a_territory_and_its_committee_are_one_subject() -> None:
    one = subject_key(UnitRef("Ủy ban nhân dân huyện Nam Đàn"))
    assert one == subject_key(UnitRef("huyện Nam Đàn")) == "huyện nam đàn"
    assert subject_key(None) == ""
