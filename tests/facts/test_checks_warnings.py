"""Warnings: what the reading could not settle, and nothing where all is well."""

from __future__ import annotations

import unicodedata
from functools import cache

import pytest

from cchc_extract.extractor import Extractor


@cache
def extractor() -> Extractor:
    return Extractor()


def warnings(text: str, published: str | None = "2024-02-01") -> dict[str, str]:
    row = {"id": "case", "text": text} | ({"published": published} if published else {})
    return {w["code"]: w["message"] for w in extractor().extract_plain(row)["warnings"]}


GOOD = "Năm 2023, huyện Phù Yên tiếp nhận 1.000 hồ sơ thủ tục hành chính."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty_text"),
        (" \n\u00a0", "empty_text"),
        ("123 456 " * 9, "only_digits"),
        ("12/3; 45%", "only_digits"),
        ("The ministry published 12 procedures.", "not_vietnamese"),
        ("Huyen tiep nhan 500 ho so thu tuc hanh chinh.", "not_vietnamese"),
    ],
)
def test_a_text_that_cannot_be_read(text: str, code: str) -> None:
    assert list(warnings(text)) == [code]


def test_a_text_beyond_any_article_is_not_read() -> None:
    said = warnings(GOOD * 20_000)
    assert list(said) == ["text_too_long"]
    assert said["text_too_long"].startswith("1,")


def test_a_good_article_has_none() -> None:
    assert warnings(GOOD) == {}
    assert warnings("Hội đồng thi đấu đá bóng khai mạc.") == {}


def test_decomposed_letters_are_vietnamese() -> None:
    assert warnings(unicodedata.normalize("NFD", GOOD)) == {}


def test_relative_times_need_a_day_of_publication() -> None:
    text = "Từ đầu năm đến nay, huyện Phù Yên tiếp nhận 1.000 hồ sơ thủ tục hành chính."
    assert warnings(text, "2024-02-01") == {}
    assert warnings(text, None)["no_published"].endswith("without a time: f1")
    assert warnings(GOOD, None) == {}


def test_a_part_larger_than_its_whole() -> None:
    text = (
        "Năm 2023, huyện Phù Yên tiếp nhận 1.000 hồ sơ thủ tục hành chính, trong đó trực tuyến "
        "1.200 hồ sơ."
    )
    message = warnings(text)["part_exceeds_whole"]
    assert message == "f2 (1.200) is larger than f1 (1.000), of which it is a part"
    assert warnings(text.replace("1.200", "900")) == {}


def test_a_rounded_part_is_not_larger() -> None:
    text = (
        "Năm 2023, huyện Phù Yên tiếp nhận 61.320 hồ sơ thủ tục hành chính, trong đó trực tuyến "
        "61,3 ngàn hồ sơ."
    )
    assert warnings(text) == {}


def test_a_name_that_several_territories_have() -> None:
    text = "Xã Tân Thanh tiếp nhận 500 hồ sơ thủ tục hành chính trong năm 2023."
    message = warnings(text)["ambiguous_unit"]
    assert message.startswith("xã Tân Thanh may be ")
    assert message.count("xã Tân Thanh") > 2
    assert "ambiguous_unit" not in warnings(f"Huyện Lâm Hà: {text}")
