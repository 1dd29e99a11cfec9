"""Hours against minutes, credits against hours, and how long a lesson may be."""

from __future__ import annotations

from decimal import Decimal

from packager.definition.definition import Definition
from packager.definition.models.course_text import TextRow
from packager.document.credential import Workload

LONGEST_LESSON = 20
TOLERANCE = Decimal("0.15")

# ECTS Users' Guide 2015: 60 credits are 1500 to 1800 hours. In Finland 1600 (Decree 1129/2014, s. 3).
HOURS_A_CREDIT = (25, 30)


def check_workload(definition: Definition) -> None:
    """Compare hours, minutes and credits."""
    for path, row in definition.rows:
        place = definition.place(*path, "minutes")
        if isinstance(row, TextRow):
            continue
        if row.minutes is None:
            definition.problems.incomplete(
                place, f"{row.id}.minutes", "is missing: say how long it takes, as minutes: 15"
            )
        elif row.kind == "lesson" and row.minutes > LONGEST_LESSON:
            definition.problems.error(
                place,
                f"{row.id}.minutes",
                f"a lesson of {row.minutes} minutes is too long for one sitting: split it into lessons of at "
                f"most {LONGEST_LESSON}",
            )
    _check_hours(definition)
    _check_credits(definition)


def _check_hours(definition: Definition) -> None:
    hours = definition.structure.credential.workload.hours
    minutes = [row.minutes for _, row in definition.rows if not isinstance(row, TextRow)]
    known = sum(one or 0 for one in minutes)
    if hours is None:
        message = f"is missing: {f'the units take {_hours(known)} hours' if known else 'add it, as hours: 6'}"
    elif None in minutes or abs(known - hours * 60) <= hours * 60 * TOLERANCE:
        return
    else:
        message = (
            f"says {hours}, but the units take {known} minutes ({_hours(known)} hours): correct one of them "
            "(they may differ by 15 %)"
        )
    place = definition.place("credential", "workload", "hours")
    definition.problems.incomplete(place, "credential.workload.hours", message)


def _hours(minutes: int) -> str:
    return f"{Decimal(minutes) / 60:.2f}".rstrip("0").rstrip(".")


def _check_credits(definition: Definition) -> None:
    row = definition.structure.credential.workload
    if row.hours is None:
        return
    workload = Workload(hours=row.hours, credits=row.credits, system=row.system)
    if message := credits_mistake(workload):
        definition.problems.error(
            definition.place("credential", "workload", "credits"), "credential.workload.credits", message
        )


def credits_mistake(workload: Workload) -> str | None:
    """Return what is wrong with credits, or None. Points of VET (osp) measure no time: never compared."""
    if workload.credits is None:
        return None
    if workload.system == "none":
        return f"{workload.credits} of what? Add system: ects (or osp), or take the credits away"
    low, high = (workload.credits * hours for hours in HOURS_A_CREDIT)
    if workload.system == "ects" and not low <= workload.hours <= high:
        return (
            f"{workload.credits} ECTS credits are {low} to {high} hours of work (60 are 1600 hours in "
            f"Finland), but the hours are {workload.hours}: correct one of them"
        )
    return None
