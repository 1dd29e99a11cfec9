"""The language in which a person has chosen to read."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lti_tool.models.base import Base


class LanguageChoice(Base):
    """One choice per person, kept over launches and courses. It goes before what a link or platform says."""

    __tablename__ = "language_choice"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(35))
