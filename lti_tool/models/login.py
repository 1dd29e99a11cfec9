"""Access tokens for platforms' services."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lti_tool.models.base import Base


class AccessToken(Base):
    """A bearer token of a platform, encrypted. `scopes` is sorted and joined by spaces."""

    __tablename__ = "access_token"
    __table_args__ = (UniqueConstraint("registration_id", "scopes"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"))
    scopes: Mapped[str] = mapped_column(String(1024))
    token: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[dt.datetime]
