from __future__ import annotations

import re
from importlib.resources import files
from typing import get_args

import pytest

from cchc_extract.records import (
    Channel,
    Check,
    CheckRule,
    CheckStatus,
    Fact,
    IndexName,
    Level,
    Metric,
    Period,
    Record,
    Subject,
)
from cchc_extract.report import saying
from cchc_extract.report.i18n import Phrase, label


def fact(fact_id: str = "f1", value: float = 1, **slots: object) -> Fact:
    row = {
        "id": fact_id, "metric": "dossiers_received", "kind": "level", "value": value,
        "unit": "count", "start": 0, "end": 1, "text": "1", "sentence": (0, 1), "rule": "r",
    } | slots  # fmt: skip
    return Fact.model_validate(row)


@pytest.mark.parametrize(
    ("prefix", "names"),
    [("metric", get_args(Metric)), ("index", get_args(IndexName)),
     ("channel", get_args(Channel)), ("check", get_args(CheckRule)),
     ("status", get_args(CheckStatus)), ("level", get_args(Level)),
     ("kind", ("FACT", "UNIT", "PERSON", "DOCUMENT"))],
)  # fmt: skip
def test_everything_has_a_name_in_both_languages(prefix: str, names: tuple[str, ...]) -> None:
    for name in names:
        assert all(label(f"{prefix}.{name}"))


def test_slots_with_fixed_values_have_names() -> None:
    for prefix in ("of", "change_in", "per"):
        for name in get_args(get_args(Fact.model_fields[prefix].annotation)[0]):
            assert all(label(f"{prefix}.{name}"))


def test_templates_name_only_texts_that_are_there() -> None:
    folder = files("cchc_extract.report") / "templates"
    keys = {
        key for file in folder.iterdir() if file.name.endswith(".html")
        for key in re.findall(r't\("([\w.]+)"\)', file.read_text("utf-8"))
    }  # fmt: skip
    assert len(keys) > 40
    for key in keys:
        assert all(label(key))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (fact(value=368746), ("368.746", "368,746")),
        (fact(value=98.7, unit="percent"), ("98,7%", "98.7%")),
        (fact(value=1.59, unit="point", kind="change"), ("+1,59 điểm", "+1.59 points")),
        (fact(value=-7, unit="places", kind="change"), ("-7 bậc", "-7 places")),
        (fact(value=3, unit="rank"), ("hạng 3", "no. 3")),
        (fact(value=46, out_of=147), ("46/147", "46/147")),
        (fact(value=351000, bound="above"), ("> 351.000", "> 351,000")),
    ],
)
def test_values(given: Fact, said: tuple[str, str]) -> None:
    assert saying.value(given) == Phrase(*said)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2023-01-01", "2023-12-31", ("2023", "2023")),
        ("2022-01-01", "2022-09-30", ("2022-01-01 – 2022-09-30",) * 2),
        (None, "2021-12-31", ("đến 2021-12-31", "until 2021-12-31")),
        ("2021-12-31", None, ("từ 2021-12-31", "from 2021-12-31")),
    ],
)
def test_periods(start: str | None, end: str | None, said: tuple[str, str]) -> None:
    assert saying.period(Period(text="x", start=start, end=end)) == Phrase(*said)


def check(rule: str, status: str, expected: float, difference: float, parts: int) -> Check:
    row = {
        "rule": rule, "whole": "f0", "parts": tuple(f"f{n}" for n in range(1, parts + 1)),
        "expected": expected, "found": 0, "difference": difference, "status": status,
    }  # fmt: skip
    return Check.model_validate(row)


@pytest.mark.parametrize(
    ("given", "values", "said"),
    [
        (check("received_flow", "mismatch", 99150, 3, 2), (99153, 8461, 90689),
         "99.153 ≠ 8.461 + 90.689, lệch 3"),
        (check("received_flow", "remainder", 90, 10, 1), (100, 90), "100 > 90, chưa nêu 10"),
        (check("rate", "mismatch", 95.8333, -0.6333, 2), (95.2, 46, 48),
         "95,2 ≠ 46 : 48 = 95,8333%, lệch -0,6333"),
        (check("rate", "ok", 95.8333, 0, 2), (95.8, 46, 48), "95,8 = 46 : 48"),
        (check("restated", "ok", 5, 0, 1), (5, 5), "5 = 5"),
    ],
)  # fmt: skip
def test_equations(given: Check, values: tuple[float, ...], said: str) -> None:
    facts = {f"f{n}": fact(f"f{n}", value) for n, value in enumerate(values)}
    e = saying.equation(given, facts)
    terms = e.joint.join(term.text.vi for term in e.terms)
    written = f"{e.whole.text.vi} {e.sign} {terms}"
    written += f" = {e.result.vi}" if e.result else ""
    written += f", {e.rest.vi}" if e.rest else ""
    assert written == said


def test_a_record_shows_itself_in_a_notebook() -> None:
    evil = "<script>hit()</script>"
    record = Record.model_validate(
        {
            "id": "1", "title": evil, "text_sha256": "", "published": evil,
            "produced_by": {"version": "", "rules": ""}, "home_unit": Subject(name=evil),
            "facts": [fact("f1", 5, subject=Subject(name=evil), component=evil), fact("f2", 4)],
            "checks": [{"rule": "restated", "whole": "f1", "parts": ["f2"], "expected": 4,
                        "found": 5, "difference": 1, "status": "mismatch"}],
            "warnings": [{"code": evil, "message": evil}],
        }
    )  # fmt: skip
    shown = record._repr_html_()
    assert "<script" not in shown
    assert shown.count("&lt;script&gt;hit()&lt;/script&gt;") == 7
    assert "dossiers_received" in shown
    assert "5 ≠ 4, off by 1" in shown
