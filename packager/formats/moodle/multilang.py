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
from packager.document.every_language import with_all_answers
from packager.formats.base import Contents, Job
from packager.formats.moodle.multilang_files import laid_over_files
from packager.formats.moodle.multilang_text import joined, joined_choices
from packager.formats.moodle.xml import Element, document
from packager.notes import Loss, Notes

_AS_THE_FIRST = ("moodle_backup.xml", "files.xml")
"""What an admin reads, in one language, and what is gathered already."""

LONGEST = {"name": 255, "title": 255, "fullname": 254, "concept": 255, "itemname": 255}
"""Columns of limited width in Moodle 4.5, in characters."""

# fmt: off
TEXTS = frozenset((
    "activity", "answer_text", "answertext", "concept", "conclusion", "content", "contents",
    "correctfeedback", "definition", "description", "descriptionmarkers", "feedback", "feedbacktext",
    "fullname", "generalfeedback", "graderinfo", "heading", "hint", "incorrectfeedback", "instructauthors",
    "instructreviewers", "intro", "itemname", "label", "message", "messagesubject", "name",
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

OTHERWISE: Mapping[str, Callable[[Mapping[str, str]], str]] = {
    "presentation": joined_choices,
}

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
        if name not in _AS_THE_FIRST:
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
        tag = str(first.tag)
        if len(set(texts.values())) == 1 or tag not in TEXTS | OTHERWISE.keys():
            return
        text = OTHERWISE.get(tag, joined)(texts)
        longest = LONGEST.get(tag)
        if file == "questions.xml" and tag == "name":
            return  # teachers alone see it, and it begins with the question's id
        if longest and len(text) > longest:
            self._notes.add(
                Loss.SETTING_DROPPED, "module",
                f"{first.text} stays in one language: in all of them it is longer than Moodle keeps",
            )  # fmt: skip
            return
        first.text = text
