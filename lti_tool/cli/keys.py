"""`poiju keys`: the tool's signing keys."""

from __future__ import annotations

import json

import click

from lti_tool.cli.runtime import opened
from lti_tool.models import ToolKey
from lti_tool.services import key_rotation
from lti_tool.services.admin_sessions import of_command_line
from lti_tool.services.keys import (
    PUBLISHED_AFTER,
    PUBLISHED_BEFORE,
    How,
    Move,
    can_sign_from,
    published_until,
)
from packager.errors import UsageError


@click.group()
def keys() -> None:
    """Look after the keys that the tool signs with."""


@keys.command("list")
def list_keys() -> None:
    """List every key with its state."""
    with opened() as runtime:
        runtime.tool_keys.ensure()
        for key in runtime.tool_keys.listing():
            click.echo(f"{key.kid}  {key.status}  made {key.created_at:%Y-%m-%d}{_dates(key)}")


@keys.command()
@click.option("--now", "at_once", is_flag=True, help="Sign with a new key at once, without the wait.")
@click.option("--leaked", is_flag=True, help="The same, and withdraw every earlier key: one has leaked.")
def rotate(at_once: bool, leaked: bool) -> None:
    """Take the next move of a rotation: publish a new key, or, two days later, sign with it."""
    if at_once and leaked:
        raise UsageError("keys rotate: --leaked does what --now does, and more; give one of them")
    how: How = "leaked" if leaked else "at-once" if at_once else "in-turn"
    with opened() as runtime:
        runtime.tool_keys.ensure()
        move = key_rotation.rotate(runtime, of_command_line(runtime, None), how)
        assert move is not None
        click.echo(_told(move, how))


@keys.command()
def show() -> None:
    """Print the public key set, for a platform that cannot fetch it."""
    with opened() as runtime:
        runtime.tool_keys.ensure()
        click.echo(json.dumps(runtime.tool_keys.published(), indent=2))


def _dates(key: ToolKey) -> str:
    if key.status == "next":
        return f", can sign from {can_sign_from(key):%Y-%m-%d}"
    if key.retired_at is None:
        return ""
    until = f", published until {published_until(key):%Y-%m-%d}" if key.status == "retired" else ""
    return f", {key.status} {key.retired_at:%Y-%m-%d}{until}"


def _told(move: Move, how: How) -> str:
    if move.kind == "published":
        return f"{move.kid} is published; rotate again after {PUBLISHED_BEFORE.days} days"
    if move.kind == "waits":
        return f"{move.kid} is published; it can sign from {move.ready:%Y-%m-%d %H:%M} UTC on"
    if how == "leaked":
        return f"{move.kid} signs from now on; every earlier key is withdrawn"
    return f"{move.kid} signs from now on; the earlier key is published for {PUBLISHED_AFTER.days} days"
