"""The further fields of facts: sentences that give them and sentences that must not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cchc_extract.extractor import Extractor
from cchc_extract.lexicon import LexiconError
from tests.facts.cases import extractor, read_cases, record_of

CASES = Path(__file__).with_name("test_fields_cases.txt")


def read_field(field: str, marked: str) -> str:
    """The field of the marked number, as cases write it."""
    record, start = record_of(marked)
    facts = {f["id"]: f for f in record["facts"]}
    fact = next((f for f in facts.values() if f["start"] == start), None)
    assert fact is not None, f"no fact there, only {[f['text'] for f in facts.values()]}"
    value: Any = fact[field]
    if value is None:
        return "-"
    if field == "among":
        return f"{value['text']} / {value['n'] or '-'}"
    if field == "part_of":
        return f"{facts[value]['text']} {fact['dimension'] or '?'}"
    if field == "set_by":
        return str(next(e["text"] for e in record["entities"] if e["id"] == value))
    return str(value)


@pytest.mark.parametrize(("field", "expected", "text"), read_cases(CASES))
def test_case(field: str, expected: str, text: str) -> None:
    assert read_field(field, text) == expected


def test_every_field_has_five_cases_of_each_sort() -> None:
    counts = Counter((field, expected == "-") for field, expected, _ in read_cases(CASES))
    fields = "of change_in among component field object per part_of set_by".split()
    assert {field for field, _ in counts} == set(fields)
    assert [f for f in fields if min(counts[f, True], counts[f, False]) < 5] == []


def test_a_share_of_a_count_is_a_part_of_its_whole() -> None:
    text = "Năm 2023, Sở Nội vụ đã giải quyết 896 hồ sơ TTHC, trong đó đúng hạn {} ({})."
    count = read_field("part_of", text.format("[512] HS", "57,1%"))
    rate = read_field("part_of", text.format("512 HS", "[57,1%]"))
    assert count == rate == "896 stage"


def test_users_add_words(tmp_path: Path) -> None:
    text = "Năm 2023, huyện Nam Đàn có 512 hồ sơ nước sạch trễ hạn trong giải quyết TTHC."
    rules = tmp_path / "fields.yaml"
    rules.write_text(
        "layer: fields\n"
        "entries:\n"
        "- id: field.water\n"
        "  gives: {field: sector}\n"
        "  phrases: [nước sạch]\n"
        '  examples: {yes: ["hồ sơ nước sạch"]}\n',
        "utf-8",
    )
    assert extractor().extract_plain(text)["facts"][0]["field"] is None
    assert Extractor(rules=[rules]).extract_plain(text)["facts"][0]["field"] == "nước sạch"
    rules.write_text(rules.read_text("utf-8").replace("field: sector", "sector: water"), "utf-8")
    with pytest.raises(LexiconError, match="unknown key 'sector'"):
        Extractor(rules=[rules])
