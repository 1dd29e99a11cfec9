"""The overlay: what only the delivering institution knows, in a file of its own."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from packager.definition.models.base import AnyWords, Row, Text, WebAddress
from packager.definition.models.credential import AssessmentRow, Credits, LevelNumber
from packager.document.credential import CreditSystem


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


Country = Annotated[str, BeforeValidator(_upper), StringConstraints(pattern=r"^[A-Z]{2}$")]


class IssuerRow(Row):
    """The awarding body."""

    name: AnyWords = Field(description="Its name.", examples=["Example College"])
    country: Country = Field(description="Two letters (ISO 3166-1).", examples=["FI"])
    url: WebAddress | None = Field(None, description="Its site.")
    registration_id: Text | None = Field(None, description="Business id or another official number.")


class ContactRow(Row):
    """Whom a learner may ask."""

    name: AnyWords | None = Field(None, description="A person or a desk.")
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$")] | None = Field(
        None, description="E-mail address.", examples=["help@example.fi"]
    )
    url: WebAddress | None = Field(None, description="A page.")


class PictureRow(Row):
    """A picture beside the overlay file, with its text alternative."""

    file: Text = Field(description="File name, below the overlay's folder.", examples=["logo.svg"])
    alt: AnyWords = Field(description="Its text alternative.", examples=["Example College"])


class ProjectRow(Row):
    """The funder's sentence and emblem, where a project demands them."""

    sentence: AnyWords = Field(description="The sentence.", examples=["Co-funded by the European Union"])
    emblem: PictureRow | None = Field(None, description="The emblem.")
    code: Text | None = Field(None, description="The project's number.")
    url: WebAddress | None = Field(None, description="The project's page.")


class CreditsRow(Row):
    """Credits that the institution's registrar gives."""

    amount: Credits = Field(description="How many.", examples=[2])
    system: CreditSystem = Field(description="Of which system.", examples=["ects"])


class JustifiedLevel(Row):
    """A level that the institution claims, and why."""

    eqf: LevelNumber | None = Field(None, description="European Qualifications Framework.", examples=[6])
    finqf: LevelNumber | None = Field(None, description="Finnish framework.", examples=[6])
    justification: AnyWords = Field(
        description="Three sentences (knowledge, skills, responsibility) for this level.",
        examples=["Knowledge: … Skills: … Responsibility: …"],
    )


class OverlayQuality(Row):
    """Who assures quality, and when."""

    type: Literal["institutional", "programme"] | None = Field(None, description="What is assured.")
    body: AnyWords | None = Field(None, description="The responsible body.")
    url: WebAddress | None = Field(None, description="Where it is described.")
    reviewed: dt.date | None = Field(None, description="Last review.")
    next: dt.date | None = Field(None, description="Next review.")


class OverlayFile(Row):
    """What the delivering institution adds to modules, without changing them."""

    issuer: IssuerRow = Field(description="The awarding body.")
    contact: ContactRow | None = Field(None, description="Whom a learner may ask.")
    terms: AnyWords | None = Field(None, description="Terms of taking part.")
    price: AnyWords | None = Field(None, description="What it costs.")
    privacy: AnyWords | None = Field(None, description="How personal data are handled.")
    logo: PictureRow | None = Field(None, description="The institution's logo.")
    colour: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")] | None = Field(
        None, description="A colour that is readable on white.", examples=["#1a4f8b"]
    )
    project: ProjectRow | None = Field(None, description="The funder's sentence and emblem.")
    credits: CreditsRow | None = Field(None, description="Credits.")
    level: JustifiedLevel | None = Field(None, description="Level.")
    quality: OverlayQuality | None = Field(None, description="Quality assurance.")
    assessment: AssessmentRow | None = Field(None, description="Supervision during assessment.")
