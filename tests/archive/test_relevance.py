from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from html import escape
from html.entities import codepoint2name
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.archive.relevance import (
    Kind,
    RelevanceScan,
    anchors,
    relevance_scan,
    scan_of_json,
    with_letters,
)

from .conftest import NEWS
from .writing import as_cp1258, as_legacy

FORMS = ["NFC", "NFD"]


@pytest.fixture(scope="module")
def gold(root: Path, articles: list[Any]) -> dict[str, str]:
    """Texts of the gold articles that may be published."""
    ids = {row["id"] for row in gold_rows(root)}
    return {a["id"]: a["text"] for a in articles if a["id"] in ids}


def gold_rows(root: Path) -> list[dict[str, Any]]:
    lines = (root / "gold" / "dev.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


WRITINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "utf-16 with its mark": lambda text: text.encode("utf-16"),
    "mojibake": lambda text: text.encode().decode("latin-1").encode(),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("writing", WRITINGS)
def test_every_gold_article_is_relevant(gold: dict[str, str], writing: str, form: Any) -> None:
    scan = relevance_scan(Kind.TEXT)
    texts = {i: unicodedata.normalize(form, text) for i, text in gold.items()}
    missed = [i for i, text in texts.items() if not scan.finds(WRITINGS[writing](text))]
    assert missed == []


@pytest.mark.parametrize("name", ["cp1258", "tcvn3", "vni", "viscii"])
def test_every_gold_article_is_relevant_in_old_encodings(gold: dict[str, str], name: str) -> None:
    if name != "cp1258":
        pytest.importorskip("viparse", reason="the extra `legacy` is not installed")
    write = as_cp1258 if name == "cp1258" else lambda text: as_legacy(text, name)
    scan = relevance_scan(Kind.TEXT)
    assert [i for i, text in gold.items() if not scan.finds(write(text))] == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_every_gold_article_is_relevant_in_json(
    gold: dict[str, str], form: Any, ascii_only: bool
) -> None:
    for article_id, text in gold.items():
        row = {"text": unicodedata.normalize(form, text)}
        line = json.dumps(row, ensure_ascii=ascii_only).encode()
        upper = json.dumps({"text": text.upper()}, ensure_ascii=ascii_only).encode()
        assert scan_of_json(line).finds(line), article_id
        assert scan_of_json(upper).finds(upper), article_id


def decimal(char: str) -> str:
    return f"&#{ord(char)};"


def hexadecimal(char: str) -> str:
    return f"&#x{ord(char):X};"


def named(char: str) -> str:
    name = codepoint2name.get(ord(char))
    return f"&{name};" if name else char


@pytest.mark.parametrize("entity", [decimal, hexadecimal, named])
@pytest.mark.parametrize("form", FORMS)
def test_every_gold_article_is_relevant_as_a_page(
    gold: dict[str, str], entity: Callable[[str], str], form: Any
) -> None:
    scan = relevance_scan(Kind.TEXT)
    for article_id, text in gold.items():
        text = escape(unicodedata.normalize(form, text))
        page = "".join(c if c.isascii() else entity(c) for c in text)
        assert scan.finds(with_letters(page.encode())), article_id


@given(
    st.sampled_from(anchors()),
    st.sampled_from([" ", "  ", "\u00a0", "\n", "\t", "\r\n", " \u200b"]),
    st.sampled_from([str.lower, str.upper, str.title, str.capitalize]),
    st.sampled_from(FORMS),
    st.booleans(),
)
def test_each_phrase_is_found_however_it_is_written(
    phrase: str, blank: str, case: Callable[[str], str], form: Any, ascii_only: bool
) -> None:
    text = unicodedata.normalize(form, f"{NEWS}{case(phrase).replace(' ', blank)}, {NEWS}")
    assert relevance_scan(Kind.TEXT).finds(text.encode())
    line = json.dumps({"id": "a", "text": text}, ensure_ascii=ascii_only).encode()
    assert list(scan_of_json(line + b"\n").lines(line + b"\n")) == [(0, len(line))]


def test_other_news_is_not_relevant() -> None:
    for text in (NEWS, NEWS.upper(), "hồ Tây, sơ tuyển"):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert not relevance_scan(Kind.TEXT).finds(text.encode(encoding))
        assert not scan_of_json(text.encode()).finds(json.dumps(text).encode())


def test_short_names_are_not_parts_of_words() -> None:
    assert not relevance_scan(Kind.TEXT).finds(b"khe PCIe, papillon")
    assert relevance_scan(Kind.TEXT).finds(b"(PCI): 1/63")


def test_lines_are_those_that_python_finds() -> None:
    texts = [NEWS, "x hồ sơ y hồ sơ", "", NEWS, "TTHC", "cuối: một cửa"]
    data = "\n".join(texts).encode()
    expected = [t for t in texts if any(a in t.lower() for a in anchors())]
    scan = RelevanceScan(Kind.JSON, anchors())
    assert [data[a:b].decode() for a, b in scan.lines(data)] == expected


def test_what_gives_facts_in_gold_is_relevant_paragraph_by_paragraph(
    root: Path, gold: dict[str, str]
) -> None:
    """The phrases are not chosen by the articles alone: most single paragraphs with facts pass."""
    facts = {row["id"]: row["facts"] for row in gold_rows(root)}
    scan = relevance_scan(Kind.TEXT)
    passed = seen = 0
    for article_id, text in gold.items():
        start = 0
        for paragraph in text.split("\n"):
            if any(start <= f["start"] < start + len(paragraph) for f in facts[article_id]):
                seen += 1
                passed += scan.finds(paragraph.encode())
            start += len(paragraph) + 1
    assert seen > 100
    assert passed / seen > 0.8
