"""A module: one definition folder, described as a micro-credential, and all that it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from packager.document.assets import Asset
from packager.document.badge import Badge
from packager.document.credential import Credential
from packager.document.grading import Grading
from packager.document.institution import Institution
from packager.document.picture import Picture
from packager.document.pools import Pool, asked, the_first
from packager.document.questions import Question
from packager.document.restriction import Restriction
from packager.document.units import Quiz, Unit
from packager.document.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A named group of units."""

    id: str
    title: Words
    units: tuple[Unit, ...]
    summary: Words | None = None
    restrict: Restriction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the field, explained where it is used (`term:` references)."""

    name: Words
    definition: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Accessibility:
    """What schema.org's accessibility vocabulary says of the module."""

    features: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()
    summary: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A whole module. `id` is namespaced and for ever; `version` is semantic."""

    id: str
    version: str
    status: Literal["draft", "published"]
    languages: tuple[str, ...]
    title: Words
    summary: Words
    sections: tuple[Section, ...]
    credential: Credential
    licence: str  # SPDX
    picture: Picture | None = None
    grading: Grading | None = None
    badge: Badge | None = None
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by language
    audience: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    assets: Mapping[str, Asset] = field(default_factory=dict)  # by path
    terms: Mapping[str, Term] = field(default_factory=dict)
    pools: tuple[Pool, ...] = ()
    accessibility: Accessibility = field(default_factory=Accessibility)
    institution: Institution | None = None
    derived_from: str | None = None
    formerly: tuple[str, ...] = ()

    @property
    def units(self) -> Iterator[Unit]:
        """All units in their order."""
        for section in self.sections:
            yield from section.units

    def unit(self, unit_id: str) -> Unit:
        """Return the unit of this id. Raises KeyError."""
        for unit in self.units:
            if unit.id == unit_id:
                return unit
        raise KeyError(unit_id)

    def without_hidden(self) -> Module:
        """Return the module as learners may see it: without hidden units, and sections of nothing else."""
        if not any(unit.settings.hidden for unit in self.units):
            return self
        sections = (
            replace(one, units=tuple(unit for unit in one.units if not unit.settings.hidden))
            for one in self.sections
        )
        return replace(self, sections=tuple(one for one in sections if one.units))

    def section_of(self, unit_id: str) -> Section:
        """Return the section in which a unit stands. Raises StopIteration."""
        return next(one for one in self.sections if any(unit.id == unit_id for unit in one.units))

    @property
    def pools_by_id(self) -> dict[str, Pool]:
        """The pools by their ids."""
        return {pool.id: pool for pool in self.pools}

    def asked_first(self, quiz: Quiz) -> tuple[tuple[Question, ...], ...]:
        """Return the questions of a quiz, entry by entry, where nothing is drawn: the first ones of pools."""
        return tuple(asked(quiz.entries, self.pools_by_id, the_first))

    def drawable(self, quiz: Quiz) -> dict[str, tuple[Question, ...]]:
        """Return the questions that a quiz may draw, each once, by the ids of their pools."""
        found: dict[str, tuple[Question, ...]] = {}
        for pool in self.pools:
            draws = [draw for draw in quiz.draws if draw.pool == pool.id]
            if draws:
                fitting = (one for one in pool.questions if any(draw.fits(one) for draw in draws))
                found[pool.id] = tuple(fitting)
        return found

    def serving(self, outcome_id: str) -> tuple[Unit, ...]:
        """Return the units that serve (teach towards or assess) an outcome."""
        return tuple(unit for unit in self.units if outcome_id in unit.serves)
