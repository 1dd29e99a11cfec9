"""Reading one text file of a definition, or saying what is wrong with it."""

from __future__ import annotations

import re
from pathlib import Path

from packager.definition.problems import Place, Problems
from packager.definition.scope import SourceFile

MOST_BYTES = 2_000_000
"""No text that a person writes is longer; what is, was put there by mistake."""

INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML file and no learner can take."""
_BYTE_ORDER_MARK = "\ufeff"


def inside(folder: Path, path: Path) -> bool:
    """Tell whether a path below a folder stays there when its symbolic links are followed."""
    if not path.is_relative_to(folder):
        return False
    below = path.relative_to(folder).parts
    steps = (folder.joinpath(*below[:count]) for count in range(1, len(below) + 1))
    if ".." not in below and not any(step.is_symlink() for step in steps):
        return True  # the usual case, without the cost of resolving both paths
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself
        return False


def read_text(folder: Path, name: str, problems: Problems) -> SourceFile | None:
    """Return a UTF-8 text file below a folder, line ends as `\\n`; report why it cannot be read.

    A file that is not there is the caller's to report: it knows what for.
    """
    path = folder / name
    place = Place(name)
    if not inside(folder, path):
        problems.error(place, "", "leads out of the module's folder: put the file itself here, not a link")
        return None
    if not path.is_file():
        problems.error(place, "", "is not a file: put a text file there")
        return None
    try:
        with path.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        problems.error(place, "", f"cannot be read ({error.strerror}): check the file and its permissions")
        return None
    if len(content) > MOST_BYTES:
        problems.error(
            place, "", f"is longer than {MOST_BYTES // 1_000_000} MB: split it, or move data to media/"
        )
        return None
    return _decoded(name, content, path, problems)


def _decoded(name: str, content: bytes, path: Path, problems: Problems) -> SourceFile | None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.error(Place(name, line), "", "is not UTF-8: save the file again with the encoding UTF-8")
        return None
    text = text.removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
    if found := INVISIBLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        character = f"U+{ord(found[0]):04X}"
        problems.error(Place(name, line), "", f"holds the invisible character {character}: delete it")
        return None
    return SourceFile(name, text, path)
