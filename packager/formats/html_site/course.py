"""Writes several modules as one web site: a first page, and each module's site in a folder below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from packager.archive import Archive
from packager.document.assets import Asset
from packager.document.course import Course, Part
from packager.document.edition import Edition
from packager.document.identifiers import slug
from packager.formats.base import PART_OF_A_MODULE, Contents, Job, jobs_of
from packager.formats.html_site.links import unit_page
from packager.formats.html_site.place import Place
from packager.formats.html_site.writer import add_look, write_module
from packager.notes import Loss
from packager.render.course import course_page, part_text
from packager.render.environment import environment


class _Below:
    """A folder of an archive."""

    def __init__(self, archive: Archive, folder: str) -> None:
        self._archive = archive
        self._folder = folder

    def add(self, name: str, content: bytes) -> None:
        """Add a small file from memory."""
        self._archive.add(f"{self._folder}/{name}", content)

    def add_asset(self, name: str, asset: Asset) -> None:
        """Add a media file by reading it in pieces."""
        self._archive.add_asset(f"{self._folder}/{name}", asset)


def write_course(course: Course, job: Job, archive: Archive) -> Contents:
    """Write the site of a course. Its first page is `index.html`; every address in it is relative."""
    folders = _folders(course)
    archive.add("index.html", _first_page(course, job.edition, folders))
    add_look(job.edition, archive)
    institution = job.edition.module.institution
    if institution and institution.logo:
        logo = job.edition.module.assets[institution.logo.asset]
        archive.add_asset(logo.path, logo)
    items: Counter[str] = Counter()
    questions = 0
    for part, own in zip(course.parts, jobs_of(course, job), strict=True):
        if not part.whole:
            own.notes.add(Loss.LEFT_OUT, "module", PART_OF_A_MODULE)
        place = _place(course, part, job.edition, folders)
        contents = write_module(own, _Below(archive, folders[part.module.id]), place)
        items.update(contents.items)
        questions += contents.questions
    return Contents(dict(items), questions)


def _folders(course: Course) -> dict[str, str]:
    """Return each module's folder: the last part of its id, or all of it where two end alike."""
    short = {module.id: slug(module.id.rpartition(".")[2]) for module in course.modules}
    names = Counter(short.values())
    return {key: name if names[name] == 1 else slug(key) for key, name in short.items()}


def _first_page(course: Course, edition: Edition, folders: dict[str, str]) -> bytes:
    """Return the page that describes the course and leads to its modules."""
    template = environment(edition.language).get_template("packager/html_site/course.html")
    return template.render(
        edition=edition,
        title=edition.text(course.title),
        institution=edition.module.institution,
        described=course_page(course, edition.language, lambda module: f"{folders[module]}/index.html"),
    ).encode()


def _place(course: Course, part: Part, edition: Edition, folders: dict[str, str]) -> Place:
    return Place(
        home="../index.html",
        course_title=edition.text(course.title),
        beside=dict(_beside(course, part, folders)),
        remark=part_text(course, part, edition.language),
        whole=part.whole,
    )


def _beside(course: Course, part: Part, folders: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the address of each unit of the other modules, from the top of this module's site."""
    for module in course.modules:
        for unit in module.without_hidden().units if module is not part.module else ():
            yield unit.key, f"../{folders[module.id]}/{unit_page(unit)}"
