"""The row of an H5P activity in `module.yaml`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, StrictBool

from packager.definition.models.base import Percent, Text
from packager.definition.models.unit_base import UnitRowBase
from packager.document.h5p import H5pButton


class H5pRow(UnitRowBase):
    """Content made with H5P, which the platform plays."""

    kind: Literal["h5p"]
    asset: Text = Field(description="The .h5p file, below media/.", examples=["media/cards.h5p"])
    graded: StrictBool = Field(False, description="Whether its score is a grade.")
    passing: Percent | None = Field(
        None, alias="pass", description="Per cent that are needed, where it is graded.", examples=[80]
    )
    counts: Literal["best", "average", "last", "first"] = Field("best", description="Which try counts.")
    buttons: tuple[H5pButton, ...] = Field(
        (), description="What learners may do below the content.", examples=[["copyright"]]
    )
