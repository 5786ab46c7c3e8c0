"""The transformations do what their names say, and places follow."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.evaluation.gold import GoldArticle, load_gold
from cchc_extract.text.tokens import fold
from tests.metamorphic.transforms import SURROUNDINGS, TRANSFORMS, edited, headings


@pytest.fixture(scope="module")
def dev(root: Path) -> list[GoldArticle]:
    """The development gold with its texts."""
    return load_gold(root / "gold" / "dev.jsonl", texts=root / "corpora" / "dev.jsonl")


@given(st.text("ab \n", max_size=30), st.data())
def test_each_place_goes_where_its_letter_goes(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pieces = st.text("XYZ", max_size=3)
    edits = [(a, b, data.draw(pieces)) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    new = edited(text, edits)
    assert re.sub("[XYZ]", "", new.text) == "".join(
        c for i, c in enumerate(text) if not any(a <= i < b for a, b, _ in edits)
    )
    assert len(new.starts) == len(text)
    assert len(new.ends) == len(text) + 1
    for i, letter in enumerate(text):
        start, end = new.span(i, i + 1)
        if not any(a <= i < b for a, b, _ in edits):
            assert new.text[start:end] == letter
    for a, b, piece in edits:
        if a < b:
            start, end = new.span(a, b)
            assert new.text[start:end] == piece


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("old tone marks", "Hòa, HÒA, Thủy, khỏe, hoàn, toán", "Hoà, HOÀ, Thuỷ, khoẻ, hoàn, toán"),
        ("new tone marks", "Hoá, UỶ, quý, Thuỷ, hoàn", "Hóa, ỦY, quý, Thủy, hoàn"),
        ("plain thousands", "12.345; 1.234; 1.234.567,8", "12345; 1.234; 1234567,8"),
        ("plain thousands", "20.10.2020, 12.345/QĐ-UBND", "20.10.2020, 12.345/QĐ-UBND"),
        ("en dashes", "a - b, 1/QĐ-UBND", "a – b, 1/QĐ–UBND"),
        ("em dashes", "a - b – c, 1/QĐ-UBND", "a — b — c, 1/QĐ-UBND"),
        ("hyphens", "a — b – c", "a - b - c"),
        ("unbroken blanks", "a b", "a\xa0b"),
        ("doubled blanks", "a b", "a  b"),
        ("line ends", "a\nb\r\nc", "a\r\nb\r\nc"),
        ("NFD", "ếb", "e\u0302\u0301b"),
        ("NFC", "e\u0302\u0301b", "ếb"),
    ],
)
def test_examples(name: str, text: str, expected: str) -> None:
    assert TRANSFORMS[name](text).text == expected


def test_headings_are_the_lines_without_a_stop(dev: list[GoldArticle]) -> None:
    (text,) = [article.text for article in dev if article.id == "d1-02"]
    assert text is not None
    found = [text[start:end] for start, end in headings(text)]
    assert "Đắk Glong giải quyết trên 57.600 hồ sơ thủ tục hành chính" in found
    assert all(len(line) < 150 for line in found)
    capitals = TRANSFORMS["headings in capitals"](text)
    assert {capitals.text[a:b] for a, b in capitals.open} == {line.upper() for line in found}


def bare(text: str) -> str:
    """What no transformation changes of a surface."""
    return re.sub(r"[\s.–—-]", "", fold(unicodedata.normalize("NFC", text)))


@pytest.mark.parametrize("name", TRANSFORMS)
def test_the_surface_of_gold_is_where_it_went(name: str, dev: list[GoldArticle]) -> None:
    for article in dev:
        assert article.text is not None
        new = TRANSFORMS[name](article.text)
        for item in (*article.facts, *article.entities):
            start, end = new.span(item["start"], item["end"])
            assert bare(new.text[start:end]) == bare(item["text"])
            assert not new.text[start:end][:1].isspace()
            assert not new.text[start:end][-1:].isspace()


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_what_is_added_stands_between_whole_lines(name: str, dev: list[GoldArticle]) -> None:
    for article in dev:
        assert article.text is not None
        new = TRANSFORMS[name](article.text)
        added = {*new.text.splitlines()} - {*article.text.splitlines()}
        assert len(new.text) > len(article.text)
        assert added
        assert {*article.text.splitlines()} <= {*new.text.splitlines()}
