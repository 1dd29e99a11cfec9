"""Folders: several files to take along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from packager.document.blocks import Body
from packager.document.unit_base import UnitBase


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderFile:
    """A file in a folder. `within` is the folder inside the folder where it stands (`guides/ward`), empty at
    the top; `asset` is its asset path by language."""

    asset: Mapping[str, str]
    within: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder(UnitBase):
    """Several files, some of them in folders inside the folder, in the order in which they are shown."""

    body: Body
    files_inside: tuple[FolderFile, ...]
    kind: Literal["folder"] = "folder"
