"""Numbers as learners type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.formats.qti.numbers import accepted_numbers, number_spellings


@pytest.mark.parametrize(
    ("value", "spellings"),
    [
        ("40", ("40",)),
        ("4E1", ("40",)),
        ("53.30", ("53.3", "53,3")),
        ("-0.5", ("-0.5", "-0,5")),
        ("-0", ("0",)),
        ("1E-3", ("0.001", "0,001")),
    ],
)
def test_spellings(value: str, spellings: tuple[str, ...]) -> None:
    assert number_spellings(Decimal(value)) == spellings


@pytest.mark.parametrize(
    ("value", "tolerance", "accepted"),
    [
        ("5", "0", ("5",)),
        ("5", "1", ("5", "4", "6")),
        ("5", "0.5", ("5", "4.5", "4,5", "4.6", "4,6", "4.7", "4,7", "4.8", "4,8", "4.9", "4,9",
                      "5.1", "5,1", "5.2", "5,2", "5.3", "5,3", "5.4", "5,4", "5.5", "5,5")),
        ("1000", "100", ("1000",)),  # 201 numbers: too many to list, the exact one stands alone
    ],
)  # fmt: skip
def test_accepted(value: str, tolerance: str, accepted: tuple[str, ...]) -> None:
    assert accepted_numbers(Decimal(value), Decimal(tolerance)) == accepted


@given(
    st.decimals(min_value=-1000, max_value=1000, places=2),
    st.decimals(min_value=0, max_value=10, places=1),
)
def test_all_that_is_accepted_lies_within_the_tolerance(value: Decimal, tolerance: Decimal) -> None:
    accepted = accepted_numbers(value, tolerance)
    assert Decimal(accepted[0]) == value
    assert len(set(accepted)) == len(accepted)
    for text in accepted:
        assert abs(Decimal(text.replace(",", ".")) - value) <= tolerance
