"""`<language>/module.yaml`: the words of a module in one language."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from packager.definition.models.badge import BadgeWords
from packager.definition.models.base import OutcomeId, Row, Slug, Text


def _title_alone(value: Any) -> Any:
    return {"title": value} if isinstance(value, str) else value


class SectionWords(Row):
    """A section's title and what it is about."""

    title: Text = Field(description="The heading.", examples=["Design"])
    summary: Text | None = Field(None, description="One or two sentences.")


class LevelWords(Row):
    """Why there is a level, or why there is none."""

    justification: Text | None = Field(
        None, description="Three sentences (knowledge, skills, responsibility) for the stated level."
    )
    reason: Text | None = Field(
        None, description="Why the level is not applicable.", examples=["The provider states no level."]
    )


class PriorLearningWords(Row):
    """How earlier learning is shown."""

    evidence: Text | None = Field(None, description="What is taken as evidence.")


class AccessibilityWords(Row):
    """What a learner may expect."""

    summary: Text | None = Field(None, description="What works and what does not, in plain words.")


class TermWords(Row):
    """A word of the field."""

    term: Text = Field(description="The word.", examples=["EQF"])
    definition: Text = Field(
        description="What it means here.", examples=["European Qualifications Framework"]
    )


class LanguageFile(Row):
    """The words of a module in one language."""

    title: Text | None = Field(None, description="The module's title.", examples=["Outcomes and level"])
    summary: Text | None = Field(
        None, description="What it is about, in two sentences.", examples=["What the module is about."]
    )
    picture: Text | None = Field(
        None, description="What the module's picture shows.", examples=["A teacher at a canvas"]
    )
    keywords: tuple[Text, ...] = Field(
        (), description="Words by which the module is found.", max_length=20, examples=[["workload"]]
    )
    outcomes: dict[OutcomeId, Text] = Field(
        {}, description="What a person can do afterwards, by outcome id.", examples=[{"LO1": "writes …"}]
    )
    sections: dict[
        Slug,
        Annotated[SectionWords, BeforeValidator(_title_alone, json_schema_input_type=Text | SectionWords)],
    ] = Field({}, description="Titles of sections by id.", examples=[{"design": "Design"}])
    grading: dict[Slug, Text] = Field(
        {}, description="Titles of groups of grades by id.", examples=[{"work": "Work"}]
    )
    badge: BadgeWords | None = Field(None, description="What the badge is called and says.")
    prerequisites: Text | None = Field(None, description="What one needs before.", examples=["None."])
    level: LevelWords = Field(LevelWords(), description="Why there is a level, or why none.")
    prior_learning: PriorLearningWords = Field(
        PriorLearningWords(), description="How earlier learning is shown."
    )
    accessibility: AccessibilityWords = Field(AccessibilityWords(), description="What a learner may expect.")
    terms: dict[Slug, TermWords] = Field({}, description="Words of the field by id, for term: links.")
    skills: dict[Text, Text] = Field({}, description="Names of ESCO skills by their address.")
