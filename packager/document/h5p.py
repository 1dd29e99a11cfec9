"""H5P: content that a platform plays from a file, with libraries of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from packager.document.blocks import Body
from packager.document.unit_base import UnitBase

H5pButton = Literal["download", "embed", "copyright"]


@dataclass(frozen=True, slots=True, kw_only=True)
class H5pContent:
    """What a package says of itself. Libraries are written as `H5P.MultiChoice 1.16`; `needed` begins with
    the main one, `absent` are those that the package does not bring along."""

    content_type: str
    needed: tuple[str, ...]
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class H5p(UnitBase):
    """A .h5p file by language (asset path). Its body holds a block `alternative`, which says the same as
    text. `passing` in per cent; only what is `graded` has a grade."""

    body: Body
    asset: Mapping[str, str]
    content: Mapping[str, H5pContent]
    graded: bool = False
    passing: int | None = None
    counts: Literal["best", "average", "last", "first"] = "best"
    buttons: tuple[H5pButton, ...] = ()
    kind: Literal["h5p"] = "h5p"
