"""Self-assessments: a feedback without names that may be answered again and again."""

from __future__ import annotations

from packager.document.blocks import Text
from packager.document.scales import Area as Statements
from packager.document.scales import SelfAssessment
from packager.document.words import Xhtml
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.activities.feedback import Items, feedback, heading
from packager.formats.moodle.build import Build, paragraph
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.files import Area
from packager.formats.moodle.texts import about, prose, unit_body
from packager.notes import Loss
from packager.render.scales import advice_text


def write(unit: SelfAssessment, build: Build, activity: Activity) -> Content:
    """Return a feedback with the statements; all advice is shown when it has been sent."""
    build.job.note(
        Loss.NEAREST_FORM,
        unit,
        "Moodle computes no profile: learners find their means themselves and see the advice for every mean",
    )
    build.job.note(
        Loss.SETTING_DROPPED,
        unit,
        "it is not for the learner alone: Moodle shows teachers the answers, without names, "
        "and who has answered",
    )
    seen = paragraph(
        build.phrase(
            "Your teacher sees the answers without names, and who has answered. You cannot see your answers "
            "once they are sent: write down what you want to remember."
        )
    )
    edition = build.edition
    body = {edition.language: (*edition.blocks(unit.body), Text(html=Xhtml(seen)))}
    intro = about(build, unit) + unit_body(build, unit, body, activity.area("intro"))
    items = Items(unit, build, activity)
    for area in unit.areas:
        items.label(lambda files, area=area: _heading(unit, build, area, files))  # type: ignore[misc]  # see https://github.com/python/mypy/issues/12557
        for statement in area.statements:
            items.rated(statement, unit.scale, required=True)
    after = prose(build, advice_text(build.edition, unit), activity.area("page_after_submit"), unit.id)
    element = feedback(activity, items.elements, intro=intro, after=after, several_times=True)
    return Content(element=element, completion=Completion(rules=True))


def _heading(unit: SelfAssessment, build: Build, area: Statements, files: Area) -> str:
    """Return the title of an area as a heading, and its text."""
    return heading(build, area.title) + prose(build, area.text or None, files, f"{unit.id}#{area.id}")
