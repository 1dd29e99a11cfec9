"""Grade items of activities, and the course's own category that they stand in."""

from __future__ import annotations

from dataclasses import dataclass

from packager.formats.moodle.ids import Ids
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.xml import Element, Value, node

FULL = 100
"""Every grade is in per cent."""

_NATURAL = 13  # GRADE_AGGREGATE_SUM


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """The grade of an activity, 0 to 100. `counted` false keeps it out of the course's total."""

    passing: int = 0
    counted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Gradebook:
    """The course's own category, and how many grades count in its total, each the same."""

    category: int
    counted: int

    def weight(self, grade: Grade) -> str:
        """Return the share of a grade in the total; Moodle works it out anew when the gradebook changes."""
        return f"{1 / self.counted:.5f}" if grade.counted else "0.00000"


def gradebook(ids: Ids, book: Gradebook) -> Element:
    """Return `gradebook.xml`: the course's category, natural weighting, and its total."""
    return node(
        "gradebook",
        None,
        node("attributes"),
        node(
            "grade_categories",
            None,
            node(
                "grade_category", {"id": book.category},
                parent=None, depth=1, path=f"/{book.category}/", fullname="?", aggregation=_NATURAL,
                keephigh=0, droplow=0, aggregateonlygraded=1, aggregateoutcomes=0, timecreated=MOMENT,
                timemodified=MOMENT, hidden=0,
            ),
        ),
        node(
            "grade_items",
            None,
            grade_item(
                ids.new("grade_item"), full=FULL * max(book.counted, 1), passing=0,
                categoryid=None, itemname=None, itemtype="course", itemmodule=None,
                iteminstance=book.category, itemnumber=None, idnumber=None, aggregationcoef2="0.00000",
                weightoverride=0, sortorder=1,
            ),
        ),
        node("grade_letters"),
        node("grade_settings", None, node("grade_setting", {"id": ""}, name="minmaxtouse", value=1)),
    )  # fmt: skip


_FIELDS = (
    "categoryid", "itemname", "itemtype", "itemmodule", "iteminstance", "itemnumber", "iteminfo", "idnumber",
    "calculation", "gradetype", "grademax", "grademin", "scaleid", "outcomeid", "gradepass", "multfactor",
    "plusfactor", "aggregationcoef", "aggregationcoef2", "weightoverride", "sortorder", "display", "decimals",
    "hidden", "locked", "locktime", "needsupdate", "timecreated", "timemodified",
)  # fmt: skip
"""The fields of a grade item in Moodle's own order."""


def grade_item(item: int, *, full: int, passing: int, **fields: Value) -> Element:
    """Return a grade item; `fields` are those that differ from item to item."""
    same: dict[str, Value] = {
        "iteminfo": None, "calculation": None, "gradetype": 1, "grademax": f"{full}.00000",
        "grademin": "0.00000", "scaleid": None, "outcomeid": None, "gradepass": f"{passing}.00000",
        "multfactor": "1.00000", "plusfactor": "0.00000", "aggregationcoef": "0.00000", "display": 0,
        "decimals": None, "hidden": 0, "locked": 0, "locktime": 0, "needsupdate": 0, "timecreated": MOMENT,
        "timemodified": MOMENT,
    }  # fmt: skip
    values = same | fields
    return node("grade_item", {"id": item}, node("grade_grades"), **{name: values[name] for name in _FIELDS})
