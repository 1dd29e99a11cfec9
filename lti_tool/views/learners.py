"""`/s/<id>/…/learners`: how the learners of a course stand in a unit or a module, for its teachers alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect

from lti_tool.models import CourseMember, LineItem, OutboxScore, ResourceLink
from lti_tool.runtime import runtime
from lti_tool.services import column_of_unit, learners, outbox, quiz_results, results, roster, scores
from lti_tool.services.learner import Learner
from lti_tool.services.learners import Course, Row
from lti_tool.services.sessions import OpenSession
from lti_tool.spreadsheets import written
from lti_tool.views.door import (
    check_form_token,
    form_token,
    module_path,
    session_blueprint,
    teacher,
    unit_path,
)
from lti_tool.views.page import Page, find_unit, open_module
from lti_tool.views.quizzes import percent
from lti_tool.views.score_state import score_state
from packager.document.course_text import CourseText
from packager.document.units import Quiz, Unit, stays_native

blueprint = session_blueprint("learners", __name__)
UNIT = "/u/<module_id>/<unit_id>/learners"
MODULE = "/m/<module_id>/learners"
SHOWN = ("stuck", "begun", "done", "new")


@blueprint.get(UNIT)
def unit(module_id: str, unit_id: str) -> ResponseReturnValue:
    """Show who has begun a unit, is stuck or done, with grades and where they are."""
    held, page = teacher(), find_unit(module_id, unit_id)
    items = _compared(page)
    found = course_of(held, [page.unit], link=_own_link(held, page))
    wish = request.args.get("show", "")
    here = [row for row in found.here if wish not in SHOWN or row.units[page.unit.key].state == wish]
    return _answer(
        "lti_tool/teacher/unit.html",
        page=page,
        edition=page.edition,
        release=page.release,
        quiz=page.unit if isinstance(page.unit, Quiz) else None,
        native=stays_native(page.unit),
        found=found,
        here=here,
        wish=wish if wish in SHOWN else "",
        counts=Counter(row.units[page.unit.key].state for row in found.here),
        to_resend=sum(can_resend(row, page.unit.key) for row in (*found.here, *found.gone)),
        items=items,
        can_make=_can_make(page),
        token=form_token(f"learners:{page.unit.key}"),
    )


@blueprint.get(f"{UNIT}.csv")
def unit_csv(module_id: str, unit_id: str) -> ResponseReturnValue:
    """Give the same as a table for spreadsheets, those who left at its end."""
    held, page = teacher(), find_unit(module_id, unit_id)
    found = course_of(held, [page.unit], link=_own_link(held, page))
    rows = [_plain(row, page.unit.key) for row in (*found.here, *found.gone)]
    names = ("learner", "state", "left", "tries", "result_percent", "last_progress", "grade", "why")
    response = make_response("\ufeff" + written(names, rows))  # the mark tells Excel that it is UTF-8
    response.content_type = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="learners-{page.unit.id}.csv"'
    return response


def _plain(row: Row, key: str) -> dict[str, object]:
    standing = row.units[key]
    score = score_state(standing.grades)
    return {
        "learner": learner_name(row.member),
        "state": standing.state,
        "left": "yes" if row.left else "",
        "tries": len(standing.tries),
        "result_percent": percent(standing.counted.share) if standing.counted else "",
        "last_progress": standing.moved_at.isoformat(timespec="minutes") if standing.moved_at else "",
        "grade": score.state if score else "",
        "why": score.detail if score else "",
    }


@blueprint.get(MODULE)
def module(module_id: str) -> ResponseReturnValue:
    """Show how far the learners are in a module, by unit and by learner."""
    held = teacher()
    release, edition = open_module(module_id)
    units = [one for one in release.module.units if not isinstance(one, CourseText)]
    asked = [one for one in units if not one.settings.optional]
    found = course_of(held, units)
    return _answer(
        "lti_tool/teacher/module.html",
        edition=edition,
        release=release,
        units=units,
        asked=asked,
        found=found,
        counts={one.key: Counter(row.units[one.key].state for row in found.here) for one in units},
        done=lambda row: sum(row.units[one.key].state == "done" for one in asked),
        unit_address=lambda one: f"{unit_path(held.id, one.key)}learners",
        token=form_token(f"learners:{release.module.id}"),
    )


@blueprint.post(f"{UNIT}/read")
def read_for_unit(module_id: str, unit_id: str) -> ResponseReturnValue:
    """Ask the platform for the list of people at once."""
    held, page = teacher(), find_unit(module_id, unit_id)
    check_form_token(f"learners:{page.unit.key}")
    assert held.context_id is not None  # only a course has teachers
    roster.read_again(runtime(), held.context_id, at_once=True)
    if link := _own_link(held, page):
        roster.read_again(runtime(), held.context_id, link, at_once=True)
    return redirect(page.address("learners.unit"), 303)


@blueprint.post(f"{MODULE}/read")
def read_for_module(module_id: str) -> ResponseReturnValue:
    """Ask the platform for the list of people at once."""
    held = teacher()
    release, _ = open_module(module_id)
    check_form_token(f"learners:{release.module.id}")
    assert held.context_id is not None  # only a course has teachers
    roster.read_again(runtime(), held.context_id, at_once=True)
    return redirect(f"{module_path(held.id, release.module.id)}learners", 303)


@blueprint.post(f"{UNIT}/resend")
def resend(module_id: str, unit_id: str) -> ResponseReturnValue:
    """Make the grades of one learner, or of all, due at once that the platform did not take."""
    held, page = teacher(), find_unit(module_id, unit_id)
    check_form_token(f"learners:{page.unit.key}")
    found = course_of(held, [page.unit])
    wanted = request.form.get("number", type=int)
    rows = [row for row in (*found.here, *found.gone) if wanted in (None, row.member.number)]
    if wanted is not None and not rows:
        raise NotFound
    with runtime().database.write() as session:
        grades = [grade.id for row in rows for grade in row.units[page.unit.key].grades]
        outbox.send_again(session, OutboxScore.id.in_(grades), runtime().now())
    runtime().nudge()
    return redirect(page.address("learners.unit"), 303)


@blueprint.post(f"{UNIT}/column")
def make_column(module_id: str, unit_id: str) -> ResponseReturnValue:
    """Make a column in the gradebook for an activity that has none, and send what was earned before."""
    held, page = teacher(), find_unit(module_id, unit_id)
    check_form_token(f"learners:{page.unit.key}")
    rows = course_of(held, [page.unit]).here
    why = column_of_unit.make(runtime(), page.learner, page.unit, page.title, rows)
    wrong = {"trouble": why.detail} if why else {}
    return redirect(page.address("learners.unit", **wrong), 303)


def learner_name(member: CourseMember) -> str:
    """Return a person's name where it is known, else the number that stays theirs in the course."""
    return member.name or str(gettext("Learner %(number)s", number=member.number))


