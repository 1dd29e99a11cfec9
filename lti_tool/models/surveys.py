"""What a course has answered in a survey: sums and texts that belong to nobody."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lti_tool.models.base import Base


class SurveyTally(Base):
    """The answers of a course to a survey, added up: no row, no time and no order belongs to one person.

    `shown` and `waiting` hold `{"answers": 7, "counts": {"use": {"2": 5}}, "texts": {"change": ["…"]}}`:
    how many have answered, how often a choice was made, and what was written, by the alphabet. Answers wait
    until there are as many as are shown at a time.
    """

    __tablename__ = "survey_tally"
    __table_args__ = (UniqueConstraint("context_id", "unit_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    context_id: Mapped[int] = mapped_column(ForeignKey("context.id"))
    unit_key: Mapped[str] = mapped_column(String(255))
    shown: Mapped[dict[str, Any]]
    waiting: Mapped[dict[str, Any]]
