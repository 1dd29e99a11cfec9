"""Resolves what texts refer to: units, media and terms of the module that is being read."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote

from packager.definition.h5p_content import read_content
from packager.definition.media import MEDIA, MediaFolder
from packager.definition.media_types import media_type
from packager.definition.mistakes import did_you_mean, shown
from packager.definition.models.base import MODULE_ID, SLUG
from packager.definition.problems import Place, Problems
from packager.document.h5p import H5pContent

_OTHER_MODULE = re.compile(rf"{MODULE_ID[:-1]}/{SLUG[1:]}")

_MEDIA = f"{MEDIA}/"
_CREDITED = ("image/", "audio/", "video/")
"""Media of these types name their author; a hand-out or a template is the module's own text."""


class ModuleScope:
    """The scope of one module (see `packager.definition.scope.Scope`)."""

    def __init__(
        self,
        module_id: str,
        languages: tuple[str, ...],
        units: Iterable[str],
        terms: Iterable[str],
        media: MediaFolder,
        problems: Problems,
        without_page: Iterable[str] = (),
    ) -> None:
        self.module_id = module_id
        self.languages = languages
        self.units = tuple(units)
        self.terms = tuple(terms)
        self.without_page = frozenset(without_page)
        self.media = media
        self.problems = problems

    def asset(self, written: str, language: str, place: Place, *, field: str = "") -> str | None:
        """Return the asset path for a path as written in the file of `place`; see `Scope.asset`."""
        path = self._path(written, place, field)
        if path is None:
            return None
        found = self.media.find(path, language)
        if found is None:
            self._report_missing(path, written, language, place, field)
            return None
        if _has_author(found) and self.media.credits_readable and not self.media.credit(found):
            self.problems.incomplete(
                place, field, f"{found} has no credit: add author and licence to media/media.yaml"
            )
        return self.media.use(found, place, field)

    def folder(self, written: str, place: Place, *, field: str = "") -> tuple[str, ...]:
        """Return the files of a folder by their paths; see `Scope.folder`."""
        path = self._path(written, place, field)
        if path is None:
            return ()
        inside = (one for one in self.media.files if one.startswith(f"{path}/"))
        found = dict.fromkeys(self.media.neutral(one) for one in inside)
        if not found:
            guess = did_you_mean(path, self._folders())
            advice = guess or "put files there, or name a folder that holds some"
            self.problems.error(place, field, f"{shown(written)} is no folder with files: {advice}")
        return tuple(found)

    def _folders(self) -> set[str]:
        return {posixpath.dirname(path) for path in self.media.files} - {MEDIA}

    def _path(self, written: str, place: Place, field: str) -> str | None:
        """Return a written path as a path from the module's folder, or report that it leads elsewhere."""
        plain = unicodedata.normalize("NFC", unquote(written))
        folder = posixpath.dirname(place.file)
        path = posixpath.normpath(posixpath.join(folder, plain))
        if "\\" in plain:
            self.problems.error(place, field, f"{shown(written)}: write / between folders, not \\")
        elif path.startswith(_MEDIA) and not plain.startswith("/"):
            return path
        elif plain.startswith(_MEDIA):
            self.problems.error(place, field, f"{shown(written)} leads to {path}: write ../{shown(plain)}")
        else:
            self.problems.error(
                place, field, f"{shown(written)} is not below media/: put the file there and write its path"
            )
        return None

    def _report_missing(self, path: str, written: str, language: str, place: Place, field: str) -> None:
        if any(one.startswith(f"{path}/") for one in self.media.files):
            self.problems.error(place, field, f"{shown(written)} is a folder: name the files in it")
            return
        same = next((one for one in self.media.files if one.casefold() == path.casefold()), None)
        if same:
            advice = f"the file is called {same}: write it in the same letters"
        elif path in (self.media.neutral(one) for one in self.media.files):
            advice = f"it is there for other languages alone: add {self.media.variant(path, language)}"
        elif guess := did_you_mean(path.removeprefix(_MEDIA), _names(self.media)):
            advice = f"there is no such file below {_MEDIA}; {guess}"
        else:
            advice = f"there is no such file: put it there, or {self.media.variant(path, language)}"
        self.problems.error(place, field, f"{shown(written)}: {advice}")

    def h5p(self, path: str, place: Place, field: str) -> H5pContent | None:
        """Return what a package holds; see `Scope.h5p`."""
        return read_content(
            path, self.media.files[path], lambda text: self.problems.error(place, field, text)
        )

    def unit(self, written: str, place: Place) -> str | None:
        """Return the unit key for a unit of this module or of another one; see `Scope.unit`."""
        own = written.removeprefix(f"{self.module_id}/")
        if "/" in own:
            if _OTHER_MODULE.fullmatch(own):
                return own
            self.problems.error(
                place, "", f"unit:{shown(own)} is no unit key: write it as fi.example.module/unit"
            )
            return None
        if own in self.without_page:
            message = (
                f"unit:{shown(own)} is a text between units, which has no page: link to a unit beside it"
            )
            self.problems.error(place, "", message)
            return None
        if own in self.units:
            return f"{self.module_id}/{own}"
        guess = did_you_mean(own, self.units) or f"it has {', '.join(self.units)}"
        self.problems.error(place, "", f"unit:{shown(own)} is not a unit of this module: {guess}")
        return None

    def term(self, written: str, place: Place) -> str | None:
        """Return the id of a term; see `Scope.term`."""
        if written in self.terms:
            return written
        guess = did_you_mean(written, self.terms) or "add it to terms in each language's module.yaml"
        self.problems.error(place, "", f"term:{shown(written)} is not explained: {guess}")
        return None


def _names(media: MediaFolder) -> list[str]:
    return [path.removeprefix(_MEDIA) for path in media.files]


def _has_author(path: str) -> bool:
    return (media_type(path) or "").startswith(_CREDITED)
