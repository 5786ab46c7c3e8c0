"""The article's own arithmetic, rule by rule; the real articles where they are at hand."""

from __future__ import annotations

import timeit
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from cchc_extract.extractor import Extractor
from cchc_extract.facts.checks import check_facts
from cchc_extract.records import CheckRule

CASES = Path(__file__).with_name("test_checks_cases.txt")
Row = tuple[str, str, tuple[str, ...], float, str]


@cache
def extractor() -> Extractor:
    return Extractor()


def checks(text: str, article_id: str = "case") -> set[Row]:
    """Rule, whole, parts (as written, in text order), difference and status of each check."""
    record = extractor().extract_plain(
        {"id": article_id, "text": f"{text}\n", "published": "2024-02-01"}
    )
    order = {f["id"]: (f["start"], f["text"]) for f in record["facts"]}
    return {
        (
            c["rule"],
            order[c["whole"]][1],
            tuple(text for _, text in sorted(order[p] for p in c["parts"])),
            c["difference"],
            c["status"],
        )
        for c in record["checks"]
    }


def read_cases() -> list[tuple[str, str]]:
    lines = CASES.read_text("utf-8").splitlines()
    rows = [line.partition(" | ") for line in lines if line and not line.startswith("#")]
    return [(expected, text.replace(" ¶ ", "\n\n")) for expected, _, text in rows]


def as_written(rows: set[Row]) -> set[str]:
    return {
        f"{rule} {whole} = {' + '.join(parts)}; {difference:g} {status}"
        for rule, whole, parts, difference, status in rows
    }


@pytest.mark.parametrize(("expected", "text"), read_cases())
def test_case(expected: str, text: str) -> None:
    found = as_written(checks(text))
    if expected == "-":
        assert found == set()
    elif expected.startswith("only "):
        assert found == {expected.removeprefix("only ")}
    else:
        assert expected in found


def test_every_rule_has_cases() -> None:
    rules = {expected.removeprefix("only ").split(" ")[0] for expected, _ in read_cases()}
    assert rules - {"-"} == set(get_args(CheckRule))


def test_checks_follow_the_text() -> None:
    text = (
        "Năm 2023, Sở Nội vụ tiếp nhận 100 hồ sơ TTHC, đã giải quyết 90 hồ sơ, trong đó đúng hạn "
        "89 hồ sơ, trễ hạn 1 hồ sơ; đang giải quyết 10 hồ sơ, trong đó trong hạn 9, quá hạn 1."
    )
    record = extractor().extract_plain({"id": "case", "text": text, "published": "2024-02-01"})
    rules = [c["rule"] for c in record["checks"]]
    assert rules == ["received_flow", "resolved_timeliness", "pending_timeliness"]
    for check in record["checks"]:
        assert round(check["found"] - check["expected"], 4) == check["difference"]


def test_long_tables_take_time_linear_in_their_length() -> None:
    row = "Sở Nội vụ tiếp nhận {} hồ sơ TTHC, giải quyết {} hồ sơ.\n"

    def seconds(rows: int) -> float:
        text = "Năm 2023.\n" + "".join(row.format(900 + i, 800 + i) for i in range(rows))
        facts = extractor().read({"id": "case", "text": text}).facts
        assert len(facts) == 2 * rows
        return min(timeit.repeat(lambda: check_facts(facts), number=1, repeat=5))

    assert seconds(800) < 12 * seconds(200)


SEEDS: dict[str, set[Row]] = {
    "seed-000": {
        ("received_flow", "368.746", ("13.797", "354.949"), 0, "ok"),
        ("received_flow", "99.153", ("8.461", "90.689"), 3, "mismatch"),
        ("received_flow", "269.590", ("5.336", "264.254"), 0, "ok"),
        ("levels", "368.746", ("99.153", "269.590"), 3, "mismatch"),
        ("levels", "13.797", ("8.461", "5.336"), 0, "ok"),
        ("levels", "354.949", ("90.689", "264.254"), 6, "mismatch"),
        ("levels", "368.708", ("99.157", "269.551"), 0, "ok"),
        ("levels", "152.829", ("12.275", "140.554"), 0, "ok"),
        ("restated", "368.746", ("368.746",), 0, "ok"),
    },
    "seed-001": {("rate", "31%", ("46/147",), -0.2925, "ok")},
    "seed-002": {("received_flow", "351.000", ("330.048", "21.755", "50"), -853, "ok")},
    "seed-003": {
        ("received_flow", "189.579", ("187.830", "1.215"), 534, "remainder"),
        ("received_flow", "425.128", ("424.451",), 677, "remainder"),
    },
    "seed-004": set(),
}


@pytest.mark.parametrize("name", SEEDS)
def test_the_real_articles_have_these_checks_and_no_others(
    name: str, seeds: dict[str, bytes]
) -> None:
    assert checks(seeds[f"{name}.txt"].decode(), name) == SEEDS[name]


def test_a_caption_is_said_again_in_the_body_and_the_flow_is_that_of_the_body(
    seeds: dict[str, bytes],
) -> None:
    record = extractor().extract_plain({"id": "s", "text": seeds["seed-000.txt"].decode()})
    flow = next(c for c in record["checks"] if c["rule"] == "received_flow")
    restated = next(c for c in record["checks"] if c["rule"] == "restated")
    assert restated["parts"] == [flow["whole"]]
