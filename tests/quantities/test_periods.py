"""Periods in their sentences: days, kind and role."""

from __future__ import annotations

from datetime import date
from functools import cache
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.lexicon import load_entries
from cchc_extract.quantities.calendar import Span, first_months, quarter_span, year_span
from cchc_extract.quantities.periods import PeriodReader, resolve_same_period
from cchc_extract.quantities.types import PeriodMention
from cchc_extract.text.tokens import tokenize

PUBLISHED = date(2024, 7, 10)


@cache
def reader() -> PeriodReader:
    return PeriodReader(load_entries())


def _read(text: str, published: date | None = PUBLISHED) -> list[tuple[str, PeriodMention]]:
    tokens = tokenize(text)
    return [(tokens.surface(m.first, m.stop), m) for m in reader().read(tokens, published)]


def _day(text: str) -> date | None:
    return None if text == "-" else date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "surface", "start", "end", "kind"),
    [
        ("Năm 2023, tỉnh nhận", "Năm 2023", "2023-01-01", "2023-12-31", "year"),
        ("9 tháng đầu năm 2022", "9 tháng đầu năm 2022", "2022-01-01", "2022-09-30", "span"),
        ("sáu tháng đầu năm", "sáu tháng đầu năm", "2024-01-01", "2024-06-30", "span"),
        ("năm tháng đầu năm", "năm tháng đầu năm", "2024-01-01", "2024-05-31", "span"),
        ("6 tháng đầu năm nay", "6 tháng đầu năm nay", "2024-01-01", "2024-06-30", "span"),
        ("9 tháng năm 2023", "9 tháng năm 2023", "2023-01-01", "2023-09-30", "span"),
        ("6 tháng cuối năm 2023", "6 tháng cuối năm 2023", "2023-07-01", "2023-12-31", "span"),
        ("quý III-2020", "quý III-2020", "2020-07-01", "2020-09-30", "quarter"),
        ("quý I/2025", "quý I/2025", "2025-01-01", "2025-03-31", "quarter"),
        ("quý 2 năm 2023", "quý 2 năm 2023", "2023-04-01", "2023-06-30", "quarter"),
        ("Quý IV/2023", "Quý IV/2023", "2023-10-01", "2023-12-31", "quarter"),
        ("trong quý I", "quý I", "2024-01-01", "2024-03-31", "quarter"),
        ("quý I và II/2024", "quý I và II/2024", "2024-01-01", "2024-06-30", "span"),
        ("tháng 8/2021", "tháng 8/2021", "2021-08-01", "2021-08-31", "month"),
        ("tháng 10 năm 2024", "tháng 10 năm 2024", "2024-10-01", "2024-10-31", "month"),
        ("tháng mười hai", "tháng mười hai", "2023-12-01", "2023-12-31", "month"),
        ("giai đoạn 2011 – 2020", "giai đoạn 2011 – 2020", "2011-01-01", "2020-12-31", "stage"),
        ("nhiệm kỳ 2020-2025", "nhiệm kỳ 2020-2025", "2020-01-01", "2025-12-31", "stage"),
        ("trong 4 năm (2016 -2019)", "2016 -2019", "2016-01-01", "2019-12-31", "stage"),
        ("từ ngày 21/7 đến 20/8/2021", "từ ngày 21/7 đến 20/8/2021", "2021-07-21", "2021-08-20",
         "span"),
        ("Từ ngày 01/12/2022 đến 30/11/2023", "Từ ngày 01/12/2022 đến 30/11/2023", "2022-12-01",
         "2023-11-30", "span"),
        ("từ 15/12 đến 14/6/2023", "từ 15/12 đến 14/6/2023", "2022-12-15", "2023-06-14", "span"),
        ("từ ngày 30/12/2020 - 31/7/2021", "từ ngày 30/12/2020 - 31/7/2021", "2020-12-30",
         "2021-07-31", "span"),
        ("từ ngày 1 đến 20/5/2024", "từ ngày 1 đến 20/5/2024", "2024-05-01", "2024-05-20", "span"),
        ("từ tháng 1 đến tháng 6/2023", "tháng 1 đến tháng 6/2023", "2023-01-01", "2023-06-30",
         "span"),
        ("từ tháng 11/2022 đến 6/2023", "từ tháng 11/2022 đến 6/2023", "2022-11-01", "2023-06-30",
         "span"),
        ("từ năm 2015 đến nay", "từ năm 2015 đến nay", "2015-01-01", "2024-07-10", "stage"),
        ("từ đầu năm đến nay", "từ đầu năm đến nay", "2024-01-01", "2024-07-10", "span"),
        ("Từ đầu năm 2021 tới nay", "Từ đầu năm 2021 tới nay", "2021-01-01", "2024-07-10", "span"),
        ("từ đầu năm đến ngày 15/3/2024", "từ đầu năm đến ngày 15/3/2024", "2024-01-01",
         "2024-03-15", "span"),
        ("từ ngày 1/7/2025,", "từ ngày 1/7/2025", "2025-07-01", "-", "open"),
        ("đến hết năm 2021", "đến hết năm 2021", "-", "2021-12-31", "until"),
        ("đến năm 2025,", "đến năm 2025", "-", "2025-12-31", "until"),
        ("đến cuối năm 2022", "đến cuối năm 2022", "-", "2022-12-31", "until"),
        ("Đến cuối tháng 3/2025", "Đến cuối tháng 3/2025", "-", "2025-03-31", "until"),
        ("tính đến ngày 26/9/2022", "tính đến ngày 26/9/2022", "-", "2022-09-26", "until"),
        ("tính đến hết tháng 3/2025", "tính đến hết tháng 3/2025", "-", "2025-03-31", "until"),
        ("tính đến 17 giờ ngày 14/7/2023", "tính đến 17 giờ ngày 14/7/2023", "-", "2023-07-14",
         "until"),
        ("Tính đến 16h30 ngày 14/7/2023", "Tính đến 16h30 ngày 14/7/2023", "-", "2023-07-14",
         "until"),
        ("lũy kế đến ngày 15/6/2024", "lũy kế đến ngày 15/6/2024", "-", "2024-06-15", "until"),
        ("lũy kế 9 tháng đầu năm 2022", "lũy kế 9 tháng đầu năm 2022",
         "2022-01-01", "2022-09-30", "span"),
        ("Lũy kế từ ngày 1/6 đến 14/6", "từ ngày 1/6 đến 14/6", "2024-06-01", "2024-06-14", "span"),
        ("đến nay, tỉnh có", "đến nay", "-", "2024-07-10", "now"),
        ("hiện nay có", "hiện nay", "-", "2024-07-10", "now"),
        ("Hiện toàn tỉnh có", "Hiện", "-", "2024-07-10", "now"),
        ("Nửa đầu tháng 6, tỉnh", "Nửa đầu tháng 6", "2024-06-01", "2024-06-15", "span"),
        ("lũy kế 6 tháng là 10", "lũy kế 6 tháng", "2024-01-01", "2024-06-30", "span"),
        ("năm nay phấn đấu", "năm nay", "2024-01-01", "2024-12-31", "relative"),
        ("trong năm qua, huyện", "năm qua", "2023-01-01", "2023-12-31", "relative"),
        ("Trong tháng, xã nhận", "Trong tháng", "2024-06-01", "2024-06-30", "relative"),
        ("tháng qua, xã nhận", "tháng qua", "2024-06-01", "2024-06-30", "relative"),
        ("tuần qua, xã nhận", "tuần qua", "2024-07-04", "2024-07-10", "relative"),
        ("Trong 6 tháng qua", "6 tháng qua", "2024-01-01", "2024-06-30", "relative"),
        ("năm học 2022-2023", "năm học 2022-2023", "2022-01-01", "2023-12-31", "stage"),
        ("thời gian tới, huyện sẽ", "thời gian tới", "-", "-", "undated"),
        ("PAPI 2023 của tỉnh", "2023", "2023-01-01", "2023-12-31", "year"),
        ("tháng 5/2019 (từ 21/4 đến 20/5/2019)", "tháng 5/2019 (từ 21/4 đến 20/5/2019)",
         "2019-04-21", "2019-05-20", "span"),
        ("kỳ 2022 còn ở hạng 6", "kỳ 2022", "2022-01-01", "2022-12-31", "year"),
        ("Hồi 2020 là 304 thủ tục", "Hồi 2020", "2020-01-01", "2020-12-31", "year"),
        ("9 tháng đầu 2023", "9 tháng đầu 2023", "2023-01-01", "2023-09-30", "span"),
        ("hai quý đầu năm", "hai quý đầu năm", "2024-01-01", "2024-06-30", "span"),
        ("Nửa đầu 2023, tỉnh nhận", "Nửa đầu 2023", "2023-01-01", "2023-06-30", "span"),
        ("Trong sáu tháng, xã nhận", "Trong sáu tháng", "2024-01-01", "2024-06-30", "relative"),
        ("6 tháng, xã nhận", "6 tháng", "2024-01-01", "2024-06-30", "relative"),
        ("Sáu tháng vừa qua, xã nhận", "Sáu tháng vừa qua", "2024-01-01", "2024-06-30", "relative"),
        ("quý vừa rồi", "quý vừa rồi", "2024-04-01", "2024-06-30", "relative"),
        ("Từ nay đến hết năm 2024", "Từ nay đến hết năm 2024", "2024-07-10", "2024-12-31", "span"),
        ("từ nay đến cuối năm", "từ nay đến cuối năm", "2024-07-10", "2024-12-31", "span"),
        ("Kỳ tới (15/7 - 14/8/2024), các sở", "Kỳ tới (15/7 - 14/8/2024)", "2024-07-15",
         "2024-08-14", "span"),
        ("tuần trước (17 - 23/6)", "tuần trước (17 - 23/6)", "2024-06-17", "2024-06-23", "span"),
        ("1.1 đến 25.6.2024, thuế", "1.1 đến 25.6.2024", "2024-01-01", "2024-06-25", "span"),
        ("tính từ 01 - 19/6/2024", "tính từ 01 - 19/6/2024", "2024-06-01", "2024-06-19", "span"),
        ("từ ngày 1 đến ngày 30 tháng 6 năm 2024", "từ ngày 1 đến ngày 30 tháng 6 năm 2024",
         "2024-06-01", "2024-06-30", "span"),
        ("bảng xếp hạng cập nhật ngày 30/6", "cập nhật ngày 30/6", "-", "2024-06-30", "until"),
        ("chốt ngày 30/6/2024, xã", "chốt ngày 30/6/2024", "-", "2024-06-30", "until"),
        ("tại thời điểm 30/6, xã", "tại thời điểm 30/6", "-", "2024-06-30", "until"),
        ("từ khi vận hành mô hình mới (1/7/2023) đến nay",
         "từ khi vận hành mô hình mới (1/7/2023) đến nay", "2023-07-01", "2024-07-10", "span"),
        ("Toàn ngành hiện chỉ còn 25 TTHC", "hiện", "-", "2024-07-10", "now"),
        ("cách đó một năm, tỉnh", "cách đó một năm", "2023-01-01", "2023-12-31", "relative"),
    ],
)  # fmt: skip
def test_days_of_one(text: str, surface: str, start: str, end: str, kind: str) -> None:
    [(found, m)] = _read(text)
    assert (found, m.start, m.end, m.kind) == (surface, _day(start), _day(end), kind)
    assert m.role == "period"


