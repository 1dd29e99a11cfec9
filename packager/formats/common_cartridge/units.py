"""Each kind of unit as resources of a cartridge: a table of functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from packager.document.course_text import CourseText
from packager.document.folder import Folder
from packager.document.glossary import Glossary
from packager.document.h5p import H5p
from packager.document.media import Media
from packager.document.peer_review import PeerReview
from packager.document.personal import Checklist, Reflection
from packager.document.polls import Poll
from packager.document.scales import SelfAssessment
from packager.document.surveys import Survey
from packager.document.unit_base import UNIT_FIELDS, UnitBase
from packager.document.units import (
    Assignment,
    Book,
    BookPage,
    Discussion,
    File,
    Lesson,
    Link,
    Quiz,
    Scenario,
    Unit,
    stays_native,
)
from packager.formats.base import H5P_IS_A_FILE
from packager.formats.common_cartridge.assignment import add_assignment
from packager.formats.common_cartridge.cartridge import Cartridge
from packager.formats.common_cartridge.links import DescriptorLinks
from packager.formats.common_cartridge.names import unit_file
from packager.formats.common_cartridge.noting import (
    note_body,
    note_common_settings,
    note_links,
    note_text,
)
from packager.formats.common_cartridge.personal_units import checklist, reflection
from packager.formats.common_cartridge.polls import poll
from packager.formats.common_cartridge.resource_kinds import folder, glossary, media
from packager.formats.common_cartridge.scale_units import self_assessment, survey
from packager.formats.common_cartridge.texts import text_of
from packager.formats.common_cartridge.topic import topic
from packager.formats.common_cartridge.unit_resources import Units
from packager.formats.common_cartridge.web_link import web_link
from packager.formats.common_cartridge.webcontent import spoken_version
from packager.formats.qti.assessment import write_assessment
from packager.notes import Loss
from packager.render.body import render_body
from packager.render.checks import details
from packager.render.discussions import talk_facts
from packager.render.facts import listed
from packager.render.peer_review import peer_review_text
from packager.render.scenario import scenario_page

_PAGES = (
    Lesson,
    Scenario,
    Book,
    Reflection,
    Checklist,
    Poll,
    SelfAssessment,
    Survey,
    Glossary,
    Media,
    CourseText,
)
"""Kinds of units that are pages."""


def add_unit(units: Units, unit: Unit) -> None:
    """Add a unit in the form of its kind."""
    note_common_settings(units.cartridge, unit)
    KINDS[type(unit)](units, unit)


def page_name(unit: Unit) -> str:
    """Return the name of a unit's page; of a book the one that opens first."""
    if isinstance(unit, Book) and unit.pages and not any(unit.body.values()):
        return _book_page_name(unit, unit.pages[0])
    return unit_file("pages", unit.id, "html")


def is_page(cartridge: Cartridge, unit: Unit) -> bool:
    """Tell whether a unit becomes a page that other pages can link to."""
    if isinstance(unit, Assignment | PeerReview):
        return cartridge.version.assignment is None
    native = cartridge.job.delivery == "native" or stays_native(unit)
    return isinstance(unit, _PAGES) and native


def lesson(units: Units, unit: Lesson) -> None:
    """A lesson is one page; its self-checks are text that opens."""
    cartridge = units.cartridge
    edition = cartridge.edition
    name = page_name(unit)
    links = units.pages.links(name)
    body = render_body(
        edition, unit.body, links, lambda question: details(edition, question, links), unit.checks
    )
    if unit.audio:
        body = spoken_version(cartridge, links, edition.pick(unit.audio)) + body
    for check in unit.checks:
        cartridge.job.note_question(
            Loss.SHOWN_AS_TEXT,
            unit,
            check,
            f"the self-check #{check.id} is shown as text that opens (a page holds no live questions)",
        )
    note_body(cartridge, unit, unit.body, links)
    resource = units.pages.add(unit.key, name, edition.text(unit.title), body, links, unit.serves)
    units.shown("page", unit, resource)


def quiz(units: Units, unit: Quiz) -> None:
    """A quiz is a QTI assessment; one without questions would stop Moodle's import."""
    cartridge = units.cartridge
    if not unit.size:
        cartridge.job.note(Loss.LEFT_OUT, unit, "the quiz is left out: it holds no questions yet")
        return
    name = unit_file("quizzes", unit.id, "xml")
    links = DescriptorLinks(cartridge, name)
    version = cartridge.version
    made = write_assessment(cartridge.job, unit, links, version.qti)
    note_links(cartridge, unit, links, terms_explained=False)
    if version.quiz_needs:
        cartridge.job.note(Loss.SITE_NEEDS, unit, version.quiz_needs)
    resource = cartridge.add(
        unit.key,
        version.assessment_type,
        name,
        made.content,
        dependencies=links.dependencies,
        serves=unit.serves,
    )
    units.shown("quiz", unit, resource)
    units.questions += made.items


def assignment(units: Units, unit: Assignment, *, told: bool = False) -> None:
    """An assignment has a resource of its own in 1.3; in 1.1 it is a page that says what to do."""
    resource = add_assignment(units.cartridge, units.pages, unit, page_name(unit), told=told)
    units.shown("assignment" if units.cartridge.version.assignment else "page", unit, resource)


