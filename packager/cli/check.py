"""`poiju check MODULE...`: all mistakes of a definition in one run."""

from __future__ import annotations

import json
from pathlib import Path

import click

from packager.cli.amounts import counted
from packager.cli.definitions import modules_argument, overlay_option
from packager.cli.h5p_contents import packages_of
from packager.definition.paths import PATHS_FILE, check_paths
from packager.definition.problems import DefinitionError, Problem, Problems, Severity
from packager.definition.reader import STRUCTURE_FILE, read_module
from packager.document.module import Module


@click.command()
@modules_argument
@overlay_option
@click.option("--strict", is_flag=True, help="Count warnings as mistakes.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_context
def check(
    ctx: click.Context, folders: tuple[Path, ...], overlay: Path | None, strict: bool, as_json: bool
) -> None:
    """Check modules and say each mistake as file:line: field: what is wrong and what to do.

    A folder with paths.yaml is checked with all modules that its paths name. H5P packages are opened, and
    what they need is listed. Exits with 0 when there is no mistake, else with 2.
    """
    read = {folder: _read(folder, overlay) for folder in folders}
    found = {folder: list(problems) for folder, (_, problems) in read.items()}
    packages = [one for folder, (module, _) in read.items() for one in packages_of(folder, module)]
    errors = sum(_count(problems, "error") for problems in found.values())
    warnings = sum(_count(problems, "warning") for problems in found.values())
    if as_json:
        rows = [
            {"module": str(folder), **one.as_json()} for folder, problems in found.items() for one in problems
        ]
        said = {
            "errors": errors,
            "warnings": warnings,
            "problems": rows,
            "h5p": [one.as_json() for one in packages],
        }
        click.echo(json.dumps(said, indent=2, ensure_ascii=False))
    else:
        for folder, problems in found.items():
            for one in problems:
                click.echo(str(one.named_by(folder, list(found))))
        for package in packages:
            click.echo(str(package))
        sums = f"{counted(errors, 'mistake')} and {counted(warnings, 'warning')}"
        click.echo(f"{sums} in {counted(len(found), 'module')}")
    if errors or (strict and warnings):
        ctx.exit(DefinitionError.exit_code)


def _read(folder: Path, overlay: Path | None) -> tuple[Module | None, Problems]:
    if (folder / PATHS_FILE).is_file() and not (folder / STRUCTURE_FILE).exists():
        return None, check_paths(folder, overlay)
    return read_module(folder, overlay=overlay)


def _count(problems: list[Problem], severity: Severity) -> int:
    return sum(one.severity == severity for one in problems)
