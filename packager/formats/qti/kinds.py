"""Each kind of question as items of the profile: as it is, or in the nearest form with a note."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from packager.document.question_base import QuestionBase
from packager.document.questions import (
    Choice,
    Drag,
    Essay,
    Gaps,
    Matching,
    Numerical,
    Option,
    Ordering,
    ShortAnswer,
    TrueFalse,
)
from packager.document.words import Xhtml
from packager.formats.qti.asked import Asked, paragraph, quoted
from packager.formats.qti.items import Item, Label, Mistake, Selection, Typed, Written
from packager.formats.qti.numbers import accepted_numbers, number_spellings
from packager.formats.qti.passage import drag, gaps
from packager.formats.qti.selections import FEWEST_LABELS, claim_labels, claim_of_two, one_of
from packager.notes import Loss


def choice(asked: Asked, question: Choice) -> tuple[Item, ...]:
    """A choice stays one; a pair becomes a claim that is true or false."""
    if not question.multiple and len(question.options) < FEWEST_LABELS:
        return (_pair(asked, question.options),)
    numbered = list(enumerate(question.options, 1))
    labels = tuple(
        Label(
            ident=f"a{number}",
            html=asked.html(option.text),
            right=option.right,
            feedback=asked.html(option.feedback),
        )
        for number, option in (asked.mixed(numbered) if question.shuffle else numbered)
    )
    selection = Selection(
        profile="multiple_response" if question.multiple else "multiple_choice",
        labels=labels,
        shuffle=question.shuffle,
    )
    return (asked.item(selection),)


def _pair(asked: Asked, options: tuple[Option, ...]) -> Item:
    asked.note(
        Loss.NEAREST_FORM,
        "the choice between two answers becomes true or false (a cartridge's choice has at least three)",
    )
    claimed, other = options
    claim = paragraph(asked.phrase("True or false: this is the right answer.")) + quoted(
        asked.html(claimed.text)
    )
    claim += paragraph(asked.phrase("The other choice would be:")) + quoted(asked.html(other.text))
    feedbacks = (asked.html(claimed.feedback), asked.html(other.feedback))
    return asked.item(claim_labels(asked, right=claimed.right, feedbacks=feedbacks), extra=claim)


def true_false(asked: Asked, question: TrueFalse) -> tuple[Item, ...]:
    """True or false stays as it is."""
    feedbacks = (asked.html(question.feedback_true), asked.html(question.feedback_false))
    return (asked.item(claim_labels(asked, right=question.answer, feedbacks=feedbacks)),)


def short(asked: Asked, question: ShortAnswer) -> tuple[Item, ...]:
    """A short answer is a fill-in: every right answer, and the known mistakes with their feedback."""
    answers = asked.edition.pick(question.answers)
    if any("*" in answer.text for answer in answers):
        asked.note(Loss.NEAREST_FORM, "an answer with * is matched letter by letter by most platforms")
    return (
        asked.item(
            Typed(
                accepted=tuple(answer.text for answer in answers if answer.right),
                feedback=_together([asked.final(answer.feedback) for answer in answers if answer.right]),
                mistakes=tuple(
                    Mistake(text=answer.text, feedback=asked.final(answer.feedback))
                    for answer in answers
                    if not answer.right and answer.feedback
                ),
                case_sensitive=question.case_sensitive,
            )
        ),
    )


def _together(feedbacks: list[Xhtml]) -> Xhtml:
    """One condition holds all right answers, so what is said of each is said together, each once."""
    return Xhtml("".join(dict.fromkeys(feedbacks)))


def number(asked: Asked, question: Numerical) -> tuple[Item, ...]:
    """A number is a fill-in that takes the spellings of the numbers within the tolerance."""
    right = [answer for answer in question.answers if answer.right]
    texts: dict[str, None] = {}
    for answer in right:
        texts.update(dict.fromkeys(accepted_numbers(answer.value, answer.tolerance)))
    asked.note(
        Loss.NEAREST_FORM,
        "the number becomes a text to type; a cartridge knows no tolerance, "
        f"so these are accepted: {', '.join(list(texts)[:4])}{' …' if len(texts) > 4 else ''}",
    )
    if "0" in texts:
        asked.note(Loss.SITE_NEEDS, "the right answer 0 does not arrive in Moodle: add it there")
    mistakes = tuple(
        Mistake(text=text, feedback=asked.html(answer.feedback))
        for answer in question.answers
        if not answer.right and answer.feedback
        for text in number_spellings(answer.value)
        if text not in texts
    )
    feedback = _together([asked.html(answer.feedback) for answer in right])
    return (asked.item(Typed(accepted=tuple(texts), feedback=feedback, mistakes=mistakes)),)


def match(asked: Asked, question: Matching) -> tuple[Item, ...]:
    """Matching becomes one choice for each pair; the pairs share the marks."""
    pairs = [(asked.html(pair.left), asked.edition.text(pair.right)) for pair in question.pairs]
    others = [asked.edition.text(distractor) for distractor in question.distractors]
    rights = list(dict.fromkeys([right for _, right in pairs] + others))
    asked.note(
        Loss.NEAREST_FORM,
        f"matching becomes {len(pairs)} questions, one for each pair, that share the marks",
    )
    ask = paragraph(asked.phrase("What belongs to this?"))
    return tuple(
        asked.item(
            one_of(asked, rights, right),
            extra=ask + quoted(left) + claim_of_two(asked, rights),
            part=(part, len(pairs)),
        )
        for part, (left, right) in enumerate(pairs, 1)
    )


def order(asked: Asked, question: Ordering) -> tuple[Item, ...]:
    """Ordering becomes one choice for each place; two things become a claim about which is first."""
    things = [asked.html(item) for item in question.items]
    if len(things) < FEWEST_LABELS:
        return (_order_of_two(asked, things),)
    asked.note(
        Loss.NEAREST_FORM,
        f"the ordering becomes {len(things)} questions, one for each place, that share the marks",
    )
    parts = []
    for place in range(1, len(things) + 1):
        labels = [
            Label(ident=f"a{number}", html=thing, right=number == place)
            for number, thing in enumerate(things, 1)
        ]
        selection = Selection(profile="multiple_choice", labels=tuple(asked.mixed(labels)), shuffle=True)
        ask = asked.phrase("Which of these is number %(place)s of %(count)s?", place=place, count=len(things))
        parts.append(asked.item(selection, extra=paragraph(ask), part=(place, len(things))))
    return tuple(parts)


def _order_of_two(asked: Asked, things: list[Xhtml]) -> Item:
    asked.note(Loss.NEAREST_FORM, "the ordering of two becomes true or false")
    shown = asked.mixed(things)
    claim = paragraph(asked.phrase("True or false: these are in the right order."))
    listed = f"<ol>{''.join(f'<li>{thing}</li>' for thing in shown)}</ol>"
    return asked.item(claim_labels(asked, right=shown == things), extra=claim + listed)


def essay(asked: Asked, question: Essay) -> tuple[Item, ...]:
    """An essay stays one; the marker's guidance stays at home, as learners would see it."""
    if not question.marks:
        asked.note(
            Loss.SETTING_DROPPED,
            "the essay weighs nothing here: a cartridge cannot say so and gives it 1 point",
        )
    if question.marking:
        asked.note(
            Loss.LEFT_OUT,
            "the guidance for the marker is left out: learners see all of a cartridge's quiz",
        )
    advice = ""
    if question.words:
        advice = paragraph(
            asked.counted(
                "Advised length: about %(num)s word.",
                "Advised length: about %(num)s words.",
                question.words,
            )
        )
    solution = paragraph(asked.phrase("A person reads and marks this answer."))
    return (asked.item(Written(solution=solution), extra=advice),)


KINDS: Mapping[type[QuestionBase], Callable[[Asked, Any], tuple[Item, ...]]] = {
    Choice: choice,
    TrueFalse: true_false,
    ShortAnswer: short,
    Numerical: number,
    Matching: match,
    Ordering: order,
    Gaps: gaps,
    Essay: essay,
    Drag: drag,
}
"""A new kind of question is a row here."""


def items_of(asked: Asked) -> tuple[Item, ...]:
    """Return the items that a question becomes."""
    return KINDS[type(asked.question)](asked, asked.question)
