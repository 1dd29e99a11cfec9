"""What the parts of one backup share while it is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from packager.archive import Archive
from packager.document.edition import Edition
from packager.formats.base import Job
from packager.formats.moodle.codes import as_words
from packager.formats.moodle.files import FilePool
from packager.formats.moodle.ids import Ids
from packager.formats.moodle.xml import Element
from packager.notes import Loss
from packager.render.environment import translations

LONGEST_NAME = 255
"""The width of the name columns of Moodle 4.5 (5.x has more), in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a unit is: what a link to it and a condition on it need."""

    module: str  # Moodle's name of the activity: page, quiz …
    course_module: int


@dataclass
class Build:
    """One backup in the making. `addresses` (by unit key) is complete before the first text is written;
    `categories` gathers the question bank."""

    job: Job
    archive: Archive
    ids: Ids = field(default_factory=Ids)
    addresses: dict[str, Address] = field(default_factory=dict)
    categories: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.files = FilePool(self.ids, self.archive)
        self.course_id = self.ids.new("course")
        self.system_context = self.ids.new("context")
        self.course_context = self.ids.new("context")

    @property
    def edition(self) -> Edition:
        """The module in the backup's language."""
        return self.job.edition

    def phrase(self, message: str) -> str:
        """Return a phrase of the packager's catalogue in the edition's language."""
        return translations(self.edition.language).gettext(message)

    def phrase_of(self, one: str, many: str, number: int) -> str:
        """Return a phrase that counts; `%(num)s` in it is the number."""
        return translations(self.edition.language).ngettext(one, many, number) % {"num": number}

    def name(self, title: str, place: str) -> str:
        """Return a title as Moodle keeps names: text in which `<` would begin a tag, of limited length."""
        if len(_escaped(title)) <= LONGEST_NAME:
            return _escaped(title)
        self.job.notes.add(
            Loss.SETTING_DROPPED,
            place,
            f"the title is cut to {LONGEST_NAME} characters, all that Moodle keeps",
        )
        while len(_escaped(title)) >= LONGEST_NAME:
            title = title[:-1]
        return _escaped(title) + "…"


def paragraph(text: str, css: str = "") -> str:
    """Return plain text as a paragraph; nothing for no text."""
    if not text:
        return ""
    html = as_words(escape(text))
    return f'<p class="{css}">{html}</p>' if css else f"<p>{html}</p>"


def _escaped(title: str) -> str:
    """Escape what Moodle would take for a tag; it leaves a bare `&` alone and shows `&amp;` in menus."""
    return as_words(title.replace("<", "&lt;").replace(">", "&gt;"))
