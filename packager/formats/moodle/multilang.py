"""One backup in all languages of a module, for sites with Moodle's multi-language filter.

The backup is written once for each language, into memory, and the files are then laid over each other: they
have the same elements and numbers, and differ in texts, each of which becomes one text with a span for each
language. What differs in number (files of one language alone) is gathered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from lxml import etree

from packager.archive import Archive
from packager.document.assets import Asset
from packager.document.course import Course
from packager.document.edition import Edition
from packager.document.every_language import typed_otherwise, with_all_answers
from packager.document.module import Module
from packager.formats.base import Contents, Job
from packager.formats.moodle.multilang_files import laid_over_files
from packager.formats.moodle.multilang_text import (
    DiffersError,
    joined,
    joined_choices,
    paragraphs_joined,
    plainly_joined,
)
from packager.formats.moodle.xml import Element, document
from packager.notes import Loss, Notes

_AS_THE_FIRST = ("moodle_backup.xml", "files.xml")
"""What an admin reads, in one language but for the course's name, and what is gathered already."""

LONGEST = {
    "name": 255, "title": 255, "fullname": 254, "original_course_fullname": 254, "concept": 255,
    "itemname": 255, "shortname": 255,
}  # fmt: skip
"""Columns of limited width in Moodle 4.5, in characters."""

# fmt: off
TEXTS = frozenset((
    "activity", "answer_text", "answertext", "concept", "conclusion", "content", "contents",
    "correctfeedback", "definition", "description", "descriptionmarkers", "feedback", "feedbacktext",
    "fullname", "generalfeedback", "graderinfo", "heading", "hint", "incorrectfeedback", "instructauthors",
    "instructreviewers", "intro", "itemname", "label", "name",
    "page_after_submit", "partiallycorrectfeedback", "questiontext", "response", "responsetemplate",
    "summary", "text", "title", "value",
))
"""Elements whose texts people read. Whatever else differs is the first language's for all."""

KEPT = frozenset((
    "alias_text", "author", "contenthash", "filename", "filesize", "idnumber", "imagecaption", "language",
    "license", "mimetype", "shortname", "source", "stamp",
))
# fmt: on
"""Elements that differ by language and are no texts: codes, files, words that were gathered before."""

Join = Callable[[Mapping[str, str]], str]

OTHERWISE: Mapping[str, Join] = {"presentation": joined_choices}

IN_PLACE: Mapping[tuple[str, str, str], Join] = {
    ("moodle_backup.xml", "information", "original_course_fullname"): joined,
    ("grading.xml", "guidecriterion", "shortname"): joined,
    ("grading.xml", "criterion", "description"): plainly_joined,  # of a rubric
    ("grading.xml", "level", "definition"): plainly_joined,
    ("badges.xml", "badge", "name"): plainly_joined,
    ("badges.xml", "badge", "description"): plainly_joined,
    ("badges.xml", "badge", "message"): paragraphs_joined,
    ("badges.xml", "badge", "messagesubject"): plainly_joined,
}
"""How an element is joined in a file, below another. Moodle filters neither rubrics nor what leaves the site:
badges and their mails."""

Written = Callable[[Course, Job, Archive], Contents]


