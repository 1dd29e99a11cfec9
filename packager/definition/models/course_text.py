"""The row of a text between units in `module.yaml`."""

from __future__ import annotations

from typing import Literal

from packager.definition.models.unit_base import UnitRowBase


class TextRow(UnitRowBase):
    """Words on the course page, between the units."""

    kind: Literal["text"]
