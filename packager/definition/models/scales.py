"""Rows of units that ask what nobody marks: for oneself, or of a group without names."""

from __future__ import annotations

from typing import Literal

from packager.definition.models.unit_base import UnitRowBase


class SelfAssessmentRow(UnitRowBase):
    """Statements on one scale, area by area, with a profile and advice for the learner alone."""

    kind: Literal["self-assessment"]


class SurveyRow(UnitRowBase):
    """Questions to a group, asked without names: statements on a scale, choices, open texts."""

    kind: Literal["survey"]
