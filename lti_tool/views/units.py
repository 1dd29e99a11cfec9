"""`/s/<id>/u/<module>/<unit>/`: a unit, by its kind; and the person's word that it is done."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.utils import redirect

from lti_tool.models import OutboxScore, UnitProgress
from lti_tool.runtime import runtime
from lti_tool.services import learners, outbox, progress, results, scores
from lti_tool.views.books import show as show_book
from lti_tool.views.checklists import show as show_checklist
from lti_tool.views.door import check_form_token, session_blueprint
from lti_tool.views.lessons import progress_part
from lti_tool.views.lessons import show as show_lesson
from lti_tool.views.page import Page, find_unit, open_unit
from lti_tool.views.polls import show as show_poll
from lti_tool.views.quizzes import show as show_quiz
from lti_tool.views.reflections import show as show_reflection
from lti_tool.views.resources import show_folder, show_glossary, show_media
from lti_tool.views.scenarios import show as show_scenario
from lti_tool.views.score_state import score_of
from lti_tool.views.self_assessments import show as show_self_assessment
from lti_tool.views.surveys import show as show_survey
from packager.document.course_text import CourseText
from packager.document.h5p import H5p
from packager.document.peer_review import PeerReview
from packager.document.units import Assignment, Discussion, File, Link, Unit
from packager.render.assignments import scheme_part, work_facts
from packager.render.body import render_body
from packager.render.discussions import talk_facts
from packager.render.facts import listed
from packager.render.peer_review import whole_body

blueprint = session_blueprint("units", __name__)


@blueprint.get("/u/<module_id>/<unit_id>/")
def unit(module_id: str, unit_id: str) -> ResponseReturnValue:
    """Show a unit. Opening it is progress."""
    page = open_unit(module_id, unit_id)
    held = runtime()
    with held.database.write() as session:
        row = progress.begin(session, page.learner, page.unit, held.now())
        learners.visit(session, page.learner, page.unit, held.now())
    return _SHOW[page.unit.kind](page, row)


def _plain(page: Page, row: UnitProgress) -> ResponseReturnValue:
    """Show a unit of prose with what belongs to its kind below."""
    unit = page.unit
    assert isinstance(unit, Assignment | Discussion | Link | File | H5p | PeerReview | CourseText)
    return render_template(
        f"lti_tool/learner/{unit.kind}.html",
        page=page,
        body=render_body(page.edition, whole_body(page.edition, unit), page.links),
        facts=_facts(page, unit),
        scheme=scheme_part(page.edition, unit.scheme) if isinstance(unit, Assignment) else "",
        progress=row,
        score=score_of(page),
    )


def _facts(page: Page, unit: Unit) -> Markup:
    match unit:
        case Assignment():
            return listed(work_facts(page.edition, unit))
        case Discussion():
            return listed(talk_facts(page.edition, unit))
        case _:
            return Markup("")


_SHOW: dict[str, Callable[[Page, UnitProgress], ResponseReturnValue]] = {
    "lesson": show_lesson,
    "quiz": show_quiz,
    "assignment": _plain,
    "discussion": _plain,
    "link": _plain,
    "file": _plain,
    "scenario": show_scenario,
    "book": show_book,
    "reflection": show_reflection,
    "glossary": show_glossary,
    "checklist": show_checklist,
    "self-assessment": show_self_assessment,
    "survey": show_survey,
    "h5p": _plain,
    "folder": show_folder,
    "poll": show_poll,
    "media": show_media,
    "peer-review": _plain,
    "text": _plain,
}


@blueprint.get("/u/<module_id>/<unit_id>/score")
def score(module_id: str, unit_id: str) -> ResponseReturnValue:
    """Return the part of the page that says where the grade is. Asked for by the page's script."""
    page = find_unit(module_id, unit_id)
    return render_template("lti_tool/learner/score.html", page=page, score=score_of(page))


@blueprint.post("/u/<module_id>/<unit_id>/resend")
def resend(module_id: str, unit_id: str) -> ResponseReturnValue:
    """Make the person's own grade of this unit due at once, refused or postponed as it is."""
    page = find_unit(module_id, unit_id)
    check_form_token(f"resend:{page.unit.key}")
    held = runtime()
    with held.database.write() as session:
        mine = [row.id for row in scores.states(session, page.learner, page.unit.key)]
        outbox.send_again(session, OutboxScore.id.in_(mine), held.now())
    held.nudge()
    return redirect(page.address("units.unit"), 303)


@blueprint.post("/u/<module_id>/<unit_id>/compare")
def compare(module_id: str, unit_id: str) -> ResponseReturnValue:
    """Read back what the gradebook shows of the person's own grade."""
    page = find_unit(module_id, unit_id)
    check_form_token(f"compare:{page.unit.key}")
    with runtime().database.read() as session:
        items = scores.line_items(session, page.learner, page.unit.key)
    results.compare_all(runtime(), items, page.learner.person_id)
    return redirect(page.address("units.unit"), 303)


_DONE_BY_DOING = frozenset({"quiz", "scenario", "checklist", "poll", "self-assessment", "survey"})


@blueprint.post("/u/<module_id>/<unit_id>/done")
def done(module_id: str, unit_id: str) -> ResponseReturnValue:
    """Take the person's word that the unit is done, but for kinds that are done by what one does in them
    (passing a quiz, coming to the end of a scenario, ticking a list, answering a poll) and whose author
    says no other."""
    page = open_unit(module_id, unit_id)
    check_form_token(f"done:{page.unit.key}")
    held = runtime()
    if page.by_hand or page.unit.kind not in _DONE_BY_DOING:
        with held.database.write() as session:
            progress.mark_done(session, page.learner, page.unit, held.now())
        held.nudge()
    return redirect(page.address("units.unit") + "#progress", 303)


_FOLLOWED = ("lesson", "glossary", "media")
"""Kinds that are read, heard or seen: followed to their end they are done."""

_PLACE = re.compile(r"[A-Za-z0-9_.:-]{1,100}")


@blueprint.post("/u/<module_id>/<unit_id>/place")
def place(module_id: str, unit_id: str) -> ResponseReturnValue:
    """Remember where the person reads. Sent by the page's script."""
    page = open_unit(module_id, unit_id)
    check_form_token(f"place:{page.unit.key}")
    where = request.form.get("place", "")
    held = runtime()
    if page.unit.kind not in _FOLLOWED or not _PLACE.fullmatch(where):
        return "", 204
    with held.database.write() as session:
        row = progress.remember_place(session, page.learner, page.unit, where, held.now())
    held.nudge()
    return {"done": row.status == "done", "progress": progress_part(page)}