class _Memory:
    """An archive that keeps what is written."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.assets: dict[str, Asset] = {}

    def add(self, name: str, content: bytes) -> None:
        self.files[name] = content

    def add_asset(self, name: str, asset: Asset) -> None:
        self.assets[name] = asset


def write_in_all_languages(course: Course, job: Job, archive: Archive, write: Written) -> Contents:
    """Write a backup in all languages of a course with a writer of one language."""
    for module in course.modules:
        _note_answers(module, job.notes)
    course = replace(
        course, parts=tuple(replace(part, module=with_all_answers(part.module)) for part in course.parts)
    )
    kept: dict[str, _Memory] = {}
    contents = Contents()
    for language in course.languages:
        own = replace(job, edition=Edition(course.first, language), notes=Notes(job.notes.format_name))
        kept[language] = _Memory()
        contents = write(course, own, kept[language])
        _note_once(job.notes, own.notes)
    job.notes.add(
        Loss.SITE_NEEDS, "module",
        "texts show in one language where the filter for multi-language content is on, also for headings",
    )  # fmt: skip
    _write_laid_over(kept, job.notes, archive)
    return contents


def _note_answers(module: Module, notes: Notes) -> None:
    """Say where Moodle tells everybody the right answer that is typed in the first language."""
    for place, question in typed_otherwise(module):
        notes.add(
            Loss.SETTING_DROPPED, f"{place}#{question.id}",
            f"what is typed in any language is right, but Moodle tells the answer in {module.languages[0]}",
            file=question.file, line=question.line,
        )  # fmt: skip


def _note_once(notes: Notes, own: Notes) -> None:
    """Take over the notes of a language, each once, though every language has files of its own."""
    known = {(note.loss, note.place, note.text) for note in notes}
    for note in own:
        if (note.loss, note.place, note.text) not in known:
            notes.add(note.loss, note.place, note.text, file=note.file, line=note.line)


def _write_laid_over(kept: Mapping[str, _Memory], notes: Notes, archive: Archive) -> None:
    first = next(iter(kept.values()))
    for asset_name, asset in {
        name: one for memory in kept.values() for name, one in memory.assets.items()
    }.items():
        archive.add_asset(asset_name, asset)
    pool = {name for name in first.files if name.startswith("files/")}
    for name in sorted(pool):
        archive.add(name, first.files[name])
    roots = {
        name: {language: etree.fromstring(memory.files[name]) for language, memory in kept.items()}
        for name in first.files
        if name.endswith(".xml")
    }
    laid_over_files(roots)
    over = Overlay(notes)
    for name, by_language in roots.items():
        root = next(iter(by_language.values()))
        if name == "moodle_backup.xml":
            over.lay({language: _course_name(one) for language, one in by_language.items()}, name)
        elif name not in _AS_THE_FIRST:
            over.lay(by_language, name)
        archive.add(name, document(root))
    for name in first.files.keys() - roots.keys() - pool:
        archive.add(name, first.files[name])


class Overlay:
    """Lays the files of all languages over each other, into the tree of the first language."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    def lay(self, trees: Mapping[str, Element], file: str) -> None:
        """Join the texts of an element and of all below it."""
        first = next(iter(trees.values()))
        if len(first) == 0:
            self._join(first, {language: one.text or "" for language, one in trees.items()}, file)
            return
        for children in zip(*trees.values(), strict=True):
            assert len({child.tag for child in children}) == 1, f"{file}: languages differ at {first.tag}"
            self.lay(dict(zip(trees, children, strict=True)), file)

    def _join(self, first: Element, texts: Mapping[str, str], file: str) -> None:
        if len(set(texts.values())) == 1 or (file == "questions.xml" and first.tag == "name"):
            return  # teachers alone see the name of a question, and it begins with the question's id
        join = _way(first, file)
        if not join:
            return
        try:
            text = join(texts)
        except DiffersError:
            self._note_one(first, "{} stays in one language: its gaps stand at other places in another")
            return
        if len(text) > LONGEST.get(str(first.tag), len(text)):
            self._note_one(first, "{} stays in one language: in all of them it is longer than Moodle keeps")
            return
        first.text = text

    def _note_one(self, element: Element, text: str) -> None:
        """Note what stays in one language, by its own name or that of what it stands in."""
        names = (one.findtext("name") for one in element.iterancestors())
        name = element.text if element.tag in LONGEST else next((one for one in names if one), element.tag)
        self._notes.add(Loss.SETTING_DROPPED, "module", text.format(name))


def _course_name(backup: Element) -> Element:
    """Return the name that Moodle gives to a course that it restores: not that of `course.xml`."""
    return next(backup.iter("original_course_fullname"))


def _way(element: Element, file: str) -> Join | None:
    """Return how the languages of an element are joined; None for one that people do not read."""
    tag = str(element.tag)
    parent = element.getparent()
    if parent is not None and (way := IN_PLACE.get((file.rpartition("/")[2], str(parent.tag), tag))):
        return way
    return OTHERWISE.get(tag, joined if tag in TEXTS else None)
