"""A module's files below `media/`: which there are, who made them, which are used."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from packager.definition.media_types import media_type
from packager.definition.problems import Place, Problems
from packager.definition.text_files import inside
from packager.document.assets import Asset, Credit, Sums
from packager.sums import stamp_of, sums_of

MEDIA = "media"
CREDITS_FILE = "media/media.yaml"

# Windows refuses these characters, names and endings; Moodle's file names lose ' & ` besides.
_REFUSED = re.compile(r"[<>:\"|?*\\'&`\x00-\x1f\x7f]")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
LONGEST_NAME = 120


def refusal(name: str) -> str | None:
    """Return why a name of a file or folder does not work on every system, or None where it does."""
    if found := _REFUSED.search(name):
        return f"{found[0]} in a name is refused by Windows or Moodle: rename the file or folder"
    if _DEVICES.fullmatch(name):
        return f"{name} is a device's name on Windows: rename the file or folder"
    if name.endswith((".", " ")) or name.startswith(" "):
        return "a name that begins with a space or ends in a dot or space is lost on Windows: rename it"
    if len(name) > LONGEST_NAME:
        return f"the name is longer than {LONGEST_NAME} characters: rename the file or folder"
    return None


def describe(path: str, location: Path, credit: Credit | None, known: Sums | None = None) -> Asset:
    """Return a file as an asset; its bytes are read in pieces, unless what is known of it is still so.
    Raises OSError."""
    sums = known if known and known.stamp == stamp_of(location.stat()) else sums_of(location)
    return Asset(
        path=path,
        media_type=media_type(path) or "application/octet-stream",
        size=sums.size,
        sha1=sums.sha1,
        credit=credit,
        location=location,
        sums=sums,
    )


class MediaFolder:
    """The files below `media/` of a module. Names are compared letter by letter on every system."""

    def __init__(
        self,
        folder: Path,
        languages: tuple[str, ...],
        problems: Problems,
        known: Mapping[Path, Sums] | None = None,
    ) -> None:
        self.known = known or {}
        self.languages = languages
        self.problems = problems
        self.credits: dict[str, Credit] = {}  # by name below media/
        self.credits_readable = True  # where media.yaml has mistakes, nobody is blamed for a missing credit
        self.assets: dict[str, Asset] = {}
        self.files: dict[str, Path] = {}
        for path, location in _scan(folder):
            if inside(folder, location):
                self.files[path] = location
            else:
                problems.error(
                    Place(path), "", "leads out of the module's folder: put the file itself here, not a link"
                )

    def find(self, path: str, language: str) -> str | None:
        """Return the path of the language's own variant (`x.fi.svg`), else of the file itself, if any."""
        variant = self.variant(path, language)
        return variant if variant in self.files else path if path in self.files else None

    @staticmethod
    def variant(path: str, language: str) -> str:
        """Return the name of a file's variant in a language."""
        stem, dot, extension = path.rpartition(".")
        return f"{stem}.{language}{dot}{extension}"

    def neutral(self, path: str) -> str:
        """Return a variant's name without its language."""
        stem, dot, extension = path.rpartition(".")
        base, _, language = stem.rpartition(".")
        return f"{base}{dot}{extension}" if base and language in self.languages else path

    def credit(self, path: str) -> Credit | None:
        """Return who made a file; a variant shares what is said of the file without language."""
        name = path.removeprefix(f"{MEDIA}/")
        return self.credits.get(name) or self.credits.get(self.neutral(name))

    def use(self, path: str, place: Place, field: str = "") -> str | None:
        """Make a file travel with the module; report where it cannot."""
        reason = next((why for part in path.split("/") if (why := refusal(part))), None)
        if reason is None and media_type(path) is None:
            reason = f"modules do not carry files as {path}: put it into a .zip"
        if reason:
            self.problems.error(place, field, reason)
            return None
        if path not in self.assets:
            try:
                location = self.files[path]
                self.assets[path] = describe(path, location, self.credit(path), self.known.get(location))
                self._check_drawing(path)
            except OSError as error:
                self.problems.error(
                    place, field, f"{path} cannot be read ({error.strerror}): check its permissions"
                )
                return None
        return path

    def _check_drawing(self, path: str) -> None:
        if path.lower().endswith(".svg"):
            from packager.definition.drawings import drawing_mistakes  # brings lxml, which texts do not need

            for line, message in drawing_mistakes(self.files[path]):
                self.problems.error(Place(path, line), "", message)

    def report_unused(self) -> None:
        """Warn of files that nothing uses, in none of their language variants."""
        used = {self.neutral(path) for path in self.assets}
        for path in self.files:
            if self.neutral(path) not in used:
                self.problems.warning(Place(path), "", "nothing uses this file: use it or take it away")


def _scan(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield (path with `/`, location) of each file below media/, sorted, hidden ones left out."""
    root = folder / MEDIA
    for parent, folders, names in os.walk(root):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(names):
            location = Path(parent, name)
            path = unicodedata.normalize("NFC", location.relative_to(folder).as_posix())
            hidden = name.startswith(".") or name in ("Thumbs.db", "desktop.ini")
            if path != CREDITS_FILE and not hidden and (location.is_file() or location.is_symlink()):
                yield path, location
