"""What the rows of units of all kinds have in `module.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, PrivateAttr

from packager.definition.models.base import Minutes, OutcomeId, Slug
from packager.definition.models.restriction import RestrictionRow
from packager.definition.models.settings import SettingsRow
from packager.definition.problems import Place

MarkdownFile = Annotated[
    str, Field(pattern=r"^[^/\\:*?\"<>|]+\.md$", max_length=100, examples=["1-outcomes.md"])
]


class UnitRowBase(SettingsRow):
    """What the rows of all units have."""

    id: Slug = Field(
        description="The unit's name in links, for ever; never reuse one.", examples=["outcomes"]
    )
    file: MarkdownFile = Field(description="The text, in each language's folder.", examples=["1-outcomes.md"])
    minutes: Minutes | None = Field(
        None, description="How long it takes; a lesson at most 20.", examples=[15]
    )
    serves: tuple[OutcomeId, ...] = Field(
        (), description="The learning outcomes that it teaches towards or assesses.", examples=[["LO1"]]
    )
    after: tuple[Slug, ...] = Field(
        (), description="Units that are done before this one opens.", examples=[["outcomes"]]
    )
    restrict: RestrictionRow | None = Field(
        None, description="What else must hold before this one opens.", examples=[{"passed": "quiz"}]
    )
    _places: Mapping[str, Place] = PrivateAttr(default_factory=dict)

    @property
    def texts(self) -> tuple[str, ...]:
        """The names of its texts in each language's folder."""
        return (self.file,)

    def locate(self, places: Mapping[str, Place]) -> None:
        """Tell where the row's fields stand."""
        self._places = places

    def place(self, field: str) -> Place:
        """Return the line of `module.yaml` on which a field stands."""
        return self._places.get(field, Place("module.yaml"))
