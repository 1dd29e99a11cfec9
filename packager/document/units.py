"""Units: what a learner opens and what becomes an activity or an organization item. One class a kind.

A new kind is a class (here, or in a file of its family), a row in `UNIT_KINDS` and in `Unit`, a reader in
`packager.definition.units` and a row in each writer's table of kinds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from packager.document.blocks import Body
from packager.document.course_text import CourseText
from packager.document.discussions import PLAIN_TALK, Talk, talk_as_written
from packager.document.folder import Folder
from packager.document.glossary import Glossary
from packager.document.grading_schemes import Scheme
from packager.document.h5p import H5p
from packager.document.handing_in import PLAIN_WORK, HandingIn, work_as_written
from packager.document.media import Media
from packager.document.peer_review import PeerReview
from packager.document.personal import Checklist, Reflection
from packager.document.polls import Poll
from packager.document.pools import Draw, in_order
from packager.document.questions import Question
from packager.document.quiz_settings import (
    USUAL_REVIEW,
    Behaviour,
    Counts,
    QuizSection,
    Result,
    Review,
)
from packager.document.scales import SelfAssessment
from packager.document.scenes import Scene
from packager.document.surveys import Survey
from packager.document.unit_base import UnitBase
from packager.document.words import Prose, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(UnitBase):
    """Prose with figures, call-outs, embeds and self-checks. Done when read and every check answered."""

    body: Body
    checks: tuple[Question, ...] = ()
    audio: Mapping[str, str] = field(default_factory=dict)  # asset path by language: the spoken version
    kind: Literal["lesson"] = "lesson"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz(UnitBase):
    """Questions with marks, its own and those that it draws from pools. `passing` in per cent; `tries`
    0 = unlimited."""

    intro: Prose
    questions: tuple[Question, ...]
    draws: tuple[Draw, ...] = ()
    sections: tuple[QuizSection, ...] = ()
    results: tuple[Result, ...] = ()  # the highest first
    passing: int | None = None
    tries: int = 0
    counts: Counts = "best"
    shuffle: bool = False
    per_page: int | None = None  # 0 = all on one page
    time_limit: int | None = None  # minutes
    behaviour: Behaviour = "deferred"
    review: Review = USUAL_REVIEW
    kind: Literal["quiz"] = "quiz"

    @property
    def entries(self) -> Iterator[Question | Draw]:
        """Its questions and draws in the order of asking."""
        return in_order(self.questions, self.draws)

    @property
    def size(self) -> int:
        """How many questions an attempt has."""
        return len(self.questions) + sum(draw.count for draw in self.draws)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(UnitBase):
    """A piece of work that a person marks. `template` is the file that the learner fills, by language."""

    body: Body
    template: Mapping[str, str] = field(default_factory=dict)
    submit: tuple[Literal["text", "file"], ...] = ("text", "file")
    words: int | None = None
    passing: int | None = None  # per cent
    marking: Prose | None = None  # for the marker's eyes alone
    work: HandingIn = PLAIN_WORK
    scheme: Scheme | None = None  # a rubric or a guide
    kind: Literal["assignment"] = "assignment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussion(UnitBase):
    """A prompt that a group talks about."""

    body: Body
    talk: Talk = PLAIN_TALK
    kind: Literal["discussion"] = "discussion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(UnitBase):
    """A page elsewhere, with a word on why to open it."""

    body: Body
    url: Words
    kind: Literal["link"] = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class File(UnitBase):
    """A file to open or keep, by language (asset path)."""

    body: Body
    asset: Mapping[str, str]
    kind: Literal["file"] = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(UnitBase):
    """A case that branches: it begins at the first scene and is done when a scene without choices is
    reached. Nothing in it is right or wrong; every choice has a consequence and a principle."""

    intro: Prose
    scenes: tuple[Scene, ...]
    kind: Literal["scenario"] = "scenario"

    def scene(self, scene_id: str) -> Scene:
        """Return a scene by its id."""
        return next(one for one in self.scenes if one.id == scene_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPage:
    """A page of a book. Its headings begin at level 3, below its title; places are of this page alone."""

    id: str
    title: Words
    body: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Book(UnitBase):
    """A lesson of several pages; `body` stands before the first one."""

    body: Body
    pages: tuple[BookPage, ...]
    kind: Literal["book"] = "book"


UNIT_KINDS: tuple[type[UnitBase], ...] = (
    Lesson,
    Quiz,
    Assignment,
    Discussion,
    Link,
    File,
    Scenario,
    Book,
    Reflection,
    Glossary,
    Checklist,
    H5p,
    Folder,
    Poll,
    SelfAssessment,
    Survey,
    Media,
    PeerReview,
    CourseText,
)

# fmt: off
Unit = Annotated[
    Lesson
    | Quiz
    | Assignment
    | Discussion
    | Link
    | File
    | Scenario
    | Book
    | Reflection
    | Glossary
    | Checklist
    | H5p
    | Folder
    | Poll
    | SelfAssessment
    | Survey
    | Media
    | PeerReview
    | CourseText,
    Field(discriminator="kind"),
]
# fmt: on

GRADED_KINDS = frozenset({"quiz", "assignment", "peer-review"})
"""Kinds that assess and own a grade (a lesson only counts as done)."""

NATIVE_KINDS = frozenset({"assignment", "discussion", "h5p", "peer-review", "text"})
"""Kinds that stay native under `--delivery lti`: they live from a group, need a marker or a player, or are a
part of the course page."""


def has_grade(unit: Unit) -> bool:
    """Tell whether a unit has a grade of its own: by its kind, or because its score counts."""
    if isinstance(unit, Discussion):
        return unit.talk.graded
    return unit.kind in GRADED_KINDS or (isinstance(unit, H5p) and unit.graded)


def own_as_written(unit: UnitBase) -> tuple[str, ...]:
    """Return what a unit is set to that its kind alone has, in the words of `module.yaml`."""
    match unit:
        case Assignment():
            return tuple(work_as_written(unit.work))
        case Discussion():
            return tuple(talk_as_written(unit.talk))
        case _:
            return ()


def stays_native(unit: Unit) -> bool:
    """Tell whether a unit stays the platform's own under `--delivery lti`: by its kind, or because a
    teacher reads what is handed over."""
    return unit.kind in NATIVE_KINDS or (isinstance(unit, Reflection) and unit.shared)
