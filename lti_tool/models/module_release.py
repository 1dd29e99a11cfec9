"""Modules installed on the tool, one row per version and content."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lti_tool.models.base import Base


class ModuleRelease(Base):
    """A bundle below `POIJU_DATA_DIR/bundles/<module id>/<content hash>`; one per module is current."""

    __tablename__ = "module_release"
    __table_args__ = (UniqueConstraint("module_id", "version", "content_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[str] = mapped_column(String(255))
    version: Mapped[str] = mapped_column(String(64))
    content_hash: Mapped[str] = mapped_column(String(64))
    installed_at: Mapped[dt.datetime]
    current: Mapped[bool]
