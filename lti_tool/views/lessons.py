"""A lesson: its text with self-checks that are marked on the server, and the place where the person reads."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask import render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect

from lti_tool.models import CheckAnswer, UnitProgress
from lti_tool.runtime import runtime
from lti_tool.services import progress, responses, scores
from lti_tool.views.door import check_form_token, form_token, session_blueprint
from lti_tool.views.mixing import option_order
from lti_tool.views.page import Page, open_unit
from lti_tool.views.score_state import score_state
from packager.document.marking import mark
from packager.document.questions import Question
from packager.document.units import Lesson
from packager.render.body import render_body
from packager.render.forms import question_form

blueprint = session_blueprint("lessons", __name__)
_HEADING = re.compile(r"<h([23])(?=[ >])((?:(?! id=)[^>])*)>")


def show(page: Page, row: UnitProgress) -> ResponseReturnValue:
    """Show a lesson with what was answered before."""
    unit = _lesson(page)
    with runtime().database.read() as session:
        answered = progress.check_answers(session, page.learner.person_id, unit.key)
        states = scores.states(session, page.learner, unit.key)
    asked = request.args.get("check", "")
    body = render_body(
        page.edition,
        unit.body,
        page.links,
        lambda question: check_form(page, question, answered, empty=asked == question.id),
        unit.checks,
    )
    return render_template(
        "lti_tool/learner/lesson.html",
        page=page,
        body=with_places(body),
        progress=row,
        score=score_state(states),
        left=len([one for one in unit.checks if one.id not in answered]),
        audio=unit.audio.get(page.edition.language),
        unanswered=asked,
    )


def with_places(body: Markup) -> Markup:
    """Give each heading without an id one by which a place can be remembered: `place-1` …"""
    count = 0

    def heading(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f'<h{found[1]}{found[2]} id="place-{count}">'

    return Markup(_HEADING.sub(heading, body))  # noqa: S704 - ids of our own are all that is added


def check_form(
    page: Page, question: Question, answered: Mapping[str, CheckAnswer], *, empty: bool = False
) -> Markup:
    """Return a self-check as a form: empty, or with the latest answer and what is said of it."""
    given = answered.get(question.id)
    fields = question_form(
        page.edition,
        question,
        page.links,
        response=given.response if given else None,
        marked=mark(question, given.response, page.edition.language) if given else None,
        order=option_order(question, f"{page.learner.person_id}"),
        wrong_tries=given.revision if given else 0,
    )
    return Markup(  # noqa: S704 - the template escapes
        render_template(
            "lti_tool/learner/check.html",
            page=page,
            question=question,
            fields=fields,
            given=given,
            empty=empty,
            token=form_token(f"check:{page.unit.key}"),
        )
    )


@blueprint.post("/u/<module_id>/<unit_id>/checks/<question_id>")
def check(module_id: str, unit_id: str, question_id: str) -> ResponseReturnValue:
    """Mark an answer, keep it, and show what is said of it: the form alone for a script, else the page."""
    page = open_unit(module_id, unit_id)
    unit = _lesson(page)
    check_form_token(f"check:{unit.key}")
    question = next((one for one in unit.checks if one.id == question_id), None)
    if question is None:
        raise NotFound
    held = runtime()
    given = responses.read(request.form, question)
    marked = mark(question, given, page.edition.language)
    if marked.answered:
        fraction = None if marked.fraction is None else float(marked.fraction)
        with held.database.write() as session:
            progress.answer_check(session, page.learner, unit, question_id, given, fraction, held.now())
        held.nudge()
    if request.headers.get("X-Requested-With") == "fetch":
        return _fragment(page, question, empty=not marked.answered)
    query = {} if marked.answered else {"check": question_id}
    return redirect(page.address("units.unit", **query) + f"#check-{question_id}", 303)


def _fragment(page: Page, question: Question, *, empty: bool) -> ResponseReturnValue:
    with runtime().database.read() as session:
        answered = progress.check_answers(session, page.learner.person_id, page.unit.key)
    return {"html": check_form(page, question, answered, empty=empty), "progress": progress_part(page)}


def progress_part(page: Page) -> str:
    """Return the part of the page that says how far the person is, for a script."""
    unit = page.unit
    with runtime().database.read() as session:
        left = progress.unanswered(session, page.learner.person_id, unit)
        row = progress.of_units(session, page.learner.person_id, [unit.key])[unit.key]
        states = scores.states(session, page.learner, unit.key)
    return render_template(
        "lti_tool/learner/lesson_progress.html",
        page=page,
        progress=row,
        score=score_state(states),
        left=left,
    )


def _lesson(page: Page) -> Lesson:
    if not isinstance(page.unit, Lesson):
        raise NotFound
    return page.unit
