"""The score outbox: the grade that each gradebook cell should show, and whether it does."""

from __future__ import annotations

import datetime as dt
from typing import Literal, get_args

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lti_tool.models.base import Base

OutboxStatus = Literal["pending", "sending", "delivered", "refused"]
STATES: tuple[OutboxStatus, ...] = get_args(OutboxStatus)


class OutboxScore(Base):
    """One row per gradebook cell: a newer state replaces an unsent older one.

    `version` counts the states, so that a state written while an older one is in flight is sent
    afterwards. `last_timestamp_sent` is stored before a score leaves: time stamps rise even across a crash.
    """

    __tablename__ = "outbox_score"
    __table_args__ = (
        UniqueConstraint("line_item_id", "person_id"),
        Index("ix_outbox_score_due", "status", "next_attempt_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"))
    line_item_id: Mapped[int] = mapped_column(ForeignKey("line_item.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_key: Mapped[str] = mapped_column(String(255))
    score_given: Mapped[float]
    score_maximum: Mapped[float]
    activity_progress: Mapped[str] = mapped_column(String(20))
    grading_progress: Mapped[str] = mapped_column(String(20))
    occurred_at: Mapped[dt.datetime]  # when this state came to be
    version: Mapped[int] = mapped_column(default=1)
    status: Mapped[OutboxStatus] = mapped_column(String(10), default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[dt.datetime]
    last_timestamp_sent: Mapped[dt.datetime | None]
    shown_share: Mapped[float | None]  # what the gradebook showed when it was read back, 0 to 1
    shown_at: Mapped[dt.datetime | None]
    delivered_at: Mapped[dt.datetime | None]
    lease_owner: Mapped[str | None] = mapped_column(String(80))
    lease_expires_at: Mapped[dt.datetime | None]
    error_code: Mapped[str | None] = mapped_column(String(40))
    error_detail: Mapped[str | None] = mapped_column(Text)
