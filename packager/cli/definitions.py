"""The arguments that the commands share which read module definitions."""

from __future__ import annotations

from pathlib import Path

import click

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)

modules_argument = click.argument("folders", nargs=-1, required=True, type=_FOLDER, metavar="MODULE...")
folders_argument = click.argument("folders", nargs=-1, type=_FOLDER, metavar="MODULE...")
"""May be left out where `--path` says what to build."""

overlay_option = click.option(
    "--overlay",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The institution's own fields.",
)
