"""Gaps become `multianswer` ("cloze"): a text with places, and a question of its own for each."""

from __future__ import annotations

from html import escape

from packager.document.questions import Gaps
from packager.document.words import Xhtml
from packager.formats.moodle.codes import as_words
from packager.formats.moodle.ids import stamp
from packager.formats.moodle.questions.base import HTML, Asking, Written, plugin
from packager.formats.moodle.questions.choice import RIGHT, WRONG
from packager.formats.moodle.questions.entry import Entry, entry
from packager.formats.moodle.questions.typed import short_answer
from packager.formats.moodle.xml import Element, node
from packager.render.checks import GAP

_AS_A_MENU = 0  # qtype_multichoice_base::LAYOUT_DROPDOWN


def write_gaps(question: Gaps, asking: Asking) -> Written:
    """Return the passage with its places, `{#1}` for the first gap. Every gap weighs the same."""
    passage = asking.build.edition.html(question.passage)
    marked = GAP.sub(r"{#\1}", without_parts(passage))
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


def without_parts(html: str) -> str:
    """Return markup in which nothing reads as a place for a question inside."""
    return html.replace("{#", "&#123;#")


def _part(question: Gaps, place: int, number: int, asking: Asking) -> Element:
    """Return the bank entry of a gap: a short answer, or a choice that is shown as a menu."""
    if question.gaps[place].options:
        qtype, text, own = _menu(question, place, asking)
    else:
        qtype, text, own = _typed(question, place, asking)
    made = Entry(
        id=number, parent=asking.id, name=f"{question.id} {place + 1}", text=text, qtype=qtype, mark=1,
        penalty="0.0000000", plugin=own,
        stamp=stamp(asking.build.edition.language, asking.key, str(place + 1)),
    )  # fmt: skip
    return entry(asking, made)


def _typed(question: Gaps, place: int, asking: Asking) -> tuple[str, str, Element]:
    """Return a gap as a teacher would type it in Moodle's editing form, which reads it back from here.

    The form undoes HTML entities and the escapes `\\#` and `\\}`, nothing else (qtype_multianswer 4.5).
    """
    words = [_without_wildcard(word) for word in asking.build.edition.pick(question.gaps[place].accepted)]
    kind = "SHORTANSWER_C" if question.case_sensitive else "SHORTANSWER"
    text = "{1:" + kind + ":=" + "~=".join(map(_escaped, words)) + "}"
    answers = [asking.answer(word, RIGHT) for word in words]
    return "shortanswer", text, short_answer(asking, answers, case_sensitive=question.case_sensitive)


def _menu(question: Gaps, place: int, asking: Asking) -> tuple[str, str, Element]:
    """Return a list. The restore mixes its words only where `_S` in the text says so (as in 4.5 and 5.1)."""
    kind = "MULTICHOICE_S" if question.shuffle else "MULTICHOICE"
    answers, texts = [], []
    for option in question.gaps[place].options:
        shown = Xhtml(as_words(escape(asking.build.edition.text(option.text), quote=False)))
        answers.append(
            asking.answer(
                {asking.build.edition.language: shown}, RIGHT if option.right else WRONG, option.feedback
            )
        )
        word, said = (answers[-1].findtext(name) or "" for name in ("answertext", "feedback"))
        texts.append(("=" if option.right else "") + _escaped(word) + (f"#{_escaped(said)}" if said else ""))
    options = node(
        "multichoice", {"id": asking.build.ids.new("options")},
        layout=_AS_A_MENU, single=1, shuffleanswers=int(question.shuffle), correctfeedback="",
        correctfeedbackformat=HTML, partiallycorrectfeedback="", partiallycorrectfeedbackformat=HTML,
        incorrectfeedback="", incorrectfeedbackformat=HTML, answernumbering=0, shownumcorrect=0,
        showstandardinstruction=0,
    )  # fmt: skip
    own = plugin("multichoice", node("answers", None, *answers), options)
    return "multichoice", "{1:" + kind + ":" + "~".join(texts) + "}", own


def _without_wildcard(word: str) -> str:
    """Escape `*`, which matches anything in a short answer but nothing in a gap of the document."""
    return word.replace("*", r"\*")


def _escaped(text: str) -> str:
    escaped = escape(text, quote=False)
    return escaped.replace("#", r"\#").replace("}", r"\}").replace("~", "&#126;")
