"""`poiju new DIR`: a valid small module to start from."""

from __future__ import annotations

from pathlib import Path

import click

from packager.definition.starter import create_module


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option(
    "--id", "module_id", help="The module's id, for ever (fi.example.my-module). Default: made of DIR's name."
)
@click.option(
    "--lang",
    "languages",
    multiple=True,
    default=("fi", "sv", "en"),
    help="A language to write in; repeat for more.",
)
def new(folder: Path, module_id: str | None, languages: tuple[str, ...]) -> None:
    """Write a valid starter module into DIR, which must be empty or absent."""
    create_module(folder, module_id=module_id, languages=languages)
    named = f'"{folder}"' if " " in str(folder) else folder
    click.echo(
        f"{folder}: a module to start from. Next: poiju check {named}; poiju build {named} --to moodle"
    )
