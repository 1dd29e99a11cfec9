"""Dynamic registration: a one-time address, the platform's configuration, and a registration that waits.

What comes out of it is `pending`: no launch goes in until an admin has seen what was agreed. One that is
there already keeps its state (`registration_updates`).
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lti_tool.db import insert_if_absent
from lti_tool.errors import Fault, LaunchError, OutboundError, RegistrationError
from lti_tool.lti.platform_configuration import (
    Agreed,
    ConfigurationError,
    PlatformConfiguration,
    tool_configuration,
)  # fmt: skip
from lti_tool.models import Invitation, Tenant
from lti_tool.models.tenant import DEFAULT
from lti_tool.outbound import Answer, Request
from lti_tool.runtime import Runtime
from lti_tool.security import digest, random_id
from lti_tool.services import administration, registration_updates
from lti_tool.services.admin_sessions import Visit, note
from lti_tool.services.registrations import NewRegistration

LIVES = dt.timedelta(hours=24)
MOST_TRIES = 10  # so that whoever gets hold of an address cannot have us ask others without an end
LONGEST_TOKEN = 8192


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What was registered, for the page that says so."""

    issuer: str
    product: str
    agreed: Agreed
    again: bool  # it was registered before


def invite(runtime: Runtime, visit: Visit, tenant_id: int | None = None, *, names: bool = False) -> str:
    """Make a one-time registration address; with `names` the platform is asked for them.

    Raises LaunchError for a tenant that is not the visit's.
    """
    token = random_id()
    with runtime.database.write() as session:
        tenant = tenant_of(session, visit, tenant_id)
        session.add(
            Invitation(
                token_hash=digest(token),
                tenant_id=tenant.id,
                actor=visit.actor,
                names=names,
                expires_at=runtime.now() + LIVES,
            )
        )
        note(runtime, session, visit, "invited", "", tenant.id)
    return f"{runtime.settings.url}/lti/register/{token}"


def check_invitation(runtime: Runtime, token: str) -> None:
    """See that an address would work, without using it. Raises LaunchError."""
    with runtime.database.read() as session:
        if session.scalars(select(Invitation.id).where(*_usable(runtime, token))).first() is None:
            raise LaunchError(Fault.REGISTER_LINK)


def register(runtime: Runtime, token: str, address: str, registration_token: str) -> Registered:
    """Ask the platform at an address for a registration, and keep it as pending. Raises LaunchError.

    The address is taken first, so of two at once only one goes on; it is given back if nothing came of it.
    """
    visit, names = _taken(runtime, token)
    try:
        configuration = _configuration(runtime, address)
        agreed = _agreed(runtime, configuration, registration_token, names=names)
    except (LaunchError, OutboundError):
        _give_back(runtime, token)
        raise
    again = _keep(runtime, visit, configuration, agreed)
    return Registered(issuer=configuration.issuer, product=configuration.product, agreed=agreed, again=again)


def _configuration(runtime: Runtime, address: str) -> PlatformConfiguration:
    """Read a platform's configuration. A redirect is none."""
    try:
        answer = runtime.outbound.send(
            Request(method="GET", url=address, headers={"Accept": "application/json"})
        )
        if answer.status != 200:
            raise OutboundError(f"the configuration's address answers {answer.status}")
        read = PlatformConfiguration.read(answer.json(), address)
    except OutboundError as error:
        raise LaunchError(Fault.REGISTER_UNREACHABLE, str(error)) from error
    except ConfigurationError as error:
        raise LaunchError(Fault.REGISTER_CONFIGURATION, str(error)) from error
    return read


def _agreed(runtime: Runtime, configuration: PlatformConfiguration, token: str, *, names: bool) -> Agreed:
    """Send what we ask for, and read what the platform made of it."""
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {_sendable(token)}"
    body = json.dumps(
        tool_configuration(runtime.settings.url, names=names, supported=configuration.messages)
    ).encode()
    url = configuration.registration_url
    try:
        answer = runtime.outbound.send(Request(method="POST", url=url, headers=headers, body=body))
        return Agreed.read(_accepted(answer).json(), names=names)
    except (OutboundError, ConfigurationError) as error:
        raise LaunchError(Fault.REGISTER_REFUSED, str(error)) from error


def _accepted(answer: Answer) -> Answer:
    if answer.status not in (200, 201):
        # Moodle says why in a word, as `missing_domain`.
        raise OutboundError(f"the platform answers {answer.status}: {answer.body[:200]!r}")
    return answer


def _sendable(token: str) -> str:
    if len(token) > LONGEST_TOKEN or not (token.isascii() and token.isprintable()) or " " in token:
        raise LaunchError(Fault.REQUEST_INCOMPLETE, "registration_token is no token")
    return token


def _keep(runtime: Runtime, visit: Visit, told: PlatformConfiguration, agreed: Agreed) -> bool:
    """Enter the registration, waiting; of one that exists take over what was agreed. Tell whether it did."""
    with runtime.database.read() as session:
        tenant = session.scalars(select(Tenant).where(Tenant.id == visit.tenant_id)).one()
    new = NewRegistration(
        issuer=told.issuer,
        client_id=agreed.client_id,
        auth_login_url=told.auth_login_url,
        token_url=told.token_url,
        jwks_url=told.jwks_url,
        deployments=(agreed.deployment_id,) if agreed.deployment_id else (),
        tenant=tenant.slug,
        status="pending",
        names=agreed.names_asked,
        agreed={"product": told.product, "version": told.version, **asdict(agreed)},
    )
    try:
        again = registration_updates.agree_anew(runtime, visit, new)
        if not again:
            administration.add(runtime, visit, new, "registered")
    except RegistrationError as error:
        raise LaunchError(Fault.REGISTER_KNOWN, str(error)) from error
    return again


def _taken(runtime: Runtime, token: str) -> tuple[Visit, bool]:
    """Use an address up; return who made it, and whether for names."""
    taken = (
        update(Invitation)
        .where(*_usable(runtime, token))
        .values(used_at=runtime.now(), tries=Invitation.tries + 1)
        .returning(Invitation.tenant_id, Invitation.actor, Invitation.names)
    )
    with runtime.database.write() as session:
        row = session.execute(taken).first()
    if row is None:
        raise LaunchError(Fault.REGISTER_LINK)
    return Visit(id="", tenant_id=row.tenant_id, actor=row.actor), row.names


def _give_back(runtime: Runtime, token: str) -> None:
    with runtime.database.write() as session:
        held = update(Invitation).where(Invitation.token_hash == digest(token))
        session.execute(held.values(used_at=None))


def _usable(runtime: Runtime, token: str):  # type: ignore[no-untyped-def]  # a tuple of SQL conditions
    return (
        Invitation.token_hash == digest(token),
        Invitation.used_at.is_(None),
        Invitation.tries < MOST_TRIES,
        Invitation.expires_at > runtime.now(),
    )


def tenant_of(session: Session, visit: Visit, asked: int | None) -> Tenant:
    """Return the tenant that an admin means; of one of many theirs alone. Raises LaunchError."""
    wanted = visit.tenant_id if asked is None else asked
    if visit.tenant_id not in (None, wanted):
        raise LaunchError(Fault.REGISTRATION_UNKNOWN, "the tenant is another's")
    if wanted is None:
        insert_if_absent(session, Tenant, ("slug",), {"slug": DEFAULT, "name": DEFAULT})
    fits = Tenant.slug == DEFAULT if wanted is None else Tenant.id == wanted
    found = session.scalars(select(Tenant).where(fits)).first()
    if found is None:
        raise LaunchError(Fault.REGISTRATION_UNKNOWN, "there is no such tenant")
    return found
