"""`poiju db`: the tables."""

from __future__ import annotations

import click

from lti_tool.cli.runtime import opened
from lti_tool.services import admin_sessions, preparation, restoration


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
def upgrade() -> None:
    """Bring the tables up to date, make a first signing key, install the shipped modules."""
    with opened() as runtime:
        for line in preparation.prepare(runtime):
            click.echo(line)
        click.echo("the database is up to date")


@db.command()
def restored() -> None:
    """Say that the database has just been put back from a backup, before the tool starts again.

    Grades of the backup are compared with the gradebook before they are sent, so that nothing newer there is
    overwritten; links, invitations and visits of the backup end.
    """
    with opened() as runtime:
        told = restoration.restored(runtime, admin_sessions.of_command_line(runtime, None))
        click.echo(
            f"{told.cells} grades are compared with their gradebook before anything is sent to it, "
            f"{told.waiting} of them as soon as the tool runs"
        )
        click.echo(
            "what was done since the backup is undone here: look at `poiju registration list` for platforms "
            "that were switched off, and at `poiju keys list` if a key had leaked"
        )
