"""What an H5P package is: its content type, the libraries that it plays with.

The rules are those of H5P's own core (H5PValidator, which Moodle and others run before they play a package).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from packager.h5p.archive import PackageError, PackageFiles
from packager.member_names import shown

_CONTENT_KIND = (
    r".+\.(?:json|png|jpe?g|gif|bmp|tiff?|eot|ttf|woff2?|otf|webm|mp4|ogg|mp3|m4a|wav|txt|pdf|rtf|docx?|xlsx?"
    r"|pptx?|odt|ods|odp|csv|diff|patch|swf|md|textile|vtt|webvtt|gltf|glb)"
)
_OF_CONTENT = re.compile(_CONTENT_KIND, re.IGNORECASE)
_OF_LIBRARY = re.compile(rf"{_CONTENT_KIND}|.+\.(?:js|css|svg|xml)", re.IGNORECASE)
_MACHINE_NAME = re.compile(r"[\w.-]{1,255}")
_MAIN = re.compile(r"[$a-z_][0-9a-z_.$]{1,254}", re.IGNORECASE)
_FIELDS: Mapping[str, re.Pattern[str]] = {
    "title": re.compile(r".{1,255}"),
    "language": re.compile(r"[-a-zA-Z]{1,10}"),
    "mainLibrary": _MAIN,
}
_NUMBER = re.compile(r"[0-9]{1,5}")
_AGAIN = "export it again where it was made"


@dataclass(frozen=True, slots=True, order=True)
class Library:
    """A library and its version, as packages name them: `H5P.MultiChoice 1.16`."""

    name: str
    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.name} {self.major}.{self.minor}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package that plays where its libraries are. `needed` holds what `h5p.json` names, the main library
    first; `absent` is what a site must have already, as the package does not bring it."""

    content_type: str
    needed: tuple[Library, ...]
    absent: tuple[Library, ...]


def read_package(file: IO[bytes], packed: int) -> tuple[Package | None, tuple[str, ...]]:
    """Return a package of `packed` bytes, and what is wrong with it; None where it would not play."""
    try:
        files = PackageFiles(file, packed)
    except PackageError as error:
        return None, (str(error),)
    about, faults = _json(files, "h5p.json")
    faults += [] if faults else _faults_of_description(about)
    faults += _json(files, "content/content.json")[1]
    faults += _faults_of_names(files)
    carried, spoiled = _carried(files)
    faults += spoiled
    if faults:
        return None, tuple(faults)
    needed = _main_first(about["mainLibrary"], _named(about, "preloaded", "dynamic"))
    main = carried.get(needed[0], {})
    return Package(
        content_type=_printable(main.get("title")) or needed[0].name,
        needed=needed,
        absent=tuple(sorted(_wanted(needed, carried) - carried.keys())),
    ), ()


def _json(files: PackageFiles, name: str) -> tuple[Any, list[str]]:
    try:
        return files.json(name), []
    except PackageError as error:
        return None, [str(error)]


def _faults_of_names(files: PackageFiles) -> Iterator[str]:
    """Yield what H5P refuses in a zip; it then refuses the whole package."""
    if files.folders:
        yield f"has entries for folders ({shown(files.folders[0])}), which H5P refuses: zip it with zip -rD"
    refused = [name for name in files if not _taken(name)]
    if refused:
        names = ", ".join(shown(name) for name in refused[:3])
        more = f" and {len(refused) - 3} more" if len(refused) > 3 else ""
        yield f"holds kinds of files that H5P refuses ({names}{more}): take them out, and {_AGAIN}"


def _taken(name: str) -> bool:
    """Tell whether H5P takes a file of this name; at the top it looks at none."""
    folder, slash, _ = name.partition("/")
    kinds = _OF_CONTENT if folder == "content" else _OF_LIBRARY
    return not slash or kinds.fullmatch(name) is not None


