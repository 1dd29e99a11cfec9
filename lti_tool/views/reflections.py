"""A reflection: texts for the learner's own eyes, saved while one writes, to print and to take along."""

from __future__ import annotations

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect

from lti_tool.models import UnitProgress
from lti_tool.runtime import runtime
from lti_tool.services import reflections, scores
from lti_tool.services.reflections import LONGEST, Texts, Written
from lti_tool.services.revisions import read_revision
from lti_tool.views.door import check_form_token, session_blueprint
from lti_tool.views.page import Page, open_unit
from lti_tool.views.score_state import score_of, score_state
from packager.document.personal import Reflection
from packager.render.body import render_body, resolved
from packager.render.terms import explained

blueprint = session_blueprint("reflections", __name__)
BASE = "/u/<module_id>/<unit_id>/texts"


def show(page: Page, row: UnitProgress) -> ResponseReturnValue:
    """Show the prompts with what was written so far; one that is shared is written on the platform."""
    unit = _reflection(page)
    with runtime().database.read() as session:
        written = reflections.texts(session, page.learner.person_id, unit)
        states = scores.states(session, page.learner, unit.key)
    return render_template(
        "lti_tool/learner/reflection.html",
        page=page,
        unit=unit,
        body=render_body(page.edition, unit.body, page.links, explain=False),
        terms=explained(page.edition, unit.body, unit.prompts),
        html=lambda prose: resolved(page.edition.html(prose), page.links),
        written=written,
        longest=LONGEST,
        saved="saved" in request.args,
        progress=row,
        score=score_state(states),
    )


@blueprint.post(BASE)
def save(module_id: str, unit_id: str) -> ResponseReturnValue:
    """Keep texts: those that a script names with `item`, or all of a form that was sent whole."""
    page = open_unit(module_id, unit_id)
    unit = _private(page)
    check_form_token(f"texts:{unit.key}")
    held = runtime()
    named = set(request.form.getlist("item"))
    written = {
        prompt.id: _written(prompt.id)
        for prompt in unit.prompts
        if f"text-{prompt.id}" in request.form and (not named or prompt.id in named)
    }
    with held.database.write() as session:
        forget = request.form.get("forget", "")
        row = reflections.save(session, page.learner, unit, written, held.now(), forget)
        kept = reflections.texts(session, page.learner.person_id, unit)
    held.nudge()
    if request.headers.get("X-Requested-With") == "fetch":
        return _said(page, row, written, kept)
    return redirect(page.address("units.unit", saved="1") + "#saved", 303)


def _written(prompt: str) -> Written:
    """Return a text with `\\n` between its lines. PostgreSQL's text holds no NUL."""
    text = request.form[f"text-{prompt}"].replace("\r\n", "\n").replace("\x00", "")
    seen = request.form.get(f"seen-{prompt}", "").split()[-50:]
    return Written(
        text=text[:LONGEST],
        revision=read_revision(request.form.get(f"revision-{prompt}", ""), runtime().now()),
        seen={int(one) for one in seen if one.isascii() and one.isdecimal() and len(one) < 16},
    )


def _said(page: Page, row: UnitProgress, written: dict[str, Written], kept: Texts) -> ResponseReturnValue:
    """Return what a script puts into the page: revisions, versions set aside, how far the person is."""
    return {
        "kept": {
            prompt: kept.current[prompt].revision if prompt in kept.current else one.revision
            for prompt, one in written.items()
        },
        "versions": {
            prompt: render_template(
                "lti_tool/learner/versions.html", page=page, versions=kept.aside.get(prompt, ())
            )
            for prompt in written
        },
        "progress": render_template(
            "lti_tool/learner/own_progress.html", page=page, progress=row, score=score_of(page)
        ),
    }


@blueprint.get(BASE)
def texts(module_id: str, unit_id: str) -> ResponseReturnValue:
    """Show one's own texts to read and print, or give them as a text file (`?download=1`)."""
    page = open_unit(module_id, unit_id)
    unit = _private(page)
    with runtime().database.read() as session:
        written = reflections.texts(session, page.learner.person_id, unit)
    parts = {"page": page, "unit": unit, "written": written, "left_over": written.left_over(unit)}
    if "download" not in request.args:
        return render_template("lti_tool/learner/own_texts.html", **parts)
    file = Response(render_template("lti_tool/learner/own_texts.txt", **parts), mimetype="text/plain")
    file.headers["Content-Disposition"] = f'attachment; filename="{unit.id}.txt"'
    return file


def _reflection(page: Page) -> Reflection:
    if not isinstance(page.unit, Reflection):
        raise NotFound
    return page.unit


def _private(page: Page) -> Reflection:
    """Return a reflection that is written here. Raises NotFound for any other unit."""
    unit = _reflection(page)
    if unit.shared:
        raise NotFound
    return unit
