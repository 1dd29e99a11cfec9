"""Tenants: institutions that run their own administration on one tool."""

from __future__ import annotations

from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from lti_tool.models.base import Base

DEFAULT = "default"


class Tenant(Base):
    """An institution. `overlay` holds the whitelisted fields of `packager.document.institution`."""

    __tablename__ = "tenant"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(255))
    overlay: Mapped[dict[str, Any] | None]
