"""A Moodle backup built in memory, opened for looking at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from packager.document.assets import Asset
from packager.document.course import Course, course_of
from packager.document.edition import Edition
from packager.document.module import Module
from packager.formats.base import Contents, Job
from packager.formats.moodle.writer import write_course
from packager.notes import Notes
from tests.support.sample import sample_module

Element = etree._Element


class MemoryArchive:
    """Keeps the files of a package in a dictionary, in the order in which they were written."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def add(self, name: str, content: bytes) -> None:
        """Keep a small file."""
        assert name not in self.files, f"{name} is written twice"
        self.files[name] = content

    def add_asset(self, name: str, asset: Asset) -> None:
        """Keep a media file."""
        self.add(name, asset.location.read_bytes())


class MoodlePackage:
    """One backup: its files, its parsed XML, what the writer said of it."""

    def __init__(self, what: Module | Course, language: str = "en", **job: Any) -> None:
        course = what if isinstance(what, Course) else course_of(what)
        self.module = course.first
        self.notes = Notes("moodle")
        self.archive = MemoryArchive()
        wanted = Job(edition=Edition(self.module, language), notes=self.notes, **job)
        self.contents: Contents = write_course(course, wanted, self.archive)
        self.files = self.archive.files

    def xml(self, name: str) -> Element:
        """Return the root of a file."""
        return etree.fromstring(self.files[name])

    def roots(self) -> dict[str, Element]:
        """Return the root of every XML file by name."""
        return {name: self.xml(name) for name in self.files if name.endswith(".xml")}

    def activity(self, unit_id: str) -> tuple[str, Element, Element]:
        """Return (folder, `module.xml`, the activity's own element) of a unit, or of `#record` and such."""
        between = "" if unit_id.startswith("#") else "/"
        return self.named(f"{self.module.id}{between}{unit_id}")

    def named(self, wanted: str) -> tuple[str, Element, Element]:
        """Return the same for an idnumber."""
        for name, root in self.roots().items():
            if name.endswith("/module.xml") and root.findtext("idnumber") == wanted:
                folder = name.rpartition("/")[0]
                own = self.xml(f"{folder}/{root.findtext('modulename')}.xml")
                return folder, root, own[0]
        raise KeyError(wanted)

    def question(self, name: str) -> Element:
        """Return the question whose idnumber ends in `#<name>`."""
        for entry in self.xml("questions.xml").iter("question_bank_entry"):
            if (entry.findtext("idnumber") or "").endswith(f"#{name}"):
                found = entry.find(".//question")
                assert found is not None
                return found
        raise KeyError(name)


def sample_package(folder: Path, language: str = "en", **changes: Any) -> MoodlePackage:
    """Return the sample module as a backup; `changes` replace fields of the module."""
    return MoodlePackage(sample_module(folder, **changes), language)


def texts(element: Element, path: str) -> list[str]:
    """Return the texts at a path, an empty element as an empty text."""
    return [found.text or "" for found in element.findall(path)]
