"""The slots of a quiz: a question of its own in each, or one that is drawn from a pool."""

from __future__ import annotations

import json
from collections.abc import Iterator

from packager.document.pools import Draw
from packager.document.units import Quiz
from packager.formats.moodle.activities.base import Activity
from packager.formats.moodle.build import Build
from packager.formats.moodle.questions.bank import Bank
from packager.formats.moodle.xml import Element, Value, node

PER_PAGE = 5


def slots(build: Build, activity: Activity, unit: Quiz, bank: Bank) -> Element:
    """Return the slots in their order: a draw has one for each question that it draws."""
    references = list(_references(build, activity, unit, bank))
    made = [
        node(
            "question_instance", {"id": build.ids.new("slot")},
            reference,
            quizid=activity.instance, slot=place, page=(place - 1) // PER_PAGE + 1, displaynumber=None,
            requireprevious=0, maxmark=f"{marks}.0000000", quizgradeitemid=None,
        )
        for place, (marks, reference) in enumerate(references, start=1)
    ]  # fmt: skip
    return node("question_instances", None, *made)


def _references(build: Build, activity: Activity, unit: Quiz, bank: Bank) -> Iterator[tuple[int, Element]]:
    """Yield the marks of each slot, and what it refers to."""
    place: dict[str, Value] = {
        "usingcontextid": activity.context, "component": "mod_quiz", "questionarea": "slot"
    }  # fmt: skip
    for entry in unit.entries:
        for _ in range(entry.count if isinstance(entry, Draw) else 1):
            number = {"id": build.ids.new("reference")}
            if isinstance(entry, Draw):
                condition = _condition(build, entry, bank.pools[entry.pool])
                reference = node(
                    "question_set_reference", number, **place,
                    questionscontextid=activity.context, filtercondition=condition,
                )  # fmt: skip
            else:
                reference = node(
                    "question_reference", number, **place,
                    questionbankentryid=bank.entries[entry.id], version=None,
                )  # fmt: skip
            yield entry.marks, reference


def _condition(build: Build, draw: Draw, category: int) -> str:
    """Return which questions a slot draws from, all tags included, in the form of Moodle before 4.3.

    That form names its tags. In the later one 4.5 takes the numbers of tags for those of its own site; every
    version since 4.3 translates this one at the restore.
    """
    condition: dict[str, object] = {"questioncategoryid": category, "includingsubcategories": False}
    if draw.tags:
        condition["tags"] = [f"{build.backup.tag(name)},{name}" for name in draw.tags]
    return json.dumps(condition, separators=(",", ":"))
