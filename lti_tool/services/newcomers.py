"""Client ids that nobody registered, of a platform that is known: they introduce themselves and wait.

A course that is restored with its own tool gets a new client id (Moodle 4.5 and 5.1), so its launches come
from an unknown client of a known issuer. Its login goes to the platform as any other; what the platform then
signs, with the keys that are known of it, is entered as `pending` for an admin to decide, with what was sent.
Whoever cannot make the platform sign enters nothing.
"""

from __future__ import annotations

import hmac
import logging
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lti_tool.db import insert_if_absent
from lti_tool.errors import Fault, LaunchError
from lti_tool.lti.claims import LONGEST_ID, Claims
from lti_tool.lti.id_token import claimed_client, verify
from lti_tool.lti.redaction import redacted
from lti_tool.lti.trail import Trail
from lti_tool.models import Deployment, Platform, Registration
from lti_tool.runtime import Runtime
from lti_tool.security import target_hash
from lti_tool.services.registrations import ADDRESSES, Entry, NewRegistration, people_of

MOST_WAITING = 20
"""Newcomers of a tenant that wait at once; more are refused without a trace but in the log."""

log = logging.getLogger(__name__)


def entry_for(runtime: Runtime, issuer: str, client_id: str | None) -> Entry | None:
    """Return what a newcomer's login goes by, or None: the platform is not known, or the client was refused.

    One that was let in this moment, by another process, is no newcomer. Raises LaunchError for a client that
    waits already.
    """
    if client_id is None or not 0 < len(client_id) <= LONGEST_ID or not client_id.isprintable():
        return None
    fits = (Registration.issuer == issuer, Registration.client_id == client_id)
    with runtime.database.read() as session:
        status = session.scalars(select(Registration.status).where(*fits)).first()
    if status == "pending":
        raise LaunchError(Fault.CLIENT_PENDING, f"{issuer[:200]!r} {client_id[:80]!r}")
    if status == "active":
        runtime.registry.forget()
        return runtime.registry.find(issuer, client_id)
    known = runtime.registry.known_platform(issuer)
    if status is not None or known is None:
        return None
    return replace(known, client_id=client_id, newcomer=True)


def introduce(
    runtime: Runtime, known: Entry, token: str, nonce: str, client_hash: bytes, trail: Trail
) -> LaunchError:
    """Enter who a verified launch comes from, and return the page for its browser. Raises LaunchError."""
    client_id = claimed_client(token)
    if not hmac.compare_digest(target_hash(client_id), client_hash):
        raise LaunchError(Fault.TOKEN_UNTRUSTED, "aud is not the client that the login named")
    entry = replace(known, client_id=client_id)
    body = verify(token, entry, runtime.platform_keys.find, runtime.now(), trail)
    if not hmac.compare_digest(body["nonce"].encode(errors="surrogatepass"), nonce.encode()):
        raise LaunchError(Fault.TOKEN_UNTRUSTED, "the nonce is another login's")
    with runtime.database.write() as session:
        if not _enter(runtime, session, entry, body):
            log.warning(
                "%s clients of %s wait already: %r is not noted", MOST_WAITING, entry.issuer, client_id
            )
    return LaunchError(Fault.CLIENT_PENDING, f"{entry.issuer!r} {client_id[:80]!r}")


def _enter(runtime: Runtime, session: Session, entry: Entry, body: dict[str, Any]) -> bool:
    if _waiting(session, entry.tenant_id) >= MOST_WAITING:
        return False
    addresses = {name: getattr(entry, name) for name in (*ADDRESSES, "token_audience")}
    new = NewRegistration(issuer=entry.issuer, client_id=entry.client_id, **addresses)
    keys = {"issuer": entry.issuer, "client_id": entry.client_id}
    sent = {"at": f"{runtime.now():%Y-%m-%d %H:%M}", "claims": redacted(body)}
    row = {"platform_id": people_of(session, entry.tenant_id, new), "status": "pending", "introduced": sent}
    if insert_if_absent(session, Registration, tuple(keys), {**keys, **addresses, **row, "names": False}):
        fits = (Registration.issuer == entry.issuer, Registration.client_id == entry.client_id)
        registration_id = session.scalars(select(Registration.id).where(*fits)).one()
        deployment = Claims(body).deployment_id
        if deployment and len(deployment) <= LONGEST_ID:
            place = {"registration_id": registration_id, "deployment_id": deployment}
            session.add(Deployment(**place, status="pending", introduced=sent))
    return True


def _waiting(session: Session, tenant_id: int) -> int:
    query = (
        select(func.count())
        .select_from(Registration)
        .join(Platform, Platform.id == Registration.platform_id)
        .where(Platform.tenant_id == tenant_id, Registration.status == "pending")
        .where(Registration.introduced.is_not(None))
    )
    return session.scalars(query).one()
