"""The row of a poll."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, StrictBool

from packager.definition.models.unit_base import UnitRowBase


class PollRow(UnitRowBase):
    """One question to a group, whose answers are counted together."""

    kind: Literal["poll"]
    several: StrictBool = Field(False, description="Whether one may choose several options.")
