"""The learned layer: off loads nothing, a vote needs the rules' consent, offsets are ours."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cchc_extract import Extractor
from cchc_extract.entities import EntityReader, NerMode
from cchc_extract.lexicon import load_entries
from cchc_extract.text.tokens import tokenize

TEXT = "Có mặt từ sớm, Trần Hoài Lan được hướng dẫn nộp hồ sơ tại Vân Đồn."


def _names(reader: EntityReader, text: str) -> tuple[list[str], list[str]]:
    tokens = tokenize(text)
    found = reader.read(tokens)
    return (
        [tokens.surface(p.first, p.stop) for p in found.people],
        [tokens.surface(u.first, u.stop) for u in found.units],
    )


def test_off_leaves_names_without_cues_open(reader: EntityReader) -> None:
    assert _names(reader, TEXT) == ([], [])


@pytest.mark.parametrize("mode", ["gated", "full"])
def test_votes_settle_open_names(mode: NerMode) -> None:
    voting = EntityReader(load_entries(), ner=mode)
    assert _names(voting, TEXT) == (["Trần Hoài Lan"], ["Vân Đồn"])
    assert _names(voting, TEXT.replace(" ", "\xa0 "))[1] == ["Vân\xa0 Đồn"]


@pytest.mark.parametrize("mode", ["gated", "full"])
def test_a_vote_alone_finds_nothing(mode: NerMode) -> None:
    voting = EntityReader(load_entries(), ner=mode)
    assert _names(voting, "Ông Putin, Liên Xô và Triều Tiên; Sơn La tăng.")[0] == ["Putin"]
    assert _names(voting, "Cao Bằng vượt Liên Xô.") == ([], ["Cao Bằng"])


@pytest.mark.parametrize(
    ("mode", "names"),
    [("off", []), ("gated", ["Trần Hoài Lan", "Vân Đồn"]), ("full", ["Trần Hoài Lan", "Vân Đồn"])],
)
def test_an_extractor_passes_its_mode_on(mode: NerMode, names: list[str]) -> None:
    record = Extractor(ner=mode).extract_plain(TEXT)
    assert [e["text"] for e in record["entities"]] == names


def test_off_does_not_load_the_tagger() -> None:
    code = (
        "import sys; from cchc_extract.entities import EntityReader\n"
        "from cchc_extract.lexicon import load_entries\n"
        "from cchc_extract.text.tokens import tokenize\n"
        f"EntityReader(load_entries()).read(tokenize({TEXT!r}))\n"
        "print('underthesea' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(ValueError, match="off, gated or full"):
        EntityReader([], ner="on")  # type: ignore[arg-type]
