"""What changed between two versions of a module, unit by unit, as a lecturer needs to know it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from packager.document.fingerprint import FILES, SETTINGS, TEXT, TITLE, Fingerprint, UnitPrint
from packager.render.environment import N_, translations

What = Literal["new", "changed", "moved", "gone"]

_PARTS: Mapping[str, str] = {
    TITLE: N_("title"),
    TEXT: N_("text"),
    FILES: N_("files"),
    SETTINGS: N_("settings"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What happened to a unit. `parts` are those that differ: `text`, `settings`, `#question` …"""

    what: What
    unit: UnitPrint
    parts: tuple[str, ...] = ()

    def parts_in(self, language: str) -> str:
        """Return the parts in a language, as a list in words."""
        say = translations(language).gettext
        return ", ".join(say(_PARTS[part]) if part in _PARTS else part for part in self.parts)

    def as_json(self) -> dict[str, object]:
        """Return the change as JSON types."""
        return {
            "what": self.what, "unit": self.unit.key, "kind": self.unit.kind, "title": self.unit.title,
            "section": self.unit.section, "parts": list(self.parts),
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All changes of an edition since an earlier version."""

    earlier: Fingerprint
    later: Fingerprint
    units: tuple[Change, ...]

    @property
    def to_deliver(self) -> frozenset[str]:
        """The keys of the units that a course lacks or holds in an older form."""
        return frozenset(one.unit.key for one in self.units if one.what in ("new", "changed"))

    @property
    def as_before(self) -> int:
        """How many units stand as they stood."""
        return len(self.later.units) - sum(one.what != "gone" for one in self.units)

    def as_json(self) -> dict[str, object]:
        """Return the changes as JSON types."""
        return {
            "module": self.later.module, "language": self.later.language, "since": self.earlier.version,
            "version": self.later.version, "as_before": self.as_before,
            "changes": [one.as_json() for one in self.units],
        }  # fmt: skip


def changes(earlier: Fingerprint, later: Fingerprint) -> Changes:
    """Compare two versions of one edition."""
    return Changes(earlier=earlier, later=later, units=tuple(_changes(earlier, later)))


def _changes(earlier: Fingerprint, later: Fingerprint) -> Iterator[Change]:
    before = {unit.key: unit for unit in earlier.units}
    for unit in later.units:
        known = before.pop(unit.key, None)
        if known is None:
            yield Change(what="new", unit=unit)
        elif known.kind != unit.kind or known.parts != unit.parts:
            yield Change(what="changed", unit=unit, parts=tuple(_different(known, unit)))
        elif known.section != unit.section:
            yield Change(what="moved", unit=unit)
    yield from (Change(what="gone", unit=unit) for unit in before.values())


def _different(known: UnitPrint, unit: UnitPrint) -> Iterator[str]:
    names = dict.fromkeys([*unit.parts, *known.parts])
    return (name for name in names if known.parts.get(name) != unit.parts.get(name))
