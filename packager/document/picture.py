"""Pictures that belong to a whole: a module's, a badge's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from packager.document.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture (asset path by language) with its text alternative."""

    asset: Mapping[str, str]
    alt: Words
