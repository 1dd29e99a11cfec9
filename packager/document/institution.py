"""What only the delivering institution knows: the overlay, merged at build time."""

from __future__ import annotations

from dataclasses import dataclass

from packager.document.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """The awarding body (Annex I: awarding body, country of the issuer)."""

    name: Words
    country: str  # ISO 3166-1 alpha-2
    url: str | None = None
    registration_id: str | None = None  # business id or another official number


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom a learner may ask."""

    name: Words | None = None
    email: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture (asset path) with its text alternative."""

    asset: str
    alt: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The funder's emblem and sentence, where a project demands them."""

    sentence: Words
    emblem: Logo | None = None
    code: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """All fields that an overlay may set beside credits, level and quality of the credential."""

    issuer: Issuer
    contact: Contact | None = None
    terms: Words | None = None
    price: Words | None = None
    privacy: Words | None = None
    logo: Logo | None = None
    colour: str | None = None  # #rrggbb, checked for contrast with white
    project: Project | None = None
