"""Several modules become one package: a path of `paths.yaml`, or modules that somebody puts together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from packager.archive import Progress
from packager.build import languages_of, write_package
from packager.built import Built
from packager.document.course import Course
from packager.document.edition import Edition
from packager.document.identifiers import md5_hex
from packager.order import Order

_LONGEST_STEM = 120


def build_course(course: Course, order: Order, progress: Progress = lambda _: None) -> Iterator[Built]:
    """Write and yield each package of a course, one for each format and language of the order."""
    languages = languages_of(course.id, course.languages, order)
    for row in order.formats:
        for language in languages:
            path = order.out / f"{_stem(course)}{order.ending(language)}{row.extension}"
            edition = Edition(course.first, language)
            writer = partial(row.write_course, course)
            yield write_package(path, edition, row, order, writer, progress, course=course)[0]


def _stem(course: Course) -> str:
    """Return the beginning of a file's name; a long one is cut and made unique."""
    stem = f"{course.id}-{course.version}"
    if len(stem) > _LONGEST_STEM:
        stem = f"{stem[: _LONGEST_STEM - 9]}-{md5_hex(stem)[:8]}"
    return stem
