"""`poiju registration move|same-people|purge`: platforms that move, register twice or go."""

from __future__ import annotations

import click

from lti_tool.cli.runtime import opened
from lti_tool.models import Registration
from lti_tool.runtime import Runtime
from lti_tool.services import admin_sessions, moving, people, registrations, uninstalling
from packager.errors import UsageError


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--replace", "addresses", metavar="OLD=NEW", multiple=True,
    help="What other addresses of the platform begin with, before and after; may be repeated.",
)  # fmt: skip
@click.option("--tenant", metavar="NAME", help="Move it in one institution only.")
def move(old: str, new: str, addresses: tuple[str, ...], tenant: str | None) -> None:
    """Let a platform with the issuer OLD be known as NEW: it moved to another address.

    Progress, attempts and columns of the gradebook go along, scores that wait are sent to the new address.
    If NEW is registered already, both become one.
    """
    pairs = [_pair(one) for one in addresses]
    with opened() as runtime:
        for address in (new, *(after for _, after in pairs)):
            if not runtime.outbound.accepts(address):
                raise UsageError(f"registration move: {address}: must be an https address")
        visit = admin_sessions.of_command_line(runtime, tenant)
        done = moving.move(runtime, visit, old, new, pairs)
        click.echo(
            f"{old} is {new} now: {len(done.registrations)} registrations ({done.merged} of them joined with "
            f"one that {new} had), {done.people} people, {done.columns} columns; {done.waiting} scores are "
            "sent now"
        )
        for row in done.registrations:
            _tell_addresses(row)


def _tell_addresses(row: Registration) -> None:
    click.echo(f"client id {row.client_id}; compare with the platform:")
    for what, address in (
        ("authentication request address", row.auth_login_url),
        ("access token address", row.token_url),
        ("public key set address", row.jwks_url),
    ):
        click.echo(f"    {what}: {address}")


def _pair(text: str) -> tuple[str, str]:
    before, equals, after = text.partition("=")
    if not (before and equals and after):
        raise UsageError(f"registration move: --replace {text}: write OLD=NEW")
    return before, after


@click.command("same-people")
@click.argument("issuer")
@click.argument("client_id")
def same_people(issuer: str, client_id: str) -> None:
    """Say that the people of two client ids of a platform are the same.

    Whoever has the same identifier (`sub`) under both is one person afterwards, with the progress of both.
    It cannot be undone: say it only if one platform gives out both client ids.
    """
    with opened() as runtime:
        visit = admin_sessions.of_command_line(runtime, None)
        count = people.same(runtime, visit, registrations.held(runtime.database, issuer, client_id))
        click.echo(f"client id {client_id} has the same people as the others of {issuer} now: {count}")


@click.command()
@click.argument("issuer", required=False)
@click.argument("client_id", required=False)
@click.option(
    "--disabled-for", type=click.IntRange(0), metavar="DAYS",
    help="Every registration that has been switched off for so long (for cron).",
)  # fmt: skip
def purge(issuer: str | None, client_id: str | None, disabled_for: int | None) -> None:
    """Delete a registration that is switched off, and all that its people did here. It cannot be undone."""
    with opened() as runtime:
        visit = admin_sessions.of_command_line(runtime, None)
        if disabled_for is not None and issuer is None:
            for name in uninstalling.purge_since(runtime, visit, disabled_for):
                click.echo(f"purged {name}")
        elif issuer and client_id and disabled_for is None:
            uninstalling.purge(runtime, visit, issuer, client_id)
            click.echo(f"purged {issuer} with client id {client_id}")
        else:
            raise UsageError("registration purge: give ISSUER and CLIENT_ID, or --disabled-for DAYS")


def tell_people(runtime: Runtime, row: Registration) -> None:
    """Say where a registration's people are kept apart from those of another one of the same issuer."""
    with runtime.database.read() as session:
        apart = [one.row.client_id for one in people.others(session, row) if not one.same_people]
    if apart:
        click.echo(
            f"    its people count as others than those of client id {', '.join(apart)}; if the platform is "
            f"the same: poiju registration same-people {row.issuer} {row.client_id}"
        )


COMMANDS = (move, same_people, purge)
