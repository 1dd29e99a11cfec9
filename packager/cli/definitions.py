"""The arguments that the commands share which read module definitions."""

from __future__ import annotations

from pathlib import Path

import click

modules_argument = click.argument(
    "folders",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="MODULE...",
)
overlay_option = click.option(
    "--overlay",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The institution's own fields.",
)
