"""Reflections: a page that asks, or an assignment where the text is handed to the teacher."""

from __future__ import annotations

from packager.document.personal import Reflection
from packager.formats.moodle.activities.assign import assign, plugin_configs
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.activities.page import page
from packager.formats.moodle.build import Build, paragraph
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.texts import about, unit_body
from packager.notes import Loss
from packager.render.personal import reflection_text

_WITHOUT_MARKS = 0


def write_private(unit: Reflection, build: Build, activity: Activity) -> Content:
    """Return a page with the prompts, which the learner ticks: Moodle keeps no text from its teachers."""
    build.job.note(
        Loss.NEAREST_FORM,
        unit,
        "the reflection is a page with its prompts: Moodle keeps no text that only its writer may read",
    )
    text = reflection_text(
        build.edition,
        unit,
        build.phrase("Write in a notebook or a file of your own: the text is for you alone."),
        build.phrase("When you have written, mark the activity as done."),
    )
    html = unit_body(build, unit, text, activity.area("content"))
    return Content(
        element=page(activity, intro=about(build, unit), html=html),
        completion=Completion(manual=True),
        show_description=True,
    )


def write_shared(unit: Reflection, build: Build, activity: Activity) -> Content:
    """Return an assignment without marks, whose text the teacher reads."""
    if len(unit.prompts) > 1:
        build.job.note(Loss.NEAREST_FORM, unit, "the prompts of the reflection are answered in one text")
    intro = about(build, unit)
    intro += unit_body(build, unit, reflection_text(build.edition, unit), activity.area("intro"))
    told = paragraph(build.phrase("Your teacher reads what you write here."))
    element = assign(
        activity,
        plugin_configs(("text",)),
        intro=intro,
        instructions=told,
        grade=_WITHOUT_MARKS,
    )
    return Content(element=element, completion=Completion(rules=True))
