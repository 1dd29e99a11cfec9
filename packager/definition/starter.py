"""Writes a small valid module to start from."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from packager.definition.models.base import LANGUAGE, MODULE_ID
from packager.definition.schema import write_schemas
from packager.document.identifiers import slug
from packager.errors import UsageError
from packager.locations import templates_folder

WRITTEN_IN = ("fi", "sv", "en")
MODEL = "en"
"""A language that the starter is not written in begins with the English words."""

SCHEMA_FOLDER = ".poiju"
_EXAMPLE_ID = "fi.example.starter"
_EXAMPLE_LANGUAGES = "languages: [fi, sv, en]"


def create_module(
    folder: Path, *, module_id: str | None = None, languages: Sequence[str] = WRITTEN_IN
) -> None:
    """Write a module into a folder that is absent or empty. Raises UsageError otherwise."""
    languages = tuple(dict.fromkeys(languages))
    module_id = module_id or f"fi.example.{slug(folder.resolve().name)}"
    _refuse(folder, module_id, languages)
    source = templates_folder() / "starter"
    text = (source / "module.yaml").read_text(encoding="utf-8")
    text = text.replace(_EXAMPLE_ID, module_id)
    text = text.replace(_EXAMPLE_LANGUAGES, f"languages: [{', '.join(languages)}]")
    try:
        _write(folder / "module.yaml", text)
        for language in languages:
            shutil.copytree(source / (language if language in WRITTEN_IN else MODEL), folder / language)
        _copy_media(source / "media", folder / "media", languages)
        write_schemas(folder / SCHEMA_FOLDER)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written ({error.strerror}): choose another folder") from error


def _refuse(folder: Path, module_id: str, languages: tuple[str, ...]) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: is there and not empty: name a new folder")
    if not re.fullmatch(MODULE_ID, module_id):
        raise UsageError(
            f"--id {module_id}: write small letters, digits and hyphens with at least one dot, "
            "as fi.example.alignment"
        )
    for language in languages:
        if not re.fullmatch(LANGUAGE, language):
            raise UsageError(f"--lang {language}: write a language's code, as fi, sv or en")
    if not languages:
        raise UsageError("--lang: name at least one language, as fi, sv or en")


def _copy_media(source: Path, target: Path, languages: tuple[str, ...]) -> None:
    """Copy the media without the variants of languages that are not written."""
    unwanted = {f".{language}" for language in WRITTEN_IN if language not in languages}
    for path in sorted(source.iterdir()):
        if Path(path.stem).suffix not in unwanted:
            _write(target / path.name, path.read_text(encoding="utf-8"))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
