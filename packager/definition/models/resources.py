"""The rows of units that are there to look things up in, to take along, to hear or to see."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, StrictBool

from packager.definition.models.base import Text
from packager.definition.models.unit_base import UnitRowBase


class GlossaryRow(UnitRowBase):
    """Words of the field: each heading of level 2 is one, its explanation stands below."""

    kind: Literal["glossary"]
    terms: StrictBool = Field(
        False, description="Whether the words below terms: of the language files stand in it, too."
    )
    autolink: StrictBool = Field(
        True, description="Whether the platform links the words wherever they stand in the course."
    )


class FolderRow(UnitRowBase):
    """Several files to take along: those that are named, or all of a folder below media/."""

    kind: Literal["folder"]
    files: tuple[Text, ...] = Field(
        (), max_length=200, description="The files, below media/.", examples=[["media/tools/plan.docx"]]
    )
    folder: Text | None = Field(
        None, description="The folder whose files are all taken, below media/.", examples=["media/tools"]
    )
