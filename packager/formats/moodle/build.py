"""What the parts of one backup share while it is written."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from packager.archive import Archive
from packager.document.course import Course, Part
from packager.document.edition import Edition
from packager.document.module import Module
from packager.formats.base import Job, jobs_of
from packager.formats.moodle.codes import as_words
from packager.formats.moodle.files import FilePool
from packager.formats.moodle.glossary_numbers import GlossaryNumbers
from packager.formats.moodle.ids import Ids
from packager.formats.moodle.xml import Element
from packager.notes import Loss, Notes
from packager.render.environment import translations

LONGEST_NAME = 255
"""The width of the name columns of Moodle 4.5 (5.x has more), in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a unit is: what a link to it and a condition on it need. What follows the first two is known
    once all activities are written."""

    module: str  # Moodle's name of the activity: page, quiz …
    course_module: int
    grade_item: int | None = None
    passing: int = 0
    completes_by_passing: bool = False


class Backup:
    """One backup in the making: what its modules share. `addresses` (by unit key) is complete before the
    first text is written; `categories` gathers the question bank, `groups` (number by name) what
    restrictions name; `grade_items` are numbers by course module."""

    def __init__(self, course: Course, job: Job, archive: Archive) -> None:
        self.course = course
        self.job = job
        self.ids = Ids()
        self.files = FilePool(self.ids, archive)
        self.addresses: dict[str, Address] = {}
        self.categories: list[Element] = []
        self.groups: dict[str, int] = {}
        self.grade_items: dict[int, int] = {}
        self.further_grade_items: dict[int, list[int]] = {}
        self.glossaries = GlossaryNumbers(self.ids, course.modules if job.delivery == "native" else ())
        self.tags: dict[str, int] = {}
        self.course_id = self.ids.new("course")
        self.system_context = self.ids.new("context")
        self.course_context = self.ids.new("context")
        self.builds = tuple(
            Build(part=part, job=own, backup=self)
            for part, own in zip(course.parts, jobs_of(course, job), strict=True)
        )

    def tag(self, name: str) -> int:
        """Return the number of a question's tag, the same wherever it stands."""
        if name not in self.tags:
            self.tags[name] = self.ids.new("tag")
        return self.tags[name]

    @property
    def language(self) -> str:
        """The language of all that is written."""
        return self.job.edition.language

    @property
    def title(self) -> str:
        """The course's title as Moodle keeps it."""
        return name_of(self.job.edition.text(self.course.title), self.place, self.job.notes)

    @property
    def place(self) -> str:
        """Where a note about the whole points."""
        return "module" if self.course.alone else self.course.id

    def group(self, name: str) -> int:
        """Return the number of the group of this name."""
        if name not in self.groups:
            self.groups[name] = self.ids.new("group")
        return self.groups[name]

    def keywords(self, module: Module) -> tuple[str, ...]:
        """Return the keywords of a module: those of the backup's language, or of all where it holds all, as
        tags are not told by language."""
        if self.job.multilang:
            return tuple(word for words in module.keywords.values() for word in words)
        return module.keywords.get(self.language, ())

    def phrase(self, message: str) -> str:
        """Return a phrase of the packager's catalogue in the backup's language."""
        return translations(self.language).gettext(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A module on its way into a backup."""

    part: Part
    job: Job
    backup: Backup

    @property
    def edition(self) -> Edition:
        """The module in the backup's language."""
        return self.job.edition

    @property
    def ids(self) -> Ids:
        """The numbers of the whole backup."""
        return self.backup.ids

    @property
    def files(self) -> FilePool:
        """The files of the whole backup."""
        return self.backup.files

    @property
    def addresses(self) -> dict[str, Address]:
        """The addresses of all units, by key."""
        return self.backup.addresses

    @property
    def categories(self) -> list[Element]:
        """The question bank of the whole backup."""
        return self.backup.categories

    def address(self, unit_id: str) -> Address | None:
        """Return where a unit of this module is; a course may hold some units of a module only."""
        return self.addresses.get(f"{self.edition.module.id}/{unit_id}")

    def term_address(self, term_id: str) -> str | None:
        """Return the coded address of the entry that explains a term; None where no glossary does."""
        number = self.backup.glossaries.of_term(self.part.module.id, term_id)
        return self.entry_address(number) if number else None

    def entry_address(self, number: int) -> str:
        """Return the coded address of a glossary entry, which the restore turns into that of the new one."""
        return f"$@GLOSSARYSHOWENTRY*{self.backup.course_id}*{number}@$"

    def phrase(self, message: str) -> str:
        """Return a phrase of the packager's catalogue in the edition's language."""
        return self.backup.phrase(message)

    def phrase_of(self, one: str, many: str, number: int) -> str:
        """Return a phrase that counts; `%(num)s` in it is the number."""
        return translations(self.edition.language).ngettext(one, many, number) % {"num": number}

    def name(self, title: str, place: str) -> str:
        """Return a title as Moodle keeps names: text in which `<` would begin a tag, of limited length."""
        return name_of(title, place, self.job.notes)


def name_of(title: str, place: str, notes: Notes) -> str:
    """Return a title as Moodle keeps names; note where it is cut."""
    if len(escaped(title)) <= LONGEST_NAME:
        return escaped(title)
    notes.add(
        Loss.SETTING_DROPPED,
        place,
        f"the title is cut to {LONGEST_NAME} characters, all that Moodle keeps",
    )
    while len(escaped(title)) >= LONGEST_NAME:
        title = title[:-1]
    return escaped(title) + "…"


def paragraph(text: str, css: str = "") -> str:
    """Return plain text as a paragraph; nothing for no text."""
    if not text:
        return ""
    html = as_words(escape(text))
    return f'<p class="{css}">{html}</p>' if css else f"<p>{html}</p>"


def escaped(title: str) -> str:
    """Escape what Moodle would take for a tag; it leaves a bare `&` alone and shows `&amp;` in menus."""
    return as_words(title.replace("<", "&lt;").replace(">", "&gt;"))
