"""`poiju registration`: the platforms that may launch."""

from __future__ import annotations

from typing import Any, Literal

import click

from lti_tool.cli.registration_moves import COMMANDS, tell_people
from lti_tool.cli.runtime import opened
from lti_tool.models.tenant import DEFAULT
from lti_tool.runtime import Runtime
from lti_tool.services import administration, dynamic_registration, uninstalling
from lti_tool.services.admin_sessions import of_command_line
from lti_tool.services.registrations import ADDRESSES, NewRegistration, held
from packager.errors import UsageError


@click.group()
def registration() -> None:
    """Register platforms and approve their deployments."""


@registration.command()
@click.option("--moodle", metavar="ADDRESS", help="A Moodle site: its address gives the other four.")
@click.option("--issuer", help="Issuer (iss), letter for letter.")
@click.option("--client-id", required=True, help="Client id that the platform gave.")
@click.option("--deployment", "deployments", multiple=True, help="Deployment id to approve; may be repeated.")
@click.option("--auth-login-url", help="Authentication request address.")
@click.option("--token-url", help="Access token address.")
@click.option("--jwks-url", help="Public key set address.")
@click.option("--token-audience", help="Audience of token requests, where it is not the token address.")
@click.option(
    "--tenant", default=DEFAULT, show_default=True, help="Institution that the platform belongs to."
)
@click.option(
    "--same-people", is_flag=True, help="Another client id of a platform whose people are here already."
)
def add(
    moodle: str | None,
    issuer: str | None,
    client_id: str,
    deployments: tuple[str, ...],
    auth_login_url: str | None,
    token_url: str | None,
    jwks_url: str | None,
    token_audience: str | None,
    tenant: str,
    same_people: bool,
) -> None:
    """Register the tool under one client id of a platform."""
    site = (moodle or "").rstrip("/")
    given: dict[str, Any] = {
        "issuer": issuer or site,
        "auth_login_url": auth_login_url or (site and f"{site}/mod/lti/auth.php"),
        "token_url": token_url or (site and f"{site}/mod/lti/token.php"),
        "jwks_url": jwks_url or (site and f"{site}/mod/lti/certs.php"),
    }
    missing = ", ".join(f"--{name.replace('_', '-')}" for name, value in given.items() if not value)
    if missing:
        raise UsageError(f"registration add: {missing} missing; a Moodle site needs only --moodle ADDRESS")
    new = NewRegistration(
        **given,
        client_id=client_id,
        deployments=deployments,
        token_audience=token_audience,
        same_people=same_people,
        tenant=tenant,
    )
    with opened() as runtime:
        _check_addresses(runtime, new)
        administration.add(runtime, of_command_line(runtime, None), new)
        click.echo(f"registered {new.issuer} with client id {client_id}")
        tell_people(runtime, held(runtime.database, new.issuer, client_id))
        _tell_ours(runtime)


@registration.command()
@click.argument("issuer")
@click.argument("client_id")
@click.argument("deployment_id")
def approve(issuer: str, client_id: str, deployment_id: str) -> None:
    """Let launches of a pending deployment in."""
    with opened() as runtime:
        registration_id = held(runtime.database, issuer, client_id).id
        visit = of_command_line(runtime, None)
        administration.let_deployment_in(runtime, visit, registration_id, deployment_id)
        click.echo(f"approved deployment {deployment_id}")


@registration.command()
@click.argument("issuer")
@click.argument("client_id")
def disable(issuer: str, client_id: str) -> None:
    """Refuse launches of a platform and close its sessions; progress and grades are kept."""
    with opened() as runtime:
        _switch(runtime, issuer, client_id, "disabled")
        waiting = uninstalling.waiting(runtime, issuer, client_id)
        click.echo(f"disabled {issuer} with client id {client_id}; {waiting} scores wait until it is enabled")


@registration.command()
@click.argument("issuer")
@click.argument("client_id")
def enable(issuer: str, client_id: str) -> None:
    """Let a disabled platform in again."""
    with opened() as runtime:
        _switch(runtime, issuer, client_id, "active")
        click.echo(f"enabled {issuer} with client id {client_id}")


@registration.command()
@click.option("--tenant", metavar="NAME", help="Institution that the platform will belong to.")
@click.option("--names", is_flag=True, help="Ask the platform for names, for teachers to see.")
def invite(tenant: str | None, names: bool) -> None:
    """Print an address by which a platform registers itself, once, within 24 hours (dynamic registration).

    The registration waits: `registration enable` or the admin pages let it in.
    """
    with opened() as runtime:
        visit = of_command_line(runtime, tenant)
        click.echo(dynamic_registration.invite(runtime, visit, names=names))


@registration.command("list")
def list_registrations() -> None:
    """List registrations with their deployments; pending ones wait for `registration approve`."""
    with opened() as runtime:
        for row, deployments in runtime.registry.listing():
            click.echo(f"{row.issuer}  client id {row.client_id}  {row.status}")
            for one in deployments:
                click.echo(f"    deployment {one.deployment_id}  {one.status}")
            tell_people(runtime, row)


for one in COMMANDS:
    registration.add_command(one)


def _switch(runtime: Runtime, issuer: str, client_id: str, status: Literal["active", "disabled"]) -> None:
    registration_id = held(runtime.database, issuer, client_id).id
    administration.switch(runtime, of_command_line(runtime, None), registration_id, status)


def _check_addresses(runtime: Runtime, new: NewRegistration) -> None:
    """Refuse addresses that the tool would never ask or send browsers to."""
    for name in ADDRESSES:
        if not runtime.outbound.accepts(getattr(new, name)):
            raise UsageError(f"--{name.replace('_', '-')}: must be an https address")


def _tell_ours(runtime: Runtime) -> None:
    url = runtime.settings.url
    click.echo("the platform needs these addresses of the tool:")
    for what, path in (
        ("tool address and redirection address", "/lti/launch"),
        ("initiate login address", "/lti/login"),
        ("public key set address", "/lti/jwks"),
    ):
        click.echo(f"    {what}: {url}{path}")
