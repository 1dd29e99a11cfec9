"""Addresses by which a platform registers the tool by itself, once."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from lti_tool.models.base import Base


class Invitation(Base):
    """A one-time registration address of a tenant. A try that registers nothing gives it back."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"))
    actor: Mapped[str] = mapped_column(String(64))  # who made it, as the log names them
    names: Mapped[bool] = mapped_column(default=False, server_default=false())  # names are asked for
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[dt.datetime | None]
    expires_at: Mapped[dt.datetime]
