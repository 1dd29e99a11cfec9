"""The page beside each package: what arrives, what was lost, what the site needs, what to click."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from packager.changes import Changes
from packager.document.course import Course
from packager.document.edition import Edition
from packager.formats.base import Contents, Format
from packager.note_phrases import note_text
from packager.notes import Loss, Note
from packager.render.environment import LANGUAGES, environment


def delivery_page(
    edition: Edition,
    format_row: Format,
    contents: Contents,
    notes: Sequence[Note],
    file_name: str,
    size: int,
    *,
    language: str = "",
    update: Changes | None = None,
    course: Course | None = None,
) -> bytes:
    """Return a self-contained HTML page for whoever takes the package in.

    It is in `language`, else in the edition's. `size` is in bytes; `update` is what a package of new and
    changed units brings; `course` is the whole where a package holds several modules, whose first is the
    edition's. The page calls nothing from elsewhere and needs no scripts.
    """
    language = language or (edition.language if edition.language in LANGUAGES else "en")
    page = (
        environment(language)
        .get_template("packager/delivery.html")
        .render(
            edition=edition,
            module=edition.module,
            title=edition.text(course.title) if course else edition.title,
            course=course,
            modules=tuple(course.modules) if course else (edition.module,),
            language=language,
            format_name=format_row.name,
            format_title=format_row.title,
            contents=contents,
            losses=_grouped([note for note in notes if note.loss is not Loss.SITE_NEEDS]),
            needs=[note for note in notes if note.loss is Loss.SITE_NEEDS],
            file_name=file_name,
            size=size,
            note_text=partial(note_text, language=language),
            update=update,
        )
    )
    return page.encode()


def _grouped(notes: Sequence[Note]) -> dict[str, dict[str, list[str]]]:
    """Return loss → text → places, in the order of the notes."""
    grouped: dict[str, dict[str, list[str]]] = {}
    for note in notes:
        grouped.setdefault(note.loss.value, {}).setdefault(note.text, []).append(note.place)
    return grouped
