"""A learner's tries as a teacher reads them, and the way there from a platform's gradebook.

LTI Submission Review 1.0: https://www.imsglobal.org/spec/lti-sr/v1p0
"""

from __future__ import annotations

from dataclasses import replace

from flask import make_response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal
from sqlalchemy import select
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect

from lti_tool.errors import Fault, LaunchError
from lti_tool.models import CourseMember, LineItem, ResourceLink
from lti_tool.runtime import runtime
from lti_tool.services import quiz_results, roster
from lti_tool.services.learners import Row
from lti_tool.services.sessions import OpenSession
from lti_tool.views.door import launch, session_blueprint, teacher, unit_path
from lti_tool.views.learners import UNIT, course_of, learner_name
from lti_tool.views.page import Page, find_unit
from lti_tool.views.quizzes import percent
from lti_tool.views.score_state import score_state
from lti_tool.views.taken import EVERYTHING, Taken, taken_with
from packager.document.units import Quiz

blueprint = session_blueprint("reviews", __name__)


@blueprint.get("/review")
def review() -> ResponseReturnValue:
    """Lead a submission review to its learner, or to all of them: Moodle may name none.

    A learner comes to their own unit; nobody sees another's.
    """
    held = launch()
    if held.message_type != "LtiSubmissionReviewRequest":
        raise NotFound
    key = _unit_key(held)
    found = runtime().catalogue.unit(key)
    if found is None:
        raise LaunchError(Fault.UNIT_UNKNOWN, key)
    home = unit_path(held.id, found[1].key)
    if not held.is_teacher and held.for_user in (None, held.sub):
        return redirect(home, 303)
    teacher()
    if held.for_user is None:
        return redirect(f"{home}learners", 303)
    return redirect(f"{home}learners/{_number(held, held.for_user, found[1].key)}/", 303)


@blueprint.get(f"{UNIT}/<int:number>/")
def learner(module_id: str, unit_id: str, number: int) -> ResponseReturnValue:
    """Show what a learner has done in a unit, with the try that counts."""
    page, row = _found(module_id, unit_id, number)
    standing = row.units[page.unit.key]
    submitted = [one for one in standing.tries if one.status == "submitted"]
    counted = standing.counted.attempt if standing.counted else None
    chosen = counted or (submitted[-1] if submitted else None)
    return _answer(page, row, chosen.public_id if chosen else "")


@blueprint.get(f"{UNIT}/<int:number>/<attempt_id>")
def attempt(module_id: str, unit_id: str, number: int, attempt_id: str) -> ResponseReturnValue:
    """Show one submitted try of a learner. Another's, or another course's, is not found."""
    page, row = _found(module_id, unit_id, number)
    return _answer(page, row, attempt_id)


def _found(module_id: str, unit_id: str, number: int) -> tuple[Page, Row]:
    held, page = teacher(), find_unit(module_id, unit_id)
    found = course_of(held, [page.unit], everybody=True)
    for row in (*found.here, *found.gone):
        if row.member.number == number:
            return page, row
    raise NotFound


def _answer(page: Page, row: Row, attempt_id: str) -> ResponseReturnValue:
    """Return the page with a submitted try, or with none where the id is empty."""
    standing = row.units[page.unit.key]
    submitted = [one for one in standing.tries if one.status == "submitted"]
    chosen = [number for number, one in enumerate(submitted, 1) if one.public_id == attempt_id]
    if attempt_id and not chosen:
        raise NotFound
    taken: Taken | None = None
    if chosen:
        # The release, language and questions of the try itself, whatever is installed now.
        taken = replace(taken_with(page, submitted[chosen[0] - 1]), tries=chosen[0])
    return make_response(
        render_template(
            "lti_tool/teacher/learner.html",
            page=page,
            edition=page.edition,
            release=page.release,
            row=row,
            standing=standing,
            submitted=submitted,
            number=chosen[0] if chosen else 0,
            taken=taken,
            told=EVERYTHING,
            quiz=page.unit if isinstance(page.unit, Quiz) else None,
            name=learner_name(row.member),
            percent=percent,
            marks=_marks,
            share=quiz_results.share,
            passed=quiz_results.passed,
            score=score_state(standing.grades),
        )
    )


def _marks(value: float | None) -> str:
    return str(format_decimal(round(value or 0.0, 2)))


def _unit_key(held: OpenSession) -> str:
    """Return the unit of a review: what the launch names, else what the column's activity opens."""
    if held.unit_key or held.line_item_id is None:
        return held.unit_key or ""
    query = (
        select(ResourceLink.unit_key)
        .join(LineItem, LineItem.resource_link_id == ResourceLink.id)
        .where(LineItem.id == held.line_item_id, ResourceLink.context_id == held.context_id)
    )
    with runtime().database.read() as session:
        return session.scalars(query).first() or ""


def _number(held: OpenSession, sub: str, unit_key: str) -> int:
    """Return a person's number in the course. Raises NotFound for anybody who is not of it.

    Where the platform does not list its people, the launch that it has signed says who is.
    """
    assert held.context_id is not None  # only a course has teachers
    found = runtime().catalogue.unit(unit_key)
    assert found is not None  # it was found a moment ago
    course_of(held, [found[1]], everybody=True)  # whoever is new gets a number
    if number := _numbered(held.context_id, sub):
        return number
    roster.read_again(runtime(), held.context_id, at_once=True)  # the kept list is some minutes old
    with runtime().database.write() as session:
        if not roster.people(session, held.context_id).offered:
            roster.number(session, held.context_id, [sub], runtime().now())
    if number := _numbered(held.context_id, sub):
        return number
    raise NotFound


def _numbered(context_id: int, sub: str) -> int | None:
    query = select(CourseMember.number).where(CourseMember.context_id == context_id, CourseMember.sub == sub)
    with runtime().database.read() as session:
        return session.scalars(query).first()
