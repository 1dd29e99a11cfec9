"""Launch sessions: what a launch said, kept on the server under a random id."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lti_tool.models.base import Base

MessageType = Literal[
    "LtiResourceLinkRequest",
    "LtiDeepLinkingRequest",
    "LtiSubmissionReviewRequest",
    "DataPrivacyLaunchRequest",
]


class LaunchSession(Base):
    """One launch of one person. The id stands in the address of every page, here only its hash.

    A login's `state` is good for one launch: its hash is unique here, and a row outlives its state.
    """

    __tablename__ = "launch_session"

    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    state_hash: Mapped[str] = mapped_column(String(64), unique=True)
    message_type: Mapped[MessageType] = mapped_column(String(32))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"))
    deployment_id: Mapped[int] = mapped_column(ForeignKey("deployment.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    context_id: Mapped[int | None] = mapped_column(ForeignKey("context.id"))
    resource_link_id: Mapped[int | None] = mapped_column(ForeignKey("resource_link.id"))
    line_item_id: Mapped[int | None] = mapped_column(ForeignKey("line_item.id"))
    is_teacher: Mapped[bool]
    roles: Mapped[list[str]]
    locale: Mapped[str | None] = mapped_column(String(35))  # language of the interface, as the platform said
    language: Mapped[str | None] = mapped_column(String(35))  # custom `lang` of the link
    unit_key: Mapped[str | None] = mapped_column(String(255))
    return_url: Mapped[str | None] = mapped_column(String(2048))
    frame_origins: Mapped[list[str]]
    deep_linking: Mapped[dict[str, Any] | None]
    for_user: Mapped[str | None] = mapped_column(String(255))  # whose work a submission review shows
    cookie_hash: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[dt.datetime]
    last_seen_at: Mapped[dt.datetime]
    idle_until: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)
