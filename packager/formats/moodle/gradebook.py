"""Grades: of activities, and what every grade item has."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.xml import Element, Value, node

FULL = 100
"""Every grade is in per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A grade of an activity, 0 to `full`; several of one activity make 100. `passing` is in per cent.

    `counted` false keeps it out of the course's total; `number` is Moodle's number of it among the grades of
    an activity, `name` where it is not the activity's own.
    """

    passing: int = 0
    counted: bool = True
    full: Decimal = Decimal(FULL)
    number: int = 0
    name: str = ""


_FIELDS = (
    "categoryid", "itemname", "itemtype", "itemmodule", "iteminstance", "itemnumber", "iteminfo", "idnumber",
    "calculation", "gradetype", "grademax", "grademin", "scaleid", "outcomeid", "gradepass", "multfactor",
    "plusfactor", "aggregationcoef", "aggregationcoef2", "weightoverride", "sortorder", "display", "decimals",
    "hidden", "locked", "locktime", "needsupdate", "timecreated", "timemodified",
)  # fmt: skip
"""The fields of a grade item in Moodle's own order."""


def grade_item(item: int, *, full: Decimal | int, passing: int, **fields: Value) -> Element:
    """Return a grade item; `passing` is in per cent, `fields` are those that differ from item to item."""
    needed = Decimal(passing) * full / FULL
    same: dict[str, Value] = {
        "iteminfo": None, "calculation": None, "gradetype": 1, "grademax": f"{full:.5f}",
        "grademin": "0.00000", "scaleid": None, "outcomeid": None, "gradepass": f"{needed:.5f}",
        "multfactor": "1.00000", "plusfactor": "0.00000", "aggregationcoef": "0.00000", "display": 0,
        "decimals": None, "hidden": 0, "locked": 0, "locktime": 0, "needsupdate": 0, "timecreated": MOMENT,
        "timemodified": MOMENT,
    }  # fmt: skip
    values = same | fields
    return node("grade_item", {"id": item}, node("grade_grades"), **{name: values[name] for name in _FIELDS})
