"""Tokens: lossless pieces, and norms in which spellings of one word agree."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.text.tokens import fold, norm_word, tokenize

_ENDS = " \t\r\n\xa0\u200b\u2009\u202f\ufeff"


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("Sở Nội vụ tiếp nhận", "sở|nội|vụ|tiếp|nhận"),
        ("đúng hạn 98,7%.", "đúng|hạn|98,7%|."),
        ("số 432/QĐ-UBND ngày 15/3/2023", "số|432/qđ-ubnd|ngày|15/3/2023"),
        ("39-NQ/TW; 108/2014/NĐ-CP", "39-nq/tw|;|108/2014/nđ-cp"),
        ("2685/QĐ – UBND, 2685/QĐUBND", "2685/qđ - ubnd|,|2685/qđubnd"),
        ("số 12/QĐ-UBND. UBND tỉnh", "số|12/qđ-ubnd|.|ubnd|tỉnh"),
        ("46/147 thủ tục, 2022.Giải quyết", "46/147|thủ|tục|,|2022|.|giải|quyết"),
        ("xã B'Lao, K’Dang", "xã|b'lao|,|k'dang"),
        ("http://a.vn/x?y=1, a.b@c.vn", "http://a.vn/x?y=1|,|a.b@c.vn"),
        ("chờ...", "chờ|..."),
        ("a\xa0b  c\td", "a|b|c|d"),
        ("a \r\n \n b", "a|\n|b"),
        ("Hoà, thuỷ, quý", "hòa|,|thủy|,|quý"),
    ],
)
def test_tokens(text: str, norms: str) -> None:
    assert tokenize(text).norms == norms.split("|")


@given(
    st.text(st.characters(codec="utf-8") | st.sampled_from(list(" \n\xa0.,-/19QĐhạn")), max_size=60)
)
def test_nothing_is_lost(text: str) -> None:
    tokens = tokenize(text)
    assert "".join(tokens.pieces) == text
    assert tokens.starts == [len("".join(tokens.pieces[:i])) for i in range(len(tokens) + 1)]
    for i in range(len(tokens)):
        start, end = tokens.span(i, i + 1)
        assert text[start:end] == tokens.surface(i, i + 1) == tokens.pieces[i].rstrip(_ENDS)


def test_surfaces_end_before_zero_width_blanks() -> None:
    tokens = tokenize("Huế\u200b đạt\ufeff")
    assert [tokens.surface(i, i + 1) for i in range(2)] == ["Huế", "đạt"]


@pytest.mark.parametrize("word", ["hoà", "thuỷ", "Uỷ", "khoẻ", "quý", "ĐÃ", "toàn"])
def test_norms_of_one_word_agree(word: str) -> None:
    assert norm_word(unicodedata.normalize("NFD", word)) == norm_word(word)
    assert fold(f" {word}  {word.upper()} ") == f"{norm_word(word)} {norm_word(word)}"
