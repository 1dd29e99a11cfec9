"""Entries of the question bank: a question in its one version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packager.document.words import Prose
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.questions.base import HTML, Asking
from packager.formats.moodle.xml import Element, node


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a bank entry holds. `parent` is the question that it is a part of; parts have no idnumber."""

    id: int
    name: str
    text: str
    qtype: str
    mark: int
    penalty: str
    stamp: str
    plugin: Element | None
    feedback: str = ""
    parent: int = 0
    idnumber: str | None = None
    tags: tuple[str, ...] = ()
    hints: tuple[Prose, ...] = ()
    count_parts: bool = False  # hints say how many parts are right
    length: int = 1  # how many numbers it takes; a text takes none


def _hints(asking: Asking, made: Entry) -> Iterator[Element]:
    """Yield the hints of a question; Moodle shows them one by one where a quiz takes several tries."""
    for hint in made.hints:
        number = asking.build.ids.new("hint")
        yield node(
            "question_hint", {"id": number},
            hint=asking.html(hint, "hint", number), hintformat=HTML, shownumcorrect=int(made.count_parts),
            clearwrong=0, options=None,
        )  # fmt: skip


def _tags(asking: Asking, made: Entry) -> Iterator[Element]:
    """Yield the tags of a question."""
    for name in made.tags:
        number = asking.build.backup.tag(name)
        yield node("tag", {"id": number, "contextid": asking.context}, name=name, rawname=name)


def entry(asking: Asking, made: Entry) -> Element:
    """Return `question_bank_entry` with one ready version."""
    question = node(
        "question", {"id": made.id},
        # Moodle 5 stops at hints that are empty and follow a field at once: it takes them for a field, too.
        node("plugin_qbank_comment_question", None, node("comments")) if made.plugin is None else made.plugin,
        node("question_hints", None, *_hints(asking, made)),
        node("tags", None, *_tags(asking, made)),
        parent=made.parent, name=made.name, questiontext=made.text, questiontextformat=HTML,
        generalfeedback=made.feedback, generalfeedbackformat=HTML, defaultmark=f"{made.mark}.0000000",
        penalty=made.penalty, qtype=made.qtype, length=made.length, stamp=made.stamp, timecreated=MOMENT,
        timemodified=MOMENT, createdby=None, modifiedby=None,
    )  # fmt: skip
    new = asking.build.ids.new
    version = node("question_versions", {"id": new("version")},
                   node("questions", None, question), version=1, status="ready")  # fmt: skip
    return node(
        "question_bank_entry", {"id": new("entry")},
        node("question_version", None, version),
        questioncategoryid=asking.category, idnumber=made.idnumber, ownerid=None,
    )  # fmt: skip
