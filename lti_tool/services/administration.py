"""What an admin sees and does: registrations of their tenant, switched on and off, deployments let in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from lti_tool.db import upsert
from lti_tool.errors import Fault, LaunchError
from lti_tool.models import Deployment, LaunchSession, Platform, Registration, Tenant
from lti_tool.runtime import Runtime
from lti_tool.services import people, roster
from lti_tool.services.admin_sessions import Visit, note
from lti_tool.services.registrations import NewRegistration, approve, set_state


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A registration as the admin pages show it."""

    row: Registration
    tenant: Tenant
    deployments: Sequence[Deployment]
    last_launch: dt.datetime | None
    others: Sequence[people.Other] = ()

    @property
    def apart(self) -> Sequence[Registration]:
        """Other registrations of the platform whose people count as others."""
        return [one.row for one in self.others if not one.same_people]

    @property
    def waits(self) -> bool:
        """Whether it, or one of its deployments, waits for an admin."""
        return self.row.status == "pending" or (self.row.status == "active" and self.waiting > 0)

    @property
    def waiting(self) -> int:
        """How many deployments wait for approval."""
        return sum(one.status == "pending" for one in self.deployments)


def registrations(runtime: Runtime, visit: Visit) -> list[Held]:
    """Return the registrations that an admin looks after."""
    with runtime.database.read() as session:
        return _held(session, visit)


def registration(runtime: Runtime, visit: Visit, registration_id: int) -> Held:
    """Return one of them. Raises LaunchError (404) for any other, also for one of another tenant."""
    with runtime.database.read() as session:
        return one_of(session, visit, registration_id)


def noted(
    runtime: Runtime, visit: Visit, registration_id: int, kind: Literal["keys-fetched", "token-asked"]
) -> Held:
    """Write down what is asked of a platform before it is; return the registration. Raises LaunchError."""
    with runtime.database.write() as session:
        held = one_of(session, visit, registration_id)
        note(runtime, session, visit, kind, _named(held.row), held.tenant.id)
    return held


def switch(
    runtime: Runtime, visit: Visit, registration_id: int, status: Literal["active", "disabled"]
) -> None:
    """Let launches of a registration in, or refuse them. Raises LaunchError."""
    with runtime.database.write() as session:
        held = one_of(session, visit, registration_id)
        if held.row.status == status:
            return
        set_state(session, held.row, status, runtime.now())
        kind: Literal["switched-on", "switched-off"] = "switched-on" if status == "active" else "switched-off"
        note(runtime, session, visit, kind, _named(held.row), held.tenant.id)
    runtime.registry.forget()


def show_names(runtime: Runtime, visit: Visit, registration_id: int, *, names: bool) -> None:
    """Let teachers see names, or hide and delete those that were kept. Raises LaunchError."""
    with runtime.database.write() as session:
        held = one_of(session, visit, registration_id)
        if held.row.names == names:
            return
        switch_names(runtime, session, visit, held.row, names=names)


def switch_names(runtime: Runtime, session: Session, visit: Visit, row: Registration, *, names: bool) -> None:
    """Let names of a registration's people be kept, or delete those that were."""
    row.names = names
    if not names:
        roster.forget_names(session, row.id)
    kind: Literal["names-on", "names-off"] = "names-on" if names else "names-off"
    tenant_id = session.get_one(Platform, row.platform_id).tenant_id
    note(runtime, session, visit, kind, _named(row), tenant_id)


def let_in(runtime: Runtime, visit: Visit, registration_id: int, row_id: int) -> None:
    """Approve a deployment that waits. Raises LaunchError."""
    held = registration(runtime, visit, registration_id)
    found = [one for one in held.deployments if one.id == row_id]
    if not found:
        raise LaunchError(Fault.REGISTRATION_UNKNOWN, "the deployment is not the registration's")
    let_deployment_in(runtime, visit, registration_id, found[0].deployment_id)


def let_deployment_in(runtime: Runtime, visit: Visit, registration_id: int, deployment_id: str) -> None:
    """Approve a deployment, known or not. Raises LaunchError."""
    with runtime.database.write() as session:
        held = one_of(session, visit, registration_id)
        approve(session, held.row.id, deployment_id)
        subject = f"{_named(held.row)}, {deployment_id}"
        note(runtime, session, visit, "deployment-approved", subject, held.tenant.id)


def add(
    runtime: Runtime, visit: Visit, new: NewRegistration, kind: Literal["added", "registered"] = "added"
) -> int:
    """Enter a registration; return its row's id. Raises RegistrationError."""

    def also(session: Session, tenant_id: int) -> None:
        note(runtime, session, visit, kind, f"{new.issuer}, {new.client_id}", tenant_id)

    return runtime.registry.add(new, also)


def say_same_people(runtime: Runtime, visit: Visit, registration_id: int) -> None:
    """Make the people of a registration the same as those of the platform's others. Raises LaunchError."""
    held = registration(runtime, visit, registration_id)
    if held.apart:  # another click may have said so a moment ago
        people.same(runtime, visit, held.row)


def tenants(runtime: Runtime, visit: Visit) -> Sequence[Tenant]:
    """Return the tenants that an admin looks after."""
    query = select(Tenant).where(_mine(visit)).order_by(Tenant.name, Tenant.id)
    with runtime.database.read() as session:
        return session.scalars(query).all()


def name_tenant(runtime: Runtime, visit: Visit, slug: str, name: str) -> None:
    """Make a tenant, or give it another name."""
    with runtime.database.write() as session:
        tenant_id = upsert(session, Tenant, {"slug": slug}, {"name": name})
        note(runtime, session, visit, "tenant-named", f"{slug}: {name}", tenant_id)


def _mine(visit: Visit):  # type: ignore[no-untyped-def]  # an SQL condition
    return true() if visit.tenant_id is None else Tenant.id == visit.tenant_id


def one_of(session: Session, visit: Visit, registration_id: int) -> Held:
    """Return a registration that the visit may see. Raises LaunchError (404)."""
    found = _held(session, visit, Registration.id == registration_id)
    if not found:
        raise LaunchError(Fault.REGISTRATION_UNKNOWN)
    return found[0]


def _held(session: Session, visit: Visit, *which) -> list[Held]:  # type: ignore[no-untyped-def]  # SQL conditions
    launched = (
        select(func.max(LaunchSession.created_at))
        .where(LaunchSession.registration_id == Registration.id)
        .scalar_subquery()
    )
    query = (
        select(Registration, Tenant, launched.label("launched"))
        .join(Platform, Platform.id == Registration.platform_id)
        .join(Tenant, Tenant.id == Platform.tenant_id)
        .where(_mine(visit), *which)
        .order_by(Tenant.name, Registration.id)
    )
    rows = session.execute(query).all()
    ids = [row.Registration.id for row in rows]
    places = session.scalars(
        select(Deployment).where(Deployment.registration_id.in_(ids)).order_by(Deployment.id)
    ).all()
    others = people.others_of_all(session, [row.Registration for row in rows])
    return [
        Held(
            row=row.Registration,
            tenant=row.Tenant,
            deployments=[one for one in places if one.registration_id == row.Registration.id],
            others=others[row.Registration.id],
            last_launch=max(filter(None, (row.launched, row.Registration.last_launch_at)), default=None),
        )
        for row in rows
    ]


def _named(row: Registration) -> str:
    return f"{row.issuer}, {row.client_id}"
