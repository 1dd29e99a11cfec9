"""Where a unit is used: contexts (courses), resource links and line items of a platform."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lti_tool.models.base import Base


class Context(Base):
    """A course of a platform."""

    __tablename__ = "context"
    __table_args__ = (UniqueConstraint("deployment_id", "context_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    deployment_id: Mapped[int] = mapped_column(ForeignKey("deployment.id"))
    context_id: Mapped[str] = mapped_column(String(255))
    title: Mapped[str] = mapped_column(String(255), default="")
    members_url: Mapped[str | None] = mapped_column(String(2048))  # as a launch named it last
    line_items_url: Mapped[str | None] = mapped_column(String(2048))  # likewise, of the gradebook
    line_item_scopes: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))


class ResourceLink(Base):
    """An activity in a course. `unit_key` is the unit that it opened last."""

    __tablename__ = "resource_link"
    __table_args__ = (UniqueConstraint("deployment_id", "resource_link_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    deployment_id: Mapped[int] = mapped_column(ForeignKey("deployment.id"))
    resource_link_id: Mapped[str] = mapped_column(String(255))
    context_id: Mapped[int | None] = mapped_column(ForeignKey("context.id"))
    unit_key: Mapped[str | None] = mapped_column(String(255))
    title: Mapped[str] = mapped_column(String(255), default="")
    column_tried_at: Mapped[dt.datetime | None]  # when a teacher asked for a column last


class LineItem(Base):
    """A column of a platform's gradebook, as the launch named it (Assignment and Grade Services 2.0, 3.1)."""

    __tablename__ = "line_item"
    __table_args__ = (UniqueConstraint("registration_id", "url"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"))
    url: Mapped[str] = mapped_column(String(2048))
    resource_link_id: Mapped[int | None] = mapped_column(ForeignKey("resource_link.id"))
    scopes: Mapped[list[str]]
    results_tried_at: Mapped[dt.datetime | None]  # when its results were asked for last
    results_trouble: Mapped[str | None] = mapped_column(String(255))
    extra: Mapped[dict[str, Any] | None]  # `lineitems` of the same claim, for finding the item anew
