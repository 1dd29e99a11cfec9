"""The registry: tenants, platforms, registrations and deployments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, Literal
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from lti_tool.db import Database, insert_if_absent, upsert
from lti_tool.errors import RegistrationError
from lti_tool.models import Deployment, Platform, Registration, Tenant
from lti_tool.models.registration import RegistrationStatus
from lti_tool.models.tenant import DEFAULT
from lti_tool.security import digest

KEPT_SECONDS = 15  # a change made on the command line reaches every worker after this time at the latest
MISSED_SECONDS = 1  # a registration that is not known is looked for again after this time
ADDRESSES = ("auth_login_url", "token_url", "jwks_url")
"""The addresses of a platform that every registration has."""
SHARED_ISSUERS = frozenset(
    f"https://{host}.instructure.com" for host in ("canvas", "canvas.beta", "canvas.test")
)
"""Issuers under which many institutions stand, known here or not: Canvas, as Instructure hosts it."""
Also = Callable[[Session, int], None]
"""What a change of the registry brings along, given the tenant's row: its line in the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A registration as launches and services use it."""

    id: int
    platform_id: int
    tenant_id: int
    issuer: str
    client_id: str
    auth_login_url: str
    token_url: str
    jwks_url: str
    token_audience: str | None
    newcomer: bool = False  # a client id that nobody registered: it may only introduce itself

    @property
    def hosts(self) -> frozenset[str | None]:
        """The hosts of the platform's addresses."""
        addresses = (self.issuer, self.auth_login_url, self.token_url, self.jwks_url)
        return frozenset(urlsplit(address).hostname for address in addresses)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRegistration:
    """What an administrator enters. `deployments` are approved at once; others wait as pending."""

    issuer: str
    client_id: str
    auth_login_url: str
    token_url: str
    jwks_url: str
    token_audience: str | None = None
    deployments: tuple[str, ...] = ()
    tenant: str = DEFAULT
    status: RegistrationStatus = "active"
    agreed: dict[str, Any] | None = None
    same_people: bool = False  # as those of the issuer's earlier registrations; else they stay apart
    names: bool = False


