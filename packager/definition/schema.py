"""JSON Schemas of the YAML files, for completion and hints in editors."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pydantic import BaseModel

from packager.definition.models.language_file import LanguageFile
from packager.definition.models.media_file import MediaFile
from packager.definition.models.module_file import ModuleFile
from packager.definition.models.overlay_file import OverlayFile
from packager.definition.models.paths_file import PathsFile

SCHEMAS: dict[str, type[BaseModel]] = {
    "module": ModuleFile,
    "language": LanguageFile,
    "media": MediaFile,
    "overlay": OverlayFile,
    "paths": PathsFile,
}
"""What each schema describes; `docs/schema/<name>.schema.json` is written from here."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_text(name: str) -> str:
    """Return a schema as JSON text, the same for the same version."""
    schema = {"$schema": DIALECT, **SCHEMAS[name].model_json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def schema_file(name: str) -> str:
    """Return a schema's file name."""
    return f"{name}.schema.json"


def write_schemas(folder: Path) -> None:
    """Write every schema into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SCHEMAS:
        (folder / schema_file(name)).write_text(schema_text(name), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1]))
