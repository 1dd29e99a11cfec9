"""`poiju module`: the modules that the tool serves."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy import select

from lti_tool.cli.runtime import opened
from lti_tool.models import ModuleRelease
from lti_tool.services.installation import install as install_module


@click.group()
def module() -> None:
    """Install and list modules."""


@module.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path))
def install(source: Path) -> None:
    """Install a module definition (a folder, or a zip of one) and make it the current version."""
    with opened() as runtime:
        click.echo(f"installed {install_module(runtime, source)}")


@module.command("list")
def list_modules() -> None:
    """List every installed version; `*` marks the current one."""
    with opened() as runtime, runtime.database.read() as session:
        for row in session.scalars(
            select(ModuleRelease).order_by(ModuleRelease.module_id, ModuleRelease.installed_at)
        ):
            mark = "*" if row.current else " "
            day = f"{row.installed_at:%Y-%m-%d}"
            click.echo(f"{mark} {row.module_id} {row.version} ({row.content_hash[:12]}) since {day}")
