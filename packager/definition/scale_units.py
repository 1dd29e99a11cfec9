"""Readers of units of statements that a person rates on a scale."""

from __future__ import annotations

from packager.definition.markdown.front_matter import refuse_front_matter
from packager.definition.markdown.scales import join_scale
from packager.definition.markdown.self_assessments import join_areas, read_self_assessment
from packager.definition.models.scales import SelfAssessmentRow
from packager.definition.scope import Scope
from packager.definition.unit_parts import BLOCKS, Pens, common_fields
from packager.document.scales import SelfAssessment


def self_assessment(raw: SelfAssessmentRow, pens: Pens, scope: Scope) -> SelfAssessment:
    """Read a self-assessment."""
    for pen in pens.values():
        refuse_front_matter(pen.page)
    written = {language: read_self_assessment(pen, BLOCKS) for language, pen in pens.items()}
    common = common_fields(raw, pens, {language: one.text for language, one in written.items()}, scope)
    return SelfAssessment(
        **common,
        body={language: one.text.blocks for language, one in written.items()},
        scale=join_scale({language: one.scale for language, one in written.items()}, scope.problems),
        areas=join_areas(
            {language: one.areas for language, one in written.items()}, common["files"], scope.problems
        ),
    )
