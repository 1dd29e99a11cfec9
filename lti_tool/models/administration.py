"""Administration: one-time links, the sessions that they open, and the log of what was done there."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lti_tool.models.base import Base

ActionKind = Literal[
    "link-made", "entered", "left", "switched-on", "switched-off", "deployment-approved",
    "invited", "registered", "agreed-anew", "added",
    "key-published", "key-signs", "keys-withdrawn",
    "platform-moved", "people-merged", "purged", "restored",
    "names-on", "names-off",
    "person-exported", "person-forgotten",
    "scores-retried", "keys-fetched", "token-asked", "tenant-named",
]  # fmt: skip


class AdminLink(Base):
    """A link to the admin pages that opens once. Without a tenant it opens those of all."""

    __tablename__ = "admin_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    tenant_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"))
    actor: Mapped[str] = mapped_column(String(64))  # whom it was made for, as the log names them
    used_at: Mapped[dt.datetime | None]
    expires_at: Mapped[dt.datetime]


class AdminSession(Base):
    """A visit to the admin pages. The id stands in a cookie, here only its hash."""

    __tablename__ = "admin_session"

    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    tenant_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"))
    actor: Mapped[str] = mapped_column(String(64))
    last_seen_at: Mapped[dt.datetime]
    idle_until: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]


class AdminAction(Base):
    """What somebody did. `tenant_id` is the tenant that it touched; None where it was the whole tool."""

    __tablename__ = "admin_action"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]
    tenant_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"), index=True)
    actor: Mapped[str] = mapped_column(String(64))
    kind: Mapped[ActionKind] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(1024))
