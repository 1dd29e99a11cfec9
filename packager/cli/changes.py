"""`poiju changes MODULE --since EARLIER`: what is new for those who run an earlier version."""

from __future__ import annotations

import json
from pathlib import Path

import click

from packager.changes import Change, Changes, changes
from packager.cli.amounts import counted, size_text
from packager.cli.definitions import overlay_option
from packager.definition.reader import load_module
from packager.document.edition import Edition
from packager.document.fingerprint import fingerprint
from packager.earlier import earlier_version, language_of
from packager.errors import UsageError

since_option = click.option(
    "--since",
    "earlier",
    type=click.Path(path_type=Path, exists=True),
    help="The earlier version: its folder, or a Moodle backup built of it.",
)


@click.command("changes")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="MODULE")
@since_option
@click.option("--lang", "language", help="The language to compare. Default: the package's, or the first one.")
@overlay_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write here a Moodle backup of the new and changed units alone.",
)
@click.option("--page-lang", "page_language", default="", help="The language of the page beside the backup.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def changes_command(
    folder: Path,
    earlier: Path | None,
    language: str | None,
    overlay: Path | None,
    out: Path | None,
    page_language: str,
    as_json: bool,
) -> None:
    """Say which units are new, changed, moved or gone since an earlier version."""
    if earlier is None:
        raise UsageError(
            "--since is missing: name the module's earlier folder, or a Moodle backup built of it"
        )
    module = load_module(folder, overlay)
    language = language or language_of(earlier) or module.languages[0]
    if language not in module.languages:
        raise UsageError(f"--lang {language}: {module.id} is written in {', '.join(module.languages)}")
    edition = Edition(module, language)
    found = changes(earlier_version(earlier, edition), fingerprint(edition))
    written = None
    if out:
        from packager.update import write_update  # to tell needs no writer

        written = write_update(edition, found, out, page_language=page_language)
    if as_json:
        package = {"package": written.as_json()} if written else {}
        click.echo(json.dumps(found.as_json() | package, indent=2, ensure_ascii=False))
        return
    _print(found)
    if written:
        click.echo(f"{written.path.name}  {size_text(written.size)}  {written.contents_text}")
        for note in written.notes:
            click.echo(f"note: {note}")


def _print(found: Changes) -> None:
    later = found.later
    click.echo(f"{later.module} {found.earlier.version} -> {later.version} ({later.language})")
    for one in found.units:
        click.echo(_line(one))
    numbers = ", ".join(
        f"{sum(one.what == what for one in found.units)} {what}"
        for what in ("new", "changed", "moved", "gone")
    )
    click.echo(f"{numbers}; {counted(found.as_before, 'unit')} as before")


def _line(one: Change) -> str:
    unit_id = one.unit.key.rpartition("/")[2]
    parts = f": {', '.join(one.parts)}" if one.parts else ""
    return f"{one.what:<8} {one.unit.kind} {unit_id} ({one.unit.title}){parts}"
