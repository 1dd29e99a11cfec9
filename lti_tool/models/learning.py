"""What a person has done: attempts at quizzes, answers to self-checks, progress in units."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lti_tool.models.base import Base

AttemptStatus = Literal["open", "submitted"]
ProgressStatus = Literal["begun", "done"]


class Attempt(Base):
    """One try at a quiz. `answers` maps a question id to `{"response", "revision"}`.

    `content_hash` names the stored module that it is marked and reviewed against, whatever is
    installed later. `drawn` holds the ids of the questions that it drew from pools, in order.
    `result` maps a question id to the fraction that it earned, once submitted.
    """

    __tablename__ = "attempt"
    __table_args__ = (Index(None, "person_id", "unit_key", "context_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    context_id: Mapped[int | None] = mapped_column(ForeignKey("context.id"), index=True)
    resource_link_id: Mapped[int | None] = mapped_column(ForeignKey("resource_link.id"))
    unit_key: Mapped[str] = mapped_column(String(255))
    content_hash: Mapped[str] = mapped_column(String(64))
    module_version: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(20))
    status: Mapped[AttemptStatus] = mapped_column(String(10), default="open")
    by_teacher: Mapped[bool]
    drawn: Mapped[list[str] | None] = mapped_column(JSON)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    result: Mapped[dict[str, float] | None] = mapped_column(JSON)
    score: Mapped[float | None]
    maximum: Mapped[float | None]
    opened_at: Mapped[dt.datetime]
    submitted_at: Mapped[dt.datetime | None]


class UnitProgress(Base):
    """Where a person is in a unit, in whatever course it was opened. `place` is a heading or `end`."""

    __tablename__ = "unit_progress"
    __table_args__ = (UniqueConstraint("person_id", "unit_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_key: Mapped[str] = mapped_column(String(255))
    status: Mapped[ProgressStatus] = mapped_column(String(10), default="begun")
    place: Mapped[str] = mapped_column(String(200), default="")
    seen_to_end: Mapped[bool] = mapped_column(default=False)
    completed_at: Mapped[dt.datetime | None]
    updated_at: Mapped[dt.datetime]


class CheckAnswer(Base):
    """The latest answer to a self-check of a lesson, or the way that was taken through a scenario."""

    __tablename__ = "check_answer"
    __table_args__ = (UniqueConstraint("person_id", "unit_key", "question_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_key: Mapped[str] = mapped_column(String(255))
    question_id: Mapped[str] = mapped_column(String(120))
    response: Mapped[Any] = mapped_column(JSON)
    fraction: Mapped[float | None]
    revision: Mapped[int] = mapped_column(default=1)
    answered_at: Mapped[dt.datetime]


_NOBODYS_COURSE = text("context_id IS NULL")


class UnitResponses(Base):
    """A person's own responses to the items of a unit that nobody marks: texts, ticks, a vote.

    `responses` maps an item's id to `{"response", "revision"}`. They belong to the person alone, across
    courses, and `context_id` is empty; or to the person in one course, where they are counted with others'.
    """

    __tablename__ = "unit_responses"
    __table_args__ = (
        UniqueConstraint("context_id", "unit_key", "person_id"),
        # A unique constraint takes two empty fields for different ones.
        Index(
            "uq_unit_responses_own",
            "person_id",
            "unit_key",
            unique=True,
            sqlite_where=_NOBODYS_COURSE,
            postgresql_where=_NOBODYS_COURSE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    context_id: Mapped[int | None] = mapped_column(ForeignKey("context.id"))
    unit_key: Mapped[str] = mapped_column(String(255))
    responses: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    updated_at: Mapped[dt.datetime]
