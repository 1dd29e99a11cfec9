"""What units of all kinds have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from packager.document.restriction import Restriction
from packager.document.settings import PLAIN, Settings
from packager.document.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitBase:
    """What all units have. `key` is `<module id>/<unit id>`, for ever; `after` and `serves` hold ids
    of this module's units and outcomes; `restrict` is what else must hold before it opens."""

    id: str
    key: str
    title: Words
    minutes: int
    serves: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    restrict: Restriction | None = None
    settings: Settings = PLAIN
    files: Mapping[str, str] = field(default_factory=dict)  # source file by language, for messages


UNIT_FIELDS = tuple(field.name for field in fields(UnitBase))
"""The names of what all units have."""
