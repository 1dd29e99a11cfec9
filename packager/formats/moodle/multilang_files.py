"""The files of all languages in one pool: a record for each, and every activity names its own anew."""

from __future__ import annotations

from collections.abc import Mapping

from packager.formats.moodle.ids import Ids
from packager.formats.moodle.xml import Element, node

_PLACE = ("contextid", "component", "filearea", "itemid", "filepath", "filename")

Trees = Mapping[str, Mapping[str, Element]]
"""The root of each file of the backup in each language."""


def laid_over_files(trees: Trees) -> None:
    """Put the records of all languages into the first language's tree, and let it name them; the other
    languages' lists are emptied to be as its own."""
    ids = Ids()
    records: dict[tuple[str, ...], Element] = {}
    for root in trees["files.xml"].values():
        for record in root:
            records.setdefault(tuple(record.findtext(part) or "" for part in _PLACE), record)
    by_context: dict[str, list[int]] = {}
    for record in records.values():
        number = ids.new("file")
        record.set("id", str(number))
        by_context.setdefault(record.findtext("contextid") or "", []).append(number)
    for root in trees["files.xml"].values():
        for record in list(root):
            root.remove(record)
    next(iter(trees["files.xml"].values())).extend(records.values())
    _name_anew(trees, by_context)


def _name_anew(trees: Trees, by_context: Mapping[str, list[int]]) -> None:
    contexts = _contexts(trees)
    for name, by_language in trees.items():
        if not name.endswith("inforef.xml"):
            continue
        numbers = by_context.get(contexts.get(name.rpartition("/")[0], ""), [])
        for root in by_language.values():
            for old in root.findall("fileref"):
                root.remove(old)
            if numbers:
                place = 1 if root.find("grade_itemref") is not None else 0
                root.insert(
                    place, node("fileref", None, *(node("file", None, id=number) for number in numbers))
                )


def _contexts(trees: Trees) -> dict[str, str]:
    """Return the context of each folder of the backup: an activity's, the course's."""
    first = {name: next(iter(by_language.values())) for name, by_language in trees.items()}
    found = {
        name.rpartition("/")[0]: root.get("contextid", "")
        for name, root in first.items()
        if name.startswith("activities/") and root.tag == "activity"
    }
    found["course"] = first["course/course.xml"].get("contextid", "")
    return found