@pytest.mark.parametrize(
    ("text", "surface", "role"),
    [
        ("tăng 2 bậc so với năm 2020", "năm 2020", "baseline"),
        ("so với chỉ tiêu được giao năm 2015, tỉnh giảm", "năm 2015", "baseline"),
        ("cao hơn năm 2022", "năm 2022", "baseline"),
        ("Quyết định số 432/QĐ-UBND ngày 15/3/2023", "ngày 15/3/2023", "document"),
        ("Kế hoạch số 62 ngày 08/3/2021", "ngày 08/3/2021", "document"),
        ("Nghị quyết số 39-NQ/TW, ngày 17-4-2015", "ngày 17-4-2015", "document"),
        ("Chỉ thị 05 ngày 20/3/2023 của Chủ tịch", "ngày 20/3/2023", "document"),
        ("Luật Tổ chức chính quyền địa phương năm 2015", "năm 2015", "document"),
        (
            "Căn cứ Luật Khiếu nại ngày 11 tháng 11 năm 2011",
            "ngày 11 tháng 11 năm 2011",
            "document",
        ),
        ("báo cáo trước ngày 15-8-2025", "trước ngày 15-8-2025", "deadline"),
        ("chậm nhất là ngày 30/9/2024", "chậm nhất là ngày 30/9/2024", "deadline"),
        ("định hướng đến năm 2030", "định hướng đến năm 2030", "deadline"),
        ("Sáng 12-01-2024, UBND họp", "Sáng 12-01-2024", "event"),
        ("Chiều 12.6, Sở cho biết", "Chiều 12.6", "event"),
        ("tại họp báo thường kỳ quý II", "quý II", "event"),
        ("vừa công bố hôm 30/3", "hôm 30/3", "event"),
        ("trùng dịp nghỉ lễ 30/4", "dịp nghỉ lễ 30/4", "event"),
        ("ngày vận hành mô hình mới (01/7)", "01/7", "event"),
        ("kém năm trước 1,26 điểm", "năm trước", "baseline"),
        ("đặt cạnh quý III-2019", "quý III-2019", "baseline"),
        ("gửi thư trước 15/9 cho dân", "trước 15/9", "deadline"),
        ("Chiều ngày 23/5/2023, Ban họp", "Chiều ngày 23/5/2023", "event"),
        ("Theo kết quả công bố ngày 02/4/2024", "ngày 02/4/2024", "event"),
        ("Hôm nay (6/7), Sở họp", "Hôm nay (6/7)", "event"),
        ("Ngày 24/6, Đoàn kiểm tra làm việc tại Sở", "Ngày 24/6", "event"),
        ("riêng ngày 14/6 toàn thành phố nhận 3.425 hồ sơ", "ngày 14/6", "period"),
        ("Ngày 14/6, toàn thành phố tiếp nhận 3.425 hồ sơ", "ngày 14/6", "period"),
        ("Ngày 14/6, huyện tổ chức hội nghị, nhận 12 ý kiến", "ngày 14/6", "event"),
    ],
)
def test_role_of_one(text: str, surface: str, role: str) -> None:
    [(found, m)] = _read(text)
    assert (found.lower(), m.role) == (surface.lower(), role)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        (
            "tháng 9 và 9 tháng năm 2023",
            [("2023-09-01", "2023-09-30"), ("2023-01-01", "2023-09-30")],
        ),
        (
            "năm 2021, 2022 và 2023",
            [(f"{y}-01-01", f"{y}-12-31") for y in (2021, 2022, 2023)],
        ),
        (
            "các năm 2021, 2022",
            [(f"{y}-01-01", f"{y}-12-31") for y in (2021, 2022)],
        ),
        (
            "Năm 2021 xếp hạng 20, 2022 xếp hạng 15",
            [(f"{y}-01-01", f"{y}-12-31") for y in (2021, 2022)],
        ),
        (
            "PCI 2023 tăng 5 bậc so với 2022.",
            [(f"{y}-01-01", f"{y}-12-31") for y in (2023, 2022)],
        ),
        (
            "Quý I/2023 nhận 10 hồ sơ. Trong quý, trễ hạn 2",
            [("2023-01-01", "2023-03-31"), ("2023-01-01", "2023-03-31")],
        ),
        (
            "Năm 2022, huyện nhận 10 hồ sơ.\nTrong năm, trễ hạn 2",
            [("2022-01-01", "2022-12-31"), ("2022-01-01", "2022-12-31")],
        ),
        (
            "Năm 2022, quý I nhận 10 hồ sơ",
            [("2022-01-01", "2022-12-31"), ("2022-01-01", "2022-03-31")],
        ),
        (
            "Từ ngày 1/3/2024 áp dụng. Sau 2 tháng thực hiện",
            [("2024-03-01", "-"), ("2024-03-01", "2024-04-30")],
        ),
    ],
)
def test_one_lends_to_another(text: str, spans: list[tuple[str, str]]) -> None:
    assert [(m.start, m.end) for _, m in _read(text)] == [(_day(a), _day(b)) for a, b in spans]


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("Ngày 20/12, Sở họp", "2024-01-15", "2023-12-20"),
        ("Ngày 12/4, Sở họp", "2025-04-12", "2025-04-12"),
        ("hoàn thành trước ngày 30/6", "2024-04-15", "2024-06-30"),
        ("hoàn thành trước ngày 31/3", "2024-04-15", "2025-03-31"),
        ("tính đến ngày 31/12", "2024-01-15", "2023-12-31"),
        ("phấn đấu đến 30/6,", "2024-04-15", "2024-06-30"),
        ("Ngày 29/2, Sở họp", "2025-01-10", "2024-02-29"),
    ],
)
def test_a_day_without_its_year(text: str, published: str, day: str) -> None:
    [(_, m)] = _read(text, date.fromisoformat(published))
    assert m.end == date.fromisoformat(day)