def peer_review(units: Units, unit: PeerReview) -> None:
    """A peer review is an assignment that says how learners assess each other."""
    cartridge = units.cartridge
    cartridge.job.note(
        Loss.NEAREST_FORM,
        unit,
        "a cartridge has no peer review: let learners assess each other by the platform's own means",
    )
    task = Assignment(
        **{name: getattr(unit, name) for name in UNIT_FIELDS},
        body=peer_review_text(cartridge.edition, unit),
        submit=unit.submit,
        passing=unit.passing,
    )
    assignment(units, task, told=True)


def discussion(units: Units, unit: Discussion) -> None:
    """A discussion is a topic."""
    cartridge = units.cartridge
    name = unit_file("topics", unit.id, "xml")
    links = DescriptorLinks(cartridge, name)
    html = text_of(cartridge, unit, unit.body, links) + listed(talk_facts(cartridge.edition, unit))
    content = topic(cartridge.version, cartridge.edition.text(unit.title), html)
    resource = cartridge.add(
        unit.key,
        cartridge.version.topic_type,
        name,
        content,
        dependencies=links.dependencies,
        serves=unit.serves,
    )
    units.shown("discussion", unit, resource)


def _book_page_name(unit: Book, page: BookPage) -> str:
    return unit_file("pages", f"{unit.id}.{page.id}", "html")


def book(units: Units, unit: Book) -> None:
    """A book is an item with a page each below it, or pages that name the book where no item may be."""
    cartridge = units.cartridge
    book_title = title = cartridge.edition.text(unit.title)
    below = cartridge.open_sub_folder(unit.key, title) if cartridge.version.sub_folders else None
    if any(unit.body.values()) or not unit.pages:
        resource = units.page(unit, unit.body, key=unit.key, name=page_name(unit), title=title)
        cartridge.link(unit.key, title, resource, below)
        units.count("page")
    for page in unit.pages:
        key, title = f"{unit.key}#{page.id}", cartridge.edition.text(page.title)
        name = _book_page_name(unit, page)
        resource = units.page(unit, page.body, key=key, name=name, title=title)
        cartridge.link(key, title if below else f"{book_title}: {title}", resource, below)
        units.count("page")


def link(units: Units, unit: Link) -> None:
    """A link is a web link, with a page beside it that says why to open it."""
    cartridge = units.cartridge
    edition = cartridge.edition
    content = web_link(cartridge.version, edition.text(unit.title), edition.text(unit.url))
    resource = cartridge.add(
        unit.key,
        cartridge.version.web_link_type,
        unit_file("links", unit.id, "xml"),
        content,
        serves=unit.serves,
    )
    units.shown("link", unit, resource)
    units.about(unit, unit.body)


def file(units: Units, unit: File) -> None:
    """A file is shown itself, with a page beside it that describes it."""
    _, resource = units.cartridge.medium(units.cartridge.edition.pick(unit.asset))
    units.shown("file", unit, resource)
    units.about(unit, unit.body)


def h5p(units: Units, unit: H5p) -> None:
    """An H5P package is a file to download, with a page beside it that says the same as text."""
    units.cartridge.job.note(Loss.NEAREST_FORM, unit, H5P_IS_A_FILE)
    _, resource = units.cartridge.medium(units.cartridge.edition.pick(unit.asset))
    units.shown("file", unit, resource)
    units.about(unit, unit.body)


def scenario(units: Units, unit: Scenario) -> None:
    """A scenario is one page: what follows from a choice opens, and links lead on."""
    cartridge = units.cartridge
    name = page_name(unit)
    links = units.pages.links(name)
    body = scenario_page(cartridge.edition, unit, links)
    cartridge.job.note(
        Loss.NEAREST_FORM,
        unit,
        "the scenario is one page: its choices open as text and lead on by links, and no way is kept",
    )
    note_text(cartridge, unit, body)
    note_links(cartridge, unit, links, terms_explained=True)
    title = cartridge.edition.text(unit.title)
    units.shown("page", unit, units.pages.add(unit.key, name, title, body, links, unit.serves))


def course_text(units: Units, unit: CourseText) -> None:
    """A text between units is a page: an item that opens nothing has a title and no words."""
    units.cartridge.job.note(
        Loss.NEAREST_FORM, unit, "the text is a page to open: a cartridge has no words between its items"
    )
    title = units.cartridge.edition.text(unit.title)
    units.shown("page", unit, units.page(unit, unit.body, key=unit.key, name=page_name(unit), title=title))


KINDS: Mapping[type[UnitBase], Callable[[Units, Any], None]] = {
    Lesson: lesson,
    Quiz: quiz,
    Assignment: assignment,
    Discussion: discussion,
    Link: link,
    File: file,
    Scenario: scenario,
    Book: book,
    Reflection: reflection,
    Glossary: glossary,
    Checklist: checklist,
    H5p: h5p,
    Folder: folder,
    Poll: poll,
    SelfAssessment: self_assessment,
    Survey: survey,
    Media: media,
    PeerReview: peer_review,
    CourseText: course_text,
}
"""A new kind of unit is a row here."""
