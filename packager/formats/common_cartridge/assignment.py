"""Work that a person marks: an assignment resource in 1.3, a page that says what to do in 1.1."""

from __future__ import annotations

import posixpath

from markupsafe import Markup

from packager.document.grading_schemes import says_to_markers
from packager.document.identifiers import ncname
from packager.document.references import resolve
from packager.document.units import Assignment
from packager.document.words import Xhtml
from packager.formats.common_cartridge.cartridge import Cartridge
from packager.formats.common_cartridge.links import DescriptorLinks, PageLinks
from packager.formats.common_cartridge.names import unit_file
from packager.formats.common_cartridge.texts import text_of
from packager.formats.common_cartridge.webcontent import Pages
from packager.formats.qti.xml import Builder, document
from packager.notes import Loss
from packager.render.assignments import scheme_part, work_facts
from packager.render.environment import environment

POINTS = 100
_FORMATS = {"text": "html", "file": "file"}


def add_assignment(
    cartridge: Cartridge, pages: Pages, unit: Assignment, page: str, *, told: bool = False
) -> str:
    """Add an assignment in the form of the cartridge's version; return its resource's identifier. `told`: its
    text says already what to hand in."""
    if unit.passing is not None:
        text = f"the pass mark of {unit.passing} % does not travel: set it in the platform"
        cartridge.job.note(Loss.SETTING_DROPPED, unit, text)
    if unit.scheme is not None:
        text = f"the {unit.scheme.kind} is a table to read: set it up in the platform"
        cartridge.job.note(Loss.NEAREST_FORM, unit, text)
    if cartridge.version.assignment is None:
        return _as_page(cartridge, pages, unit, page, told=told)
    return _as_resource(cartridge, unit, cartridge.version.assignment, told=told)


def _task(cartridge: Cartridge, unit: Assignment, links: PageLinks, *, told: bool) -> Markup:
    """Return what the learner reads: the task, the template to fill and what to hand in."""
    edition = cartridge.edition
    body = text_of(cartridge, unit, unit.body, links)
    if told:
        return body
    template = edition.pick(unit.template) if unit.template else None
    page = environment(edition.language).get_template("cartridge/hand_in.html")
    return body + Markup(  # noqa: S704  # the template escapes
        page.render(
            template=links.asset(template) if template else None,
            name=posixpath.basename(template) if template else "",
            submit=unit.submit,
            words=unit.words,
            facts=list(work_facts(edition, unit)),
        )
    ) + scheme_part(edition, unit.scheme)  # fmt: skip


def _as_page(cartridge: Cartridge, pages: Pages, unit: Assignment, name: str, *, told: bool) -> str:
    cartridge.job.note(
        Loss.NEAREST_FORM,
        unit,
        "the assignment becomes a page, as 1.1 has none: add one in the platform to receive work",
    )
    if unit.marking or says_to_markers(unit.scheme):
        text = "the guidance for the marker is left out: in 1.1 learners would see it"
        cartridge.job.note(Loss.LEFT_OUT, unit, text)
    links = pages.links(name)
    title = cartridge.edition.text(unit.title)
    return pages.add(unit.key, name, title, _task(cartridge, unit, links, told=told), links, unit.serves)


def _as_resource(cartridge: Cartridge, unit: Assignment, namespace: str, *, told: bool) -> str:
    """The 2013-06 form of the schema, which is the one in use (Canvas): points and instructor's text."""
    edition = cartridge.edition
    name = unit_file("assignments", unit.id, "xml")
    links = DescriptorLinks(cartridge, name)
    builder = Builder(namespace)
    root = builder.root(
        "assignment", cartridge.version.schema_location(namespace), identifier=ncname(unit.key, "task")
    )
    builder.add(root, "title", edition.text(unit.title))
    builder.add(root, "text", _task(cartridge, unit, links, told=told), texttype="text/html")
    marking = resolve(edition.html(unit.marking), links) if unit.marking else Xhtml("")
    if says_to_markers(unit.scheme):
        marking = Xhtml(marking + scheme_part(edition, unit.scheme, marking=True))
    builder.add(root, "instructor_text", marking, texttype="text/html")
    if unit.template:
        medium, _ = cartridge.medium(edition.pick(unit.template))
        attachments = builder.add(root, "attachments")
        address = posixpath.relpath(medium, posixpath.dirname(name))
        builder.add(attachments, "attachment", href=address, role="All")
    builder.add(root, "gradable", "true", points_possible=str(POINTS))
    formats = builder.add(root, "submission_formats")
    for form in unit.submit:
        builder.add(formats, "format", type=_FORMATS[form])
    return cartridge.add(
        unit.key,
        cartridge.version.assignment_type,
        name,
        document(root),
        dependencies=links.dependencies,
        serves=unit.serves,
    )
