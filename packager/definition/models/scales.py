"""Rows of units of statements that a person rates on a scale."""

from __future__ import annotations

from typing import Literal

from packager.definition.models.unit_base import UnitRowBase


class SelfAssessmentRow(UnitRowBase):
    """Statements on one scale, area by area, with a profile and advice for the learner alone."""

    kind: Literal["self-assessment"]
