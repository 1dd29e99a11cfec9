"""`/s/<id>/m/<module>/`: the module with the person's progress, its record, and the choice of language."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from lti_tool.errors import Fault, LaunchError
from lti_tool.runtime import runtime
from lti_tool.services import languages, progress
from lti_tool.services.learner import Learner
from lti_tool.services.opening import Openings
from lti_tool.views.door import check_form_token, launch, module_path, session_blueprint, unit_path
from lti_tool.views.page import ToolLinks, open_module
from packager.render.course_text import text_between
from packager.render.record import record_page

blueprint = session_blueprint("overview", __name__)


@blueprint.get("/m/<module_id>/")
def module(module_id: str) -> ResponseReturnValue:
    """Show all units, which are done, and what is next."""
    release, edition = open_module(module_id)
    held = launch()
    with runtime().database.read() as session:
        rows = progress.of_units(session, held.person_id, release.units)
        openings = Openings(session, Learner.of(held), release, runtime().now())
        seen = openings.seen()
        closed = {unit.key for unit in seen if openings.closed_by(unit)}
        texts = openings.texts()
    done = {key for key, row in rows.items() if row.status == "done"}
    asked = [unit for unit in seen if not unit.settings.optional]
    left = [unit for unit in (*asked, *seen) if unit.key not in done | closed]
    return render_template(
        "lti_tool/learner/module.html",
        edition=edition,
        release=release,
        rows=rows,
        done=done,
        seen=seen,
        texts=texts,
        text_between=lambda text: text_between(edition, text, ToolLinks(release, held.id, terms=False)),
        closed=closed,
        asked=asked,
        teaches=held.is_teacher and held.context_id is not None,
        following=left[0] if left else None,
        address=lambda unit: unit_path(held.id, unit.key),
    )


@blueprint.get("/m/<module_id>/record")
def record(module_id: str) -> ResponseReturnValue:
    """Show the description of the micro-credential."""
    release, edition = open_module(module_id)
    return render_template(
        "lti_tool/learner/record.html",
        edition=edition,
        release=release,
        record=record_page(edition, ToolLinks(release, launch().id)),
    )


@blueprint.post("/language")
def language() -> ResponseReturnValue:
    """Keep the language that a person chooses and go back to the page, which is named by unit or module."""
    check_form_token("language")
    held = runtime()
    release, _ = open_module(request.form.get("module", ""))
    wish = request.form.get("language", "")
    if wish not in release.module.languages:
        raise LaunchError(Fault.FORM_OUTDATED, "no such language")
    with held.database.write() as session:
        languages.choose(session, launch().person_id, wish)
    unit = release.units.get(request.form.get("unit", ""))
    if unit is not None:
        return redirect(unit_path(launch().id, unit.key), 303)
    return redirect(module_path(launch().id, release.module.id), 303)
