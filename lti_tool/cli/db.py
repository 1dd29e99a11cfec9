"""`poiju db`: the tables."""

from __future__ import annotations

import click

from lti_tool.cli.runtime import opened
from lti_tool.services import preparation


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
