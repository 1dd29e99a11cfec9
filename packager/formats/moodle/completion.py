"""When an activity counts as done, what must be done before it, and when the course is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from packager.formats.moodle.gradebook import Grade
from packager.formats.moodle.ids import Ids
from packager.formats.moodle.xml import Element, Value, node

_ALL = 1  # COMPLETION_AGGREGATION_ALL
_NONE, _BY_HAND, _BY_CONDITIONS = 0, 1, 2  # COMPLETION_TRACKING_…
_BY_ACTIVITY = 4  # COMPLETION_CRITERIA_TYPE_ACTIVITY


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """Conditions of Moodle's own completion. `rules` says that the activity has a rule of its own
    (submitting, posting), which stands with the activity's settings; `manual` leaves it to the learner
    to tick the activity, and stands alone."""

    view: bool = False
    grade: bool = False
    pass_grade: bool = False
    rules: bool = False
    manual: bool = False

    @property
    def tracked(self) -> bool:
        """Whether Moodle keeps completion for the activity at all."""
        return self.manual or self.by_conditions

    @property
    def by_conditions(self) -> bool:
        """Whether Moodle itself sees when the activity is done."""
        return self.view or self.grade or self.rules

    def fields(self, grade: Grade | None = None) -> dict[str, Value]:
        """Return the fields of `module.xml`; `grade` is the one that completes."""
        return {
            "completion": _BY_CONDITIONS if self.by_conditions else _BY_HAND if self.manual else _NONE,
            "completiongradeitemnumber": (grade.number if grade else 0) if self.grade else None,
            "completionpassgrade": int(self.pass_grade),
            "completionview": int(self.view),
        }


UNTRACKED = Completion()
"""Neither done nor not done."""


def course_completion(ids: Ids, course: int, activities: Iterable[tuple[str, int]]) -> Element:
    """Return `completion.xml`: the course is done when all of its activities (name, course module) are."""
    criteria = [
        node(
            "course_completion_criteria", {"id": ids.new("criterion")},
            course=course, criteriatype=_BY_ACTIVITY, module=module, moduleinstance=course_module,
            courseinstanceshortname=None, enrolperiod=None, timeend=None, gradepass=None, role=None,
            roleshortname=None,
        )
        for module, course_module in activities
    ]  # fmt: skip
    methods = [
        node("course_completion_aggr_methd", {"id": ids.new("criterion")},
             course=course, criteriatype=criteria_type, method=_ALL, value=None)
        for criteria_type in (None, _BY_ACTIVITY)
    ]  # fmt: skip
    return node("course_completion", None, *criteria, *(methods if criteria else ()))
