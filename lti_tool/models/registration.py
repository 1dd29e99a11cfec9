"""Registrations (client ids) of the tool on platforms, and their deployments."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from sqlalchemy import ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from lti_tool.models.base import Base

RegistrationStatus = Literal["active", "disabled", "pending"]
DeploymentStatus = Literal["active", "pending"]


class Registration(Base):
    """The tool under one client id. The issuer stands here too, because the pair is unique over tenants."""

    __tablename__ = "registration"
    __table_args__ = (UniqueConstraint("issuer", "client_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform_id: Mapped[int] = mapped_column(ForeignKey("platform.id"))
    issuer: Mapped[str] = mapped_column(String(255))
    client_id: Mapped[str] = mapped_column(String(255))
    auth_login_url: Mapped[str] = mapped_column(String(2048))
    token_url: Mapped[str] = mapped_column(String(2048))
    jwks_url: Mapped[str] = mapped_column(String(2048))
    token_audience: Mapped[str | None] = mapped_column(String(2048))
    status: Mapped[RegistrationStatus] = mapped_column(String(16), default="active")
    agreed: Mapped[dict[str, Any] | None]  # what a dynamic registration said; None where typed in
    introduced: Mapped[dict[str, Any] | None]  # the first launch of a client that nobody registered
    disabled_at: Mapped[dt.datetime | None]  # since when it is switched off
    names: Mapped[bool] = mapped_column(default=False, server_default=false())  # shown to teachers
    last_launch_at: Mapped[dt.datetime | None]  # of launches whose sessions are deleted


class Deployment(Base):
    """One deployment; `pending` until an administrator has approved it. Ids are case-sensitive."""

    __tablename__ = "deployment"
    __table_args__ = (UniqueConstraint("registration_id", "deployment_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"))
    deployment_id: Mapped[str] = mapped_column(String(255))
    status: Mapped[DeploymentStatus] = mapped_column(String(16), default="pending")
    introduced: Mapped[dict[str, Any] | None]  # the launch by which it became known
