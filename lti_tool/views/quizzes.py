"""A quiz: its front page with earlier tries, a try that saves itself, and what is said of a submitted one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext
from markupsafe import Markup
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect

from lti_tool.models import Attempt, UnitProgress
from lti_tool.runtime import runtime
from lti_tool.services import attempts, responses, scores
from lti_tool.services.attempts import Edited, Marked
from lti_tool.services.drawing import questions_of
from lti_tool.services.revisions import Answer, read_revision
from lti_tool.views.door import check_form_token, form_token, session_blueprint
from lti_tool.views.mixing import mixed, option_order
from lti_tool.views.page import Page, find_unit, open_unit
from lti_tool.views.score_state import score_state
from packager.document.edition import Edition
from packager.document.marking import mark
from packager.document.marks import Mark
from packager.document.questions import Essay, Question
from packager.document.units import Quiz
from packager.render.body import resolved
from packager.render.forms import question_form

blueprint = session_blueprint("quizzes", __name__)
BASE = "/u/<module_id>/<unit_id>/attempts"


@dataclass(frozen=True)
class Taken:
    """An attempt with the page of the release and language that it is taken with."""

    page: Page
    unit: Quiz
    attempt: Attempt
    tries: int = 0  # submitted up to this one

    @cached_property
    def asked(self) -> Sequence[Question]:
        """The questions of this attempt, its own and those that it drew, in the quiz' order."""
        return questions_of(self.page.release.module, self.unit, self.attempt.drawn or ())

    @property
    def questions(self) -> Sequence[Question]:
        """The questions in this attempt's order."""
        return mixed(self.asked, self.attempt.public_id) if self.unit.shuffle else self.asked

    def response(self, question: Question) -> responses.Fields:
        """What was answered."""
        kept = self.attempt.answers.get(question.id)
        fields: responses.Fields = kept["response"] if kept else {}
        return fields

    def mark(self, question: Question) -> Mark:
        """What the answer is worth."""
        return mark(question, self.response(question), self.attempt.language)

    def form(self, question: Question, place: int, *, review: bool) -> Markup:
        """The question with its answer, open or with what is said of it; all in the attempt's language."""
        with force_locale(self.attempt.language.replace("-", "_")):
            title = gettext("Question %(number)s of %(count)s", number=place, count=len(self.questions))
        return question_form(
            self.page.edition,
            question,
            self.page.links,
            title=title,
            response=self.response(question),
            marked=self.mark(question) if review else None,
            order=option_order(question, self.attempt.public_id),
            closed=review,
            wrong_tries=self.tries if review else 0,
        )


def show(page: Page, row: UnitProgress) -> ResponseReturnValue:
    """Show the front page: what to expect, earlier tries, where the grade is."""
    unit = _quiz(page)
    with runtime().database.read() as session:
        earlier = attempts.of_unit(session, page.learner, unit.key)
        states = scores.states(session, page.learner, unit.key)
    return render_template(
        "lti_tool/learner/quiz.html",
        page=page,
        unit=unit,
        intro=resolved(page.edition.html(unit.intro), page.links),
        attempts=[one for one in earlier if one.status == "submitted"],
        open_attempt=next((one for one in earlier if one.status == "open"), None),
        counted=attempts.counting(earlier, unit.counts),
        tries_left=None if not unit.tries else unit.tries - len(earlier),
        essays=any(isinstance(question, Essay) for question in unit.questions),
        passed=attempts.passed,
        percent=percent,
        progress=row,
        score=score_state(states),
        token=form_token(f"begin:{unit.key}"),
    )


def percent(attempt: Attempt) -> int:
    """Return the share of the marks in whole per cent, rounded down: 79.9 does not look like 80."""
    return int(attempts.share(attempt) * 100 + 1e-9)


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
    """Show the questions of an open try with the answers so far; feedback of a submitted one."""
    taken = _taken(module_id, unit_id, attempt_id)
    if taken.attempt.status == "submitted":
        return redirect(taken.page.address("quizzes.feedback", attempt_id=attempt_id), 303)
    return render_template(
        "lti_tool/learner/attempt.html",
        page=taken.page,
        taken=taken,
        token=form_token(f"attempt:{attempt_id}"),
    )


