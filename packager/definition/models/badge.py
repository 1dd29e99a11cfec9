"""`badge:` in `module.yaml` and its words in each language."""

from __future__ import annotations

from pydantic import Field

from packager.definition.models.base import Row, Slug, Text


class BadgeRow(Row):
    """A badge that a platform may give; `badge: {}` asks for one with everything as the module says it."""

    picture: Text | None = Field(
        None, description="A square PNG below media/, 512 pixels wide.", examples=["media/badge.png"]
    )
    units: tuple[Slug, ...] = Field(
        (), description="Units that must be done; without, all of the module.", examples=[["canvas", "quiz"]]
    )


class BadgeWords(Row):
    """What the badge is called and says."""

    name: Text | None = Field(None, description="Its name; without, the module's title.")
    description: Text | None = Field(None, description="What it is for; without, the module's summary.")
    picture: Text | None = Field(None, description="What its picture shows.")
