"""Reads the pictures of a module and of its badge, in each language's own variant."""

from __future__ import annotations

from packager.definition.definition import Definition
from packager.definition.media_types import media_type
from packager.definition.scope import Scope
from packager.png import Header, header, pixels


def read_pictures(definition: Definition, scope: Scope) -> None:
    """Read what `picture:` and `badge.picture` name; report what is not there or no picture."""
    structure = definition.structure
    if written := structure.picture:
        if (media_type(written) or "").startswith("image/"):
            definition.picture.update(_read(definition, scope, written, "picture"))
        else:
            definition.problems.error(
                definition.place("picture"),
                "picture",
                f"{written} is no picture: use .svg, .png, .jpg or .webp",
            )
    if structure.badge and (written := structure.badge.picture):
        definition.badge_picture.update(_read(definition, scope, written, "badge", "picture"))
        for path in dict.fromkeys(definition.badge_picture.values()):
            _check_badge(definition, path)


def _read(definition: Definition, scope: Scope, written: str, *path: str) -> dict[str, str]:
    """Return the asset path by language."""
    place, field = definition.place(*path), ".".join(path)
    found = {
        language: scope.asset(written, language, place, field=field)
        for language in definition.structure.languages
    }
    return {language: asset for language, asset in found.items() if asset}


def _check_badge(definition: Definition, path: str) -> None:
    """Report a picture that Moodle's badges cannot take, or that cannot be made smaller for them."""
    content = definition.media.files[path].read_bytes()
    message = _mistake(header(content))
    if message is None:
        try:
            pixels(content)
        except ValueError:
            message = "is damaged: save it anew"
    if message:
        definition.problems.error(definition.place("badge", "picture"), "badge.picture", f"{path} {message}")


def _mistake(head: Header | None) -> str | None:
    if head is None:
        return "is no PNG: a badge has a square PNG, 512 pixels wide at best"
    if head.width != head.height:
        return f"is {head.width} × {head.height} pixels: make it square, 512 pixels wide at best"
    if not 100 <= head.width <= 2048:
        return f"is {head.width} pixels wide: make it 100 to 2048, 512 at best"
    if not head.simple:
        return "is PNG of a rare kind: save it with 8 bits a channel and without interlacing"
    return None
