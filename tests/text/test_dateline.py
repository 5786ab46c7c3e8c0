"""Days and times as pages write them."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.text.dateline import read_datetime


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("Cập nhật ngày: 28/10/2021 10:26:58", "2021-10-28T10:26:58"),
        ("Ngày 09 tháng 03 năm 2022", "2022-03-09"),
        ("(21/09/2022)", "2022-09-21"),
        ("Thứ Sáu, 6/10/2023, 17:42 (GMT+7)", "2023-10-06T17:42:00"),
        ("Thứ Ba, 02-10-2018 | 14:20", "2018-10-02T14:20:00"),
        ("6/4/19 3:43 PM", "2019-06-04T15:43:00"),
        ("6/14/19 12:05 AM", "2019-06-14T00:05:00"),
        ("3/26/2024 9:12:45 AM", "2024-03-26T09:12:45"),
        ("14/6/2023 9:12 AM", "2023-06-14T09:12:00"),
        ("10/09/2021 - 10:22 AM", "2021-09-10T10:22:00"),
        ("28/12/2023 08:00 AM", "2023-12-28T08:00:00"),
        ("26/3/2024 | 9:12:45 Sáng", "2024-03-26T09:12:45"),
        ("26/3/2024 2:05 Chiều", "2024-03-26T14:05:00"),
        ("26/3/2024 2:05 CH", "2024-03-26T14:05:00"),
        ("05/05/2023 09:15", "2023-05-05T09:15:00"),
        ("09:08 - 27/01/2022", "2022-01-27T09:08:00"),
        ("15.3.2024, 9h05", "2024-03-15T09:05:00"),
        ("2024-01-15 08:30", "2024-01-15T08:30:00"),
        ("31/8/2022", "2022-08-31"),
        ("28/10/2021 99:99", "2021-10-28"),
    ],
)
def test_reads(line: str, iso: str) -> None:
    assert read_datetime(line) == iso
    assert datetime.fromisoformat(iso)


@pytest.mark.parametrize("line", ["", "10:26", "tháng 3/2022", "31/02/2022", "1.2.3", "432/2021"])
def test_no_day(line: str) -> None:
    assert read_datetime(line) is None


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)).map(
        lambda d: d.replace(microsecond=0)
    )
)
def test_the_vietnamese_order_is_read_back(moment: datetime) -> None:
    line = f"Cập nhật: {moment:%d/%m/%Y} {moment:%H:%M:%S}"
    assert read_datetime(line) == moment.isoformat()
