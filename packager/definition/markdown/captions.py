"""Captions of films: `talk.fi.vtt` beside `talk.mp4`, a WebVTT file for each language."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from packager.definition.problems import Place
from packager.definition.scope import Scope

_TIMES = re.compile(r"^(?:\d+:)?\d{2}:\d{2}\.\d{3}[ \t]+-->[ \t]+(?:\d+:)?\d{2}:\d{2}\.\d{3}", re.MULTILINE)
_HEADER = re.compile(r"\ufeff?WEBVTT(?=[ \t\n\r]|$)")


def captions_name(film: str, language: str, spoken: str) -> str:
    """Return the asset path of a film's captions; `spoken` is the language of the film's own variant."""
    stem = PurePosixPath(film).with_suffix("")
    if stem.suffix == f".{spoken}":
        stem = stem.with_suffix("")
    return str(stem.with_name(f"{stem.name}.{language}.vtt"))


def captions_beside(
    film: str, spoken: str, folder: Path, scope: Scope, place: Place, *, up: str = ""
) -> dict[str, str]:
    """Return the captions that lie beside a film, by language, and make them travel; report those that no
    browser reads. `up` leads from the file of `place` to the module's `folder`."""
    found = {}
    for language in scope.languages:
        name = captions_name(film, language, spoken)
        if not (folder / name).is_file():
            continue
        path = scope.asset(f"{up}{name}", language, place)
        if path:
            found[language] = path
            _check(folder / path, path, scope)
    return found


def _check(file: Path, path: str, scope: Scope) -> None:
    """Report a file that is no WebVTT: browsers show nothing of it, without a word."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        scope.problems.error(Place(path), "captions", "is no text in UTF-8: save it anew in UTF-8")
        return
    if not _HEADER.match(text):
        message = "is no WebVTT: write WEBVTT on its first line, and times as 00:00:01.000 --> 00:00:04.000"
        scope.problems.error(Place(path), "captions", message)
    elif not _TIMES.search(text):
        message = "shows nothing: write times as 00:00:01.000 --> 00:00:04.000 above each caption"
        scope.problems.error(Place(path), "captions", message)
