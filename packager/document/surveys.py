"""Surveys: questions to a group, asked without names, to make things better. Nothing in them is marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from packager.document.blocks import Body
from packager.document.scales import Scale, Statement
from packager.document.unit_base import UnitBase
from packager.document.words import Prose, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyQuestionBase:
    """What questions of all kinds have. `id` is its name within the unit, for ever: answers hang on it.

    `new_page` begins a page where a format shows a survey page by page.
    """

    id: str
    title: Words
    text: Prose = field(default_factory=dict)
    required: bool = False
    new_page: bool = False
    file: str = ""  # source file of the first language, for messages
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated(SurveyQuestionBase):
    """Statements to rate on one scale."""

    scale: Scale
    statements: tuple[Statement, ...]
    kind: Literal["scale"] = "scale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen(SurveyQuestionBase):
    """Options, of which one or several are chosen. An answer is an option's number, from 1."""

    options: tuple[Words, ...]
    several: bool = False
    kind: Literal["choice"] = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(SurveyQuestionBase):
    """A few words (`long` is false) or an open text; `words` is an advised length."""

    long: bool = False
    words: int | None = None
    kind: Literal["text"] = "text"


SurveyQuestion = Annotated[Rated | Chosen | Told, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey(UnitBase):
    """Questions to a group. Answered once, done when answered; `thanks` is shown then.

    `body` stands before the first question.
    """

    body: Body
    questions: tuple[SurveyQuestion, ...]
    thanks: Prose = field(default_factory=dict)
    kind: Literal["survey"] = "survey"

    @property
    def counted(self) -> Iterator[tuple[str, int]]:
        """Every choice and statement, with how many answers there are to choose from."""
        for question in self.questions:
            if isinstance(question, Rated):
                yield from ((one.id, len(question.scale)) for one in question.statements)
            elif isinstance(question, Chosen):
                yield question.id, len(question.options)

    @property
    def told(self) -> Iterator[Told]:
        """Every question that is answered in one's own words."""
        return (question for question in self.questions if isinstance(question, Told))
