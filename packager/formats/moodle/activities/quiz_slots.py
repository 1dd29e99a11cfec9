"""The slots of a quiz: a question of its own in each, or one that is drawn from a pool."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from packager.document.pools import Draw
from packager.document.questions import Question
from packager.document.quiz_layout import is_shuffled, section_spans
from packager.document.quiz_settings import QuizSection
from packager.document.units import Quiz
from packager.formats.moodle.activities.base import Activity
from packager.formats.moodle.build import Build
from packager.formats.moodle.questions.bank import Bank
from packager.formats.moodle.xml import Element, Value, node

USUAL_PER_PAGE = 5


def per_page(unit: Quiz) -> int:
    """Return how many questions stand on a page; 0 is all."""
    return USUAL_PER_PAGE if unit.per_page is None else unit.per_page


@dataclass(frozen=True, slots=True)
class _Slot:
    marks: int
    reference: Element
    breaks: bool = False  # the author begins a page with it
    asks: bool = True  # the text of a section asks nothing


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots of a quiz and its sections, both as Moodle keeps them."""

    instances: Element
    sections: Element


def write_slots(build: Build, activity: Activity, unit: Quiz, bank: Bank) -> Slots:
    """Return the slots in their order: a draw has one for each question that it draws."""
    writer = _Writer(build, activity, bank)
    entries = list(unit.entries)
    instances: list[Element] = []
    sections: list[Element] = []
    page, most = 0, per_page(unit)
    for section, first, end in section_spans(unit, len(entries)):
        sections.append(_section(build, unit, section, len(instances) + 1))
        slots = [slot for entry in entries[first:end] for slot in writer.of(entry)]
        if first in bank.texts:
            slots.insert(0, _Slot(0, writer.reference(bank.texts[first]), asks=False))
        on_page = 0
        for number, slot in enumerate(slots):
            if number == 0 or slot.breaks or (most and on_page >= most):
                page, on_page = page + 1, 0
            on_page += slot.asks
            instances.append(_instance(build, activity, slot, len(instances) + 1, page))
    return Slots(node("question_instances", None, *instances), node("sections", None, *sections))


def _instance(build: Build, activity: Activity, slot: _Slot, place: int, page: int) -> Element:
    return node(
        "question_instance", {"id": build.ids.new("slot")},
        slot.reference,
        quizid=activity.instance, slot=place, page=page, displaynumber=None, requireprevious=0,
        maxmark=f"{slot.marks}.0000000", quizgradeitemid=None,
    )  # fmt: skip


def _section(build: Build, unit: Quiz, section: QuizSection | None, first_slot: int) -> Element:
    heading = build.name(build.edition.text(section.title), unit.id) if section else ""
    return node("section", {"id": build.ids.new("band")},
                firstslot=first_slot, heading=heading,
                shufflequestions=int(is_shuffled(unit, section)))  # fmt: skip


class _Writer:
    """Writes what the slots of one quiz refer to."""

    def __init__(self, build: Build, activity: Activity, bank: Bank) -> None:
        self._build = build
        self._context = activity.context
        self._bank = bank
        self._place: dict[str, Value] = {
            "usingcontextid": activity.context, "component": "mod_quiz", "questionarea": "slot"
        }  # fmt: skip

    def of(self, entry: Question | Draw) -> Iterator[_Slot]:
        """Yield the slots of a question or a draw."""
        if not isinstance(entry, Draw):
            yield _Slot(entry.marks, self.reference(self._bank.entries[entry.id]), entry.new_page)
            return
        condition = _condition(self._build, entry, self._bank.pools[entry.pool])
        for number in range(entry.count):
            reference = node(
                "question_set_reference", {"id": self._build.ids.new("reference")}, **self._place,
                questionscontextid=self._context, filtercondition=condition,
            )  # fmt: skip
            yield _Slot(entry.marks, reference, entry.new_page and number == 0)

    def reference(self, bank_entry: int) -> Element:
        """Return the reference to an entry of the bank."""
        return node(
            "question_reference", {"id": self._build.ids.new("reference")}, **self._place,
            questionbankentryid=bank_entry, version=None,
        )  # fmt: skip


def _condition(build: Build, draw: Draw, category: int) -> str:
    """Return which questions a slot draws from, all tags included, in the form of Moodle before 4.3.

    That form names its tags. In the later one 4.5 takes the numbers of tags for those of its own site; every
    version since 4.3 translates this one at the restore.
    """
    condition: dict[str, object] = {"questioncategoryid": category, "includingsubcategories": False}
    if draw.tags:
        condition["tags"] = [f"{build.backup.tag(name)},{name}" for name in draw.tags]
    return json.dumps(condition, separators=(",", ":"))
