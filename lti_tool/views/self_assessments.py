"""A self-assessment: statements to rate, then a profile with advice; seen by the learner alone."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from markupsafe import Markup
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect

from lti_tool.models import UnitProgress
from lti_tool.runtime import runtime
from lti_tool.services import scores, self_assessments
from lti_tool.services.revisions import Answer, read_revision
from lti_tool.views.door import check_form_token, session_blueprint
from lti_tool.views.page import Page, open_unit
from lti_tool.views.score_state import score_state
from packager.document.scales import SelfAssessment
from packager.render.body import render_body, resolved
from packager.render.phrases import phrase
from packager.render.scales import profile, statements_form
from packager.render.terms import explained

blueprint = session_blueprint("self_assessments", __name__)


def show(page: Page, row: UnitProgress) -> ResponseReturnValue:
    """Show the profile, or the statements while there is none or the person rates again."""
    unit = _self_assessment(page)
    with runtime().database.read() as session:
        ratings = self_assessments.ratings(session, page.learner.person_id, unit)
        states = scores.states(session, page.learner, unit.key)
    under_way = bool(ratings.current) and "profile" not in request.args
    rating = ratings.last is None or under_way or "again" in request.args
    return render_template(
        "lti_tool/learner/self_assessment.html",
        page=page,
        unit=unit,
        body=render_body(page.edition, unit.body, page.links, explain=False),
        terms=explained(page.edition, unit.body, unit.areas),
        form=statements_form(page.edition, unit, page.links, ratings.current) if rating else None,
        profile=_profile(page, unit, ratings),
        missing=[one for one in unit.statements if one.id not in ratings.current]
        if "missing" in request.args
        else [],
        line=lambda prose: resolved(phrase(page.edition.html(prose)), page.links).striptags(),
        rated_before=ratings.last is not None,
        since=ratings.since,
        progress=row,
        score=score_state(states),
    )


def _profile(page: Page, unit: SelfAssessment, ratings: self_assessments.Ratings) -> Markup:
    if ratings.last is None:
        return Markup("")
    return profile(
        page.edition, unit, page.links, first=ratings.first, last=ratings.last, language=str(get_locale())
    )


@blueprint.post("/u/<module_id>/<unit_id>/ratings")
def rate(module_id: str, unit_id: str) -> ResponseReturnValue:
    """Keep the ratings that a script names with `item`, or take a whole form for a round."""
    page = open_unit(module_id, unit_id)
    unit = _self_assessment(page)
    check_form_token(f"ratings:{unit.key}")
    held = runtime()
    named = set(request.form.getlist("item"))
    given = {
        one.id: answer
        for one in unit.statements
        if (not named or one.id in named) and (answer := _given(unit, one.id))
    }
    if request.headers.get("X-Requested-With") == "fetch":
        with held.database.write() as session:
            self_assessments.rate(session, page.learner, unit, given, held.now())
        return "", 204
    with held.database.write() as session:
        whole = self_assessments.finish(session, page.learner, unit, given, held.now())
    held.nudge()
    if whole:
        return redirect(page.address("units.unit") + "#profile", 303)
    return redirect(page.address("units.unit", missing="1") + "#missing", 303)


def _given(unit: SelfAssessment, statement: str) -> Answer | None:
    """Return the rating of a statement, if the form holds one."""
    written = request.form.get(f"rate-{statement}", "")
    if not (written.isascii() and written.isdecimal() and len(written) == 1):
        return None
    if not 1 <= int(written) <= len(unit.scale):
        return None
    return Answer(int(written), read_revision(request.form.get(f"revision-{statement}", ""), runtime().now()))


def _self_assessment(page: Page) -> SelfAssessment:
    if not isinstance(page.unit, SelfAssessment):
        raise NotFound
    return page.unit
