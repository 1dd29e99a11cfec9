"""`poiju outbox`: scores on their way to gradebooks, those that were given up, and sending them again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

import click

from lti_tool.cli.runtime import opened
from lti_tool.models.outbox import STATES, OutboxStatus
from lti_tool.services import outbox_list
from lti_tool.services.admin_sessions import of_command_line
from lti_tool.services.outbox_list import UNDELIVERED, Listed, Which
from lti_tool.spreadsheets import written
from packager.errors import UsageError
from packager.replacing import replacing


def _which(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say which scores are meant."""
    state = click.option(
        "--state", "states", multiple=True, type=click.Choice(STATES), help="Only these; may be repeated."
    )
    registration = click.option(
        "--registration", type=(str, str), metavar="ISSUER CLIENT_ID", help="Only those of one platform."
    )
    return state(registration(command))


@click.group()
def outbox() -> None:
    """List scores on their way to gradebooks, send them again, export them."""


@outbox.command("list")
@_which
def list_scores(states: tuple[OutboxStatus, ...], registration: tuple[str, str] | None) -> None:
    """List scores that have not arrived (`--state delivered` for those that have), and count all.

    `refused` are those that are not tried any more, with the reason.
    """
    which = Which(states=states or UNDELIVERED, registration=registration)
    with opened() as runtime, runtime.database.read() as session:
        for one in outbox_list.listed(session, which):
            click.echo(_line(one))
        counted = outbox_list.counts(session)
        click.echo(", ".join(f"{counted[state]} {state}" for state in STATES))


@outbox.command()
@click.argument("numbers", nargs=-1, type=int)
@_which
@click.option("--all", "everything", is_flag=True, help="All that has not arrived.")
def retry(
    numbers: tuple[int, ...],
    states: tuple[OutboxStatus, ...],
    registration: tuple[str, str] | None,
    everything: bool,
) -> None:
    """Send scores again now: by the numbers of `outbox list`, or all that an option names."""
    if not (numbers or states or registration or everything):
        raise UsageError("outbox retry: give numbers, --state, --registration or --all")
    which = Which(states=states, registration=registration, numbers=numbers)
    with opened() as runtime:
        count = outbox_list.retry(runtime, of_command_line(runtime, None), which)
        if numbers and not count:
            raise UsageError(
                "outbox retry: no score of these numbers waits or was refused; see `poiju outbox list`"
            )
        click.echo(f"{count} {'score is' if count == 1 else 'scores are'} sent again at once")


@outbox.command()
@_which
@click.option("--format", "form", type=click.Choice(("json", "csv")), default="json", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A file; without it, print.")
def export(
    states: tuple[OutboxStatus, ...],
    registration: tuple[str, str] | None,
    form: Literal["json", "csv"],
    out: Path | None,
) -> None:
    """Write scores as JSON or CSV, all of them unless options say which."""
    which = Which(states=states, registration=registration)
    with opened() as runtime, runtime.database.read() as session:
        rows = [_plain(one) for one in outbox_list.listed(session, which)]
    text = (
        json.dumps(rows, indent=1) + "\n"
        if form == "json"
        else written(list(Listed.__dataclass_fields__), rows)
    )
    if out is None:
        click.echo(text, nl=False)
        return
    with replacing(out) as path:
        path.write_bytes(text.encode())
    click.echo(f"{len(rows)} in {out}")


def _line(one: Listed) -> str:
    why = f"  {one.error_code}: {one.error_detail}" if one.error_code else ""
    when = f"  again {one.next_attempt_at:%Y-%m-%d %H:%M} UTC" if one.state == "pending" else ""
    return (
        f"{one.number}  {one.state}  {one.given:g}/{one.maximum:g}  {one.unit}  user {one.user}"
        f"  {one.issuer}{when}{why}"
    )


def _plain(one: Listed) -> dict[str, Any]:
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in asdict(one).items()
    }
