"""Surveys: a feedback without names that is answered once."""

from __future__ import annotations

from packager.document.blocks import Text
from packager.document.surveys import Chosen, Rated, Survey, SurveyQuestion
from packager.document.words import Xhtml
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.activities.feedback import Items, feedback, heading
from packager.formats.moodle.build import Build, paragraph
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.texts import about, prose, unit_body
from packager.notes import Loss


def write(unit: Survey, build: Build, activity: Activity) -> Content:
    """Return a feedback with the questions; learners see no results."""
    build.job.note(
        Loss.SETTING_DROPPED,
        unit,
        "learners see no results in Moodle; teachers see the answers without names from the first one on, "
        "and Moodle's database keeps who gave which",
    )
    edition = build.edition
    seen = paragraph(build.phrase("Your teacher sees the answers without names, and who has answered."))
    body = {edition.language: (*edition.blocks(unit.body), Text(html=Xhtml(seen)))}
    intro = about(build, unit) + unit_body(build, unit, body, activity.area("intro"))
    items = Items(unit, build, activity)
    for question in unit.questions:
        if question.new_page:
            items.new_page()
        _add(unit, build, items, question)
    after = prose(build, unit.thanks or None, activity.area("page_after_submit"), unit.id)
    element = feedback(activity, items.elements, intro=intro, after=after, several_times=False)
    return Content(element=element, completion=Completion(rules=True))


def _add(unit: Survey, build: Build, items: Items, question: SurveyQuestion) -> None:
    """Add a question; its text stands above it."""
    title = heading(build, question.title) if isinstance(question, Rated) else ""
    place = f"{unit.id}#{question.id}"
    items.label(lambda files: title + prose(build, question.text or None, files, place))
    match question:
        case Rated():
            for statement in question.statements:
                items.rated(statement, question.scale, required=question.required)
        case Chosen():
            items.chosen(question)
        case _:
            items.told(question)
