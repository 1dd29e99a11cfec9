"""The tool's own signing keys, encrypted at rest."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from lti_tool.models.base import Base

KeyStatus = Literal["active", "next", "retired", "withdrawn"]


class ToolKey(Base):
    """A key pair. `active` signs, `next` is published before it signs, `retired` is published for 14 days.

    `withdrawn` is published no more: it may have leaked.
    """

    __tablename__ = "tool_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    kid: Mapped[str] = mapped_column(String(64), unique=True)  # RFC 7638 thumbprint
    # PKCS 8, encrypted with a key of POIJU_SECRET_KEY; empty once nobody can need it any more
    private_key: Mapped[bytes] = mapped_column(LargeBinary)
    public_jwk: Mapped[dict[str, Any] | None]  # None in rows of before it was kept
    status: Mapped[KeyStatus] = mapped_column(String(16))
    created_at: Mapped[dt.datetime]
    retired_at: Mapped[dt.datetime | None]
