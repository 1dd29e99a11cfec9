"""A scenario: one scene at a time, each choice a button, the way kept on the server and shown at the end."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect

from lti_tool.models import UnitProgress
from lti_tool.runtime import runtime
from lti_tool.services import scenarios, scores
from lti_tool.views.door import check_form_token, session_blueprint
from lti_tool.views.page import Page, open_unit
from lti_tool.views.score_state import score_state
from packager.document.units import Scenario
from packager.render.body import resolved
from packager.render.scenario import consequence
from packager.render.terms import explained

blueprint = session_blueprint("scenarios", __name__)


def show(page: Page, row: UnitProgress) -> ResponseReturnValue:
    """Show what followed from the latest choice, then the scene where the person is."""
    unit = _scenario(page)
    with runtime().database.read() as session:
        way = scenarios.way(session, page.learner.person_id, unit)
        states = scores.states(session, page.learner, unit.key)
    return render_template(
        "lti_tool/learner/scenario.html",
        page=page,
        unit=unit,
        way=way,
        html=lambda prose: resolved(page.edition.html(prose), page.links),
        follows=lambda choice: consequence(page.edition, choice, page.links),
        terms=explained(page.edition, unit.intro, unit.scenes),
        progress=row,
        score=score_state(states),
    )


@blueprint.post("/u/<module_id>/<unit_id>/choices")
def choose(module_id: str, unit_id: str) -> ResponseReturnValue:
    """Take a choice, or begin again; the page comes anew, at the scene that follows."""
    page = open_unit(module_id, unit_id)
    unit = _scenario(page)
    check_form_token(f"choices:{unit.key}")
    held = runtime()
    scene, _, place = request.form.get("choice", "").rpartition(".")
    with held.database.write() as session:
        if "again" in request.form:
            scenarios.begin_again(session, page.learner, unit, held.now())
        elif place.isascii() and place.isdigit() and len(place) < 5:
            scenarios.choose(session, page.learner, unit, scene, int(place), held.now())
    held.nudge()
    return redirect(page.address("units.unit") + "#scene", 303)


def _scenario(page: Page) -> Scenario:
    if not isinstance(page.unit, Scenario) or not page.unit.scenes:
        raise NotFound
    return page.unit
