"""A try at a quiz with the release, language and pages that it is taken with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from flask_babel import force_locale, gettext
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from lti_tool.models import Attempt
from lti_tool.runtime import runtime
from lti_tool.services import quiz_results, responses
from lti_tool.services.attempts import Marked
from lti_tool.services.drawing import questions_of
from lti_tool.views.mixing import mixed, option_order
from lti_tool.views.page import Page
from packager.document.edition import Edition
from packager.document.marking import mark
from packager.document.marks import Mark
from packager.document.questions import Question
from packager.document.quiz_layout import Sheet, sheets
from packager.document.quiz_settings import Moment, Review
from packager.document.units import Quiz
from packager.render.body import resolved
from packager.render.forms import question_form

RIGHT_AFTER = dt.timedelta(minutes=2)
"""How long after its end a try counts as just submitted, as in Moodle."""

EVERYTHING = frozenset(Review.__slots__)
"""All that may be shown of a submitted try."""


@dataclass(frozen=True)
class Taken:
    """An attempt with the page of the release and language that it is taken with."""

    page: Page
    unit: Quiz
    attempt: Attempt
    tries: int = 0  # submitted up to this one

    @cached_property
    def sheets(self) -> Sequence[Sheet]:
        """The pages of this attempt with its questions, its own and those that it drew."""
        asked = questions_of(self.page.release.module, self.unit, self.attempt.drawn or ())
        return sheets(self.unit, asked, self._mix)

    def _mix(self, questions: Sequence[Question], place: int) -> Sequence[Question]:
        seed = self.attempt.public_id
        return mixed(questions, f"{seed}\x1f{place}" if self.unit.sections else seed)

    @property
    def questions(self) -> Sequence[Question]:
        """The questions in this attempt's order."""
        return [question for sheet in self.sheets for question in sheet.questions]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each question, by its id."""
        return {question.id: number for number, question in enumerate(self.questions, 1)}

    def elsewhere(self, number: int) -> Iterator[tuple[int, Question]]:
        """Yield the questions without an answer on other pages than this one, each with its page's number."""
        for other, sheet in enumerate(self.sheets, 1):
            for question in sheet.questions if other != number else ():
                if not self.mark(question).answered:
                    yield other, question

    def response(self, question: Question) -> responses.Fields:
        """What was answered."""
        kept = self.attempt.answers.get(question.id)
        fields: responses.Fields = kept["response"] if kept else {}
        return fields

    def mark(self, question: Question) -> Mark:
        """What the answer is worth."""
        return mark(question, self.response(question), self.attempt.language)

    def title(self, question: Question) -> str:
        """The question's number, in the attempt's language."""
        with force_locale(self.attempt.language.replace("-", "_")):
            number, count = self.numbers[question.id], len(self.numbers)
            said: str = gettext("Question %(number)s of %(count)s", number=number, count=count)
        return said

    def form(self, question: Question, told: frozenset[str] | None = None) -> Markup:
        """The question with its answer, open, or closed with what of its mark is to be `told`; all in the
        attempt's language."""
        return question_form(
            self.page.edition,
            question,
            self.page.links,
            title=self.title(question),
            response=self.response(question),
            marked=self.mark(question) if told else None,
            order=option_order(question, self.attempt.public_id),
            closed=told is not None,
            wrong_tries=self.tries if told else 0,
            told=told or frozenset(),
        )

    def text(self, sheet: Sheet) -> Markup:
        """What the author says at the begin of a section."""
        text = sheet.section.text if sheet.section and sheet.begins else None
        return resolved(self.page.edition.html(text), self.page.links) if text else Markup()

    @property
    def ends(self) -> dt.datetime | None:
        """When the time of the attempt is over."""
        return quiz_results.ends(self.unit, self.attempt)

    def told(self, now: dt.datetime) -> frozenset[str]:
        """What of the submitted attempt is shown now, by the names of `quiz_settings.Review`."""
        submitted = self.attempt.submitted_at
        moment: Moment = "after" if submitted and now - submitted <= RIGHT_AFTER else "later"
        review = self.unit.review
        return frozenset(name for name in type(review).__slots__ if moment in getattr(review, name))

    def result(self) -> Markup:
        """What the author says of so many marks."""
        at = quiz_results.said_of(self.unit, quiz_results.share(self.attempt))
        if at is None or not self.attempt.maximum:
            return Markup()
        return resolved(self.page.edition.html(self.unit.results[at].text), self.page.links)


def taken_with(page: Page, attempt: Attempt) -> Taken:
    """Return an attempt in its own release and language. Raises NotFound where that is not kept."""
    release = runtime().catalogue.release(page.release.module.id, attempt.content_hash)
    unit = release.units.get(page.unit.key) if release else None
    if release is None or not isinstance(unit, Quiz):
        raise NotFound
    edition = Edition(release.module, attempt.language)
    return Taken(replace(page, release=release, unit=unit, edition=edition), unit, attempt)


def marked(taken: Taken, attempt: Attempt) -> Marked:
    """Mark by the snapshot: the sum of marks of what the tool marks; essays weigh nothing."""
    current = replace(taken, attempt=attempt)
    worth = {one.id: (one.marks, current.mark(one).fraction) for one in current.questions}
    counted = {name: (marks, given) for name, (marks, given) in worth.items() if given is not None}
    return Marked(
        {name: float(given) for name, (_, given) in counted.items()},
        float(sum((marks * given for marks, given in counted.values()), Fraction(0))),
        float(sum(marks for marks, _ in counted.values())),
    )
