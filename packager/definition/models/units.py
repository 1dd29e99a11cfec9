"""The rows of units in `module.yaml`, one class a kind."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictBool

from packager.definition.models.base import (
    AnyAddress,
    Percent,
    Text,
    in_or_for_all,
)
from packager.definition.models.course_text import TextRow
from packager.definition.models.h5p import H5pRow
from packager.definition.models.handing_in import HandingInRow
from packager.definition.models.moments import MomentField
from packager.definition.models.peer_review import PeerReviewRow
from packager.definition.models.personal import ChecklistRow, ReflectionRow
from packager.definition.models.polls import PollRow
from packager.definition.models.quizzes import QuizRow
from packager.definition.models.resources import FolderRow, GlossaryRow, MediaRow
from packager.definition.models.scales import SelfAssessmentRow, SurveyRow
from packager.definition.models.unit_base import UnitRowBase
from packager.document.units import GRADED_KINDS


class LessonRow(UnitRowBase):
    """A text with pictures, boxes and self-checks."""

    kind: Literal["lesson"]


class AssignmentRow(UnitRowBase, HandingInRow):
    """A piece of work that a person marks."""

    kind: Literal["assignment"]
    template: Text | None = Field(
        None, description="The file to fill, below media/.", examples=["media/canvas.docx"]
    )
    submit: tuple[Literal["text", "file"], ...] = Field(
        ("text", "file"), description="What a learner may hand in; [] is nothing.", examples=[["file"]]
    )
    words: int | None = Field(
        None, strict=True, ge=1, le=100_000, description="Advised length.", examples=[300]
    )
    passing: Percent | None = Field(
        None, alias="pass", description="Per cent that are needed.", examples=[60]
    )


class DiscussionRow(UnitRowBase):
    """A prompt that a group talks about."""

    kind: Literal["discussion"]
    style: Literal["general", "each", "single", "questions", "blog"] = Field(
        "general", description="Who begins what: anybody, each person one, one for all …"
    )
    subscription: Literal["optional", "forced", "automatic", "off"] = Field(
        "optional", description="Who is told of new posts."
    )
    due: MomentField | None = Field(None, description="By when one writes.")
    closes: MomentField | None = Field(None, description="Nobody can write from then on.")
    graded: StrictBool = Field(False, description="Whether all that a person writes has a grade.")
    passing: Percent | None = Field(
        None, alias="pass", description="Per cent that are needed, where it is graded.", examples=[60]
    )


class LinkRow(UnitRowBase):
    """A page elsewhere."""

    kind: Literal["link"]
    url: AnyAddress = Field(
        description="Its address, one or one for each language.", examples=["https://example.fi/page"]
    )

    def address(self, language: str) -> str | None:
        """Return the address for a language, or None where the author gave none."""
        return in_or_for_all(self.url, language)


class FileRow(UnitRowBase):
    """A file to open or keep."""

    kind: Literal["file"]
    asset: Text = Field(description="The file, below media/.", examples=["media/handout.pdf"])


class ScenarioRow(UnitRowBase):
    """A case that branches."""

    kind: Literal["scenario"]


class BookRow(UnitRowBase):
    """A lesson of several pages: each heading of level 2 begins one."""

    kind: Literal["book"]


# fmt: off
UnitRow = Annotated[
    LessonRow
    | QuizRow
    | AssignmentRow
    | DiscussionRow
    | LinkRow
    | FileRow
    | ScenarioRow
    | BookRow
    | ReflectionRow
    | GlossaryRow
    | ChecklistRow
    | H5pRow
    | FolderRow
    | PollRow
    | SelfAssessmentRow
    | SurveyRow
    | MediaRow
    | PeerReviewRow
    | TextRow,
    Field(discriminator="kind"),
]
# fmt: on


def has_grade(row: UnitRow) -> bool:
    """Tell whether a unit has a grade: by its kind, or because its score counts."""
    return row.kind in GRADED_KINDS or (isinstance(row, H5pRow | DiscussionRow) and row.graded)
