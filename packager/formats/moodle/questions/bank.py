"""The bank of a quiz, in the quiz' own context: Moodle 4.5 and 5.1 both take that without a warning."""

from __future__ import annotations

from packager.document.questions import Question
from packager.document.units import Quiz
from packager.document.words import plain_text
from packager.formats.moodle.activities.base import Activity
from packager.formats.moodle.build import Build
from packager.formats.moodle.codes import as_words
from packager.formats.moodle.ids import idnumber, stamp
from packager.formats.moodle.questions.base import HTML, Asking
from packager.formats.moodle.questions.entry import Entry, entry
from packager.formats.moodle.questions.table import QUESTIONS
from packager.formats.moodle.xml import Element, node
from packager.notes import Loss

_MODULE_CONTEXT = 70
_LONGEST_NAME = 80


def add_bank(build: Build, activity: Activity, unit: Quiz) -> tuple[tuple[int, int], list[int]]:
    """Add the two categories of a quiz (the context's top one, and one named after the quiz).

    Returns their numbers, and the number of each question's bank entry in the quiz' order.
    """
    language = build.edition.language
    top, own = build.ids.new("category"), build.ids.new("category")
    elements: list[Element] = []
    asked: list[int] = []
    for question in unit.questions:
        main, *parts = _entries(build, activity, own, unit, question)
        asked.append(int(main.attrib["id"]))
        elements += [main, *parts]
    key = f"{language} {unit.key}"
    build.categories.append(_category(top, activity, name="top", parent=0, key=f"{key} top", entries=[]))
    build.categories.append(
        _category(own, activity, name=activity.name, parent=top, key=key, entries=elements)
    )
    return (top, own), asked


def _entries(
    build: Build, activity: Activity, category: int, unit: Quiz, question: Question
) -> list[Element]:
    """Return the entry of a question and those of its parts."""
    row = QUESTIONS[type(question)]
    asking = Asking(
        build=build, unit=unit, question=question, id=build.ids.new("question"),
        context=activity.context, category=category,
    )  # fmt: skip
    _note_site_needs(asking, row.qtype)
    text = row.inert(asking.html(question.text, "questiontext"))
    written = row.write(question, asking)
    key = f"{unit.key}#{question.id}"
    made = Entry(
        id=asking.id,
        name=_name(question.id, text),
        text=text + written.added,
        qtype=row.qtype,
        mark=question.marks if written.mark is None else written.mark,
        penalty=written.penalty,
        stamp=stamp(build.edition.language, key),
        plugin=written.plugin,
        feedback=asking.html(question.feedback, "generalfeedback"),
        idnumber=idnumber(key),
    )
    return [entry(asking, made), *written.parts]


def _note_site_needs(asking: Asking, qtype: str) -> None:
    if qtype == "ordering":
        text = "Moodle has ordering questions from 4.4 on"
        asking.build.job.note_question(Loss.SITE_NEEDS, asking.unit, asking.question, text)


def _name(question_id: str, html: str) -> str:
    """Return the name that teachers see in the bank: the id and the beginning of the text."""
    words = plain_text(html)
    if len(words) > _LONGEST_NAME:
        words = words[:_LONGEST_NAME].rpartition(" ")[0] + " …"
    return as_words(f"{question_id}: {words}".replace("<", "&lt;").replace(">", "&gt;"))


def _category(
    number: int, activity: Activity, *, name: str, parent: int, key: str, entries: list[Element]
) -> Element:
    """Return a category in the context of the quiz."""
    return node(
        "question_category", {"id": number},
        node("question_bank_entries", None, *entries),
        name=name, contextid=activity.context, contextlevel=_MODULE_CONTEXT, contextinstanceid=activity.id,
        info="", infoformat=HTML, stamp=stamp("category", key), parent=parent,
        sortorder=0 if parent == 0 else 999, idnumber=None,
    )  # fmt: skip
