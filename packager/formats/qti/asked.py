"""A question on its way into items: its language, links, notes and names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import TypeVar

from packager.document.edition import Edition
from packager.document.identifiers import ncname
from packager.document.question_base import has_verdicts
from packager.document.questions import Question
from packager.document.references import Links, resolve
from packager.document.units import Quiz
from packager.document.words import Prose, Xhtml, plain_text
from packager.formats.base import Job
from packager.formats.qti.items import NOTHING, Item, Selection, Typed, Written
from packager.notes import Loss
from packager.render.environment import translations

TITLE_LENGTH = 120

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a quiz in one language."""

    job: Job
    quiz: Quiz
    question: Question
    links: Links
    before: Xhtml = NOTHING  # stands above the question: the title and text of its section

    @property
    def edition(self) -> Edition:
        """The module in the language that is asked in."""
        return self.job.edition

    def phrase(self, message: str, **values: object) -> str:
        """Return a phrase of ours in the language of the edition (looked up, then filled)."""
        return translations(self.edition.language).gettext(message) % values

    def counted(self, one: str, many: str, number: int) -> str:
        """Return a phrase that holds `%(num)s`, in the form that the number wants."""
        return translations(self.edition.language).ngettext(one, many, number) % {"num": number}

    def html(self, prose: Prose | None) -> Xhtml:
        """Return markup in this language with final addresses; empty where there is none."""
        return self.final(self.edition.html(prose))

    def final(self, html: Xhtml | None) -> Xhtml:
        """Return markup of this language with final addresses."""
        return resolve(html, self.links) if html else Xhtml("")

    def note(self, loss: Loss, text: str) -> None:
        """Report what a cartridge cannot say of this question."""
        self.job.note_question(loss, self.quiz, self.question, text)

    def item(
        self,
        answer: Selection | Typed | Written,
        *,
        extra: str = "",
        part: tuple[int, int] = (1, 1),
    ) -> Item:
        """Return an item: the question's text and `extra` markup below it.

        `part` is (n, of how many) where one question becomes several items that share its marks; what is
        said of the whole comes with the last, as it may tell what the others ask.
        """
        if any("<img" in html for html in _beside_question(answer)):
            self.note(Loss.SITE_NEEDS, "pictures in answers and feedback do not arrive in Moodle")
        number, parts = part
        if number == 1:
            self._note_lost()
        text = self.html(self.question.text)
        title = plain_text(text)[:TITLE_LENGTH].rstrip() or self.question.id
        return Item(
            ident=self.ident(str(number)),
            title=f"{title} ({number}/{parts})" if parts > 1 else title,
            html=Xhtml((self.before if number == 1 else NOTHING) + text + extra),
            answer=answer,
            weight=Fraction(self.question.marks, parts),
            feedback=self.html(self.question.feedback) if number == parts else NOTHING,
        )

    def _note_lost(self) -> None:
        if self.question.hints:
            self.note(Loss.LEFT_OUT, "its hints are left out: importers read none")
        if has_verdicts(self.question):
            self.note(
                Loss.LEFT_OUT,
                "what is said of right, partly right and wrong answers is left out: there is no place",
            )

    def ident(self, *parts: str) -> str:
        """Return a name that stays the same from build to build."""
        return ncname(self.quiz.key, self.question.id, *parts)

    def mixed(self, things: Iterable[T]) -> list[T]:
        """Return things in an order that gives nothing away and is the same in every build.

        Moodle's cartridge import never shuffles, whatever the item asks for.
        """
        numbered = list(enumerate(things))

        def lot(one: tuple[int, T]) -> bytes:
            return hashlib.sha256(self.ident("order", str(one[0])).encode()).digest()

        return [thing for _, thing in sorted(numbered, key=lot)]


def _beside_question(answer: Selection | Typed | Written) -> Iterator[Xhtml]:
    """Yield the texts of an answer in which Moodle's import leaves addresses as they are."""
    match answer:
        case Selection():
            for label in answer.labels:
                yield from (label.html, label.feedback)
        case Typed():
            yield answer.feedback
            yield from (mistake.feedback for mistake in answer.mistakes)
        case Written():
            yield answer.solution


def paragraph(text: str) -> Xhtml:
    """Return plain text as a paragraph."""
    return Xhtml(f"<p>{escape(text, quote=False)}</p>")


def quoted(html: str) -> Xhtml:
    """Return markup as a quotation."""
    return Xhtml(f"<blockquote>{html}</blockquote>")
