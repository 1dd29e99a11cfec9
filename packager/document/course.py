"""Several modules in one course: a path for a role, or modules that somebody puts together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from packager.document.badge import Badge
from packager.document.module import Module
from packager.document.words import Words, in_language


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


def selected(module: Module, units: Collection[str], outcomes: Collection[str]) -> Module:
    """Return a module with some of its units and outcomes alone; sections without a unit go."""
    sections = []
    for section in module.sections:
        own = tuple(
            replace(unit, serves=tuple(one for one in unit.serves if one in outcomes))
            for unit in section.units
            if unit.id in units
        )
        if own:
            sections.append(replace(section, units=own))
    kept = tuple(one for one in module.credential.outcomes if one.id in outcomes)
    return replace(
        module,
        sections=tuple(sections),
        credential=replace(module.credential, outcomes=kept),
    )


def together(modules: Sequence[Module], folders: Sequence[str]) -> Course:
    """Return modules that somebody puts into one course, called by all of their titles.

    Raises ValueError where they have no language in common.
    """
    first, *others = modules
    languages = tuple(one for one in first.languages if all(one in module.languages for module in others))
    if not languages:
        raise ValueError("no language in common")
    names = [first.id, *(module.id.rpartition(".")[2] for module in others)]
    return Course(
        id="+".join(names),
        version="+".join(module.version for module in modules),
        languages=languages,
        title={
            language: " + ".join(in_language(module.title, language) for module in modules)
            for language in languages
        },
        parts=tuple(
            Part(module=module, folder=folder) for module, folder in zip(modules, folders, strict=True)
        ),
        audience=tuple(dict.fromkeys(word for module in modules for word in module.audience)),
    )


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
