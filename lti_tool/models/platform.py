"""Platforms (issuers) and the cache of their public keys."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lti_tool.models.base import Base


class Platform(Base):
    """An issuer as one tenant knows it; another tenant may use the same issuer.

    Its persons are known by their `sub`. Another registration of the issuer has people of its own until an
    admin says that they are the same: a row with `issuer (client id)` as its issuer.
    """

    __tablename__ = "platform"
    __table_args__ = (UniqueConstraint("tenant_id", "issuer"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"))
    issuer: Mapped[str] = mapped_column(String(255))


class PlatformKeys(Base):
    """A platform's key set (RFC 7517) as last fetched from its address; shared by all workers."""

    __tablename__ = "platform_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    jwks_url: Mapped[str] = mapped_column(String(2048), unique=True)
    document: Mapped[dict[str, Any]]
    fetched_at: Mapped[dt.datetime]
