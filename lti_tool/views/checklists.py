"""A checklist: boxes that are kept as they are ticked, and how many are."""

from __future__ import annotations

from collections.abc import Collection

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect

from lti_tool.models import UnitProgress
from lti_tool.runtime import runtime
from lti_tool.services import checklists, scores
from lti_tool.services.revisions import Answer, read_revision
from lti_tool.views.door import check_form_token, session_blueprint
from lti_tool.views.page import Page, open_unit
from lti_tool.views.score_state import score_of, score_state
from packager.document.personal import Checklist
from packager.render.body import render_body
from packager.render.personal import tick_list
from packager.render.terms import explained

blueprint = session_blueprint("checklists", __name__)


def show(page: Page, row: UnitProgress) -> ResponseReturnValue:
    """Show the items with what was ticked so far."""
    unit = _checklist(page)
    with runtime().database.read() as session:
        ticked = checklists.ticked(session, page.learner.person_id, unit)
        states = scores.states(session, page.learner, unit.key)
    return render_template(
        "lti_tool/learner/checklist.html",
        page=page,
        unit=unit,
        body=render_body(page.edition, unit.body, page.links, explain=False),
        items=tick_list(page.edition, unit, page.links, ticked),
        terms=explained(page.edition, unit.body, unit.groups),
        ticked=ticked,
        count=_count(unit, ticked),
        saved="saved" in request.args,
        progress=row,
        score=score_state(states),
    )


@blueprint.post("/u/<module_id>/<unit_id>/ticks")
def tick(module_id: str, unit_id: str) -> ResponseReturnValue:
    """Keep ticks: those that a script names with `item`, or those of a whole form that differ from what it
    has shown, so that an old page takes back no tick of another device."""
    page = open_unit(module_id, unit_id)
    unit = _checklist(page)
    check_form_token(f"ticks:{unit.key}")
    held = runtime()
    set_now = set(request.form.getlist("tick"))
    named = set(request.form.getlist("item")) or set_now ^ set(request.form.get("shown", "").split())
    ticks = {
        item.id: Answer(
            item.id in set_now, read_revision(request.form.get(f"revision-{item.id}", ""), held.now())
        )
        for item in unit.items
        if item.id in named
    }
    with held.database.write() as session:
        row = checklists.tick(session, page.learner, unit, ticks, held.now())
        ticked = checklists.ticked(session, page.learner.person_id, unit)
    held.nudge()
    if request.headers.get("X-Requested-With") != "fetch":
        return redirect(page.address("units.unit", saved="1") + "#saved", 303)
    said = render_template(
        "lti_tool/learner/checklist_progress.html",
        page=page,
        progress=row,
        score=score_of(page),
    )
    return {"ticked": sorted(ticked), "count": _count(unit, ticked), "progress": said}


def _count(unit: Checklist, ticked: Collection[str]) -> str:
    said: str = gettext("%(done)s of %(all)s ticked", done=len(ticked), all=len(list(unit.items)))
    return said


def _checklist(page: Page) -> Checklist:
    if not isinstance(page.unit, Checklist):
        raise NotFound
    return page.unit
