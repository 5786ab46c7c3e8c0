"""Where sentences and paragraphs end. ``|`` marks the ends in the examples."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.text.sentences import paragraphs, sentences
from cchc_extract.text.tokens import tokenize


def _split(text: str) -> list[str]:
    tokens = tokenize(text)
    return [tokens.surface(a, b) for a, b in sentences(tokens)]


@pytest.mark.parametrize(
    "marked",
    [
        "Huyện nhận 10 hồ sơ.|Xã nhận 2 hồ sơ.",
        "Thăng hạng trong năm 2022.|Giải quyết thủ tục tại xã.",
        "Đã nhận 368.746 hồ sơ, đạt 95.2% kế hoạch.|Còn lại đang giải quyết.",
        "Người dân ở TP. Huế hài lòng.|Đó là kết quả tốt.",
        "Người dân ở TP.Dĩ An và TX.Bến Cát nộp hồ sơ.",
        "ThS. Nguyễn Văn An trình bày.|TS. Lê Bình phát biểu.",
        "Ông Nguyễn V. An cho biết.",
        "Tỉnh nhận 4.534 HS.|Số HS đến hạn là 2.504 HS.",
        "Đạt kết quả tốt!|Vì sao?|Hãy xem.",
        "Dịch vụ giá 0 đồng…|Kết quả tăng theo năm.",
        "Đất đai, xây dựng... theo hướng đơn giản.",
        "Kết quả (đạt 90%. Tăng 2%) khá tốt.|Tiếp tục phát huy.",
        "Kết quả (đạt 90%.|Tăng 2% so với năm trước.",
        "“Phải làm ngay.”|Ông nói thêm.",
        "Nhận 10 hồ sơ; trả 9 hồ sơ; còn 1 hồ sơ.",
        "1. Kết quả các chỉ số",
        "Hội nghị kết thúc./.",
        "Hội nghị kết thúc ./.|Tin: An",
        "Xem mục 1.2.3 của kế hoạch.",
    ],
)
def test_sentences(marked: str) -> None:
    text = marked.replace("|", " ").replace("2022. Giải", "2022.Giải")
    assert _split(text) == marked.split("|")


def test_a_line_is_never_joined_to_the_next() -> None:
    text = "Kết quả\n- Nhận 10 hồ sơ\n- Trả 9 hồ sơ\r\n\r\nHuyện Phù Yên"
    assert _split(text) == ["Kết quả", "- Nhận 10 hồ sơ", "- Trả 9 hồ sơ", "Huyện Phù Yên"]
    tokens = tokenize(text)
    assert [tokens.surface(a, b) for a, b in paragraphs(tokens)] == _split(text)


@given(st.text(alphabet='aB1.!?… \n\r()"“”TP./-,;:', max_size=60))
def test_sentences_tile_the_paragraphs(text: str) -> None:
    tokens = tokenize(text)
    lines = paragraphs(tokens)
    parts = sentences(tokens)
    assert [i for a, b in parts for i in range(a, b)] == [i for a, b in lines for i in range(a, b)]
    assert [i for i, n in enumerate(tokens.norms) if n != "\n"] == [
        i for a, b in lines for i in range(a, b)
    ]


@pytest.mark.parametrize("mark", [";", ",", ""])
def test_what_never_ends_is_cut(mark: str) -> None:
    tokens = tokenize(f"trả 5 hồ sơ{mark} " * 200)
    parts = sentences(tokens)
    assert [i for a, b in parts for i in range(a, b)] == list(range(len(tokens)))
    assert all(150 <= b - a <= 300 for a, b in parts[:-1])
    assert not mark or all(tokens.norms[b - 1] == mark for _, b in parts)


@pytest.mark.parametrize("piece", ["Huyện (nhận 10. ", "Huyện (nhận 10. Xã) ", "TP. Huế "])
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def seconds(n: int) -> float:
        tokens = tokenize(piece * n)
        start = process_time()
        sentences(tokens)
        return process_time() - start

    seconds(500)
    assert seconds(4000) < 6 * min(seconds(2000) for _ in range(3)) + 0.02
