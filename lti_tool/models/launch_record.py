"""The last launches of each registration, and the last that failed, for admins."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lti_tool.models.base import Base


class LaunchRecord(Base):
    """A launch that opened a session (`code` is empty) or a page that told why not. It names no person."""

    __tablename__ = "launch_record"
    __table_args__ = (Index(None, "registration_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    reference: Mapped[str | None] = mapped_column(String(16), index=True)  # as the page showed it
    code: Mapped[str] = mapped_column(String(40))
    detail: Mapped[str] = mapped_column(String(1024))
    failed_check: Mapped[str | None] = mapped_column(String(20))
    mode: Mapped[str] = mapped_column(String(16))  # how the browser proved to be the login's
    behind: Mapped[float | None]  # seconds between the token's `iat` and our clock
    claims: Mapped[dict[str, Any] | None]  # redacted
