"""What was read in a backup: plain facts, not judged yet. Ids are the backup's own, as text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from packager.h5p.package import Library


@dataclass(frozen=True, slots=True)
class Listed:
    """An activity or section that `moodle_backup.xml` lists: only these are restored."""

    id: str
    section: str
    kind: str
    title: str
    directory: str


@dataclass(slots=True)
class Slot:
    """A place in a quiz. A random one names a category (`random`), another an entry or an old question."""

    number: str
    entry: str = ""
    question: str = ""
    category: str = ""
    random: bool = False


@dataclass(slots=True)
class Activity:
    """A folder below `activities`."""

    directory: str
    module_id: str = ""
    kind: str = ""
    name: str = ""
    context: str = ""
    availability: str = ""
    language: str = ""
    slots: dict[str, Slot] = field(default_factory=dict)
    categories: set[str] = field(default_factory=set)
    """The question categories that its `inforef.xml` names."""
    lti: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Section:
    """A folder below `sections`."""

    directory: str
    number: int = 0
    name: str = ""
    availability: str = ""

    @property
    def shown_name(self) -> str:
        """Its name, or its number where it has none."""
        return self.name or f"section {self.number}"


@dataclass(frozen=True, slots=True)
class Category:
    """A question category. `level` is Moodle's: 10 site, 40 course category, 50 course, 70 activity."""

    id: str
    name: str
    parent: str
    context: str
    level: str

    @property
    def is_top(self) -> bool:
        """Whether it is the invisible root that each context has since Moodle 3.5."""
        return self.parent == "0" and self.name == "top"


@dataclass(frozen=True, slots=True)
class Question:
    """A question (a version of it) in a category. Before Moodle 4.0 there was no `entry`."""

    id: str
    kind: str
    name: str
    category: str
    entry: str


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A row of `files.xml` that stands for bytes (not for a folder)."""

    id: str
    sha1: str
    context: str
    component: str
    area: str
    name: str
    size: int
    external: bool


@dataclass(slots=True)
class Facts:
    """Everything that was read in one backup."""

    members: int = 0
    unpacked: int = 0
    documents: set[str] = field(default_factory=set)
    information: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    """The root settings."""
    owners_of_settings: set[str] = field(default_factory=set)
    """The activities and sections (`page_12`) that have settings of their own."""
    listed_activities: list[Listed] = field(default_factory=list)
    listed_sections: list[Listed] = field(default_factory=list)
    activities: dict[str, Activity] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)
    course: dict[str, str] = field(default_factory=dict)
    custom_fields: list[tuple[str, str]] = field(default_factory=list)
    """Short name and type."""
    competencies: set[tuple[str, str]] = field(default_factory=set)
    """Idnumbers of framework and competency."""
    categories: dict[str, Category] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    files: list[FileRecord] = field(default_factory=list)
    folder_records: set[str] = field(default_factory=set)
    """Ids of the rows of `files.xml` that stand for folders."""
    pool: dict[str, int] = field(default_factory=dict)
    """Content hash to size of what lies below `files`."""
    spoiled: set[str] = field(default_factory=set)
    """Content hashes whose bytes have another hash."""
    file_references: dict[str, set[str]] = field(default_factory=dict)
    """File id to the `inforef.xml` files that name it."""
    category_references: dict[str, set[str]] = field(default_factory=dict)
    plugins: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    """(type, name) of a plugin to the documents that use it."""
    h5p_libraries: set[Library] = field(default_factory=set)
    """What the H5P packages among the files play with."""
    groups: set[str] = field(default_factory=set)
    badges: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    """Users, grade items, grade categories, blocks, scales, outcomes, content bank items."""
    multilang: dict[str, set[str]] = field(default_factory=dict)
    """Filter (multilang or multilang2) to the documents that need it."""

    def activity(self, directory: str) -> Activity:
        """Return the activity of a folder."""
        return self.activities.setdefault(directory, Activity(directory))

    def section(self, directory: str) -> Section:
        """Return the section of a folder."""
        return self.sections.setdefault(directory, Section(directory))

    def use(self, kind: str, name: str, place: str) -> None:
        """Keep that a document uses a plugin."""
        if name:
            self.plugins.setdefault((kind, name), set()).add(place)

    def restrictable(self) -> tuple[Activity | Section, ...]:
        """Return all that may have restrictions."""
        return (*self.activities.values(), *self.sections.values())

    @property
    def claim(self) -> int:
        """The Moodle version that the backup claims, as 2024100700; 0 when it says none."""
        digits = self.information.get("moodle_version", "").partition(".")[0]
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else 0

    def place_of(self, directory: str) -> str:
        """Return what a person calls a folder: `quiz "Final test"`, or its path."""
        activity = self.activities.get(directory)
        if activity and activity.name:
            return f'{activity.kind} "{activity.name}"'
        section = self.sections.get(directory)
        return section.shown_name if section else directory
