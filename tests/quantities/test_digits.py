"""Digits with signs, against Babel where Babel knows the answer."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import NumberFormatError, format_decimal, parse_decimal
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.quantities.digits import Digits, read_digits


def _value(digits: Digits | None) -> Decimal | None:
    return None if digits is None else Decimal(digits.digits).scaleb(-digits.decimals)


@given(st.integers(0, 10**12))
def test_whole_numbers_as_vietnamese_writes_them(n: int) -> None:
    written = format_decimal(n, locale="vi")
    assert _value(read_digits(written)) == n


@given(st.decimals(0, 10**9, allow_nan=False, places=2), st.booleans())
def test_decimals_as_vietnamese_writes_them(x: Decimal, decimal: bool) -> None:
    written = format_decimal(x, locale="vi", format="#,##0.00")
    assert _value(read_digits(written, decimal=decimal)) == x


@given(st.from_regex(r"\A(0|[1-9][0-9]{0,2})([.,][0-9]{1,4}){0,3}\Z"))
def test_where_babel_reads_a_number_it_is_one_of_ours(written: str) -> None:
    """Babel reads ``.`` as grouping and ``,`` as decimal sign; ours may take either."""
    try:
        expected = parse_decimal(written, locale="vi", strict=True)
    except NumberFormatError:
        return
    readings = {_value(read_digits(written)), _value(read_digits(written, decimal=True))}
    assert expected in readings


@pytest.mark.parametrize(
    ("written", "decimal", "digits", "decimals"),
    [
        ("368.746", False, 368746, 0),
        ("7.386.512", False, 7386512, 0),
        ("1,234", False, 1234, 0),
        ("1,234", True, 1234, 3),
        ("1.234", True, 1234, 3),
        ("1.000", True, 1000, 0),
        ("95,2", False, 952, 1),
        ("90.17", False, 9017, 2),
        ("41,5581", False, 415581, 4),
        ("0,123", False, 123, 3),
        ("01", False, 1, 0),
        ("12.500,5", False, 125005, 1),
        ("12,500.5", False, 125005, 1),
        ("5,0680", True, 50680, 4),
    ],
)
def test_signs(written: str, decimal: bool, digits: int, decimals: int) -> None:
    assert read_digits(written, decimal=decimal) == (digits, decimals)


@pytest.mark.parametrize("written", ["1.2.3", "0912.345.678", "1.23.456", "1,2.3,4", ",5"])
def test_no_number(written: str) -> None:
    assert read_digits(written) is None


@given(st.integers(0, 10**6), st.integers(0, 4), st.sampled_from([1, 1000, 10**6, 10**9]))
def test_multiplied_values_are_exact(digits: int, decimals: int, scale: int) -> None:
    exact = Decimal(digits).scaleb(-decimals) * scale
    value = Digits(digits, decimals).times(scale)
    assert isinstance(value, int) == (exact == exact.to_integral_value())
    assert value == float(exact)
