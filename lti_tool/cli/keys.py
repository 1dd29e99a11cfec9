"""`poiju keys`: the tool's signing keys."""

from __future__ import annotations

import json

import click

from lti_tool.cli.runtime import opened


@click.group()
def keys() -> None:
    """Look after the keys that the tool signs with."""


@keys.command("list")
def list_keys() -> None:
    """List every key with its state."""
    with opened() as runtime:
        runtime.tool_keys.ensure()
        for key in runtime.tool_keys.listing():
            retired = f", retired {key.retired_at:%Y-%m-%d}" if key.retired_at else ""
            click.echo(f"{key.kid}  {key.status}  made {key.created_at:%Y-%m-%d}{retired}")


@keys.command()
@click.option("--now", "at_once", is_flag=True, help="Sign with a new key at once: the old one has leaked.")
def rotate(at_once: bool) -> None:
    """Take the next move of a rotation: publish a new key, or, two days later, sign with it."""
    with opened() as runtime:
        runtime.tool_keys.ensure()
        click.echo(runtime.tool_keys.rotate(at_once=at_once))


@keys.command()
def show() -> None:
    """Print the public key set, for a platform that cannot fetch it."""
    with opened() as runtime:
        runtime.tool_keys.ensure()
        click.echo(json.dumps(runtime.tool_keys.published(), indent=2))