class Registry:
    """Finds registrations without asking the database for each launch."""

    def __init__(self, database: Database, now: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._now = now
        self._entries: dict[int, Entry] = {}
        self._read_at: dt.datetime | None = None

    def find(self, issuer: str, client_id: str | None) -> Entry | None:
        """Return the active registration. Without a client id the issuer must have exactly one."""
        found = _only(self._current(), issuer, client_id)
        if found is None and self._age() > MISSED_SECONDS:
            found = _only(self._read_now(), issuer, client_id)
        return found

    def knows(self, issuer: str) -> bool:
        """Tell whether an issuer has an active registration, without asking the database for it."""
        return any(entry.issuer == issuer for entry in self._current().values())

    def known_platform(self, issuer: str) -> Entry | None:
        """Return the registration whose keys and addresses are an issuer's, where it is one institution's."""
        if issuer in SHARED_ISSUERS:
            return None
        fits = [one for one in self._current().values() if one.issuer == issuer]
        alone = len({one.tenant_id for one in fits}) == 1
        return min(fits, key=lambda one: one.id) if alone else None

    def get(self, registration_id: int) -> Entry | None:
        """Return an active registration by its row's id.

        An id comes from what we signed or keep ourselves. So one that is not known here was let in a moment
        ago by another process, or was switched off: the database is asked each time.
        """
        return self._current().get(registration_id) or self._read_now().get(registration_id)

    def add(self, new: NewRegistration, also: Also | None = None) -> int:
        """Enter a registration. Raises RegistrationError; an existing one is never overwritten.

        `also` is done in the same transaction.
        """
        with self._database.write() as session:
            insert_if_absent(session, Tenant, ("slug",), {"slug": new.tenant, "name": new.tenant})
            tenant_id = session.scalars(select(Tenant.id).where(Tenant.slug == new.tenant)).one()
            registration_id = enter(session, tenant_id, new)
            if also is not None:
                also(session, tenant_id)
        self._read_at = None
        return registration_id

    def forget(self) -> None:
        """Read the database again with the next question, after another part changed it."""
        self._read_at = None

    def listing(self) -> Sequence[tuple[Registration, Sequence[Deployment]]]:
        """Return every registration with its deployments, in the order in which they were entered."""
        with self._database.read() as session:
            deployments = session.scalars(select(Deployment).order_by(Deployment.id)).all()
            return [
                (one, [each for each in deployments if each.registration_id == one.id])
                for one in session.scalars(select(Registration).order_by(Registration.id))
            ]

    def _current(self) -> dict[int, Entry]:
        return self._read_now() if self._age() > KEPT_SECONDS else self._entries

    def _age(self) -> float:
        return inf if self._read_at is None else (self._now() - self._read_at).total_seconds()

    def _read_now(self) -> dict[int, Entry]:
        self._entries = self._read()
        self._read_at = self._now()
        return self._entries

    def _read(self) -> dict[int, Entry]:
        query = (
            select(Registration, Platform.tenant_id)
            .join(Platform, Platform.id == Registration.platform_id)
            .where(Registration.status == "active")
        )
        with self._database.read() as session:
            return {row.id: entry_of(row, tenant_id) for row, tenant_id in session.execute(query)}


def enter(session: Session, tenant_id: int, new: NewRegistration) -> int:
    """Enter a registration for a tenant. Raises RegistrationError; an existing one is never overwritten."""
    row = {
        "platform_id": people_of(session, tenant_id, new),
        "auth_login_url": new.auth_login_url,
        "token_url": new.token_url,
        "jwks_url": new.jwks_url,
        "token_audience": new.token_audience,
        "status": new.status,
        "agreed": new.agreed,
        "names": new.names,
    }
    keys = {"issuer": new.issuer, "client_id": new.client_id}
    if not insert_if_absent(session, Registration, tuple(keys), {**keys, **row}):
        raise RegistrationError(
            f"{new.issuer} with client id {new.client_id} is registered already; "
            "see `poiju registration list`"
        )
    registration_id = _id_of(session, new)
    for deployment in new.deployments:
        approve(session, registration_id, deployment)
    return registration_id


def approve(session: Session, registration_id: int, deployment_id: str) -> int:
    """Make a deployment active, known or not; return its row's id."""
    keys = {"registration_id": registration_id, "deployment_id": deployment_id}
    return upsert(session, Deployment, keys, {"status": "active"})


def one_of(session: Session, issuer: str, client_id: str) -> Registration:
    """Return a registration in whatever state. Raises RegistrationError for an unknown one."""
    fits = (Registration.issuer == issuer, Registration.client_id == client_id)
    row = session.scalars(select(Registration).where(*fits)).one_or_none()
    if row is None:
        raise RegistrationError(f"{issuer} with client id {client_id} is not registered")
    return row


def held(database: Database, issuer: str, client_id: str) -> Registration:
    """Return a registration in whatever state, to read. Raises RegistrationError for an unknown one."""
    with database.read() as session:
        return one_of(session, issuer, client_id)


def set_state(
    session: Session, row: Registration, status: Literal["active", "disabled"], now: dt.datetime
) -> None:
    """Switch a registration on or off, and note since when it is off.

    Whoever activates a client that introduced itself has seen the deployment that it came from: both go in.
    """
    if row.status != status:
        row.disabled_at = now if status == "disabled" else None
    sent = row.introduced["claims"] if row.introduced else {}
    if (row.status, status) == ("pending", "active") and sent.get("deployment_id"):
        approve(session, row.id, sent["deployment_id"])
    row.status = status


def people_of(session: Session, tenant_id: int, new: NewRegistration) -> int:
    """Return the platform whose people a new registration's are.

    Another registration of an issuer has people of its own: only an admin knows whether the platform calls
    the same person by the same `sub` there (`services.people`).
    """
    keys = {"tenant_id": tenant_id, "issuer": new.issuer}
    mine = select(Platform.id).where(Platform.tenant_id == tenant_id, Platform.issuer == new.issuer)
    taken = select(Registration.id).where(Registration.platform_id.in_(mine))
    if not new.same_people and session.scalars(taken).first() is not None:
        keys["issuer"] = apart(new.issuer, new.client_id)
    return upsert(session, Platform, keys)


def apart(issuer: str, client_id: str) -> str:
    """Return what a platform is called whose people are those of one client id alone."""
    name = f"{issuer} ({client_id})"
    return name if len(name) <= 255 else f"{issuer[:180]} ({digest(name)})"


def _only(entries: dict[int, Entry], issuer: str, client_id: str | None) -> Entry | None:
    fits = [one for one in entries.values() if one.issuer == issuer and client_id in (None, one.client_id)]
    return fits[0] if len(fits) == 1 else None


def _id_of(session: Session, new: NewRegistration) -> int:
    query = select(Registration.id).where(
        Registration.issuer == new.issuer, Registration.client_id == new.client_id
    )
    return session.scalars(query).one()


def entry_of(row: Registration, tenant_id: int) -> Entry:
    """Return a registration, in whatever state, as launches and services use it."""
    return Entry(
        id=row.id,
        platform_id=row.platform_id,
        tenant_id=tenant_id,
        issuer=row.issuer,
        client_id=row.client_id,
        auth_login_url=row.auth_login_url,
        token_url=row.token_url,
        jwks_url=row.jwks_url,
        token_audience=row.token_audience,
    )
