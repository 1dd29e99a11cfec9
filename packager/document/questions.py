"""Questions: one class a kind. A new kind is a class here, a row in `QUESTION_KINDS`, a marker
in `marking.py`, a reader in `packager.definition.markdown.questions` and a row in each writer's table.

Texts are language maps; the structure (which answer is right, how many pairs) is the same in
all languages and stands once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from packager.document.question_base import QuestionBase
from packager.document.words import Prose, Words, Xhtml


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An answer to choose."""

    text: Prose
    right: bool
    feedback: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(QuestionBase):
    """Choose one (`multiple` false: exactly one option is right) or several."""

    options: tuple[Option, ...]
    multiple: bool
    shuffle: bool = True
    kind: Literal["choice"] = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(QuestionBase):
    """A statement that is true or false."""

    answer: bool
    feedback_true: Prose | None = None  # shown to who chose "true"
    feedback_false: Prose | None = None
    kind: Literal["true-false"] = "true-false"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A typed answer that is known: right, or a common mistake with its own feedback."""

    text: str
    right: bool
    feedback: Xhtml | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAnswer(QuestionBase):
    """Type a word or two. Each language has its own answers; `*` in one matches anything."""

    answers: Mapping[str, tuple[Accepted, ...]]
    case_sensitive: bool = False
    kind: Literal["short"] = "short"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A known number: right within the tolerance (absolute), or a common mistake."""

    value: Decimal
    tolerance: Decimal
    right: bool
    feedback: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Numerical(QuestionBase):
    """Type a number."""

    answers: tuple[Number, ...]
    kind: Literal["number"] = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two things that belong together. The right side is plain text (every platform shows it in a menu)."""

    left: Prose
    right: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(QuestionBase):
    """Match each left side to its right side. `distractors` are right sides that belong to none."""

    pairs: tuple[Pair, ...]
    distractors: tuple[Words, ...] = ()
    kind: Literal["match"] = "match"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(QuestionBase):
    """Put the items in order; they stand here in the right one."""

    items: tuple[Prose, ...]
    kind: Literal["order"] = "order"


@dataclass(frozen=True, slots=True, kw_only=True)
class GapOption:
    """A word that a gap offers. It is plain text (every platform shows it in a menu)."""

    text: Words
    right: bool
    feedback: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Accepted words of the n-th gap, by language; the first is the model answer. With `options` the gap is
    a list to choose from, and the accepted words are the right ones among them."""

    accepted: Mapping[str, tuple[str, ...]]
    options: tuple[GapOption, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps(QuestionBase):
    """Fill the gaps of a text. `passage` holds `<span class="gap" data-gap="1"></span>`, counted from 1
    in each language's own order. `shuffle` is about the lists that gaps offer."""

    passage: Prose
    gaps: tuple[Gap, ...]
    case_sensitive: bool = False
    shuffle: bool = True
    kind: Literal["gaps"] = "gaps"


@dataclass(frozen=True, slots=True, kw_only=True)
class DragWord:
    """A word to drag, in plain text. It goes into gaps of its own group (from 1), which is kept by language,
    as the words stand in each language's own order."""

    text: Words
    group: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drag(QuestionBase):
    """Put words into the gaps of a text. `passage` is as that of `Gaps`; `gaps` holds for each gap the place
    (from 0) of its word among `words`. Words that no gap names belong nowhere."""

    passage: Prose
    words: tuple[DragWord, ...]
    gaps: tuple[int, ...]
    kind: Literal["drag"] = "drag"


@dataclass(frozen=True, slots=True, kw_only=True)
class Essay(QuestionBase):
    """Write freely; a person marks it. `marking` is for the marker's eyes alone.

    It weighs nothing unless the author gives it marks, and those count only where a person can mark.
    """

    marks: int = 0
    words: int | None = None  # advised length
    marking: Prose | None = None
    kind: Literal["essay"] = "essay"


QUESTION_KINDS: tuple[type[QuestionBase], ...] = (
    Choice,
    TrueFalse,
    ShortAnswer,
    Numerical,
    Matching,
    Ordering,
    Gaps,
    Essay,
    Drag,
)

Question = Annotated[
    Choice | TrueFalse | ShortAnswer | Numerical | Matching | Ordering | Gaps | Essay | Drag,
    Field(discriminator="kind"),
]