def test_without_publication_the_text_gives_the_year() -> None:
    (_, first), _ = _read("Từ ngày 1/3, tỉnh áp dụng. Năm 2021, tỉnh nhận 20 hồ sơ", None)
    assert first.start == date(2021, 3, 1)
    assert _read("Sáng 6/10, Sở họp", None) == []
    assert _read("đến nay, tỉnh có", None) == []


@pytest.mark.parametrize(
    "text",
    [
        "tiêu chuẩn ISO 9001:2015",
        "nhận 2023 hồ sơ",
        "xếp thứ 8/12 huyện",
        "hỗ trợ đến 9/12 xã",
        "từ 5/9 lên 8/9",
        "thực hiện có hiệu quả",
        "ngay từ đầu năm, huyện đã kiểm tra",
        "xếp loại công chức cuối năm",
        "những năm qua, hằng năm, hàng tháng",
        "1.998 HS của kỳ trước chuyển qua",
        "định kỳ trước ngày họp",
        "ngày 31/4/2023",
        "Nghị định 108/2014/NĐ-CP",
        "trong 5 năm",
        "quý khách, quý báu",
        "ông An, sinh năm 1979",
        "tăng so với 2022 hồ sơ",
    ],
)
def test_no_period(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize(
    ("text", "current", "expected"),
    [
        ("tăng 5% so với cùng kỳ", first_months(2024, 6), first_months(2023, 6)),
        ("so với cùng kỳ năm trước", quarter_span(2024, 1), quarter_span(2023, 1)),
        ("so với cùng kỳ năm 2021", quarter_span(2024, 1), quarter_span(2021, 1)),
        ("so với năm trước", year_span(2022), year_span(2021)),
        ("so với quý trước", quarter_span(2024, 1), quarter_span(2023, 4)),
        ("so với năm 2019", year_span(2022), year_span(2019)),
        (
            "so với kỳ báo cáo trước (từ 21/3 đến 20/4/2019)",
            first_months(2024, 6),
            Span(date(2019, 3, 21), date(2019, 4, 20)),
        ),
    ],
)
def test_baselines_follow_from_the_time_of_the_number(
    text: str, current: Span, expected: Span
) -> None:
    [(_, m)] = _read(text)
    assert m.role == "baseline"
    assert resolve_same_period(current, m) == expected


@pytest.mark.parametrize("published", [date.min, date.max])
def test_a_day_of_publication_that_no_news_has_is_unknown(published: date) -> None:
    text = "Năm qua, năm tới, tuần qua, ngày 5/3, quý I, 3 năm qua, từ đầu năm đến nay"
    assert _read(text, published) == _read(text, None)


@pytest.mark.parametrize(
    "text",
    [
        "từ trước đến nay",
        "cả bốn năm trước",
        "sáng thứ Năm vừa rồi",
        "nghỉ thai sản 6 tháng",
        "6 tháng một lần",
        "đến hết học kỳ",
        "đạt 1.1 điểm",
        "đứng trước 9/12 huyện",
        "(8/12)",
        "9 tháng, xã nhận",  # in July
    ],
)
def test_what_tells_no_time(text: str) -> None:
    assert _read(text) == []


REPORT = "(Kỳ thống kê: từ 15/4/2021 đến 14/5/2021). Quý I/2021, nhận 9 HS. "


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Trong kỳ, nhận 5 HS", "2021-04-15", "2021-05-14"),
        ("Lũy kế từ đầu năm đến hết kỳ báo cáo", "2021-01-01", "2021-05-14"),
        ("So với kỳ trước", "2021-03-15", "2021-04-14"),
        ("Trong 3 tháng, nhận 9 HS", "2021-01-01", "2021-03-31"),
        ("năm sau đó", "2022-01-01", "2022-12-31"),
        ("từ đó đến nay", "2021-01-01", "2024-07-10"),
    ],
)
def test_times_that_lean_on_those_before(text: str, start: str, end: str) -> None:
    _, m = _read(REPORT + text)[-1]
    assert (m.start, m.end) == (_day(start), _day(end))


