"""What a site without a server cannot do, noted per unit."""

from __future__ import annotations

from collections.abc import Sequence

from packager.document.blocks import Body
from packager.document.questions import Essay
from packager.document.units import Assignment, Discussion, File, Lesson, Link, Quiz, Unit
from packager.formats.base import Job
from packager.notes import Loss


def note_unit(job: Job, unit: Unit, dropped: Sequence[str]) -> None:
    """Report what a unit loses; `dropped` holds keys of units that its page could not link to."""
    for key in dict.fromkeys(dropped):
        _note(job, unit, Loss.SHOWN_AS_TEXT, f"the link to {key} is text: that unit is in another module")
    if unit.after:
        after = ", ".join(unit.after)
        _note(job, unit, Loss.SETTING_DROPPED, f"that it comes after {after} is said, but nothing is locked")
    match unit:
        case Quiz():
            _note_quiz(job, unit)
        case Assignment():
            _note(job, unit, Loss.NEAREST_FORM, "nothing can be handed in: the text stays in the browser")
            if unit.marking:
                _note_marking(job, unit, unit.id)
        case Discussion():
            _note(job, unit, Loss.SITE_NEEDS, "the discussion needs a group that meets elsewhere")
    if isinstance(unit, (Lesson, Assignment, Discussion, Link, File)):
        _note_body(job, unit, unit.body)


def _note_quiz(job: Job, unit: Quiz) -> None:
    if unit.tries:
        _note(job, unit, Loss.SETTING_DROPPED, "the number of tries is not limited")
    if unit.counts == "last":
        _note(job, unit, Loss.SETTING_DROPPED, "the best try counts, not the last")
    if unit.shuffle:
        _note(job, unit, Loss.SETTING_DROPPED, "the questions stand in their order")
    for question in unit.questions:
        if isinstance(question, Essay):
            place = f"{unit.id}#{question.id}"
            text = "nobody marks the essay: it weighs nothing"
            job.notes.add(Loss.NEAREST_FORM, place, text, file=question.file, line=question.line)
            if question.marking:
                _note_marking(job, unit, place)


def _note_body(job: Job, unit: Unit, body: Body) -> None:
    if any(block.kind == "embed" for block in job.edition.blocks(body)):
        _note(job, unit, Loss.SHOWN_AS_TEXT, "embedded media are links")


def _note_marking(job: Job, unit: Unit, place: str) -> None:
    text = "what is for the marker is left out: everybody can read a site"
    job.notes.add(Loss.LEFT_OUT, place, text, file=_file(job, unit))


def _note(job: Job, unit: Unit, loss: Loss, text: str) -> None:
    job.notes.add(loss, unit.id, text, file=_file(job, unit))


def _file(job: Job, unit: Unit) -> str:
    return job.edition.pick(unit.files) if unit.files else ""
