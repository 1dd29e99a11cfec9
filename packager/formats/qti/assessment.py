"""A quiz as one QTI assessment document."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from lxml import etree

from packager.document.edition import Edition
from packager.document.identifiers import ncname
from packager.document.quiz_layout import has_page_breaks, mixes, section_spans
from packager.document.quiz_settings import USUAL_REVIEW, QuizSection
from packager.document.references import Links, resolve
from packager.document.units import Quiz
from packager.document.words import Xhtml
from packager.formats.base import Job
from packager.formats.qti.asked import Asked
from packager.formats.qti.item_xml import NAMESPACE, add_fields, add_item, qti
from packager.formats.qti.items import NOTHING, Item
from packager.formats.qti.kinds import items_of
from packager.formats.qti.weights import proportional, whole_weights
from packager.formats.qti.xml import document
from packager.notes import Loss

_LOST: dict[Callable[[Quiz], bool], str] = {
    lambda quiz: quiz.counts == "last": (
        "that the last attempt counts does not travel: set it in the platform"
    ),
    lambda quiz: quiz.counts == "first": (
        "that the first attempt counts does not travel: set it in the platform"
    ),
    lambda quiz: quiz.counts == "average": (
        "that the average of attempts counts does not travel: set it in the platform"
    ),
    lambda quiz: quiz.behaviour != "deferred": (
        "when answers are checked does not travel: set it in the platform"
    ),
    lambda quiz: quiz.review != USUAL_REVIEW: ("what is shown when does not travel: set it in the platform"),
    has_page_breaks: "page breaks do not travel: set them in the platform",
    mixes: "that the questions are shuffled does not travel: set it in the platform",
}
"""Settings that a cartridge cannot carry, each with what is said of it."""

MOST_TRIES = 5
"""`cc_maxattempts` is 1 to 5 or unlimited (Schematron rule 1i)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentForm:
    """What differs between the versions of a cartridge.

    `feedback_goes_on`: a condition that only tells about one of several choices lets the processing go
    on. `markup`: what every text passes through before it is written.
    """

    schema_location: str
    feedback_goes_on: bool
    markup: Callable[[str], Xhtml] = Xhtml


@dataclass(frozen=True, slots=True)
class Assessment:
    """A document and how many items it asks."""

    content: bytes
    items: int


def write_assessment(job: Job, quiz: Quiz, links: Links, form: AssessmentForm) -> Assessment:
    """Return a quiz (at least one question) as QTI; what the profile cannot say is noted."""
    items = [item for asked in _asked(job, quiz, links) for item in items_of(asked)]
    weights = _weights(job, quiz, items)
    _note_settings(job, quiz)
    _note_pass_mark(job, quiz, items, weights)
    root = qti.root("questestinterop", f"{NAMESPACE} {form.schema_location}")
    assessment = _assessment(root, job.edition, quiz, links)
    section = qti.add(assessment, "section", ident="root_section")
    for item, weight in zip(items, weights, strict=True):
        add_item(section, item, weight, feedback_goes_on=form.feedback_goes_on)
    for text in root.iter(f"{{{NAMESPACE}}}mattext"):
        text.text = form.markup(text.text or "")
    return Assessment(document(root), len(items))


def _asked(job: Job, quiz: Quiz, links: Links) -> Iterator[Asked]:
    """Yield the questions in their order; what says that a section begins stands above its first one."""
    groups = job.edition.module.asked_first(quiz)
    for section, first, end in section_spans(quiz, len(groups)):
        before = _beginning(job.edition, section, links) if section else NOTHING
        for question in (one for group in groups[first:end] for one in group):
            yield Asked(job, quiz, question, links, before)
            before = NOTHING


def _beginning(edition: Edition, section: QuizSection, links: Links) -> Xhtml:
    title = f"<p><strong>{escape(edition.text(section.title), quote=False)}</strong></p>"
    return Xhtml(title + resolve(edition.html(section.text), links))


def _assessment(root: etree._Element, edition: Edition, quiz: Quiz, links: Links) -> etree._Element:
    assessment = qti.add(
        root, "assessment", ident=ncname(quiz.key, "assessment"), title=edition.text(quiz.title)
    )
    assessment.set("{http://www.w3.org/XML/1998/namespace}lang", edition.language)
    tries = str(quiz.tries) if 1 <= quiz.tries <= MOST_TRIES else "unlimited"
    add_fields(
        qti.add(assessment, "qtimetadata"),
        {
            "cc_profile": "cc.exam.v0p1",
            "qmd_assessmenttype": "Examination",
            "qmd_scoretype": "Percentage",
            "qmd_feedbackpermitted": "Yes",
            "qmd_hintspermitted": "No",
            "qmd_solutionspermitted": "Yes",
            **({"qmd_timelimit": str(quiz.time_limit)} if quiz.time_limit else {}),
            "cc_maxattempts": tries,
        },
    )
    intro = edition.html(quiz.intro)
    if intro:
        material = qti.add(qti.add(assessment, "rubric"), "material")
        qti.add(material, "mattext", resolve(intro, links), texttype="text/html")
    return assessment


def _weights(job: Job, quiz: Quiz, items: list[Item]) -> tuple[int, ...]:
    exact = [item.weight for item in items]
    whole = whole_weights(exact)
    if not proportional(exact, whole):
        job.note(
            Loss.SETTING_DROPPED,
            quiz,
            "points of a cartridge are whole numbers from 1 to 99: they are rounded",
        )
    return whole


def _note_settings(job: Job, quiz: Quiz) -> None:
    if quiz.tries > MOST_TRIES:
        job.note(
            Loss.SETTING_DROPPED,
            quiz,
            f"{quiz.tries} tries become unlimited: a cartridge counts to {MOST_TRIES}",
        )
    for lost, text in _LOST.items():
        if lost(quiz):
            job.note(Loss.SETTING_DROPPED, quiz, text)
    if quiz.results:
        job.note(Loss.LEFT_OUT, quiz, "what is said of results is left out: there is no place for it")
    if quiz.sections:
        job.note(Loss.NEAREST_FORM, quiz, "the titles of sections stand above their first questions")
    for draw in quiz.draws:
        job.note(
            Loss.NEAREST_FORM,
            quiz,
            f"nothing is drawn from the pool {draw.pool}: its first {draw.count} are asked each time",
        )


def _note_pass_mark(job: Job, quiz: Quiz, items: list[Item], weights: tuple[int, ...]) -> None:
    """The pass mark is of what counts; an essay that weighs nothing has a point here, so it is rescaled."""
    if quiz.passing is None:
        return
    total = sum(weights)
    counted = sum(weight for item, weight in zip(items, weights, strict=True) if item.weight)
    points = math.ceil(Fraction(quiz.passing * counted, 100))
    job.note(
        Loss.SETTING_DROPPED,
        quiz,
        f"the pass mark of {quiz.passing} % does not travel, as a cartridge has none: "
        f"set {points} of {total} points in the platform",
    )
