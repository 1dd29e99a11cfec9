"""An earlier version of a module: its folder, or a Moodle backup that Poiju built of it."""

from __future__ import annotations

from pathlib import Path

from packager.definition.reader import load_module
from packager.document.edition import Edition
from packager.document.fingerprint import FINGERPRINT_FILE, Fingerprint, fingerprint, read_fingerprints
from packager.errors import UsageError
from packager.inspection.limits import Limits, Meter
from packager.inspection.members import members

_LARGEST = 64 << 20


def earlier_version(path: Path, edition: Edition) -> Fingerprint:
    """Return what an earlier version held, in the edition's language.

    Raises UsageError when it is another module or language, or no package of Poiju's; BackupError for a
    file that is damaged or dangerous to read; DefinitionError for a folder with mistakes.
    """
    names = (edition.module.id, *edition.module.formerly)
    held = (_of_folder(path, edition),) if path.is_dir() else _of_package(path)
    found = next((one for one in held if one.module in names), None)
    if found is None:
        there = ", ".join(one.module for one in held)
        raise UsageError(f"--since {path}: that is {there}; name an earlier {edition.module.id}")
    if found.language != edition.language:
        raise UsageError(
            f"--since {path}: that package is in {found.language}; name the one in {edition.language}, "
            f"or compare with --lang {found.language}"
        )
    return found


def language_of(path: Path) -> str | None:
    """Return the language of a package, or None for a folder, which has all of its module's."""
    return None if path.is_dir() else _of_package(path)[0].language


def _of_folder(path: Path, edition: Edition) -> Fingerprint:
    module = load_module(path)
    if edition.language not in module.languages:
        there = ", ".join(module.languages)
        raise UsageError(f"--since {path}: it is written in {there}, not in {edition.language}")
    return fingerprint(Edition(module, edition.language))


def _of_package(path: Path) -> tuple[Fingerprint, ...]:
    """Return what the modules of a package held, one at least."""
    for member in members(path, Meter(path.stat().st_size, Limits())):
        if member.name == FINGERPRINT_FILE:
            try:
                found = read_fingerprints(member.content.read(_LARGEST))
            except ValueError:
                break
            if found:
                return found
    raise UsageError(
        f"--since {path}: it says not what it holds, as Poiju's Moodle backups do: "
        "name the module's earlier folder"
    )
