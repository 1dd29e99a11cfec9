"""What a site without a server cannot do, noted per unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from packager.document.grading_schemes import says_to_markers
from packager.document.h5p import H5p
from packager.document.media import Media
from packager.document.peer_review import PeerReview
from packager.document.personal import Reflection
from packager.document.polls import Poll
from packager.document.questions import Essay
from packager.document.quiz_layout import has_page_breaks, mixes
from packager.document.quiz_settings import USUAL_REVIEW
from packager.document.surveys import Survey
from packager.document.units import Assignment, Book, Discussion, Quiz, Scenario, Unit, own_as_written
from packager.formats.base import H5P_IS_A_FILE, Job
from packager.notes import Loss

NOTHING_LOCKED = "is said, but nothing is locked"
MARKING_LEFT_OUT = "what is for the marker is left out: everybody can read a site"


def note_unit(job: Job, unit: Unit, dropped: Sequence[str], *, in_a_course: bool = False) -> None:
    """Report what a unit loses; `dropped` holds keys of units that its page could not link to."""
    hidden = {one.key for one in job.edition.module.units if one.settings.hidden}
    for key in dict.fromkeys(dropped):
        elsewhere = "not in this course" if in_a_course else "in another module"
        where = "hidden" if key in hidden else elsewhere
        job.note(Loss.SHOWN_AS_TEXT, unit, f"the link to {key} is text: that unit is {where}")
    if unit.after:
        after = ", ".join(unit.after)
        job.note(Loss.SETTING_DROPPED, unit, f"that it comes after {after} {NOTHING_LOCKED}")
    job.note_restriction(unit, NOTHING_LOCKED)
    job.note_settings(unit, "is left to whoever reads the site", own_as_written(unit))
    _note_kind(job, unit)
    if isinstance(unit, Media):
        job.note_player(unit)
    if not isinstance(unit, Quiz | Scenario):
        job.note_embeds(unit, unit.body)
    if isinstance(unit, Book):
        for page in unit.pages:
            job.note_embeds(unit, page.body)


def _note_kind(job: Job, unit: Unit) -> None:
    match unit:
        case Quiz():
            _note_quiz(job, unit)
        case Assignment():
            _note_assignment(job, unit)
        case Reflection() if unit.shared:
            job.note(Loss.NEAREST_FORM, unit, "nothing can be handed in: the text stays in the browser")
        case Poll():
            job.note(Loss.NEAREST_FORM, unit, "the poll is text: a site collects no answers")
        case Survey():
            job.note(Loss.NEAREST_FORM, unit, "the survey is text: a site collects no answers")
        case Discussion():
            job.note(Loss.SITE_NEEDS, unit, "the discussion needs a group that meets elsewhere")
        case PeerReview():
            job.note(
                Loss.NEAREST_FORM,
                unit,
                "nothing is handed in or assessed: the text stays in the browser, "
                "and a group has to meet elsewhere",
            )
        case H5p():
            job.note(Loss.NEAREST_FORM, unit, H5P_IS_A_FILE)


def _note_assignment(job: Job, unit: Assignment) -> None:
    job.note(Loss.NEAREST_FORM, unit, "nothing can be handed in: the text stays in the browser")
    if unit.scheme:
        text = f"the {unit.scheme.kind} is a table to read: nobody marks here"
        job.note(Loss.NEAREST_FORM, unit, text)
    if unit.marking or says_to_markers(unit.scheme):
        job.note(Loss.LEFT_OUT, unit, MARKING_LEFT_OUT)


def _note_quiz(job: Job, unit: Quiz) -> None:
    for text in _unkept(unit):
        job.note(Loss.SETTING_DROPPED, unit, text)
    for question in unit.questions:
        if isinstance(question, Essay):
            job.note_question(Loss.NEAREST_FORM, unit, question, "nobody marks the essay: it weighs nothing")
            if question.marking:
                job.note_question(Loss.LEFT_OUT, unit, question, MARKING_LEFT_OUT)


def _unkept(unit: Quiz) -> Iterator[str]:
    """Yield the settings of a quiz that need a server, each as it is said."""
    counts = {"last": "the last", "first": "the first", "average": "the average"}.get(unit.counts)
    for holds, text in (
        (unit.tries, "the number of tries is not limited"),
        (counts, f"the best try counts, not {counts}"),
        (unit.time_limit, f"the time of {unit.time_limit} minutes is said, but not kept"),
        (unit.behaviour != "deferred", "answers are checked all at once, when they are submitted"),
        (unit.review != USUAL_REVIEW, "all but the right answers is shown after each try"),
        (has_page_breaks(unit), "all questions stand on one page"),
        (mixes(unit), "the questions stand in their order"),
    ):
        if holds:
            yield text
