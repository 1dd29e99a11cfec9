"""Points as whole numbers from 1 to 99."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from packager.formats.qti.weights import HIGHEST, proportional, whole_weights

MARKS = st.integers(min_value=1, max_value=50)
SHARES = st.builds(Fraction, MARKS, st.integers(min_value=1, max_value=12))


def test_shares_of_a_mark_scale_all_weights() -> None:
    third = Fraction(1, 3)
    assert whole_weights([Fraction(1), third, third, third]) == (3, 1, 1, 1)
    assert whole_weights([Fraction(2), Fraction(5)]) == (2, 5)


def test_what_does_not_fit_is_rounded_and_says_so() -> None:
    exact = [Fraction(1, 7), Fraction(50)]
    whole = whole_weights(exact)
    assert whole == (1, 99)
    assert not proportional(exact, whole)


@given(st.lists(SHARES, min_size=1, max_size=20))
def test_weights_are_always_allowed_and_keep_their_order(weights: list[Fraction]) -> None:
    whole = whole_weights(weights)
    assert all(1 <= one <= HIGHEST for one in whole)
    assert sorted(range(len(weights)), key=lambda i: (weights[i], i)) == sorted(
        range(len(weights)), key=lambda i: (whole[i], weights[i], i)
    )


@given(st.lists(MARKS.map(Fraction), min_size=1, max_size=20))
def test_whole_marks_stay_as_they_are(weights: list[Fraction]) -> None:
    whole = whole_weights(weights)
    assert [Fraction(one) for one in whole] == weights
    assert proportional(weights, whole)


def test_what_weighs_nothing_gets_the_least() -> None:
    exact = [Fraction(0), Fraction(3), Fraction(1, 2)]
    assert whole_weights(exact) == (1, 6, 1)
    assert proportional(exact, whole_weights(exact))
    assert whole_weights([Fraction(0), Fraction(0)]) == (1, 1)
    assert proportional([Fraction(0), Fraction(0)], (1, 1))
