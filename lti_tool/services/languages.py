"""In which language a person reads: their choice, the link's, the platform's, else the module's first."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from lti_tool.models import LanguageChoice


def choose(session: Session, person_id: int, language: str) -> None:
    """Keep a person's choice."""
    if session.get(LanguageChoice, person_id) is None:
        session.add(LanguageChoice(person_id=person_id, language=language))
    else:
        session.get_one(LanguageChoice, person_id).language = language


def chosen(session: Session, person_id: int) -> str | None:
    """Return a person's choice."""
    row = session.get(LanguageChoice, person_id)
    return row.language if row else None


def language_alone(tag: str) -> str:
    """Return a tag without region and script: `sv_fi` and `sv-FI` are `sv`."""
    return tag.replace("_", "-").partition("-")[0].lower()


def pick(available: Sequence[str], *wishes: str | None) -> str:
    """Return the first wish that is available, else the first language.

    Moodle writes `sv_fi`, others `sv-FI`; where the region is missing the language is enough.
    """
    for wish in wishes:
        tag = (wish or "").replace("_", "-").lower()
        for language in available:
            if language.lower() in {tag, language_alone(tag)}:
                return language
    return available[0]
