"""A quiz as one QTI assessment document."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from lxml import etree

from packager.document.edition import Edition
from packager.document.identifiers import ncname
from packager.document.references import Links, resolve
from packager.document.units import Quiz
from packager.document.words import Xhtml
from packager.formats.base import Job
from packager.formats.qti.asked import Asked
from packager.formats.qti.item_xml import NAMESPACE, add_fields, add_item, qti
from packager.formats.qti.items import Item
from packager.formats.qti.kinds import items_of
from packager.formats.qti.weights import proportional, whole_weights
from packager.formats.qti.xml import document
from packager.notes import Loss

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
    questions = job.edition.module.asked_first(quiz)
    items = [item for question in questions for item in items_of(Asked(job, quiz, question, links))]
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
    if quiz.counts == "last":
        job.note(
            Loss.SETTING_DROPPED, quiz, "that the last attempt counts does not travel: set it in the platform"
        )
    for draw in quiz.draws:
        job.note(
            Loss.NEAREST_FORM,
            quiz,
            f"nothing is drawn from the pool {draw.pool}: its first {draw.count} are asked each time",
        )
    if quiz.shuffle:
        job.note(
            Loss.SETTING_DROPPED,
            quiz,
            "that the questions are shuffled does not travel: set it in the platform",
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
