"""Numbers in their sentences: value, percent sign, whole, and what is no number."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.lexicon import load_entries
from cchc_extract.quantities.numbers import find_numbers
from cchc_extract.quantities.periods import PeriodReader
from cchc_extract.quantities.types import NumberMention
from cchc_extract.text.tokens import tokenize


def _found(text: str) -> list[tuple[str, NumberMention]]:
    tokens = tokenize(text)
    return [(tokens.surface(n.first, n.stop), n) for n in find_numbers(tokens)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tiếp nhận 368.746 hồ sơ", [("368.746", 368746)]),
        ("giảm hơn 2 ngàn biên chế", [("2 ngàn", 2000)]),
        ("tiếp nhận 61,3 nghìn hồ sơ", [("61,3 nghìn", 61300)]),
        ("trên 1,2 triệu hồ sơ", [("1,2 triệu", 1200000)]),
        ("trên 1,234 triệu hồ sơ", [("1,234 triệu", 1234000)]),
        ("kinh phí 12 nghìn tỷ đồng", [("12 nghìn tỷ", 12 * 10**12)]),
        ("nhận 1 triệu 234 nghìn hồ sơ", [("1 triệu 234 nghìn", 1234000)]),
        ("còn năm mươi hồ sơ; năm trăm hồ sơ", [("năm mươi", 50), ("năm trăm", 500)]),
        ("đứng thứ Nhất toàn quốc", [("Nhất", 1)]),
        ("trễ hạn 01 hồ sơ", [("01", 1)]),
        ("đạt 87,61 điểm", [("87,61", 87.61)]),
        ("đạt 41,5581 điểm", [("41,5581", 41.5581)]),
        ("đạt 84,025 điểm", [("84,025", 84.025)]),
        ("nhận 1,234 hồ sơ", [("1,234", 1234)]),
        ("166 điểm đại lý và 1.000 điểm", [("166", 166), ("1.000", 1000)]),
        ("tăng hai bậc", [("hai", 2)]),
        ("xếp thứ nhất, đứng thứ nhì", [("nhất", 1), ("nhì", 2)]),
        ("vươn lên thứ ba", [("ba", 3)]),
        ("từ vị trí thứ tư về vị trí thứ sáu", [("tư", 4), ("sáu", 6)]),
        ("hai nơi, ba nấc, bốn xã", [("hai", 2), ("ba", 3), ("bốn", 4)]),
        ("tăng mười ba bậc", [("mười ba", 13)]),
        ("còn hai mươi mốt hồ sơ", [("hai mươi mốt", 21)]),
        ("nhận ba trăm linh năm hồ sơ", [("ba trăm linh năm", 305)]),
        ("một trăm hai mươi ba hồ sơ", [("một trăm hai mươi ba", 123)]),
        ("tăng năm bậc", [("năm", 5)]),
        ("mức 95,2%", [("95,2%", 95.2)]),
        ("10bậc", [("10", 10)]),
        ("xếp thứ 12", [("12", 12)]),
        ("hồ sơ: 12; 13", [("12", 12), ("13", 13)]),
        ("(22 hồ sơ)", [("22", 22)]),
        ("tăng từ 25 lên 18", [("25", 25), ("18", 18)]),
    ],
)
def test_values(text: str, expected: list[tuple[str, float]]) -> None:
    assert [(s, n.value) for s, n in _found(text)] == expected


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("đạt 95,2%", "95,2%", 95.2),
        ("đạt 95,2 %", "95,2 %", 95.2),
        ("đạt 90.17%", "90.17%", 90.17),
        ("đạt 98 phần trăm", "98 phần trăm", 98),
        ("đạt 95,125%", "95,125%", 95.125),
        ("tăng 1.000%", "1.000%", 1000),
        ("đạt\xa095,2\xa0%", "95,2\xa0%", 95.2),
    ],
)
def test_percent(text: str, surface: str, value: float) -> None:
    [(found, number)] = _found(text)
    assert (found, number.value, number.percent, number.points) == (surface, value, True, False)


@pytest.mark.parametrize("text", ["giảm 0,83 điểm %", "giảm 0,83 điểm phần trăm"])
def test_percentage_points_are_percent_but_not_in_the_span(text: str) -> None:
    [(surface, number)] = _found(text)
    assert (surface, number.value, number.percent, number.points) == ("0,83", 0.83, True, True)


@pytest.mark.parametrize(
    ("text", "surface", "value", "out_of"),
    [
        ("rà soát 436/1.875 TTHC", "436/1.875", 436, 1875),
        ("đạt 40,62/80 điểm", "40,62/80", 40.62, 80),
        ("kiểm tra tại 06/9 đơn vị", "06/9", 6, 9),
        ("đứng thứ 1/5 tỉnh", "1/5", 1, 5),
        ("đạt 10,18/10,5 điểm", "10,18/10,5", 10.18, 10.5),
        ("xếp thứ 28 / 63", "28 / 63", 28, 63),
    ],
)
def test_out_of(text: str, surface: str, value: float, out_of: float) -> None:
    [(found, number)] = _found(text)
    assert (found, number.value, number.out_of) == (surface, value, out_of)


@pytest.mark.parametrize(
    "text",
    [
        "phục vụ 24/7",
        "Quyết định số 432/QĐ-UBND",
        "Kế hoạch số 62 của huyện",
        "Chỉ thị 05 của Chủ tịch",
        "thực hiện Đề án 06",
        "dịch vụ công mức độ 3, 4",
        "mức độ 2, 3 và 4",
        "tiêu chuẩn ISO 9001:2015",
        "gọi 0912345678 để được giúp",
        "gọi 0912.345.678",
        "gọi 1900.1234 hoặc 024.38252600",
        "dịch Covid-19",
        "giấy A4 và mạng 4G",
        "lúc 17:42 chiều",
        "lúc 9h30",
        "31/8/2022",
        "17-4-2015",
        "8/2021",
        "Mục 1.2.3 nêu rõ",
        "1. Kết quả\n2. Tồn tại",
        "bộ phận một cửa, một số xã, dịch vụ công một phần",
        "Thứ Hai, mỗi thứ Tư, ngày thứ Bảy",
        "sáng thứ hai",
        "Thông tư của Bộ, đầu tư công",
        "huyện Ba Vì, Thứ Ba",
        "trong năm huyện đã giải quyết xong",
        "Thứ nhất, rà soát; thứ hai, công khai",
        "hàng trăm hồ sơ, vài chục đơn vị",
        "chính quyền hai cấp",
    ],
)
def test_no_number(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("text", "percent"),
    [("rút ngắn 25-50%", True), ("từ 80 đến 90%", False), ("bố trí 1-2 phòng", False)],
)
def test_ranges(text: str, percent: bool) -> None:
    (_, low), (_, high) = _found(text)
    assert (low.in_range, high.in_range) == (True, True)
    assert low.percent == (percent or "%" in text)


def test_from_to_of_ranks_is_no_range() -> None:
    assert not any(n.in_range for _, n in _found("từ vị trí 25 lên 18, tăng từ 3 lên 5"))


@pytest.mark.parametrize(
    ("text", "step", "decimals"),
    [("95,2%", 0.1, 1), ("61,3 ngàn", 100, 1), ("12.000", 1, 0), ("2 triệu", 10**6, 0)],
)
def test_step_is_the_worth_of_the_last_digit(text: str, step: float, decimals: int) -> None:
    [(_, number)] = _found(text)
    assert (number.step, number.decimals) == (step, decimals)


def test_ordinals() -> None:
    assert [n.ordinal for _, n in _found("xếp thứ 12, đứng thứ hai, còn hai hồ sơ")] == [
        True,
        True,
        False,
    ]


def test_numbers_of_times_are_left_out() -> None:
    tokens = tokenize("9 tháng đầu năm 2022 và từ 21/4 đến 20/5/2019, huyện nhận 120 hồ sơ")
    periods = PeriodReader(load_entries()).read(tokens, date(2023, 1, 1))
    assert [n.value for n in find_numbers(tokens, periods)] == [120]


_CHARS = st.characters(codec="utf-8") | st.sampled_from(list("0123456789.,/%-: \n²①٣½x"))


@given(st.text(_CHARS, max_size=80))
def test_any_text_is_read_in_order(text: str) -> None:
    tokens = tokenize(text)
    last = 0
    for n in find_numbers(tokens):
        assert last <= n.first < n.stop <= len(tokens)
        assert n.value >= 0
        last = n.stop
