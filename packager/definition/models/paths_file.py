"""`paths.yaml`: which modules make a path, in which order."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictBool

from packager.definition.models.base import SAID, AnyWords, LanguageTag, ModuleId, OutcomeId, Row, Slug
from packager.definition.models.module_file import Version


def _id_alone(value: Any) -> Any:
    return {"module": value} if isinstance(value, str) else value


class PathStepRow(Row):
    """A module of a path, or several of which one is enough."""

    module: ModuleId | None = Field(None, description="The module's id.", examples=["fi.example.alignment"])
    any: tuple[ModuleId, ...] = Field(
        (), description="Modules of which one is enough, by id.", examples=[["fi.example.a", "fi.example.b"]]
    )
    optional: StrictBool = Field(False, description="Whether the path is done without it.")
    units: tuple[Slug, ...] = Field(
        (), description="The units that stand in the path; without, all.", examples=[["outcomes", "quiz"]]
    )
    outcomes: tuple[OutcomeId, ...] = Field(
        (), description="The outcomes that these units show; without, those that they assess."
    )


class PathBadgeRow(Row):
    """A badge for the whole path; `badge: {}` asks for one that is called as the path."""

    name: AnyWords | None = Field(None, description="Its name.")
    description: AnyWords | None = Field(None, description="What it is for.")


class PathRow(Row):
    """A path: modules in their order."""

    id: ModuleId = Field(description="The path's name for ever, with dots.", examples=["fi.example.teacher"])
    version: Version = Field(description="Three numbers, as a module's version.", examples=["1.0.0"])
    title: AnyWords = Field(description="Its title in each language.", examples=["For teachers"])
    summary: AnyWords = Field(description="What it is about, in each language.", examples=["Two modules."])
    audience: tuple[Slug, ...] = Field((), description="Whom it is for.", examples=[["teacher"]])
    badge: Annotated[PathBadgeRow | None, SAID] = Field(None, description="A badge for the whole path.")
    modules: tuple[
        Annotated[PathStepRow, BeforeValidator(_id_alone, json_schema_input_type=ModuleId | PathStepRow)], ...
    ] = Field(description="Its modules in their order.", min_length=1, examples=[["fi.example.alignment"]])


class PathsFile(Row):
    """Paths over several modules, which stand in folders beside this file."""

    poiju: Literal[1] = Field(description="Version of this format.", examples=[1])
    languages: tuple[LanguageTag, ...] = Field(
        description="Languages of all paths.", min_length=1, examples=[["fi", "sv", "en"]]
    )
    paths: tuple[PathRow, ...] = Field(description="The paths.", min_length=1)
