"""Writes a module, or several in one course, as a Moodle backup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from packager.archive import Archive
from packager.document.course import Course, course_of
from packager.document.edition import Edition
from packager.document.fingerprint import FINGERPRINT_FILE, fingerprints_file
from packager.formats.base import Contents, Job
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.backup import moodle_backup
from packager.formats.moodle.badges import badges
from packager.formats.moodle.build import Backup
from packager.formats.moodle.competencies import course_competencies
from packager.formats.moodle.completion import course_completion
from packager.formats.moodle.course import course_settings
from packager.formats.moodle.grade_tree import Gradebook
from packager.formats.moodle.groups import groups
from packager.formats.moodle.multilang import write_in_all_languages
from packager.formats.moodle.releases import for_release
from packager.formats.moodle.sections import course_sections
from packager.formats.moodle.settled import settled
from packager.formats.moodle.surroundings import activity_files, nothing, references
from packager.formats.moodle.xml import Element, document, node
from packager.notes import Loss

_EMPTY = {
    "roles.xml": "roles_definition",
    "scales.xml": "scales_definition",
    "outcomes.xml": "outcomes_definition",
    "course/roles.xml": "roles",
    "course/filters.xml": "filters",
    "course/calendar.xml": "events",
    "course/contentbank.xml": "contents",
}
"""Files that hold nothing here, with their roots: Moodle refuses a backup without them."""


def write(job: Job, archive: Archive) -> Contents:
    """Write a backup of one edition, which Moodle 4.5 to 5.1 restore without a warning."""
    return write_course(course_of(job.edition.module), job, archive)


def write_course(course: Course, job: Job, archive: Archive) -> Contents:
    """Write a backup of a course, whose modules follow each other."""
    if job.multilang:
        return write_in_all_languages(course, job, archive, _write_one)
    return _write_one(course, job, archive)


def _write_one(course: Course, job: Job, archive: Archive) -> Contents:
    """Write a backup in one language."""
    course = for_release(course, job)
    job = replace(job, edition=Edition(course.first, job.edition.language))
    backup = Backup(course, job, archive)
    if job.delivery == "lti":
        _note_tool(backup)
    sections = course_sections(backup)
    activities = [one for section in sections for one in section.activities]
    written = [(one, settled(one, one.write(one.build, one))) for one in activities]
    _number_grades(backup, written)
    for name, root in _files(backup, written):
        archive.add(name, document(root))
    for section in sections:
        archive.add(f"{section.directory}/section.xml", document(section.element()))
    archive.add("groups.xml", document(groups(backup)))
    archive.add("moodle_backup.xml", document(moodle_backup(backup, sections)))
    if all(part.whole for part in course.parts):  # else a later version would take what is not here as new
        editions = (Edition(module, job.edition.language) for module in course.modules)
        archive.add(FINGERPRINT_FILE, fingerprints_file(editions))
    return Contents(
        items=dict(Counter(activity.module for activity, _ in written)),
        questions=sum(content.questions for _, content in written),
    )


def _number_grades(backup: Backup, written: list[tuple[Activity, Content]]) -> None:
    """Give each grade its number, and say so in the addresses: conditions refer to it."""
    for activity, content in written:
        if content.grade:
            backup.grade_items[activity.id] = backup.ids.new("grade_item")
        backup.further_grade_items[activity.id] = [
            backup.ids.new("grade_item") for _ in content.further_grades
        ]
        if activity.unit:
            backup.addresses[activity.unit.key] = replace(
                backup.addresses[activity.unit.key],
                grade_item=backup.grade_items.get(activity.id),
                passing=content.grade.passing if content.grade else 0,
                completes_by_passing=content.completion.pass_grade,
            )


def _files(backup: Backup, written: list[tuple[Activity, Content]]) -> Iterator[tuple[str, Element]]:
    """Yield every file but those of the sections; `files.xml` last, when all files are known."""
    book = Gradebook(backup, ((one, grade) for one, content in written for grade in content.grades))
    place = len(book.categories) + 1
    for activity, content in written:
        for name, root in activity_files(activity, content, book, place):
            yield f"{activity.directory}/{name}", root
        place += max(len(content.grades), 1)
    yield "course/course.xml", course_settings(backup)
    yield "course/competencies.xml", course_competencies(backup)
    yield "course/inforef.xml", references((("file", backup.files.of_context(backup.course_context)),))
    yield "questions.xml", node("question_categories", None, *backup.categories)
    yield "gradebook.xml", book.element()
    yield "completion.xml", course_completion(backup.ids, backup.course_id, _that_complete(written))
    given = badges(backup, written)
    if len(given):
        yield "badges.xml", given
    for name, root_name in _EMPTY.items():
        yield name, nothing(root_name)
    yield "files.xml", backup.files.element()


def _that_complete(written: list[tuple[Activity, Content]]) -> Iterator[tuple[str, int]]:
    """Yield the activities that must be done for the course to be done."""
    for activity, content in written:
        if activity.asked and content.completion.tracked and activity.build.part.required:
            yield activity.module, activity.id


def _note_tool(backup: Backup) -> None:
    """Say what the site needs before the LTI links open."""
    backup.job.notes.add(
        Loss.SITE_NEEDS, backup.place,
        f"its LTI links open where an external tool with the address {backup.job.tool_url} is registered",
    )  # fmt: skip
