"""Logins under way (OpenID Connect state and nonce) and access tokens for platforms' services."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lti_tool.models.base import Base


class LoginState(Base):
    """A login that was sent to a platform. Only hashes are kept, so a copy of the database opens nothing.

    A used row stays, marked, until no token made for it can be valid any more.
    """

    __tablename__ = "login_state"

    state_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    nonce_hash: Mapped[str] = mapped_column(String(64))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"))
    target_link_uri: Mapped[str] = mapped_column(String(2048))
    browser_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)
    consumed_at: Mapped[dt.datetime | None]


class AccessToken(Base):
    """A bearer token of a platform, encrypted. `scopes` is sorted and joined by spaces."""

    __tablename__ = "access_token"
    __table_args__ = (UniqueConstraint("registration_id", "scopes"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"))
    scopes: Mapped[str] = mapped_column(String(1024))
    token: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[dt.datetime]
