"""Rows of units in which learners write or tick for themselves."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, StrictBool

from packager.definition.models.unit_base import UnitRowBase


class ReflectionRow(UnitRowBase):
    """Writing for oneself: each heading of level 2 is a prompt, or the text alone is the only one."""

    kind: Literal["reflection"]
    shared: StrictBool = Field(
        False, description="Whether the learner hands the text to the teacher; else nobody sees it."
    )


class ChecklistRow(UnitRowBase):
    """Items to tick; headings of level 2 group them."""

    kind: Literal["checklist"]
