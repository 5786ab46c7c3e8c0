from __future__ import annotations

import pytest

from cchc_extract.records import Check, Fact, Period
from cchc_extract.report import wording


def fact(slots: dict[str, object], value: float = 1, fact_id: str = "f1") -> Fact:
    row = {
        "id": fact_id, "metric": "dossiers_received", "kind": "level", "value": value,
        "unit": "count", "start": 0, "end": 1, "text": "1", "sentence": (0, 1), "rule": "r",
    } | slots  # fmt: skip
    return Fact.model_validate(row)


@pytest.mark.parametrize(
    ("value", "slots", "said"),
    [
        (368746, {}, "368.746"),
        (351000, {"bound": "above"}, "> 351.000"),
        (98.7, {"unit": "percent"}, "98,7%"),
        (46, {"out_of": 147}, "46/147"),
        (1.59, {"unit": "point", "kind": "change"}, "+1,59 points"),
        (-7, {"unit": "places", "kind": "change"}, "-7 places"),
        (3, {"unit": "rank"}, "no. 3"),
        (7700.0, {"bound": "about"}, "≈ 7.700"),
    ],
)
def test_value(value: float, slots: dict[str, object], said: str) -> None:
    assert wording.value(fact(slots, value)) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2023-01-01", "2023-12-31", "2023"),
        ("2022-01-01", "2022-09-30", "2022-01-01..2022-09-30"),
        ("2022-01-05", "2022-01-05", "2022-01-05"),
        (None, "2021-12-31", "..2021-12-31"),
    ],
)
def test_period(start: str | None, end: str | None, said: str) -> None:
    assert wording.period(Period(text="x", start=start, end=end)) == said


@pytest.mark.parametrize(
    ("values", "check", "said"),
    [
        (
            (99153, 8461, 90689),
            ("received_flow", 99150, 3, "mismatch"),
            "99.153 ≠ 8.461 + 90.689, off by 3",
        ),
        ((5, 2, 3), ("levels", 5, 0, "ok"), "5 = 2 + 3"),
        (
            (425128, 424451),
            ("received_flow", 424451, 677, "remainder"),
            "425.128 = 424.451 + 677 not stated",
        ),
        ((57.1, 512, 897), ("rate", 57.0792, 0.0208, "ok"), "57,1 ≈ 512 / 897 = 57,0792%"),
        (
            (50, 1, 3),
            ("rate", 33.3333, 16.6667, "mismatch"),
            "50 ≠ 1 / 3 = 33,3333%, off by 16,6667",
        ),
        ((7, 7), ("restated", 7, 0, "ok"), "7 = 7"),
    ],
)
def test_equation(
    values: tuple[float, ...], check: tuple[str, float, float, str], said: str
) -> None:
    facts = {f"f{i}": fact({}, value, f"f{i}") for i, value in enumerate(values)}
    whole, *parts = facts
    rule, expected, difference, status = check
    row = {"rule": rule, "whole": whole, "parts": parts, "found": values[0]}
    row |= {"expected": expected, "difference": difference, "status": status}
    assert wording.equation(Check.model_validate(row), facts) == said


def test_an_equation_within_a_bound_is_an_inequality() -> None:
    facts = {"w": fact({"bound": "above"}, 351000, "w"), "a": fact({}, 330048, "a")}
    facts["b"] = fact({}, 21805, "b")
    row: dict[str, object]
    row = {"rule": "received_flow", "whole": "w", "parts": ["a", "b"], "status": "ok"}
    row |= {"expected": 351853, "found": 351000, "difference": -853}
    assert wording.equation(Check.model_validate(row), facts) == "330.048 + 21.805 > 351.000"
    rate = {"rate": fact({"bound": "above", "unit": "percent"}, 31, "rate")}
    rate["part"] = fact({"out_of": 147}, 46, "part")
    row = {"rule": "rate", "whole": "rate", "parts": ["part"], "status": "ok"}
    row |= {"expected": 31.2925, "found": 31, "difference": -0.2925}
    assert wording.equation(Check.model_validate(row), rate) == "46/147 = 31,2925% > 31%"
