"""What the kinds of question have in common when they are written."""

from __future__ import annotations

from dataclasses import dataclass

from packager.document.question_base import QuestionBase
from packager.document.units import Quiz
from packager.document.words import Prose, Xhtml
from packager.formats.moodle.build import Build
from packager.formats.moodle.files import Area
from packager.formats.moodle.texts import prose
from packager.formats.moodle.xml import Element, Value, node

PLAIN, HTML = 0, 1  # FORMAT_MOODLE, FORMAT_HTML
PENALTY = "0.3333333"
"""What each further try costs where a teacher chooses a behaviour with tries; the default of Moodle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A question on its way into a quiz' bank. `id` is the question's number, `context` the quiz', `key` its
    name for ever."""

    build: Build
    unit: Quiz
    question: QuestionBase
    id: int
    context: int
    category: int
    key: str

    @property
    def place(self) -> str:
        """Where a note about it points."""
        return f"{self.unit.id}#{self.question.id}"

    def html(
        self, words: Prose | Xhtml | None, area: str, item: int | None = None, component: str = "question"
    ) -> str:
        """Return markup whose files stand in an area of the question, or of a part of it."""
        where = Area(self.context, component, area, self.id if item is None else item)
        return prose(self.build, words, where, self.place)

    def answer(self, words: Prose | str, fraction: Value, feedback: Prose | Xhtml | None = None) -> Element:
        """Return an answer: markup, or plain text where a string is given."""
        number = self.build.ids.new("answer")
        plain = isinstance(words, str)
        return node(
            "answer", {"id": number},
            answertext=words if isinstance(words, str) else self.html(words, "answer", number),
            answerformat=PLAIN if plain else HTML,
            fraction=fraction,
            feedback=self.html(feedback, "answerfeedback", number),
            feedbackformat=HTML,
        )  # fmt: skip

    def combined_feedback(self) -> dict[str, Value]:
        """Return what is said of the whole answer: by the author, else in the course's language."""
        phrase, question = self.build.phrase, self.question
        said = {
            "correctfeedback": (question.when_right, phrase("Your answer is right.")),
            "partiallycorrectfeedback": (question.when_partly, phrase("Your answer is partly right.")),
            "incorrectfeedback": (question.when_wrong, phrase("Your answer is not right.")),
        }
        fields: dict[str, Value] = {}
        for name, (own, usual) in said.items():
            fields[name] = self.html(own, name) if own else f"<p>{usual}</p>"
            fields[f"{name}format"] = HTML
        return fields

    def with_verdict(self, feedback: Prose | Xhtml | None, *, right: bool) -> Xhtml | None:
        """Return the feedback of an answer, what is said of right or wrong ones before it.

        For types that have no place for that beside their answers.
        """
        edition = self.build.edition
        own = feedback if isinstance(feedback, str) else edition.html(feedback)
        verdict = edition.html(self.question.when_right if right else self.question.when_wrong)
        return Xhtml("\n".join(part for part in (verdict, own) if part)) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A question as written: `plugin` holds what is its kind's own; `added` comes below its text.

    `parts` are the bank entries of questions inside it.
    """

    plugin: Element
    added: str = ""
    penalty: str = PENALTY
    mark: int | None = None  # the question's own maximum, where it is not the document's
    parts: tuple[Element, ...] = ()


def plugin(qtype: str, *children: Element) -> Element:
    """Return the element of a question type."""
    return node(f"plugin_qtype_{qtype}_question", None, *children)
