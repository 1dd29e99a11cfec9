"""Registering a platform by hand: the addresses that each kind of platform has, and what an admin enters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lti_tool.errors import RegistrationError
from lti_tool.runtime import Runtime
from lti_tool.services import administration
from lti_tool.services.admin_sessions import Visit
from lti_tool.services.dynamic_registration import tenant_of
from lti_tool.services.registrations import ADDRESSES, NewRegistration

LONGEST_ID, LONGEST_ADDRESS = 255, 2048


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of platform. `{site}` stands for the address of the site that the admin enters."""

    issuer: str = "{site}"
    auth_login_url: str = ""
    token_url: str = ""
    jwks_url: str = ""


KINDS: Mapping[str, Kind] = {
    "moodle": Kind(
        auth_login_url="{site}/mod/lti/auth.php",
        token_url="{site}/mod/lti/token.php",  # noqa: S106 - an address, no password
        jwks_url="{site}/mod/lti/certs.php",
    ),
    # Hosted Canvas; https://developerdocs.instructure.com, "Configuring"
    "canvas": Kind(
        issuer="https://canvas.instructure.com",
        auth_login_url="https://sso.canvaslms.com/api/lti/authorize_redirect",
        token_url="https://sso.canvaslms.com/login/oauth2/token",  # noqa: S106 - an address, no password
        jwks_url="https://sso.canvaslms.com/api/lti/security/jwks",
    ),
    "other": Kind(),
}
"""itslearning and all others tell their addresses with the client id."""


class EntryError(ValueError):
    """What an admin entered cannot be registered; `field` says which, `reason` why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field, self.reason = field, reason


def register(runtime: Runtime, visit: Visit, tenant_id: int | None, said: Mapping[str, str]) -> int:
    """Enter what an admin typed as an active registration; return its row's id. Raises EntryError."""
    new = _new(runtime, said)
    with runtime.database.write() as session:
        tenant = tenant_of(session, visit, tenant_id).slug
    try:
        return administration.add(runtime, visit, replace(new, tenant=tenant))
    except RegistrationError as error:
        raise EntryError("client_id", "known") from error


def _new(runtime: Runtime, said: Mapping[str, str]) -> NewRegistration:
    kind = KINDS.get(said.get("kind", ""))
    if kind is None:
        raise EntryError("kind", "missing")
    site = said.get("site", "").strip()
    if kind.issuer == "{site}" and not site:
        raise EntryError("site", "missing")
    # A Moodle's issuer has no slash at its end; another platform's is taken letter by letter.
    site = site.rstrip("/") if kind.auth_login_url else site
    addresses: dict[str, str] = {}
    for name in ADDRESSES:
        addresses[name] = getattr(kind, name).format(site=site) or said.get(name, "").strip()
        if len(addresses[name]) > LONGEST_ADDRESS or not runtime.outbound.accepts(addresses[name]):
            raise EntryError("site" if "{site}" in getattr(kind, name) else name, "address")
    ids = {name: said.get(name, "").strip() for name in ("client_id", "deployment_id")}
    issuer = kind.issuer.format(site=site)
    for name, value in {"client_id": ids["client_id"], "site": issuer}.items():
        if not 0 < len(value) <= LONGEST_ID or not value.isprintable():
            raise EntryError(name, "missing")
    return NewRegistration(
        issuer=issuer,
        client_id=ids["client_id"],
        deployments=(ids["deployment_id"],) if ids["deployment_id"] else (),
        auth_login_url=addresses["auth_login_url"],
        token_url=addresses["token_url"],
        jwks_url=addresses["jwks_url"],
    )
