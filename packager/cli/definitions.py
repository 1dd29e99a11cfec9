"""What the commands share that read module definitions: their arguments, and how they name a problem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from packager.definition.problems import Problem

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


def named(problem: Problem, folder: Path, folders: Sequence[Path]) -> Problem:
    """Return a problem whose file is named with its module's folder, where there are several modules."""
    if len(folders) == 1:
        return problem
    file = (folder / problem.place.file).as_posix()
    return replace(problem, place=replace(problem.place, file=file))