def _faults_of_description(about: Any) -> Iterator[str]:
    if not isinstance(about, dict):
        yield f"its h5p.json holds no description: {_AGAIN}"
        return
    for name, pattern in _FIELDS.items():
        if not isinstance(about.get(name), str):
            yield f"its h5p.json has no {name}: {_AGAIN}"
        elif not pattern.fullmatch(about[name]):
            yield f"its h5p.json says {name}: {shown(about[name])}, which H5P does not take: {_AGAIN}"
    if not {"iframe", "div"} & _texts(about.get("embedTypes")):
        yield f"its h5p.json has no embedTypes: {_AGAIN}"
    if not isinstance(about.get("preloadedDependencies"), list):
        yield f"its h5p.json names no libraries (preloadedDependencies): {_AGAIN}"
        return
    if len(_named(about, "preloaded", "dynamic")) != _count(about, "preloaded", "dynamic"):
        yield f"its h5p.json names a library without machineName, majorVersion or minorVersion: {_AGAIN}"
    main = about.get("mainLibrary")
    if isinstance(main, str) and main not in {one.name for one in _named(about, "preloaded")}:
        yield f"its main library {shown(main)} is not among the libraries that it names: {_AGAIN}"


def _carried(files: PackageFiles) -> tuple[dict[Library, dict[str, Any]], list[str]]:
    """Return what the package says of the libraries that it brings, and what is wrong with them."""
    found: dict[Library, dict[str, Any]] = {}
    faults: list[str] = []
    for folder in dict.fromkeys(name.partition("/")[0] for name in files if "/" in name):
        if folder == "content":
            continue
        about, unreadable = _json(files, f"{folder}/library.json")
        if unreadable:
            faults += unreadable
            continue
        library = _library(about)
        if library is None or folder not in (library.name, f"{library.name}-{library.major}.{library.minor}"):
            faults.append(f"its library {shown(folder)} calls itself otherwise in library.json: {_AGAIN}")
            continue
        found[library] = about
        faults += _missing_files(files, folder, about)
    return found, faults


def _missing_files(files: PackageFiles, folder: str, about: dict[str, Any]) -> Iterator[str]:
    for row in (*_rows(about.get("preloadedJs")), *_rows(about.get("preloadedCss"))):
        path = str(row.get("path", "")).replace("\\", "/").removeprefix("/")
        if f"{folder}/{path}" not in files:
            yield f"its library {shown(folder)} lacks {shown(path)}: {_AGAIN}"


def _wanted(needed: tuple[Library, ...], carried: Mapping[Library, dict[str, Any]]) -> set[Library]:
    """Return all that is named: H5P looks at the editors' libraries of those that come along, too."""
    named = (one for about in carried.values() for one in _named(about, "preloaded", "dynamic", "editor"))
    return {*needed, *named}


def _main_first(main: str, named: tuple[Library, ...]) -> tuple[Library, ...]:
    """Return libraries, each once, the main one first and the others by name."""
    return tuple(sorted(set(named), key=lambda one: (one.name != main, one)))


def _named(about: Mapping[str, Any], *kinds: str) -> tuple[Library, ...]:
    """Return the libraries that a description names."""
    rows = (row for kind in kinds for row in _rows(about.get(f"{kind}Dependencies")))
    return tuple(library for row in rows if (library := _library(row)))


def _count(about: Mapping[str, Any], *kinds: str) -> int:
    rows = (about.get(f"{kind}Dependencies") for kind in kinds)
    return sum(len(row) for row in rows if isinstance(row, list))


def _library(row: Any) -> Library | None:
    if not isinstance(row, dict):
        return None
    name, major, minor = (str(row.get(key)) for key in ("machineName", "majorVersion", "minorVersion"))
    if not (_MACHINE_NAME.fullmatch(name) and _NUMBER.fullmatch(major) and _NUMBER.fullmatch(minor)):
        return None
    return Library(name, int(major), int(minor)) if isinstance(row.get("machineName"), str) else None


def _printable(value: Any) -> str:
    return "".join(sign for sign in value if sign.isprintable())[:255] if isinstance(value, str) else ""


def _rows(value: Any) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _texts(value: Any) -> set[str]:
    return {one for one in value if isinstance(one, str)} if isinstance(value, list) else set()
