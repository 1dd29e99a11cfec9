"""Writes a module as a web site: a page per unit, the record, the terms, scripts, style sheets and media."""

from __future__ import annotations

from pathlib import Path

from packager.archive import Archive
from packager.document.course_text import CourseText
from packager.document.edition import Edition
from packager.document.units import Book
from packager.document.used_assets import used_assets
from packager.formats.base import Contents, Job
from packager.formats.html_site.noting import NOTHING_LOCKED, note_unit
from packager.formats.html_site.pages import SCRIPTS, Pages
from packager.formats.html_site.place import ALONE, Place
from packager.locations import look_folder
from packager.notes import Loss
from packager.render.elm import record_json

STATIC = Path(__file__).parent / "static"


def write(job: Job, archive: Archive) -> Contents:
    """Write the site. Its first page is `index.html`; every address in it is relative."""
    return write_module(job, archive, ALONE)


def write_module(job: Job, archive: Archive, place: Place) -> Contents:
    """Write the site of a module, alone or at its place in a course."""
    edition = _shown(job.edition)
    pages = Pages(edition, place)
    archive.add("index.html", pages.index())
    questions = 0
    items: dict[str, int] = {}
    for unit in edition.module.units:
        if isinstance(unit, CourseText):
            note_unit(job, unit, pages.dropped_between.get(unit.key, ()), in_a_course=bool(place.home))
            items[unit.kind] = items.get(unit.kind, 0) + 1
            continue
        page = pages.unit(unit)
        archive.add(page.name, page.content)
        dropped = [*page.dropped]
        for part in pages.book_pages(unit) if isinstance(unit, Book) else ():
            archive.add(part.name, part.content)
            dropped += part.dropped
        note_unit(job, unit, dropped, in_a_course=bool(place.home))
        items[unit.kind] = items.get(unit.kind, 0) + 1
        questions += page.questions
    _note_module(job)
    archive.add("record.html", pages.record())
    if place.whole:
        archive.add("record.jsonld", record_json(edition))
    if edition.module.terms:
        archive.add("terms.html", pages.terms())
    add_look(edition, archive)
    for asset in used_assets(edition):
        archive.add_asset(asset.path, asset)
    return Contents(items, questions)


def _note_module(job: Job) -> None:
    """Report what the site keeps of no unit: what belongs to the module as a whole."""
    module = job.edition.module
    if module.badge:
        job.notes.add(Loss.LEFT_OUT, "module", "the badge is left out: a site gives none")
    if module.grading:
        job.notes.add(Loss.LEFT_OUT, "module", "groups and weights of grades are left out: a site keeps none")
    for unit in module.units:
        if unit.settings.hidden:
            job.note(Loss.LEFT_OUT, unit, "the unit is left out: it is hidden")
    for section in module.without_hidden().sections:
        job.note_restriction(section, NOTHING_LOCKED)


def _shown(edition: Edition) -> Edition:
    """Return an edition without the units that its module hides."""
    module = edition.module.without_hidden()
    return edition if module is edition.module else Edition(module, edition.language)


def add_look(edition: Edition, archive: Archive) -> None:
    """Add the scripts and style sheets that pages share."""
    for name in ("unit.css", "drag.js"):
        archive.add(f"assets/{name}", (look_folder() / name).read_bytes())
    for name in sorted({"marking.js", "ready.js", "site.css", "site.js", *SCRIPTS.values()}):
        archive.add(f"assets/{name}", (STATIC / name).read_bytes())
    institution = edition.module.institution
    colour = institution.colour if institution else None
    archive.add("assets/institution.css", _colours(colour).encode())


def _colours(colour: str | None) -> str:
    """Return the institution's colour as the accent; checked against white, so dark pages lighten it."""
    if colour is None:
        return "/* The institution has set no colour. */\n"
    return (
        f":root {{ --poiju-accent: {colour}; }}\n"
        "@media (prefers-color-scheme: dark) {\n"
        f"  :root {{ --poiju-accent: color-mix(in srgb, {colour} 35%, white); }}\n"
        "}\n"
    )
