"""Writes several modules as one Common Cartridge: each in a folder of its own, its items numbered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from packager.archive import Archive
from packager.document.course import Course, Part
from packager.document.edition import Edition
from packager.document.identifiers import slug
from packager.document.module import Module
from packager.formats.base import PART_OF_A_MODULE, Contents, Job, jobs_of
from packager.formats.common_cartridge.cartridge import Cartridge, Resource
from packager.formats.common_cartridge.manifest import write_manifest
from packager.formats.common_cartridge.record import PAGE as RECORD
from packager.formats.common_cartridge.units import is_page, page_name
from packager.formats.common_cartridge.versions import V1_1, V1_3, Version
from packager.formats.common_cartridge.webcontent import Pages
from packager.formats.common_cartridge.writer import filled
from packager.notes import Loss
from packager.render.course import course_page, hours
from packager.render.environment import translations

_PAGE = "course/modules.html"


class _Joined(Cartridge):
    """A cartridge of several: it knows from which module each resource is."""

    def __init__(self, job: Job, version: Version) -> None:
        super().__init__(job, version)
        self._editions: dict[str, Edition] = {}

    def edition_of(self, resource: Resource) -> Edition:
        """Return the edition of the module that a resource is from."""
        return self._editions.get(resource.identifier, self.edition)

    def take(self, part: Cartridge, folder: str) -> None:
        """Take over all of a module's cartridge below a folder."""
        self._editions.update(dict.fromkeys((one.identifier for one in part.resources), part.edition))
        super().take(part, folder)


def write_course_1_1(course: Course, job: Job, archive: Archive) -> Contents:
    """Write a course as a Common Cartridge 1.1."""
    return _write(course, job, archive, V1_1)


def write_course_1_3(course: Course, job: Job, archive: Archive) -> Contents:
    """Write a course as a Common Cartridge 1.3."""
    return _write(course, job, archive, V1_3)


def _write(course: Course, job: Job, archive: Archive, version: Version) -> Contents:
    whole = _Joined(replace(job, edition=_described(course, job.edition.language)), version)
    folders = {module.id: f"{at}-{slug(module.id.rpartition('.')[2])}" for at, module in _numbered(course)}
    parts = [Cartridge(own, version) for own in jobs_of(course, job)]
    names = {key: name for part in parts for key, name in _pages(part, folders)}
    _add_first_page(whole, course, folders)
    counts: Counter[str] = Counter({"page": 1})
    questions = 0
    for number, (part, cartridge) in enumerate(zip(course.parts, parts, strict=True), start=1):
        own = f"{part.module.id}/"
        beside = {key: f"../{name}" for key, name in names.items() if not key.startswith(own)}
        if not part.whole:
            cartridge.job.notes.add(Loss.LEFT_OUT, "module", PART_OF_A_MODULE)
        units = filled(cartridge, whole=part.whole, beside=beside)
        _number(cartridge, part, number, course)
        whole.take(cartridge, folders[part.module.id])
        counts.update(units.counts)
        questions += units.questions
    whole.write(archive, write_manifest(whole))
    return Contents(dict(counts), questions)


def _numbered(course: Course) -> Iterator[tuple[int, Module]]:
    yield from enumerate(course.modules, start=1)


def _pages(cartridge: Cartridge, folders: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the name of each page of a module, from the top of the whole."""
    module = cartridge.edition.module
    for unit in module.units:
        if is_page(cartridge, unit):
            yield unit.key, f"{folders[module.id]}/{page_name(unit)}"


def _number(cartridge: Cartridge, part: Part, number: int, course: Course) -> None:
    """Name the folders of a module: `2. Its title`, `2.1 Its first section` …"""
    first = 1 if part.whole else 0
    for at, folder in enumerate(cartridge.folders):
        folder.title = (
            f"{number}. {cartridge.edition.title}"
            if at < first
            else f"{number}.{at - first + 1} {folder.title}"
        )


def _add_first_page(whole: Cartridge, course: Course, folders: dict[str, str]) -> None:
    """Add the page that describes the course, in a first folder of its own."""
    phrase = translations(whole.edition.language).gettext
    key, title = f"{course.id}#course", phrase("The modules of this course")
    records = {
        part.module.id: f"../{folders[part.module.id]}/{RECORD}"
        for part in course.parts
        if part.whole and whole.version.page_links
    }
    pages = Pages(whole, {})
    body = course_page(course, whole.edition.language, records.get)
    resource = pages.add(key, _PAGE, title, body, pages.links(_PAGE))
    whole.open_folder(key, phrase("About this course"))
    whole.link(key, title, resource)


def _described(course: Course, language: str) -> Edition:
    """Return what the manifest says of the whole, as if it were one module."""
    first = course.first
    outcomes = tuple(one for module in course.modules for one in module.credential.outcomes)
    workload = replace(first.credential.workload, hours=hours(course)[0])
    fields = tuple(dict.fromkeys(code for module in course.modules for code in module.credential.field))
    words = [module.keywords.get(language, ()) for module in course.modules]
    module = replace(
        first,
        id=course.id,
        version=course.version,
        title=course.title,
        summary=course.summary or course.title,
        credential=replace(first.credential, outcomes=outcomes, workload=workload, field=fields),
        licence="; ".join(dict.fromkeys(module.licence for module in course.modules)),
        authors=tuple(dict.fromkeys(author for module in course.modules for author in module.authors)),
        keywords={language: tuple(dict.fromkeys(word for own in words for word in own))},
    )
    return Edition(module, language)
