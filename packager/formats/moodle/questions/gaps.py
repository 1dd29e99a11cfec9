"""Gaps become `multianswer` ("cloze"): a text with places, and a question of its own for each."""

from __future__ import annotations

from html import escape

from packager.document.questions import Gaps
from packager.document.words import Xhtml
from packager.formats.moodle.ids import stamp
from packager.formats.moodle.questions.base import Asking, Written, plugin
from packager.formats.moodle.questions.choice import RIGHT
from packager.formats.moodle.questions.entry import Entry, entry
from packager.formats.moodle.questions.typed import short_answer
from packager.formats.moodle.xml import Element, node
from packager.render.checks import GAP


def write_gaps(question: Gaps, asking: Asking) -> Written:
    """Return the passage with its places, `{#1}` for the first gap. Every gap weighs the same."""
    passage = asking.build.edition.html(question.passage)
    marked = GAP.sub(r"{#\1}", passage.replace("{#", "&#123;#"))
    numbers = [asking.build.ids.new("question") for _ in question.gaps]
    parts = tuple(_part(question, place, number, asking) for place, number in enumerate(numbers))
    options = node(
        "multianswer", {"id": asking.build.ids.new("options")},
        question=asking.id, sequence=",".join(map(str, numbers)),
    )  # fmt: skip
    return Written(
        plugin=plugin("multianswer", node("answers"), options),
        added=asking.html(Xhtml(marked), "questiontext"),
        mark=len(numbers),
        parts=parts,
    )


def _part(question: Gaps, place: int, number: int, asking: Asking) -> Element:
    """Return the bank entry of a gap."""
    words = asking.build.edition.pick(question.gaps[place].accepted)
    answers = [asking.answer(_without_wildcard(word), RIGHT) for word in words]
    return entry(
        asking,
        Entry(
            id=number,
            parent=asking.id,
            name=f"{question.id} {place + 1}",
            text=_as_typed(words, case_sensitive=question.case_sensitive),
            qtype="shortanswer",
            mark=1,
            penalty="0.0000000",
            stamp=stamp(asking.build.edition.language, f"{asking.unit.key}#{question.id}", str(place + 1)),
            plugin=short_answer(asking, answers, case_sensitive=question.case_sensitive),
        ),
    )


def _without_wildcard(word: str) -> str:
    """Escape `*`, which matches anything in a short answer but nothing in a gap of the document."""
    return word.replace("*", r"\*")


def _as_typed(words: tuple[str, ...], *, case_sensitive: bool) -> str:
    """Return a gap as a teacher would type it in Moodle's editing form, which reads it back from here.

    The form undoes HTML entities and the escapes `\\#` and `\\}`, nothing else (qtype_multianswer 4.5).
    """
    kind = "SHORTANSWER_C" if case_sensitive else "SHORTANSWER"
    escaped = (
        escape(_without_wildcard(word), quote=False)
        .replace("#", r"\#").replace("}", r"\}").replace("~", "&#126;")
        for word in words
    )  # fmt: skip
    return "{1:" + kind + ":=" + "~=".join(escaped) + "}"
