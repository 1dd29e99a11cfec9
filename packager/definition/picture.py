"""Reads the picture of a module, in each language's own variant."""

from __future__ import annotations

from packager.definition.definition import Definition
from packager.definition.media_types import media_type
from packager.definition.scope import Scope


def read_picture(definition: Definition, scope: Scope) -> None:
    """Read what `picture:` names; report what is not there or no picture."""
    written = definition.structure.picture
    if written is None:
        return
    place = definition.place("picture")
    if not (media_type(written) or "").startswith("image/"):
        definition.problems.error(place, "picture", f"{written} is no picture: use .svg, .png, .jpg or .webp")
        return
    for language in definition.structure.languages:
        if path := scope.asset(written, language, place, field="picture"):
            definition.picture[language] = path
