"""Several modules in one course: a path for a role, or modules that somebody puts together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from packager.document.badge import Badge
from packager.document.module import Module
from packager.document.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A module as it stands in a course.

    `optional` parts are not needed for the course to be done. Of the parts that share a `choice`, one is
    enough. `whole` is false where only some units of the module stand in the course: `module` then holds
    these alone, and the course does not lead to the module's micro-credential.
    """

    module: Module
    optional: bool = False
    choice: int | None = None
    whole: bool = True
    folder: str = ""  # where the module lies, for messages

    @property
    def required(self) -> bool:
        """Whether the course is only done when all of this part is."""
        return not self.optional and self.choice is None

    @property
    def hours(self) -> Decimal:
        """How long it takes: the module's workload, or the minutes of the units that stand here."""
        if self.whole:
            return self.module.credential.workload.hours
        minutes = sum(unit.minutes for unit in self.module.units)
        return (Decimal(minutes) / 60).quantize(Decimal("0.1"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Modules in their order. `id` is namespaced and for ever, as a module's.

    A course of a module alone is the module itself: same id, title and words.
    """

    id: str
    version: str
    languages: tuple[str, ...]
    title: Words
    parts: tuple[Part, ...]
    summary: Words | None = None
    audience: tuple[str, ...] = ()
    badge: Badge | None = None
    alone: bool = False

    @property
    def modules(self) -> Iterator[Module]:
        """The modules in their order."""
        for part in self.parts:
            yield part.module

    @property
    def first(self) -> Module:
        """The first module: it says of the institution what all say."""
        return self.parts[0].module


def course_of(module: Module) -> Course:
    """Return the course of a module alone."""
    return Course(
        id=module.id,
        version=module.version,
        languages=module.languages,
        title=module.title,
        summary=module.summary,
        audience=module.audience,
        parts=(Part(module=module),),
        alone=True,
    )
