"""A quiz: its front page with earlier tries, a try that saves itself, and what is said of a submitted one."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect

from lti_tool.models import Attempt, UnitProgress
from lti_tool.runtime import runtime
from lti_tool.services import attempts, quiz_results, responses, scores
from lti_tool.services.attempts import Edited
from lti_tool.services.revisions import Answer, read_revision
from lti_tool.views.door import check_form_token, form_token, session_blueprint
from lti_tool.views.page import Page, find_unit, open_unit
from lti_tool.views.score_state import score_of, score_state
from lti_tool.views.taken import Taken, marked, taken_with
from packager.document.questions import Essay, Question
from packager.document.units import Quiz
from packager.render.body import resolved

blueprint = session_blueprint("quizzes", __name__)
BASE = "/u/<module_id>/<unit_id>/attempts"


def show(page: Page, row: UnitProgress) -> ResponseReturnValue:
    """Show the front page: what to expect, earlier tries, where the grade is."""
    unit = _quiz(page)
    with runtime().database.read() as session:
        earlier = attempts.of_unit(session, page.learner, unit.key)
    open_attempt = next((one for one in earlier if one.status == "open"), None)
    if open_attempt and _settled(taken_with(page, open_attempt)).attempt.status == "submitted":
        return redirect(page.address("units.unit"), 303)
    submitted = [Taken(page, unit, one) for one in earlier if one.status == "submitted"]
    return render_template(
        "lti_tool/learner/quiz.html",
        page=page,
        unit=unit,
        intro=resolved(page.edition.html(unit.intro), page.links),
        attempts=[(taken.attempt, taken.told(runtime().now())) for taken in submitted],
        open_attempt=open_attempt,
        counted=quiz_results.counting(earlier, unit.counts),
        tries_left=None if not unit.tries else unit.tries - len(earlier),
        essays=any(isinstance(question, Essay) for question in unit.questions),
        passed=quiz_results.passed,
        percent=percent,
        share=quiz_results.share,
        progress=row,
        score=score_of(page),
        token=form_token(f"begin:{unit.key}"),
    )


def percent(share: float) -> int:
    """Return a share of the marks in whole per cent, rounded down: 79.9 does not look like 80."""
    return int(share * 100 + 1e-9)


@blueprint.post(f"{BASE}/")
def begin(module_id: str, unit_id: str) -> ResponseReturnValue:
    """Begin a try, or go on with the one that is open."""
    page = open_unit(module_id, unit_id)
    unit = _quiz(page)
    check_form_token(f"begin:{unit.key}")
    held = runtime()
    edited = Edited(page.release.module, page.release.content_hash, page.edition.language)
    try:
        with held.database.write() as session:
            attempt = attempts.begin(session, page.learner, unit, edited, held.now())
    except attempts.TriesUsedError:
        return redirect(page.address("units.unit"), 303)
    return redirect(page.address("quizzes.attempt", attempt_id=attempt.public_id), 303)


@blueprint.get(f"{BASE}/<attempt_id>/")
def attempt(module_id: str, unit_id: str, attempt_id: str) -> ResponseReturnValue:
    """Show a page of an open try with the answers so far; feedback of a submitted one."""
    taken = _found(module_id, unit_id, attempt_id)
    if taken.attempt.status == "submitted":
        return redirect(taken.page.address("quizzes.feedback", attempt_id=attempt_id), 303)
    number = min(max(request.args.get("page", 1, type=int), 1), len(taken.sheets))
    left = (taken.ends - runtime().now()).total_seconds() if taken.ends else None
    return render_template(
        "lti_tool/learner/attempt.html",
        page=taken.page,
        taken=taken,
        number=number,
        sheet=taken.sheets[number - 1],
        seconds_left=None if left is None else max(math.ceil(left), 0),
        token=form_token(f"attempt:{attempt_id}"),
    )


@blueprint.post(f"{BASE}/<attempt_id>/answers")
def save(module_id: str, unit_id: str, attempt_id: str) -> ResponseReturnValue:
    """Keep the answers that a script sends while the person types, each with its revision."""
    taken = _found(module_id, unit_id, attempt_id)
    check_form_token(f"attempt:{attempt_id}")
    named = set(request.form.getlist("question"))
    answers = {one.id: _answer(one) for one in taken.questions if one.id in named}
    held = runtime()
    with held.database.write() as session:
        outdated = attempts.save(
            session, taken.page.learner, taken.unit.key, attempt_id, answers, held.now()
        )  # fmt: skip
    if outdated is None:
        return {"submitted": True}, 409
    return {"outdated": outdated}


@blueprint.post(f"{BASE}/<attempt_id>/")
def submit(module_id: str, unit_id: str, attempt_id: str) -> ResponseReturnValue:
    """Submit, or save and stay or go to another page (buttons for pages without scripts)."""
    taken = _found(module_id, unit_id, attempt_id)
    check_form_token(f"attempt:{attempt_id}")
    # A form holds the questions of one page: what stands on others is kept as it was saved.
    answers = {one.id: _answer(one) for one in taken.questions if f"revision-{one.id}" in request.form}
    held, page = runtime(), taken.page
    if "save" in request.form or "go" in request.form:
        with held.database.write() as session:
            attempts.save(session, page.learner, taken.unit.key, attempt_id, answers, held.now())
        number = request.form.get("go", request.form.get("page", "1"))
        where = page.address("quizzes.attempt", attempt_id=attempt_id, page=number)
        return redirect(where if "go" in request.form else f"{where}#saved", 303)
    _submit(taken, answers)
    return redirect(page.address("quizzes.feedback", attempt_id=attempt_id), 303)


def _answer(question: Question) -> Answer:
    revision = read_revision(request.form.get(f"revision-{question.id}", ""), runtime().now())
    return Answer(responses.read(request.form, question), revision)


def _submit(taken: Taken, answers: dict[str, Answer]) -> Attempt | None:
    held = runtime()
    with held.database.write() as session:
        submitted = attempts.submit(
            session, taken.page.learner, taken.unit, taken.attempt.public_id, answers, partial(marked, taken),
            held.now(),
        )  # fmt: skip
    held.nudge()
    return submitted


@blueprint.get(f"{BASE}/<attempt_id>/feedback")
def feedback(module_id: str, unit_id: str, attempt_id: str) -> ResponseReturnValue:
    """Show what a submitted try earned and why."""
    taken = _found(module_id, unit_id, attempt_id)
    if taken.attempt.status != "submitted":
        return redirect(taken.page.address("quizzes.attempt", attempt_id=attempt_id), 303)
    with runtime().database.read() as session:
        earlier = attempts.of_unit(session, taken.page.learner, taken.unit.key)
        states = scores.states(session, taken.page.learner, taken.unit.key)
    tries = [one.id for one in earlier if one.status == "submitted" and one.id <= taken.attempt.id]
    taken = replace(taken, tries=len(tries))
    share = quiz_results.share(taken.attempt)
    return render_template(
        "lti_tool/learner/feedback.html",
        page=taken.page,
        taken=taken,
        told=taken.told(runtime().now()),
        attempt=taken.attempt,
        counted=quiz_results.counting(earlier, taken.unit.counts),
        tries_left=None if not taken.unit.tries else taken.unit.tries - len(earlier),
        passed=not taken.attempt.maximum or quiz_results.passed(taken.unit, share),
        percent=percent,
        share=share,
        essays=any(isinstance(question, Essay) for question in taken.unit.questions),
        score=score_state(states),
        token=form_token(f"begin:{taken.unit.key}"),
    )


def _found(module_id: str, unit_id: str, attempt_id: str) -> Taken:
    """Return the person's own attempt, submitted when its time is over; anybody else's is not found."""
    page = find_unit(module_id, unit_id)
    with runtime().database.read() as session:
        found = attempts.find(session, page.learner, page.unit.key, attempt_id)
    if found is None:
        raise NotFound
    return _settled(taken_with(page, found))


def _settled(taken: Taken) -> Taken:
    """Submit an open attempt whose time is over, with the answers that were kept in time."""
    if taken.attempt.status != "open" or not quiz_results.is_over(taken.unit, taken.attempt, runtime().now()):
        return taken
    return replace(taken, attempt=_submit(taken, {}) or taken.attempt)


def _quiz(page: Page) -> Quiz:
    if not isinstance(page.unit, Quiz):
        raise NotFound
    return page.unit
