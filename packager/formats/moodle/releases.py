"""From which Moodle a backup claims to be, and what stands in for what an older one lacks.

A later claim than the site's own makes it warn. What is restored was tried with 4.5 and 5.1 alone.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from packager.document.course import Course
from packager.document.question_base import QuestionBase
from packager.document.questions import Matching, Ordering, Pair
from packager.formats.base import Job
from packager.notes import Loss

DEFAULT = "4.5"
"""The oldest release that restores all of it."""

RELEASES: Mapping[str, int] = {
    "4.0": 2022041900,
    "4.1": 2022112800,
    "4.2": 2023042400,
    "4.3": 2023100900,
    "4.4": 2024042200,
    DEFAULT: 2024100700,
}
"""Versions by release (https://moodledev.io/general/releases). Before 4.0 the bank was another."""

_ORDERING_SINCE = "4.4"


def claim(job: Job) -> tuple[str, int]:
    """Return the release and the version that a backup claims to be from."""
    release = job.moodle or DEFAULT
    return release, RELEASES[release]


def for_release(course: Course, job: Job) -> Course:
    """Return the course as the release that it is written for can hold it; note what stands in."""
    if not job.moodle or job.moodle == DEFAULT:
        return course
    job.notes.add(
        Loss.SITE_NEEDS, "module" if course.alone else course.id,
        f"the backup is written for Moodle {job.moodle}, with which it was not tried",
    )  # fmt: skip
    if job.moodle >= _ORDERING_SINCE:
        return course
    for part in course.parts:
        for place, question in _orderings(part.module):
            job.notes.add(
                Loss.NEAREST_FORM, place,
                f"Moodle {job.moodle} has no ordering questions: things are matched with their places",
                file=question.file, line=question.line,
            )  # fmt: skip
    parts = tuple(
        dataclasses.replace(part, module=_with_matching(part.module, part.module.languages))
        for part in course.parts
    )
    return dataclasses.replace(course, parts=parts)


def _orderings(module: Any) -> Iterator[tuple[str, Ordering]]:
    for holder in (*module.units, *module.pools):
        for question in getattr(holder, "questions", ()):
            if isinstance(question, Ordering):
                yield f"{holder.id}#{question.id}", question


def _with_matching(value: Any, languages: tuple[str, ...]) -> Any:
    """Return a module, or a part of one, with matching questions for ordering ones."""
    if isinstance(value, Ordering):
        common = {field.name: getattr(value, field.name) for field in dataclasses.fields(QuestionBase)}
        pairs = tuple(
            Pair(left=item, right=dict.fromkeys(languages, str(place)))
            for place, item in enumerate(value.items, start=1)
        )
        return Matching(**common, pairs=pairs)
    if isinstance(value, tuple):
        return tuple(_with_matching(one, languages) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        old = {field.name: getattr(value, field.name) for field in dataclasses.fields(value) if field.init}
        new = {name: _with_matching(one, languages) for name, one in old.items()}
        changed = {name: one for name, one in new.items() if one is not old[name] and one != old[name]}
        return dataclasses.replace(value, **changed) if changed else value
    return value
