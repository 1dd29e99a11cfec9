"""The picker's form as it came back: what was marked, so that it can be shown again or be answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from lti_tool.lti.deep_link import ALWAYS, Period
from lti_tool.services.deep_linking import Wanted, graded_by_default
from lti_tool.services.deep_linking_wishes import Choice, DatesError, period
from packager.document.units import Unit

MOMENTS = ("available-from", "available-until", "submit-from", "submit-until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """What a teacher marked so far; nothing on a fresh page."""

    marked: tuple[str, ...] = ()
    shown: Collection[str] = ()  # units that stood on the page: those that bear no mark are not graded
    graded: Collection[str] = ()
    moments: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    way: str = ""
    words: str = ""

    @classmethod
    def of(cls, form: MultiDict[str, str]) -> Picked:
        """Read the form."""
        return cls(
            marked=tuple(dict.fromkeys(form.getlist("unit"))),
            shown=frozenset(form.getlist("shown")),
            graded=frozenset(form.getlist("graded")),
            moments={name: value for name, value in form.items() if value and name.startswith(MOMENTS)},
            language=form.get("lang", ""),
            way=form.get("way", ""),
            words=form.get("q", "")[:200],
        )

    def is_graded(self, unit: Unit) -> bool:
        """Tell whether the box for a grade is ticked: as it was left, else as the unit usually has it."""
        return unit.key in self.graded if unit.key in self.shown else graded_by_default(unit)

    def moment(self, name: str, key: str) -> str:
        """Return a moment as its field takes it: without offset, so in Universal Time."""
        return self.moments.get(f"{name}:{key}", "").removesuffix("Z")[:16]

    def has_dates(self, key: str) -> bool:
        """Tell whether one of the four moments of a unit is given."""
        return any(self.moment(name, key) for name in MOMENTS)

    def badly_dated(self) -> tuple[str, ...]:
        """Return what is marked and has an end that is not after its beginning, or no moment at all."""
        return tuple(key for key in self.marked if self._periods(key) is None)

    def wanted(self) -> Wanted:
        """Return what to answer with."""
        choices = []
        for key in self.marked:
            available, submission = self._periods(key) or (ALWAYS, ALWAYS)
            choices.append(
                Choice(key=key, graded=key in self.graded, available=available, submission=submission)
            )
        return Wanted(choices=choices, language=self.language, way=self.way)

    def _periods(self, key: str) -> tuple[Period, Period] | None:
        said = [self.moments.get(f"{name}:{key}", "") for name in MOMENTS]
        try:
            return period(said[0], said[1]), period(said[2], said[3])
        except DatesError:
            return None
