"""What became of the units of before July 2025."""

from __future__ import annotations

from collections import Counter

import pytest

from cchc_extract.gazetteer import BEFORE, FROM, Unit, default_gazetteer, successor_for_counts

GAZETTEER = default_gazetteer()


def unit(code: str, period: str = BEFORE) -> Unit:
    found = GAZETTEER.get(code, BEFORE if period == BEFORE else FROM)
    assert found is not None
    return found


def edges(code: str) -> list[tuple[str, str, bool]]:
    return [(e.new.name, e.kind, e.whole) for e in GAZETTEER.successors(code)]


def test_merged_commune() -> None:
    merged = GAZETTEER.lookup("xã Quang Huy", within="122")[0]
    assert edges(merged.code) == [("xã Phù Yên", "merged", True)]
    target = GAZETTEER.successors(merged)[0].new
    parts = GAZETTEER.predecessors(target)
    assert merged in [e.old for e in parts]
    assert len([e for e in parts if e.old.level == "commune"]) > 1


def test_renamed_commune() -> None:
    renamed = [
        e
        for u in GAZETTEER
        if u.level == "commune"
        for e in GAZETTEER.successors(u)
        if e.kind == "renamed"
    ]
    assert len(renamed) == 11
    for edge in renamed:
        assert edge.old.name != edge.new.name
        assert edge.whole


def test_unchanged_units() -> None:
    (edge,) = GAZETTEER.successors("14")
    assert (edge.kind, edge.new.key) == ("unchanged", ("14", FROM))


def test_divided_commune() -> None:
    parts = GAZETTEER.successors("00091")
    assert [e.kind for e in parts] == ["divided"] * 3
    assert [e.default for e in parts].count(True) == 1
    assert GAZETTEER.successors("00091", whole=True) == []
    target = parts[0].new
    assert any(e.old.code == "00091" for e in GAZETTEER.predecessors(target))
    assert not any(e.old.code == "00091" for e in GAZETTEER.predecessors(target, whole=True))


@pytest.mark.parametrize(
    ("code", "name", "kind"),
    [
        ("17", "tỉnh Phú Thọ", "merged"),
        ("25", "tỉnh Phú Thọ", "merged"),
        ("77", "thành phố Hồ Chí Minh", "merged"),
        ("24", "tỉnh Bắc Ninh", "merged"),
        ("01", "thành phố Hà Nội", "unchanged"),
        ("536", "đặc khu Lý Sơn", "renamed"),
    ],
)
def test_provinces_and_islands(code: str, name: str, kind: str) -> None:
    assert edges(code) == [(name, kind, True)]


def test_every_unit_of_june_2025_has_a_successor_and_every_new_unit_a_predecessor() -> None:
    for u in GAZETTEER:
        if u.period == FROM:
            assert GAZETTEER.predecessors(u), u
        elif u.late and u.level != "district":
            assert GAZETTEER.successors(u), u


def test_kinds_over_all_edges() -> None:
    counts = Counter(
        (u.level, e.kind) for u in GAZETTEER if u.period == BEFORE for e in GAZETTEER.successors(u)
    )
    assert counts["province", "unchanged"] + counts["province", "merged"] == 63
    assert counts["province", "unchanged"] == 11
    divided = {
        u.code
        for u in GAZETTEER
        if u.period == BEFORE and u.level == "commune" and u.late
        if len(GAZETTEER.successors(u)) > 1
    }
    assert len(divided) == 471  # what the source's table of divided communes holds


def test_communes_gone_before_june_2025_lead_on_where_the_source_names_their_taker() -> None:
    gone = [u for u in GAZETTEER if u.level == "commune" and u.period == BEFORE and not u.late]
    assert len(gone) == 567
    known = [u for u in gone if GAZETTEER.successors(u)]
    assert len(known) == 563
    (nguyen_trung_truc,) = GAZETTEER.lookup("phường Nguyễn Trung Trực", within="001")
    assert GAZETTEER.successors(nguyen_trung_truc) != []


def test_counts_are_mapped_only_for_whole_units() -> None:
    hoa_binh, divided = unit("17"), unit("00091")
    target = successor_for_counts(hoa_binh)
    assert target is not None
    assert target.name == "tỉnh Phú Thọ"
    assert successor_for_counts(divided) is None
    assert successor_for_counts(target) == target
    assert successor_for_counts(unit("122")) is None


def test_codes_of_the_wrong_period_have_no_edges() -> None:
    assert GAZETTEER.successors(unit("24", FROM)) == []
    assert GAZETTEER.predecessors(unit("24")) == []
    assert GAZETTEER.successors("no code") == []
