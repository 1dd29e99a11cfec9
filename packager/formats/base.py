"""What a format is, and what its writer is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from packager.notes import Loss, Notes, PartNotes

if TYPE_CHECKING:  # the table of formats needs the rows alone, and a document's classes take time to make
    from packager.archive import Archive
    from packager.document.blocks import Body
    from packager.document.course import Course
    from packager.document.edition import Edition
    from packager.document.media import Media
    from packager.document.module import Section
    from packager.document.unit_base import UnitBase

Delivery = Literal["native", "lti"]
ArchiveKind = Literal["zip", "tar.gz"]

H5P_IS_A_FILE = (
    "the H5P content is a file to download: nothing plays or grades it here, its text stands beside it"
)
"""What formats note that carry no player."""


class Named(Protocol):
    """A part of a unit that has a name and knows where it stands."""

    @property
    def id(self) -> str:
        """Its name within the unit."""

    @property
    def file(self) -> str:
        """Its source file."""

    @property
    def line(self) -> int:
        """The line, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One package to write: an edition, how its units are delivered, and where notes go.

    `tool_url` is the LTI tool's own address (`https://poiju.example.fi`), given exactly when
    `delivery` is `lti`.
    """

    edition: Edition
    notes: Notes
    delivery: Delivery = "native"
    tool_url: str = ""
    multilang: bool = False
    """Whether the package holds all languages of the module; the edition then stands for the first one."""
    moodle: str = ""
    """The older release of Moodle that a backup is for, as `4.1`; none for those that are tested."""

    def note(self, loss: Loss, unit: UnitBase, text: str) -> None:
        """Report what the format cannot carry of a unit."""
        file = self.edition.pick(unit.files) if unit.files else ""
        self.notes.add(loss, unit.id, text, file=file)

    def note_restriction(self, place: UnitBase | Section, advice: str) -> None:
        """Report what must hold before a unit or a section opens, where nothing can be locked."""
        if place.restrict is None:
            return
        from packager.document.restriction import as_written
        from packager.document.unit_base import UnitBase

        text = f"that it opens with {as_written(place.restrict.rule)} {advice}"
        if isinstance(place, UnitBase):
            self.note(Loss.SETTING_DROPPED, place, text)
        else:
            self.notes.add(Loss.SETTING_DROPPED, place.id, text)

    def note_settings(self, unit: UnitBase, advice: str, also: Iterable[str] = ()) -> None:
        """Report what a unit is set to where nothing comes of it; `advice` says what to do."""
        from packager.document.settings import settings_as_written

        written = "; ".join([*settings_as_written(unit.settings), *also])
        if written:
            self.note(Loss.SETTING_DROPPED, unit, f"what it is set to ({written}) {advice}")

    def note_embeds(self, unit: UnitBase, body: Body) -> None:
        """Report each embed of a unit: no package loads what is on another site."""
        from packager.document.blocks import Embed

        file = self.edition.pick(unit.files) if unit.files else ""
        for block in self.edition.blocks(body):
            if isinstance(block, Embed):
                text = f"{block.url} is shown as a link"
                self.notes.add(Loss.SHOWN_AS_TEXT, unit.id, text, file=file, line=block.line)

    def note_player(self, unit: Media) -> None:
        """Report a film or sound that plays elsewhere: no package loads what is on another site."""
        if unit.url:
            self.note(Loss.SHOWN_AS_TEXT, unit, f"{self.edition.text(unit.url)} is shown as a link")

    def note_question(self, loss: Loss, unit: UnitBase, question: Named, text: str) -> None:
        """Report what the format cannot carry of a question (a statement …) of a unit."""
        place = f"{unit.id}#{question.id}"
        self.notes.add(loss, place, text, file=question.file, line=question.line)


PART_OF_A_MODULE = "its description as a micro-credential is left out: a part of the module is here"
"""Said where some units of a module stand in a course."""


def jobs_of(course: Course, job: Job) -> tuple[Job, ...]:
    """Return a job for each part of a course, in order; their notes name the module that they are about.

    `job` is that of the whole: its edition is of the first module, which stands for the language.
    """
    from packager.document.edition import Edition

    if course.alone:
        return (job,)
    return tuple(
        replace(
            job,
            edition=Edition(part.module, job.edition.language),
            notes=PartNotes(job.notes, part.module.id, part.folder),
        )
        for part in course.parts
    )


@dataclass(frozen=True, slots=True)
class Contents:
    """What a writer says it has put into the package: counts for the line that `poiju build` prints.

    `items` maps the format's own names of things (page, quiz, webcontent …) to how many there are.
    """

    items: dict[str, int] = field(default_factory=dict)
    questions: int = 0


Writer: TypeAlias = "Callable[[Job, Archive], Contents]"
CourseWriter: TypeAlias = "Callable[[Course, Job, Archive], Contents]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One row of the table of formats. `extension` comes behind `<id>-<version>.<language>`."""

    name: str
    title: str
    extension: str
    media_type: str
    write: Writer
    write_course: CourseWriter
    deliveries: tuple[Delivery, ...] = ("native",)
    archives: tuple[ArchiveKind, ...] = ("zip",)
    multilang: bool = False
    """Whether one package can hold all languages."""
    releases: tuple[str, ...] = ()
    """Releases of the platform that it can be written for, older than those that are tested."""
