"""What formats share that link to the LTI tool: its address, and what it does not do with a unit."""

from __future__ import annotations

from packager.document.questions import Essay
from packager.document.quiz_settings import USUAL_REVIEW, Review
from packager.document.unit_base import UnitBase
from packager.document.units import Quiz
from packager.formats.base import Job
from packager.notes import Loss


def launch_address(job: Job) -> str:
    """Return the address that platforms launch."""
    return f"{job.tool_url.rstrip('/')}/lti/launch"


def note_what_the_tool_lacks(job: Job, unit: UnitBase) -> None:
    """Report what the tool does otherwise: it has no markers for essays that should weigh something, and
    checks answers when a try is submitted, and closes no quiz."""
    if isinstance(unit, Quiz) and unit.behaviour != "deferred":
        job.note(Loss.SETTING_DROPPED, unit, "answers are checked all at once, when they are submitted")
    if isinstance(unit, Quiz) and _waits_for_the_close(unit.review):
        job.note(Loss.SETTING_DROPPED, unit, "what waits for the close of the quiz is never shown")
    for question in unit.questions if isinstance(unit, Quiz) else ():
        if isinstance(question, Essay) and question.marks:
            job.note_question(
                Loss.SETTING_DROPPED, unit, question, "nobody marks the essay: it weighs nothing"
            )


def _waits_for_the_close(review: Review) -> bool:
    """Tell whether an author has anything shown only once a quiz is closed, beyond what is usual."""
    moments = {name: getattr(review, name) for name in Review.__slots__}
    return any(
        "closed" in shown and not {"after", "later"} & set(shown) and shown != getattr(USUAL_REVIEW, name)
        for name, shown in moments.items()
    )
