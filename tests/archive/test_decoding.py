from __future__ import annotations

import gzip
import unicodedata
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.archive.decoding import UndecodableError, decode

from .writing import as_cp1258, as_legacy

TEXT = (
    "Ngày 12/4, UBND tỉnh Cao Bằng đã hoàn thành báo cáo.\r\n"
    "Toàn tỉnh tiếp nhận 34.530 hồ sơ; đạt 98,7%.\n\n“Hoà” và ‘Hòa’\u00a0– như nhau…\n"
)
WORDS = "Toàn tỉnh tiếp nhận hồ sơ Ủy ban nhân dân quận Đống Đa trễ hạn 98,7% (TTHC)".split()
texts = st.lists(st.sampled_from(WORDS), min_size=1).map(" ".join)


@given(texts, st.sampled_from(["NFC", "NFD"]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_utf8_is_left_as_it_is(text: str, form: str, end: str) -> None:
    text = unicodedata.normalize(form, text) + end  # type: ignore[arg-type]
    assert decode(text.encode()) == decode(b"\xef\xbb\xbf" + text.encode())
    assert decode(text.encode()).text == text
    assert decode(text.encode()).notes == ()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_wide_encodings_with_and_without_mark(encoding: str, form: str) -> None:
    text = unicodedata.normalize(form, TEXT)  # type: ignore[arg-type]
    assert decode(text.encode(encoding)).text == text


def test_cp1258_is_found_and_said() -> None:
    decoded = decode(as_cp1258(TEXT))
    assert unicodedata.normalize("NFC", decoded.text) == TEXT
    assert decoded.notes == (("encoding", "read as cp1258"),)


@pytest.mark.parametrize("name", ["tcvn3", "vni", "viscii"])
def test_encodings_of_old_fonts_are_found_and_said(articles: list[Any], name: str) -> None:
    pytest.importorskip("viparse", reason="the extra `legacy` is not installed")
    for article in articles:
        text = unicodedata.normalize("NFC", article["text"])
        decoded = decode(as_legacy(text, name))
        assert decoded.notes[0] == ("encoding", f"read as {name}")
        # Capitals of TCVN3 are another font, and VNI has no ẳ.
        letters = [
            (a, b) for a, b in zip(decoded.text, text, strict=True) if b.isalpha() and b not in "ẳẲ"
        ]
        assert all(a.lower() == b.lower() for a, b in letters)


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_mojibake_is_repaired_and_said(wrong: str) -> None:
    text = "Hồ sơ của Hà Giang, Cà Mau: ủy ban đã trả kết quả"
    broken = text.encode().decode(wrong, errors="ignore")
    if wrong == "latin-1":  # cp1252 has holes, what falls into them is lost for good
        assert decode(broken.encode()).text == text
    assert ("mojibake", "characters broken by a wrong decoding were repaired") in decode(
        broken.encode()
    ).notes


def test_a_text_cut_within_a_letter_stays_utf8() -> None:
    data = (TEXT * 3).encode()
    cut = data.rindex("ỉ".encode()) + 1
    decoded = decode(data[:cut])
    assert decoded.text == data[: cut - 1].decode() + "\ufffd"
    assert decoded.notes == (("broken_bytes", "1 broken UTF-8 sequences replaced by U+FFFD"),)


@pytest.mark.parametrize(
    "data",
    [
        bytes(1000),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4,
        gzip.compress(TEXT.encode() * 20, mtime=0),
        b"abc\x01\x02\x03" * 50,
        "これは試験です。日本語のテキスト。".encode("shift_jis"),
    ],
    ids=["zeros", "png", "gzip", "controls", "japanese"],
)
def test_what_is_no_vietnamese_text_is_refused(data: bytes) -> None:
    with pytest.raises(UndecodableError, match="binary data"):
        decode(data)


@given(st.binary())
def test_any_bytes_give_a_text_or_a_reason(data: bytes) -> None:
    with suppress(UndecodableError):
        assert isinstance(decode(data).text, str)


def test_real_files_are_left_as_they_are(seeds: dict[str, bytes]) -> None:
    for name, data in seeds.items():
        assert decode(data).text == data.decode(), name
