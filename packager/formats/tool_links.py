"""What formats share that link to the LTI tool: its address, and what it does not do with a unit."""

from __future__ import annotations

from packager.document.questions import Essay
from packager.document.unit_base import UnitBase
from packager.document.units import Quiz
from packager.formats.base import Job
from packager.notes import Loss


def launch_address(job: Job) -> str:
    """Return the address that platforms launch."""
    return f"{job.tool_url.rstrip('/')}/lti/launch"


def note_unmarked_essays(job: Job, unit: UnitBase) -> None:
    """Report the essays of a unit that should weigh something: the tool has no markers."""
    for question in unit.questions if isinstance(unit, Quiz) else ():
        if isinstance(question, Essay) and question.marks:
            job.note_question(
                Loss.SETTING_DROPPED, unit, question, "nobody marks the essay: it weighs nothing"
            )
