"""`poiju person`: what is held of one person, to give out or to delete."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from lti_tool.cli.runtime import opened
from lti_tool.services import admin_sessions, personal_data
from lti_tool.services.personal_data import Whose
from packager.errors import UsageError

Command = Callable[..., None]


@click.group()
def person() -> None:
    """Give out, or delete, all that is held of one person."""


def _whose(command: Command) -> Command:
    """Add what says who is meant."""
    for part in reversed(
        (
            click.argument("platform"),
            click.argument("sub"),
            click.option("--tenant", metavar="NAME", help="The institution, where several use the platform."),
            click.option("--client-id", help="The client id, where a platform has several sets of people."),
        )
    ):
        command = part(command)
    return command


@person.command("export")
@_whose
@click.option("--out", required=True, metavar="FILE", type=click.Path(path_type=Path), help="New file, JSON.")
def export_person(platform: str, sub: str, tenant: str | None, client_id: str | None, out: Path) -> None:
    """Write all that is held of a person into a file that nobody else can read.

    PLATFORM is the issuer, SUB the platform's identifier of the person (in Moodle,
    the number in the address of their profile).
    """
    if out.exists():
        raise UsageError(f"person export: {out} exists already")
    with opened() as runtime:
        visit = admin_sessions.of_command_line(runtime, tenant)
        whose = Whose(issuer=platform, sub=sub, tenant=tenant, client_id=client_id)
        content = personal_data.export(runtime, visit, whose)
        _write(out, content)
        click.echo(f"{out}: {_counted({name: len(rows) for name, rows in content['held'].items()})}")


@person.command("forget")
@_whose
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget_person(platform: str, sub: str, tenant: str | None, client_id: str | None, yes: bool) -> None:
    """Delete all that is held of a person, scores that wait as well. It cannot be undone.

    PLATFORM is the issuer, SUB the platform's identifier of the person.
    """
    if not yes:
        click.confirm("Delete all that is held of this person, for ever?", abort=True)
    with opened() as runtime:
        visit = admin_sessions.of_command_line(runtime, tenant)
        whose = Whose(issuer=platform, sub=sub, tenant=tenant, client_id=client_id)
        done = personal_data.forget(runtime, visit, whose)
    click.echo(f"deleted: {_counted(done.rows)}")
    click.echo(
        "not deleted: answers to surveys (sums of a course that belong to nobody), backups of the database, "
        "and what the platform holds"
    )
    for column in done.delivered:
        click.echo(f"a grade stays in the platform's gradebook: {column}")
    click.echo(
        "if the platform still lists the person in a course, or they open a unit again, they are entered "
        "anew: remove them there first"
    )


def _write(path: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def _counted(rows: dict[str, int]) -> str:
    return ", ".join(f"{count} of {name}" for name, count in sorted(rows.items()))