@blueprint.post(f"{BASE}/<attempt_id>/answers")
def save(module_id: str, unit_id: str, attempt_id: str) -> ResponseReturnValue:
    """Keep the answers that a script sends while the person types, each with its revision."""
    taken = _taken(module_id, unit_id, attempt_id)
    check_form_token(f"attempt:{attempt_id}")
    named = set(request.form.getlist("question"))
    answers = {one.id: _answer(one) for one in taken.asked if one.id in named}
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
    """Submit, or save and stay (a button for pages without scripts)."""
    taken = _taken(module_id, unit_id, attempt_id)
    check_form_token(f"attempt:{attempt_id}")
    answers = {one.id: _answer(one) for one in taken.asked}
    held, page = runtime(), taken.page
    if "save" in request.form:
        with held.database.write() as session:
            attempts.save(session, page.learner, taken.unit.key, attempt_id, answers, held.now())
        return redirect(page.address("quizzes.attempt", attempt_id=attempt_id) + "#saved", 303)
    with held.database.write() as session:
        attempts.submit(session, page.learner, taken.unit, attempt_id, answers, _marking(taken), held.now())
    held.nudge()
    return redirect(page.address("quizzes.feedback", attempt_id=attempt_id), 303)


def _answer(question: Question) -> Answer:
    revision = read_revision(request.form.get(f"revision-{question.id}", ""), runtime().now())
    return Answer(responses.read(request.form, question), revision)


def _marking(taken: Taken) -> attempts.MarkAttempt:
    """Mark by the snapshot: the sum of marks of what the tool marks; essays weigh nothing."""

    def marked(attempt: Attempt) -> Marked:
        current = replace(taken, attempt=attempt)
        worth = {one.id: (one.marks, current.mark(one).fraction) for one in taken.asked}
        counted = {name: (marks, given) for name, (marks, given) in worth.items() if given is not None}
        return Marked(
            {name: float(given) for name, (_, given) in counted.items()},
            float(sum((marks * given for marks, given in counted.values()), Fraction(0))),
            float(sum(marks for marks, _ in counted.values())),
        )

    return marked


@blueprint.get(f"{BASE}/<attempt_id>/feedback")
def feedback(module_id: str, unit_id: str, attempt_id: str) -> ResponseReturnValue:
    """Show what a submitted try earned and why."""
    taken = _taken(module_id, unit_id, attempt_id)
    if taken.attempt.status != "submitted":
        return redirect(taken.page.address("quizzes.attempt", attempt_id=attempt_id), 303)
    with runtime().database.read() as session:
        earlier = attempts.of_unit(session, taken.page.learner, taken.unit.key)
        states = scores.states(session, taken.page.learner, taken.unit.key)
    tries = [one.id for one in earlier if one.status == "submitted" and one.id <= taken.attempt.id]
    taken = replace(taken, tries=len(tries))
    return render_template(
        "lti_tool/learner/feedback.html",
        page=taken.page,
        taken=taken,
        attempt=taken.attempt,
        counted=attempts.counting(earlier, taken.unit.counts),
        tries_left=None if not taken.unit.tries else taken.unit.tries - len(earlier),
        passed=attempts.passed(taken.unit, taken.attempt),
        percent=percent,
        essays=any(isinstance(question, Essay) for question in taken.unit.questions),
        score=score_state(states),
        token=form_token(f"begin:{taken.unit.key}"),
    )


def _taken(module_id: str, unit_id: str, attempt_id: str) -> Taken:
    """Return the person's own attempt in its own release and language; anybody else's is not found."""
    page = find_unit(module_id, unit_id)
    with runtime().database.read() as session:
        found = attempts.find(session, page.learner, page.unit.key, attempt_id)
    release = runtime().catalogue.release(page.release.module.id, found.content_hash) if found else None
    unit = release.units.get(page.unit.key) if release else None
    if found is None or release is None or not isinstance(unit, Quiz):
        raise NotFound
    edition = Edition(release.module, found.language)
    return Taken(replace(page, release=release, unit=unit, edition=edition), unit, found)


def _quiz(page: Page) -> Quiz:
    if not isinstance(page.unit, Quiz):
        raise NotFound
    return page.unit
