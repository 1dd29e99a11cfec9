"""Files that an admin uses on a site before a package is taken in, written beside the packages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from packager.document.module import Module
from packager.formats.moodle.site_files import site_files
from packager.replacing import replacing


def write_site_files(modules: Sequence[Module], languages: Sequence[str], folder: Path) -> list[Path]:
    """Write the files for modules, one for each language that has a module, and return them."""
    written = []
    for language in languages or dict.fromkeys(one for module in modules for one in module.languages):
        told = [module for module in modules if language in module.languages]
        for name, content in site_files(told, language):
            target = folder / name
            with replacing(target) as temporary:
                temporary.write_bytes(content)
            written.append(target)
    return written
