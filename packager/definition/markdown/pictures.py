"""Pictures, sounds and films, all written `![what it shows](../media/file "caption"){.decorative}`."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from packager.definition.markdown import xml
from packager.definition.markdown.attributes import parse_attributes
from packager.definition.markdown.captions import captions_beside, captions_name
from packager.definition.markdown.links import asset_address, resolve_file
from packager.definition.media_types import media_type

if TYPE_CHECKING:
    from packager.definition.markdown.pen import Pen

_LANGUAGE_NAMES = {"fi": "suomi", "sv": "svenska", "en": "English"}


def write_medium(
    pen: Pen, written: str, alt: str, caption: str, words: str, line: int, *, alone: bool
) -> str:
    """Return the markup of a picture, sound or film; empty when its file is not there.

    `words` stand in braces behind it; `alone` tells whether it fills its paragraph, where a caption fits.
    """
    attributes = parse_attributes(words, lambda message: pen.error(line, "picture", message))
    decorative = "decorative" in attributes.classes
    _check_attributes(
        pen, attributes.classes, [*attributes.values, *([attributes.id] * bool(attributes.id))], line
    )
    if caption and not alone:
        pen.error(
            line, "picture", "a picture with a caption stands alone: leave an empty line before and after it"
        )
    if written.lower().startswith(("http:", "https:", "//")):
        pen.error(
            line, "picture", f"{written} stands on another site: put the file into media/, with its credit"
        )
        return ""
    alt = _alternative(pen, alt, decorative, line)
    path = resolve_file(pen, written, "picture", line)
    if path is None:
        return ""
    medium = _medium(pen, path, alt, line)
    if not (caption and alone):
        return medium
    return f"<figure>{medium}<figcaption>{xml.text(caption)}</figcaption></figure>"


def _check_attributes(pen: Pen, classes: list[str], others: list[str], line: int) -> None:
    for word in [f".{one}" for one in classes if one != "decorative"] + others:
        pen.error(line, "picture", f"{word} means nothing behind a picture: only {{.decorative}} does")


def _alternative(pen: Pen, alt: str, decorative: bool, line: int) -> str:
    alt = " ".join(alt.split())
    if decorative and alt:
        pen.error(
            line, "alt", "a decorative picture has no alternative text: delete the text, or {.decorative}"
        )
    elif not decorative and not alt:
        pen.incomplete(
            line,
            "alt",
            "picture without alternative text: describe it between the brackets, or add {.decorative}",
        )
    return "" if decorative else alt


def _medium(pen: Pen, path: str, alt: str, line: int) -> str:
    kind = (media_type(path) or "").partition("/")[0]
    if kind == "audio":
        return _player("audio", path, alt, "")
    if kind == "video":
        return _player("video", path, alt, _tracks(pen, path, line))
    return f'<img src="asset:{asset_address(path)}" alt="{xml.attribute(alt)}"/>'


def _player(tag: str, path: str, alt: str, tracks: str) -> str:
    source = f"asset:{asset_address(path)}"
    return (
        f'<{tag} controls="controls" preload="metadata" src="{source}" aria-label="{xml.attribute(alt)}">'
        f'{tracks}<a href="{source}">{xml.text(alt)}</a></{tag}>'
    )


def _tracks(pen: Pen, path: str, line: int) -> str:
    """Return a track for each language whose captions (`talk.fi.vtt`) lie beside the film."""
    own = pen.page.language
    captions = captions_beside(path, own, pen.module_folder, pen.scope, pen.place(line), up="../")
    if own not in captions:
        name = PurePosixPath(captions_name(path, own, own)).name
        pen.warning(
            line,
            "captions",
            f"film without captions: put {name} beside it (needed unless the film has no sound)",
        )
    found = []
    for language, target in captions.items():
        default = ' default="default"' if language == own else ""
        name = _LANGUAGE_NAMES.get(language, language)
        found.append(
            f'<track kind="captions" src="asset:{asset_address(target)}"'
            f' srclang="{xml.attribute(language)}" label="{xml.attribute(name)}"{default}/>'
        )
    return "".join(found)