@pytest.mark.parametrize(
    ("before", "year"),
    [
        ("Năm 2023", 2023),
        ("Chỉ số CCHC năm 2023 xếp thứ 3", 2024),
        ("Tăng 5% so với cùng kỳ năm 2023", 2024),
    ],
)
def test_a_quarter_has_the_year_reported_on(before: str, year: int) -> None:
    _, m = _read(f"{before}; quý II đạt 95%")[-1]
    assert m.start == date(year, 4, 1)


def test_a_relative_baseline_is_resolved_from_the_period_before_it() -> None:
    found = _read("Quý I/2024, tỉnh nhận 10 hồ sơ, tăng 5% so với cùng kỳ năm trước")
    assert found[-1][1].start == date(2023, 1, 1)
    assert found[-1][1].end == date(2023, 3, 31)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_forms_of_unicode_and_blanks_make_no_difference(form: str) -> None:
    import unicodedata

    text = unicodedata.normalize(form, "Tính\xa0đến  hết tháng 3/2025, luỹ kế quý I/2025")  # type: ignore[arg-type]
    assert [(m.start, m.end) for _, m in _read(text)] == [
        (None, date(2025, 3, 31)),
        (None, date(2025, 3, 31)),
    ]


@pytest.mark.parametrize(
    "piece", ["ngày 5/3, ", "quý I và ", "so với năm trước ", "Nghị quyết năm ", "trong quý "]
)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def seconds(n: int) -> float:
        tokens = tokenize(piece * n)
        start = process_time()
        reader().read(tokens, None)
        return process_time() - start

    seconds(500)
    longer, shorter = (min(seconds(n) for _ in range(3)) for n in (4000, 2000))
    assert longer < 6 * shorter + 0.05


_PIECES = st.sampled_from(
    "từ đến hết ngày tháng quý năm đầu cuối trong so với cùng kỳ trước nay qua 9 12 31 2023 21/7 "
    "8/2021 20/8/2021 I III - , . ( ) \n giai đoạn tính lũy kế và 5 tuần sau vận hành".split(" ")
)


@given(st.lists(_PIECES, max_size=25), st.none() | st.dates(date(2000, 1, 1), date(2030, 12, 31)))
def test_mentions_are_ordered_apart_and_never_backwards(
    pieces: list[str], published: date | None
) -> None:
    tokens = tokenize(" ".join(pieces))
    last = 0
    for m in reader().read(tokens, published):
        assert last <= m.first < m.stop <= len(tokens)
        assert m.start is None or m.end is None or m.start <= m.end
        last = m.stop
