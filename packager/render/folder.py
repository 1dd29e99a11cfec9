"""The files of a folder as a list to take along: name, type and size of each, below the folders inside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from packager.document.assets import Asset
from packager.document.edition import Edition
from packager.document.folder import Folder
from packager.render.environment import environment


@dataclass(frozen=True, slots=True)
class Shown:
    """A file as it is shown. `title` is what its author called it, else its name."""

    asset: Asset
    title: str

    @property
    def kind(self) -> str:
        """What kind of file it is, as people know it: PDF, DOCX …"""
        return self.asset.name.rpartition(".")[2].upper()


def folder_files(edition: Edition, unit: Folder) -> Iterator[tuple[str, list[Shown]]]:
    """Yield each folder inside (empty at the top) with its files, in their order."""
    ordered = sorted(unit.files_inside, key=lambda one: one.within)
    for within, files in groupby(ordered, lambda one: one.within):
        yield within, [_shown(edition, edition.pick(one.asset)) for one in files]


def _shown(edition: Edition, path: str) -> Shown:
    asset = edition.module.assets[path]
    return Shown(asset, edition.text(asset.credit.title if asset.credit else None) or asset.name)


def file_list(edition: Edition, unit: Folder, address: Callable[[str], str | None]) -> Markup:
    """Return the list of files; `address` gives where one is downloaded."""
    template = environment(edition.language).get_template("unit/files.html")
    return Markup(template.render(folders=list(folder_files(edition, unit)), address=address))  # it escapes
