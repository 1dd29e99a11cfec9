"""Where the folders are that code reads files from: in a checkout, or inside an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def templates_folder() -> Path:
    """Return the folder of templates: `templates/` in a checkout, `packager/_templates` in a wheel."""
    packed = _PACKAGE / "_templates"
    return packed if packed.is_dir() else _PACKAGE.parent / "templates"


def look_folder() -> Path:
    """Return the folder of the style sheet that packages, the site and the tool share (`unit.css`)."""
    return _PACKAGE / "render" / "static"
