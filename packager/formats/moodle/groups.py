"""Groups of the course: those that restrictions name, without members."""

from __future__ import annotations

from packager.formats.moodle.build import Backup
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.xml import Element, node


def groups(backup: Backup) -> Element:
    """Return `groups.xml`. Asked for when all restrictions are written."""
    found = [_group(name, number) for name, number in backup.groups.items()]
    if not found:
        return node("groups")
    groupings = node("groupings", None, node("groupingcustomfields"))
    return node("groups", None, *found, node("groupcustomfields"), groupings)


def _group(name: str, number: int) -> Element:
    return node(
        "group", {"id": number}, node("group_members"),
        name=name, idnumber="", description="", descriptionformat=1, enrolmentkey=None, picture=0,
        visibility=0, participation=1, timecreated=MOMENT, timemodified=MOMENT,
    )  # fmt: skip
