"""Logins that were used (OpenID Connect state) and access tokens for platforms' services."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lti_tool.models.base import Base


class UsedLogin(Base):
    """A login that a launch has used up: its `state`, which is good for one launch, as a hash.

    The row stays until the state would be refused for its age. Logins under way are not stored at all.
    """

    __tablename__ = "used_login"

    state_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)


class AccessToken(Base):
    """A bearer token of a platform, encrypted. `scopes` is sorted and joined by spaces."""

    __tablename__ = "access_token"
    __table_args__ = (UniqueConstraint("registration_id", "scopes"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"))
    scopes: Mapped[str] = mapped_column(String(1024))
    token: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[dt.datetime]
