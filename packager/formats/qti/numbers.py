"""Numbers as texts that a learner may type, where a platform compares letters."""

from __future__ import annotations

from decimal import Decimal

MOST_VALUES = 60
"""More values than this within a tolerance are not listed: the exact one stands alone."""


def number_spellings(value: Decimal) -> tuple[str, ...]:
    """Return a number with a point and with a comma (`53.3`, `53,3`), without needless zeros."""
    text = format(value.normalize(), "f")
    if text == "-0":
        text = "0"
    return (text, text.replace(".", ",")) if "." in text else (text,)


def accepted_numbers(value: Decimal, tolerance: Decimal) -> tuple[str, ...]:
    """Return the spellings of the exact value first, then of all numbers within the tolerance that have no
    more decimals than the value or its bounds, where these are few."""
    exact = number_spellings(value)
    exponent = min(_exponent(value), _exponent(tolerance), 0)
    step = Decimal(1).scaleb(exponent)
    count = int(2 * tolerance / step) + 1
    if tolerance <= 0 or count > MOST_VALUES:
        return exact
    low = value - tolerance
    near = (text for number in range(count) for text in number_spellings(low + number * step))
    return tuple(dict.fromkeys((*exact, *near)))


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)  # the reader takes finite numbers only
    return exponent
