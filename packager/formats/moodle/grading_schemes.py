"""Advanced grading (`grading.xml`): a rubric or a marking guide, active for what is handed in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal

from packager.document.grading_schemes import Criterion, Guide, GuideCriterion, Rubric, Scheme
from packager.formats.moodle.activities.base import Activity
from packager.formats.moodle.build import Build, escaped
from packager.formats.moodle.codes import as_words
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.xml import Element, node

_READY = 20  # gradingform_controller::DEFINITION_STATUS_READY
_PLAIN = 0  # FORMAT_MOODLE, as Moodle's own editors of rubrics and guides
_LONGEST_NAME = 255
_RUBRIC_OPTIONS = {
    "sortlevelsasc": "1", "lockzeropoints": "1", "alwaysshowdefinition": "1", "showdescriptionteacher": "1",
    "showdescriptionstudent": "1", "showscoreteacher": "1", "showscorestudent": "1", "enableremarks": "1",
    "showremarksstudent": "1",
}  # fmt: skip
_GUIDE_OPTIONS = {"alwaysshowdefinition": "1", "showmarkspercriterionstudents": "1"}


def grading(build: Build, activity: Activity, scheme: Scheme, area: str) -> Element:
    """Return `grading.xml`. Learners see the scheme before they hand in; its points become per cent."""
    new = build.ids.new
    options = _RUBRIC_OPTIONS if scheme.kind == "rubric" else _GUIDE_OPTIONS
    own = _rubric(build, scheme) if isinstance(scheme, Rubric) else _guide(build, scheme)
    definition = node(
        "definition", {"id": new("grading_definition")},
        own,
        node("instances"),
        method=scheme.kind, name=activity.name, description="", descriptionformat=1, status=_READY,
        timecreated=MOMENT, timemodified=MOMENT, options=json.dumps(options, separators=(",", ":")),
    )  # fmt: skip
    return node(
        "areas", None,
        node(
            "area", {"id": new("grading_area")}, node("definitions", None, definition),
            areaname=area, activemethod=scheme.kind,
        ),
    )  # fmt: skip


def _rubric(build: Build, rubric: Rubric) -> Element:
    """Return a rubric. Moodle shows its texts as they are, but for entities of numbers (its `s()`)."""
    criteria = [_criterion(build, one, place) for place, one in enumerate(rubric.criteria, start=1)]
    return node("plugin_gradingform_rubric_definition", None, node("criteria", None, *criteria))


def _criterion(build: Build, criterion: Criterion, place: int) -> Element:
    text = with_outcomes(build.edition.text(criterion.text), criterion.serves)
    levels = [
        node("level", {"id": build.ids.new("grading_level")},
             score=_score(level.points), definition=as_words(build.edition.text(level.text)),
             definitionformat=_PLAIN)
        for level in criterion.levels
    ]  # fmt: skip
    return node(
        "criterion", {"id": build.ids.new("grading_criterion")},
        node("levels", None, *levels),
        sortorder=place, description=as_words(text),
        descriptionformat=_PLAIN,
    )  # fmt: skip


def _guide(build: Build, guide: Guide) -> Element:
    """Return a guide. Moodle takes its texts for markup (format_text)."""
    criteria = [_guide_criterion(build, one, place) for place, one in enumerate(guide.criteria, start=1)]
    comments = [
        node("guidecomment", {"id": build.ids.new("grading_level")},
             sortorder=place, description=escaped(build.edition.text(comment)), descriptionformat=_PLAIN)
        for place, comment in enumerate(guide.comments, start=1)
    ]  # fmt: skip
    return node(
        "plugin_gradingform_guide_definition", None,
        node("guidecriteria", None, *criteria), node("guidecomments", None, *comments),
    )  # fmt: skip


def _guide_criterion(build: Build, criterion: GuideCriterion, place: int) -> Element:
    edition = build.edition
    name = with_outcomes(edition.text(criterion.name), criterion.serves)
    return node(
        "guidecriterion", {"id": build.ids.new("grading_criterion")},
        sortorder=place, shortname=escaped(name)[:_LONGEST_NAME],
        description=escaped(edition.text(criterion.text)), descriptionformat=_PLAIN,
        descriptionmarkers=escaped(edition.text(criterion.marking)), descriptionmarkersformat=_PLAIN,
        maxscore=_score(criterion.points),
    )  # fmt: skip


def with_outcomes(text: str, serves: Sequence[str]) -> str:
    """Return what a criterion looks at, with the outcomes that it serves."""
    return f"{text} ({', '.join(serves)})" if serves else text


def _score(points: Decimal) -> str:
    return f"{points:.5f}"