def course_of(held: OpenSession, units: Sequence[Unit], *, link: str = "", everybody: bool = False) -> Course:
    """Return how the learners of a teacher's course stand, the platform's list read where it is time.

    With `everybody` those who left without having done anything, too.
    """
    assert held.context_id is not None  # only a course has teachers
    roster.read_again(runtime(), held.context_id)
    if link:
        roster.read_again(runtime(), held.context_id, link)
    learners.number_all(runtime(), held.context_id)
    with runtime().database.read() as session:
        return learners.course(
            session,
            Learner.of(held),
            held.platform_id,
            units,
            runtime().now(),
            link=link,
            everybody=everybody,
        )


def _own_link(held: OpenSession, page: Page) -> str:
    """Return the platform's id of the opened activity, if it is this unit's: not everybody may open it."""
    if held.resource_link_id is None or page.learner.unit_key != page.unit.key:
        return ""
    query = select(ResourceLink.resource_link_id).where(ResourceLink.id == held.resource_link_id)
    with runtime().database.read() as session:
        return session.scalars(query).first() or ""


def _compared(page: Page) -> Sequence[LineItem]:
    """Return the columns of a unit, their results read back where it is time."""
    with runtime().database.read() as session:
        items = scores.line_items(session, page.learner, page.unit.key)
    results.compare_all(runtime(), items)
    with runtime().database.read() as session:
        return scores.line_items(session, page.learner, page.unit.key)


def _can_make(page: Page) -> bool:
    with runtime().database.read() as session:
        return column_of_unit.offered(session, page.learner, page.unit)


def _answer(template: str, **values: Any) -> ResponseReturnValue:
    return make_response(
        render_template(
            template,
            learner_name=learner_name,
            percent=percent,
            share=quiz_results.share,
            score_state=score_state,
            can_resend=can_resend,
            **values,
        )
    )


def can_resend(row: Row, key: str) -> bool:
    """Tell whether sending again may help: the platform refused a grade, or did not take it yet."""
    state = score_state(row.units[key].grades)
    return state is not None and state.state in ("refused", "delayed")
