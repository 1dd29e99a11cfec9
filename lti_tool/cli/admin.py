"""`poiju admin`: who may open the admin pages."""

from __future__ import annotations

import getpass
import re

import click

from lti_tool.cli.runtime import opened
from lti_tool.services import admin_sessions, administration
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
        click.echo(admin_sessions.make_link(runtime, tenant, (actor or _login()).strip()[:64]))


@admin.command()
@click.argument("slug")
@click.option("--name", help="The institution's name; without it, the short one.")
def tenant(slug: str, name: str | None) -> None:
    """Make an institution, or give it another name."""
    if not re.fullmatch(r"[a-z0-9-]{1,64}", slug):
        raise UsageError("admin tenant: a short name has small letters, digits and hyphens, 64 at most")
    with opened() as runtime:
        administration.name_tenant(runtime, slug, name or slug)
        click.echo(f"{slug}: {name or slug}")


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container's user without a name
        return "?"
