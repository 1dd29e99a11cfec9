"""Points as the profile wants them: whole numbers from 1 to 99 (`cc_weighting`)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

HIGHEST = 99


def whole_weights(weights: Sequence[Fraction]) -> tuple[int, ...]:
    """Return whole numbers in the same proportion, or in the nearest that 1 to 99 can say.

    What weighs nothing gets the least that there is, 1.
    """
    factor = Fraction(math.lcm(*(weight.denominator for weight in weights)))
    highest = max(weights) * factor
    if highest > HIGHEST:
        factor *= Fraction(HIGHEST) / highest
    return tuple(max(1, round(weight * factor)) for weight in weights)


def proportional(weights: Sequence[Fraction], whole: Sequence[int]) -> bool:
    """Return whether the whole numbers keep the proportion of what weighs something exactly."""
    rates = {weight / one for weight, one in zip(weights, whole, strict=True) if weight}
    return len(rates) <= 1
