"""`poiju admin`: who may open the admin pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from lti_tool.cli.runtime import opened
from lti_tool.services import admin_sessions, administration, launch_lookup
from lti_tool.services.launch_records import outcomes
from packager.errors import UsageError


@click.group()
def admin() -> None:
    """Open the admin pages, and name institutions."""


@admin.command()
@click.option("--tenant", metavar="NAME", help="Open the pages of one institution only; without it, of all.")
@click.option("--for", "actor", metavar="WHO", help="Who gets the link, for the log; without it, your login.")
def link(tenant: str | None, actor: str | None) -> None:
    """Print a link that opens the admin pages once, within 15 minutes. There is no password."""
    with opened() as runtime:
        click.echo(admin_sessions.make_link(runtime, tenant, (actor or admin_sessions.login()).strip()[:64]))


@admin.command()
@click.argument("slug")
@click.option("--name", help="The institution's name; without it, the short one.")
def tenant(slug: str, name: str | None) -> None:
    """Make an institution, or give it another name."""
    if not re.fullmatch(r"[a-z0-9-]{1,64}", slug):
        raise UsageError("admin tenant: a short name has small letters, digits and hyphens, 64 at most")
    with opened() as runtime:
        visit = admin_sessions.of_command_line(runtime, None)
        administration.name_tenant(runtime, visit, slug, name or slug)
        click.echo(f"{slug}: {name or slug}")


@admin.command()
@click.argument("reference")
def launch(reference: str) -> None:
    """Tell of a launch that failed: why, how far it came, and what it said, without what tells of a person.

    REFERENCE is what its page showed, as Xk3_90aB.
    """
    with opened() as runtime:
        found = launch_lookup.by_reference(runtime, admin_sessions.of_command_line(runtime, None), reference)
        if found is None:
            raise UsageError(f"admin launch: no launch with the reference {reference} is kept")
        for line in _told(found):
            click.echo(line)


def _told(found: launch_lookup.Noted) -> Iterator[str]:
    row, held = found.row, found.registration
    yield f"{row.at:%Y-%m-%d %H:%M:%S} UTC  {row.code}: {row.detail or 'nothing more is known'}"
    if held is not None:
        yield f"platform: {held.issuer}  client id {held.client_id}"
    if row.behind is not None:
        yield f"token's iat: {row.behind:.1f} s before our clock"
    for check, passed in outcomes(row):
        yield f"    {check}: {'not reached' if passed is None else 'passed' if passed else 'failed'}"
    for name, value in (row.claims or {}).items():
        yield f"    {name} = {value}"
