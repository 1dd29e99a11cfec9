"""`poiju db`: the tables."""

from __future__ import annotations

from pathlib import Path

import click

from lti_tool.cli.runtime import opened
from lti_tool.services import admin_sessions, database_copies, preparation, restoration


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
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write the database into FILE, while the tool runs. It holds personal data: keep it closed."""
    with opened(upgraded=False) as runtime:
        database_copies.back_up(runtime, file)
        name = runtime.database.engine.url.render_as_string()  # without its password
        click.echo(f"{name} is in {file}; keep the folder {runtime.settings.bundles} with it")


@db.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Let the database hold what a backup in FILE holds. Stop the tool and every worker before.

    What the database holds now is lost; grades are compared with the gradebooks as after `db restored`.
    The database may be damaged, or of a newer version.
    """
    with opened(upgraded=False) as runtime:
        visit = admin_sessions.of_command_line(runtime, None)
        _tell(database_copies.put_back(runtime, visit, file))


@db.command()
def restored() -> None:
    """Say that the database has just been put back by other means, before the tool starts again.

    Grades of the backup are compared with the gradebook before they are sent, so that nothing newer there is
    overwritten; links, invitations and visits of the backup end.
    """
    with opened() as runtime:
        _tell(restoration.restored(runtime, admin_sessions.of_command_line(runtime, None)))


def _tell(told: restoration.Restored) -> None:
    click.echo(
        f"{told.cells} grades are compared with their gradebook before anything is sent to it, "
        f"{told.waiting} of them as soon as the tool runs"
    )
    click.echo(
        "what was done since the backup is undone here: look at `poiju registration list` for platforms "
        "that were switched off, and at `poiju keys list` if a key had leaked"
    )
