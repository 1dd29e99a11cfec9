"""What the Common Cartridge profile of QTI can ask: a choice, something typed, something written.

An `Item` is ready for XML: its texts are markup with final addresses, its weight a share of points.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from packager.document.words import Xhtml

NOTHING = Xhtml("")
"""No markup: nothing is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """An answer to choose, with what is said to who chooses it."""

    ident: str
    html: Xhtml
    right: bool
    feedback: Xhtml = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Choose among labels. The profile follows from their number and from `multiple`."""

    profile: Literal["multiple_choice", "multiple_response", "true_false"]
    labels: tuple[Label, ...]
    shuffle: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A known wrong answer, with what is said to who types it."""

    text: str
    feedback: Xhtml


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Type an answer: every accepted text is fully right; there are no wildcards."""

    accepted: tuple[str, ...]
    feedback: Xhtml = NOTHING
    mistakes: tuple[Mistake, ...] = ()
    case_sensitive: bool = False
    profile: Literal["fib"] = "fib"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Write freely; `solution` is what the learner reads afterwards."""

    solution: Xhtml
    profile: Literal["essay"] = "essay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of an assessment. `ident` is an NCName, unique in the package."""

    ident: str
    title: str
    html: Xhtml
    answer: Selection | Typed | Written
    weight: Fraction
    feedback: Xhtml = NOTHING
