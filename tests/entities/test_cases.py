"""Mentions in sentences of our own, and that nothing depends on how the text is typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest

from cchc_extract.entities import EntityReader
from cchc_extract.text.tokens import tokenize
from tests.entities.inline import cases, parse, spans

CASES = cases()

_OLD_STYLE = {
    "òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ",
    "òe": "oè", "óe": "oé", "ỏe": "oẻ", "ọe": "oẹ",
    "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip
_OPEN = re.compile(r"(?<![qQ])(" + "|".join(_OLD_STYLE) + r")(?!\w)")

REWRITES: dict[str, Callable[[str], str]] = {
    "old tone marks": lambda s: _OPEN.sub(lambda m: _OLD_STYLE[m[0]], s),
    "NFD": lambda s: unicodedata.normalize("NFD", s),
    "non-breaking spaces": lambda s: s.replace(" ", "\xa0"),
    "doubled spaces": lambda s: s.replace(" ", "  "),
    "long dashes": lambda s: s.replace("-", "–"),
}


@pytest.mark.parametrize("line", CASES)
def test_case(reader: EntityReader, line: str) -> None:
    text, gold = parse(line)
    tokens = tokenize(text)
    found = spans(tokens, reader.read(tokens))
    assert {(k, text[s:e]) for k, s, e in found} == {(k, text[s:e]) for k, s, e in gold}
    assert found == gold


@pytest.mark.parametrize("name", REWRITES)
def test_typing_does_not_matter(reader: EntityReader, name: str) -> None:
    rewrite = REWRITES[name]
    changed = []
    for line in CASES:
        text, gold = parse(line)
        typed = rewrite(text)
        tokens = tokenize(typed)
        found = {(k, typed[s:e]) for k, s, e in spans(tokens, reader.read(tokens))}
        if found != {(k, rewrite(text[s:e])) for k, s, e in gold}:
            changed.append((typed, found))
    assert changed == []


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(
            "Năm [U Sở Nội vụ] đứng đầu khối sở là năm đầu tiên.",
            id="a number word that is none",
        ),
        pytest.param(
            "[U Đài Phát thanh\n- Truyền hình tỉnh] mở chuyên mục.", id="a name broken over lines"
        ),
        pytest.param("Sân Thiên Trường: Nam Định thắng 2-0.", id="a club with a province's name"),
    ],
)
@pytest.mark.xfail(strict=True, reason="known failure")
def test_known_failure(reader: EntityReader, line: str) -> None:
    text, gold = parse(line)
    tokens = tokenize(text)
    assert spans(tokens, reader.read(tokens)) == gold
