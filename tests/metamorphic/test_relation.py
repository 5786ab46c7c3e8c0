"""Spelling, typography and what a page adds around an article change no fact.

Each article of gold is read as it is and after a transformation; what is found must be the same, at
the places it went to. ``python -m tests.metamorphic`` lists what differs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cchc_extract import Extractor
from tests.conftest import ROOT
from tests.metamorphic.relation import gold_ids, gold_texts, violations
from tests.metamorphic.transforms import TRANSFORMS, Changed, edited

Article = dict[str, Any]

_FAR_PROVINCE = "a far province takes a Châu Thành from the home province"
FAILURES = ((_FAR_PROVINCE, "sport after", "seed-001"),)
KNOWN = {
    (article, name): reason for reason, name, articles in FAILURES for article in articles.split()
}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """The engine as it is shipped."""
    return Extractor()


@pytest.fixture(scope="module")
def articles(root: Path) -> dict[str, Article]:
    """The articles of gold by id, as far as their texts are here."""
    return gold_texts(root)


def cases() -> list[object]:
    pairs = [(article, name) for article in gold_ids(ROOT) for name in TRANSFORMS]
    assert set(pairs) >= KNOWN.keys(), "a known failure is none of the cases"
    return [
        pytest.param(
            *pair,
            id="-".join(pair).replace(" ", "_"),
            marks=pytest.mark.xfail(reason=KNOWN[pair], strict=True) if pair in KNOWN else (),
        )
        for pair in pairs
    ]


@pytest.mark.parametrize(("article", "name"), cases())
def test_nothing_else_is_found(
    article: str, name: str, extractor: Extractor, articles: dict[str, Article]
) -> None:
    if article not in articles:
        pytest.skip("the shared folder with the five real articles is not beside the clone")
    row = articles[article]
    found = violations(extractor, row, TRANSFORMS[name](row["text"]))
    assert not found, "\n".join(found)


def told(extractor: Extractor, text: str, old: str, new: str) -> list[str]:
    place = text.index(old)
    change = edited(text, [(place, place + len(old), new)])
    return violations(extractor, {"id": "a", "text": text}, change)


TEXT = (
    "Năm 2023, UBND huyện Phù Yên tiếp nhận 306 hồ sơ thủ tục hành chính, trong đó 290 hồ sơ giải"
    " quyết đúng hạn.\n"
    "Ông Lê Văn An, Phó Giám đốc Sở Nội vụ, cho biết như vậy."
)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("đúng hạn", "trễ hạn", ["on_time '290' at 78: gone", "late '290' at 78: new"]),
        ("306", "307", ["received '307' at 39: value was 306, is 307"]),
        ("Phù Yên", "Mộc Châu", ["subject was", "subject was", "name was", "code was"]),
        ("2023", "2022", ["period was", "period was"]),
        ("An, Phó", "An, phó", []),
        ("Ông Lê Văn An", "Ông Lê Văn Bảo", []),
    ],
)
def test_a_change_that_matters_is_seen(
    old: str, new: str, expected: list[str], extractor: Extractor
) -> None:
    found = told(extractor, TEXT, old, new)
    for line in expected:
        assert any(line in other for other in found), found
    assert bool(found) == bool(expected)


def test_a_wrong_place_is_seen(extractor: Extractor) -> None:
    shifted = Changed(f" {TEXT}", list(range(len(TEXT))), list(range(len(TEXT) + 1)))
    found = violations(extractor, {"id": "a", "text": TEXT}, shifted)
    assert sum(line.endswith(": gone") for line in found) >= 4
    assert sum(line.endswith(": new") for line in found) >= 4


def test_mentions_are_free_in_open_spans_and_facts_are_not(extractor: Extractor) -> None:
    added = "\nHuyện Mộc Châu cũng vậy."
    end = len(TEXT)
    new = edited(TEXT, [(end, end, added)])
    row = {"id": "a", "text": TEXT}
    assert violations(extractor, row, new) == [f"UNIT 'Huyện Mộc Châu' at {end + 1}: new"]
    span = (end, len(new.text))
    free = Changed(new.text, new.starts, new.ends, open=(span,))
    assert violations(extractor, row, free) == []
    fact = edited(TEXT, [(end, end, added.replace("cũng vậy", "tiếp nhận 12 hồ sơ"))])
    free = Changed(fact.text, fact.starts, fact.ends, open=((end, len(fact.text)),))
    (found,) = violations(extractor, row, free)
    assert found.startswith("dossiers_received '12'")
