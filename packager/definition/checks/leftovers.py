"""Texts, folders and media that lie in the module's folder and are not part of it."""

from __future__ import annotations

import re

from packager.definition.definition import Definition
from packager.definition.models.base import LANGUAGE
from packager.definition.problems import Place


def check_leftovers(definition: Definition) -> None:
    """Warn of what nothing uses."""
    _check_folders(definition)
    _check_texts(definition)
    definition.media.report_unused()


def _check_folders(definition: Definition) -> None:
    for path in sorted(definition.folder.iterdir()):
        known = path.name in definition.structure.languages
        if re.match(LANGUAGE, path.name) and (path / "module.yaml").is_file() and not known:
            definition.problems.warning(
                Place(f"{path.name}/module.yaml"),
                "",
                f"{path.name} is no language of module.yaml: add it there, or take the folder away",
            )


def _check_texts(definition: Definition) -> None:
    used = {name for _, row in definition.rows for name in row.texts}
    used |= {row.file for row in definition.structure.pools}
    for language in definition.structure.languages:
        for path in sorted((definition.folder / language).glob("*.md")):
            if path.name not in used:
                definition.problems.warning(
                    Place(f"{language}/{path.name}"),
                    "",
                    "no unit or pool uses this text: add it to module.yaml, or take it away",
                )
