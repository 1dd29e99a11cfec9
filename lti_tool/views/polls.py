"""A poll: the options, and what the course has answered once that gives nobody away."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect

from lti_tool.models import UnitProgress
from lti_tool.runtime import runtime
from lti_tool.services import polls, scores
from lti_tool.views.door import check_form_token, session_blueprint
from lti_tool.views.page import Page, open_unit
from lti_tool.views.score_state import score_state
from packager.document.polls import Poll
from packager.render.body import render_body
from packager.render.polls import poll_fields

blueprint = session_blueprint("polls", __name__)


def show(page: Page, row: UnitProgress) -> ResponseReturnValue:
    """Show the options with the person's answer; results to those who have answered, and to teachers."""
    unit = _poll(page)
    with runtime().database.read() as session:
        chosen = polls.chosen(session, page.learner, unit)
        results = polls.results(session, page.learner, unit)
        states = scores.states(session, page.learner, unit.key)
    return render_template(
        "lti_tool/learner/poll.html",
        page=page,
        unit=unit,
        body=render_body(page.edition, unit.body, page.links),
        fields=poll_fields(page.edition, unit, chosen),
        chosen=chosen,
        results=results if chosen or page.learner.teaches else None,
        enough=polls.ENOUGH,
        empty="empty" in request.args,
        progress=row,
        score=score_state(states),
    )


@blueprint.post("/u/<module_id>/<unit_id>/answer")
def answer(module_id: str, unit_id: str) -> ResponseReturnValue:
    """Keep an answer and show the page anew."""
    page = open_unit(module_id, unit_id)
    unit = _poll(page)
    check_form_token(f"answer:{unit.key}")
    held = runtime()
    with held.database.write() as session:
        given = polls.answer(session, page.learner, unit, set(request.form.getlist("option")), held.now())
    held.nudge()
    if not given:
        return redirect(page.address("units.unit", empty="1"), 303)
    return redirect(page.address("units.unit") + "#results", 303)


def _poll(page: Page) -> Poll:
    if not isinstance(page.unit, Poll):
        raise NotFound
    return page.unit
