"""A badge that a platform may give to those who are done."""

from __future__ import annotations

from dataclasses import dataclass

from packager.document.picture import Picture
from packager.document.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A badge of a module or of a course. What is not said is as the module says it: its title, its summary,
    all that must be done. `units` are the ids of those that must be done."""

    name: Words | None = None
    description: Words | None = None
    units: tuple[str, ...] = ()
    picture: Picture | None = None
