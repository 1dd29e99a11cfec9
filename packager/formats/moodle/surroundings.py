"""The files around an activity's own: its place in the course, its grade, and what it refers to."""

from __future__ import annotations

from collections.abc import Iterator

from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.availability import availability
from packager.formats.moodle.build import Build
from packager.formats.moodle.competencies import activity_competencies
from packager.formats.moodle.grade_tree import Gradebook
from packager.formats.moodle.gradebook import grade_item
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.releases import claim
from packager.formats.moodle.settled import expected, module_fields, tags
from packager.formats.moodle.xml import Element, node

_LISTS: dict[str, tuple[str, ...]] = {
    "roles": ("role_overrides", "role_assignments"),
    "filters": ("filter_actives", "filter_configs"),
    "events": (),
}
"""Roots of files that may be empty but not absent, with the empty lists that Moodle writes in them."""

_NOTHING = (("roles.xml", "roles"), ("filters.xml", "filters"), ("calendar.xml", "events"))


def nothing(root: str) -> Element:
    """Return the root of a file that holds nothing."""
    return node(root, None, *map(node, _LISTS.get(root, ())))


def activity_files(
    activity: Activity, content: Content, book: Gradebook, place: int
) -> Iterator[tuple[str, Element]]:
    """Yield each file of an activity's folder with its root. `place` is its place in the gradebook."""
    build = activity.build
    first = build.backup.grade_items.get(activity.id)
    items = [first, *build.backup.further_grade_items[activity.id]] if first else []
    yield "module.xml", _module(build, activity, content)
    yield f"{activity.module}.xml", node(
        "activity",
        {"id": activity.instance, "moduleid": activity.id, "modulename": activity.module,
         "contextid": activity.context},
        content.element,
    )  # fmt: skip
    yield "grades.xml", _grades(activity, content, book, items, place)
    yield "inforef.xml", _references(build, activity, content, items)
    yield "competencies.xml", activity_competencies(build, activity.unit)
    if content.grading is not None:
        yield "grading.xml", content.grading
    for name, root in _NOTHING:
        yield name, nothing(root)


def _module(build: Build, activity: Activity, content: Content) -> Element:
    """Return `module.xml`."""
    unit = activity.unit
    return node(
        "module", {"id": activity.id, "version": claim(build.job)[1]},
        tags(activity),
        modulename=activity.module, sectionid=activity.section, sectionnumber=activity.section_number,
        idnumber=activity.idnumber, added=MOMENT, score=0, indent=0, **module_fields(activity),
        groupingid=0, **content.completion.fields(content.grade), completionexpected=expected(activity),
        availability=availability(build, unit.id, unit.after, unit.restrict) if unit else None,
        showdescription=int(content.show_description), downloadcontent=1, lang=None,
    )  # fmt: skip


def _grades(activity: Activity, content: Content, book: Gradebook, items: list[int], place: int) -> Element:
    """Return `grades.xml`: the activity's columns in the gradebook, the first by the activity's idnumber."""
    columns = [
        grade_item(
            item, full=grade.full, passing=grade.passing, itemname=grade.name or activity.name,
            itemtype="mod", itemmodule=activity.module, iteminstance=activity.instance,
            itemnumber=grade.number,
            idnumber=None if grade.number else activity.idnumber, sortorder=place + nth,
            **book.fields(activity, grade),
        )
        for nth, (item, grade) in enumerate(zip(items, content.grades, strict=True))
    ]  # fmt: skip
    return node("activity_gradebook", None, node("grade_items", None, *columns), node("grade_letters"))


def _references(build: Build, activity: Activity, content: Content, items: list[int]) -> Element:
    """Return `inforef.xml`. What is not named here stays behind, without a warning."""
    groups = (
        ("file", build.files.of_context(activity.context)),
        ("grade_item", items),
        ("question_category", list(content.categories)),
    )
    return references(groups)


def references(groups: tuple[tuple[str, list[int]], ...]) -> Element:
    """Return an `inforef` that names things by kind and number."""
    return node(
        "inforef",
        None,
        *(
            node(f"{kind}ref", None, *(node(kind, None, id=number) for number in numbers))
            for kind, numbers in groups
            if numbers
        ),
    )
