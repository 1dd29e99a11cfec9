"""What an assignment may ask of work that is handed in, in `module.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from packager.definition.models.base import Row
from packager.definition.models.moments import MomentField

FILE_TYPE = r"^[A-Za-z0-9]{1,10}$"
FileType = Annotated[str, StringConstraints(pattern=FILE_TYPE)]


class FilesRow(Row):
    """Which files may be handed in."""

    most: int = Field(5, strict=True, ge=1, le=20, description="How many.", examples=[3])
    megabytes: int | None = Field(
        None, strict=True, ge=1, le=10_000, description="How large each may be; without, as the site allows."
    )
    types: tuple[FileType, ...] = Field((), description="Their endings.", examples=[["pdf", "docx"]])


class HandingInRow(Row):
    """What is asked of work, and when."""

    files: FilesRow | None = Field(None, description="Which files may be handed in.")
    word_limit: int | None = Field(
        None, strict=True, ge=1, le=100_000, description="A longer text is refused.", examples=[350]
    )
    opens: MomentField | None = Field(None, description="Nothing can be handed in before.")
    due: MomentField | None = Field(None, description="When it is to be handed in.")
    closes: MomentField | None = Field(None, description="Nothing can be handed in from then on.")
    marked: MomentField | None = Field(None, description="When the marker is to be ready.")
    feedback: tuple[Literal["comments", "file", "annotation"], ...] = Field(
        ("comments",), description="How the marker answers.", examples=[["comments", "annotation"]]
    )
    tries: int = Field(0, strict=True, ge=0, le=30, description="How often one may hand in; 0: no limit.")
    reopen: Literal["by-marker", "until-passed", "at-once"] | None = Field(
        None, description="Who opens the next try: the marker, a grade below the pass mark, or any grade."
    )
    team: Literal["one", "all"] | None = Field(
        None, description="A group hands in together: one for all, or all confirm it."
    )
