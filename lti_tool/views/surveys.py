"""A survey: answered once and without names; sums for those who have answered, texts for teachers."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect

from lti_tool.models import UnitProgress
from lti_tool.runtime import runtime
from lti_tool.services import progress, scores, surveys
from lti_tool.services.surveys import Given
from lti_tool.views.door import check_form_token, session_blueprint
from lti_tool.views.page import Page, open_unit
from lti_tool.views.score_state import score_state
from packager.document.surveys import Chosen, Rated, Survey, SurveyQuestion
from packager.render.body import render_body, resolved
from packager.render.phrases import phrase
from packager.render.surveys import survey_form
from packager.render.terms import explained

blueprint = session_blueprint("surveys", __name__)
LONGEST = 5000  # characters of one text


def show(page: Page, row: UnitProgress) -> ResponseReturnValue:
    """Show the questions, or what comes after answering."""
    return _page(page, _survey(page), row)


def _page(page: Page, unit: Survey, row: UnitProgress, missing: tuple[str, ...] = ()) -> str:
    """Return the page; with `missing` the form as it was sent, and what it lacks."""
    with runtime().database.read() as session:
        answered = surveys.has_answered(session, page.learner, unit)
        results = surveys.results(session, page.learner, unit)
        states = scores.states(session, page.learner, unit.key)
    given = {name: request.form.getlist(name) for name in request.form} if missing else {}
    return render_template(
        "lti_tool/learner/survey.html",
        page=page,
        unit=unit,
        body=render_body(page.edition, unit.body, page.links, explain=False),
        terms=explained(page.edition, unit.body, unit.questions),
        fields=survey_form(page.edition, unit, page.links, given),
        answered=answered,
        missing=[question for question in unit.questions if question.id in missing],
        empty=missing == ("",),
        results=results if answered or page.learner.teaches else None,
        enough=surveys.ENOUGH,
        html=lambda prose: resolved(page.edition.html(prose), page.links),
        line=lambda prose: resolved(phrase(page.edition.html(prose)), page.links),
        progress=row,
        score=score_state(states),
    )


@blueprint.post("/u/<module_id>/<unit_id>/survey")
def answer(module_id: str, unit_id: str) -> ResponseReturnValue:
    """Take the answers. What is incomplete is not kept: the page comes back as it was sent."""
    page = open_unit(module_id, unit_id)
    unit = _survey(page)
    check_form_token(f"survey:{unit.key}")
    held = runtime()
    given = _given(unit)
    missing = ("",) if given.empty else tuple(one.id for one in unit.questions if _lacks(one, given))
    with held.database.write() as session:
        if missing:
            row = progress.touch(session, page.learner.person_id, unit.key, held.now())
        else:
            surveys.answer(session, page.learner, unit, given, held.now())
    if missing:
        return _page(page, unit, row, missing), 422
    held.nudge()
    return redirect(page.address("units.unit") + "#answered", 303)


def _given(unit: Survey) -> Given:
    """Return what the form holds. PostgreSQL's text holds no NUL."""
    choices = {}
    for question in unit.questions:
        if isinstance(question, Rated):
            choices.update({one.id: _numbers(f"rate-{one.id}")[:1] for one in question.statements})
        elif isinstance(question, Chosen):
            numbers = _numbers(f"choose-{question.id}")
            choices[question.id] = numbers if question.several else numbers[:1]
    texts = {
        question.id: request.form.get(f"tell-{question.id}", "").replace("\x00", "").strip()[:LONGEST]
        for question in unit.told
    }
    return Given(choices, texts)


def _numbers(field: str) -> list[int]:
    written = request.form.getlist(field)
    return [int(one) for one in written if one.isascii() and one.isdecimal() and len(one) < 4]


def _lacks(question: SurveyQuestion, given: Given) -> bool:
    """Tell whether a question must be answered and is not."""
    if not question.required:
        return False
    if isinstance(question, Rated):
        return any(not given.choices[one.id] for one in question.statements)
    return not (given.choices.get(question.id) or given.texts.get(question.id))


def _survey(page: Page) -> Survey:
    if not isinstance(page.unit, Survey):
        raise NotFound
    return page.unit
