"""Words to drag become `ddwtos`, which Moodle makes work by keys, too."""

from __future__ import annotations

from html import escape

from packager.document.questions import Drag, DragWord
from packager.document.words import Xhtml
from packager.formats.moodle.codes import as_words
from packager.formats.moodle.questions.base import HTML, PLAIN, Asking, Written, plugin
from packager.formats.moodle.questions.choice import WRONG
from packager.formats.moodle.xml import Element, node
from packager.render.checks import GAP


def write_drag(question: Drag, asking: Asking) -> Written:
    """Return the passage with its places, `[[1]]` for the first word. One of several gaps never runs out."""
    passage = without_places(asking.build.edition.html(question.passage))
    marked = GAP.sub(lambda found: f"[[{question.gaps[int(found[1]) - 1] + 1}]]", passage)
    words = [
        _word(word, asking, endless=question.gaps.count(place) > 1)
        for place, word in enumerate(question.words)
    ]
    options = node(
        "ddwtos", {"id": asking.build.ids.new("options")},
        shuffleanswers=1, **asking.combined_feedback(), shownumcorrect=1,
    )  # fmt: skip
    return Written(
        plugin=plugin("ddwtos", node("answers", None, *words), options),
        added=asking.html(Xhtml(marked), "questiontext"),
    )


def without_places(html: str) -> str:
    """Return markup in which nothing reads as a place for a word."""
    return html.replace("[[", "[&#91;")


def _word(word: DragWord, asking: Asking, *, endless: bool) -> Element:
    """Return a word. Its group stands where others have feedback, serialised by PHP."""
    group = str(asking.build.edition.pick(word.group))
    settings = (
        f'O:8:"stdClass":2:{{s:9:"draggroup";s:{len(group)}:"{group}";s:8:"infinite";b:{int(endless)};}}'
    )
    return node(
        "answer", {"id": asking.build.ids.new("answer")},
        answertext=as_words(escape(asking.build.edition.text(word.text), quote=False)), answerformat=HTML,
        fraction=WRONG, feedback=settings, feedbackformat=PLAIN,
    )  # fmt: skip
