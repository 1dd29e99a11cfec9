"""`module.yaml`: structure and metadata, no words of any language."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from packager.definition.licences import LICENCES
from packager.definition.models.badge import BadgeRow
from packager.definition.models.base import SAID, LanguageTag, ModuleId, Row, Slug, Text
from packager.definition.models.credential import CredentialRow
from packager.definition.models.grading import GradingRow
from packager.definition.models.restriction import RestrictionRow
from packager.definition.models.unit_base import MarkdownFile
from packager.definition.models.units import UnitRow

_NUMBER = r"(?:0|[1-9][0-9]*)"
_SEMANTIC_VERSION = re.compile(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?")

FORMAT_VERSION = 1


def _as_written(value: Any) -> Any:
    """1.0 without a third number is a number to YAML."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _semantic(value: str) -> str:
    if not _SEMANTIC_VERSION.fullmatch(value):
        raise ValueError(f"{value} is not a version: write three numbers, as 1.0.0")
    return value


def _licence(value: str) -> str:
    if value not in LICENCES:
        near = difflib.get_close_matches(value, LICENCES, n=1)
        advice = f"did you mean {near[0]}?" if near else "write its SPDX name, as CC-BY-SA-4.0 or CC0-1.0"
        raise ValueError(f"{value} is no known licence: {advice}")
    return value


Licence = Annotated[str, AfterValidator(_licence), WithJsonSchema({"type": "string", "enum": list(LICENCES)})]
Version = Annotated[
    str,
    BeforeValidator(_as_written),
    AfterValidator(_semantic),
    WithJsonSchema({"type": "string", "pattern": f"^{_SEMANTIC_VERSION.pattern}$"}),
]


class AccessibilityRow(Row):
    """Words of schema.org's accessibility vocabulary."""

    features: tuple[Text, ...] = Field(
        (), description="accessibilityFeature.", examples=[["alternativeText", "structuralNavigation"]]
    )
    hazards: tuple[Text, ...] = Field((), description="accessibilityHazard.", examples=[["none"]])


class SectionRow(Row):
    """A named group of units; its title stands in each language's module.yaml."""

    id: Slug = Field(description="A short name.", examples=["design"])
    units: tuple[UnitRow, ...] = Field(description="The units in their order.", min_length=1)
    restrict: RestrictionRow | None = Field(
        None, description="What must hold before the section opens.", examples=[{"passed": "quiz"}]
    )


class PoolRow(Row):
    """Questions from which quizzes draw some at each try."""

    id: Slug = Field(description="The name by which quizzes draw from it.", examples=["terms"])
    file: MarkdownFile = Field(
        description="Its questions, in each language's folder.", examples=["pool-terms.md"]
    )


class ModuleFile(Row):
    """A module for learning towards a micro-credential."""

    poiju: Literal[1] = Field(description="Version of this format.", examples=[FORMAT_VERSION])
    id: ModuleId = Field(
        description="The module's name for ever, with dots.", examples=["fi.example.alignment"]
    )
    version: Version = Field(
        description="Three numbers: raise the first when units go, the second when they come.",
        examples=["1.0.0"],
    )
    status: Literal["draft", "published"] = Field(
        description="A draft builds with warnings; a published module passes every check.",
        examples=["draft"],
    )
    languages: tuple[LanguageTag, ...] = Field(
        description="Languages, the first as the model for the others.",
        min_length=1,
        max_length=40,
        examples=[["fi", "sv", "en"]],
    )
    audience: tuple[Slug, ...] = Field((), description="Whom it is for.", examples=[["teacher"]])
    sector: tuple[Slug, ...] = Field((), description="Sectors that it is for.", examples=[["health"]])
    authors: tuple[Text, ...] = Field((), description="Who wrote it.", examples=[["Aino Esimerkki"]])
    picture: Text | None = Field(
        None, description="A picture of the module, below media/.", examples=["media/cover.png"]
    )
    credential: CredentialRow = Field(CredentialRow(), description="The micro-credential that it leads to.")
    accessibility: AccessibilityRow = Field(
        AccessibilityRow(), description="What the module offers and lacks."
    )
    grading: Annotated[GradingRow | None, SAID] = Field(
        None, description="How the grades come together where a platform has a gradebook."
    )
    badge: Annotated[BadgeRow | None, SAID] = Field(None, description="A badge that a platform may give.")
    licence: Licence = Field(description="Licence of the texts (SPDX).", examples=["CC-BY-SA-4.0"])
    derived_from: Text | None = Field(
        None, description="Where a fork comes from.", examples=["fi.example.original 1.2.0"]
    )
    formerly: tuple[ModuleId, ...] = Field((), description="Ids that it had before.")
    sections: tuple[SectionRow, ...] = Field(
        description="Sections with their units.", min_length=1, max_length=200
    )

    pools: tuple[PoolRow, ...] = Field((), description="Pools of questions.", max_length=100)

    @property
    def units(self) -> Iterator[tuple[tuple[str | int, ...], UnitRow]]:
        """All rows of units in their order, each with its path in the file."""
        for at, section in enumerate(self.sections):
            for position, unit in enumerate(section.units):
                yield ("sections", at, "units", position), unit
