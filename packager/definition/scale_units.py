"""Readers of units that ask what nobody marks: for oneself, or of a group without names."""

from __future__ import annotations

from packager.definition.markdown.front_matter import refuse_front_matter
from packager.definition.markdown.scales import join_scale
from packager.definition.markdown.self_assessments import join_areas, read_self_assessment
from packager.definition.markdown.survey_agreement import join_survey
from packager.definition.markdown.surveys import read_survey
from packager.definition.models.scales import SelfAssessmentRow, SurveyRow
from packager.definition.problems import Place
from packager.definition.scope import Scope
from packager.definition.unit_parts import BLOCKS, Pens, common_fields
from packager.document.scales import SelfAssessment
from packager.document.surveys import Survey
from packager.document.words import Prose, Words


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


def survey(raw: SurveyRow, pens: Pens, scope: Scope) -> Survey:
    """Read a survey."""
    for pen in pens.values():
        refuse_front_matter(pen.page)
    written = {language: read_survey(pen, BLOCKS) for language, pen in pens.items()}
    common = common_fields(raw, pens, {language: one.text for language, one in written.items()}, scope)
    thanks = {language: one.thanks for language, one in written.items() if one.thanks}
    _report_missing_thanks(thanks, common["files"], scope)
    return Survey(
        **common,
        body={language: one.text.blocks for language, one in written.items()},
        questions=join_survey(written, common["files"], scope.problems),
        thanks=thanks,
    )


def _report_missing_thanks(thanks: Prose, files: Words, scope: Scope) -> None:
    for language, file in files.items():
        if thanks and language not in thanks:
            there = files[next(iter(thanks))]
            message = f"::: thanks is missing here, but stands in {there}: translate it"
            scope.problems.incomplete(Place(file), "language", message)
