"""Books: a lesson of several pages, each a chapter."""

from __future__ import annotations

from packager.document.units import Book, BookPage
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.build import Build
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.texts import about, unit_body
from packager.formats.moodle.xml import Element, node
from packager.render.headings import lowered

_NO_NUMBERS = 0  # BOOK_NUM_NONE
_TITLES_OF_NEIGHBOURS = 2  # BOOK_LINK_TEXT


def write(unit: Book, build: Build, activity: Activity) -> Content:
    """Return a book. Moodle (mod_book, book_view) counts it as viewed with its last chapter.

    The description shows on the course page: Moodle opens a book at its first chapter.
    """
    intro = about(build, unit) + unit_body(build, unit, unit.body, activity.area("intro"))
    chapters = [_chapter(unit, page, at, build, activity) for at, page in enumerate(unit.pages, start=1)]
    element = node(
        "book", {"id": activity.instance},
        node("chapters", None, *chapters),
        node("chaptertags"),
        name=activity.name, intro=intro, introformat=1, numbering=_NO_NUMBERS,
        navstyle=_TITLES_OF_NEIGHBOURS, customtitles=0, timecreated=MOMENT, timemodified=MOMENT,
    )  # fmt: skip
    return Content(element=element, completion=Completion(view=True), show_description=True)


def _chapter(unit: Book, page: BookPage, number: int, build: Build, activity: Activity) -> Element:
    """Return a chapter; its files stand in an area of its own. Moodle gives its title level 3."""
    chapter = build.ids.new("chapter")
    title = build.name(build.edition.text(page.title), f"{unit.id}#{page.id}")
    html = lowered(unit_body(build, unit, page.body, activity.area("chapter", chapter)), 1)
    return node(
        "chapter", {"id": chapter},
        pagenum=number, subchapter=0, title=title, content=html, contentformat=1,
        hidden=0, timemodified=MOMENT, importsrc="",
    )  # fmt: skip
