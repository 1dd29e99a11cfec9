"""When the database was put back from a backup."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from lti_tool.models.base import Base


class Restoration(Base):
    """One time that it was put back. What was delivered before is compared with the gradebook once more."""

    __tablename__ = "restoration"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]
