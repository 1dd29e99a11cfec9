"""A text with gaps, shown once for each gap that is asked."""

from __future__ import annotations

import re

from packager.document.presented import gap_options, words_for
from packager.document.questions import Drag, Gaps
from packager.document.words import Xhtml
from packager.formats.qti.asked import Asked, paragraph
from packager.formats.qti.items import Item, Typed
from packager.formats.qti.selections import claim_of_two, one_of
from packager.notes import Loss
from packager.render.checks import GAP


def passage_asking(passage: Xhtml, gap: int) -> Xhtml:
    """Return the passage with its gaps as numbers in brackets, the asked one emphasised."""

    def bracket(found: re.Match[str]) -> str:
        return f"<strong>[{found[1]}]</strong>" if int(found[1]) == gap else f"[{found[1]}]"

    return Xhtml(GAP.sub(bracket, passage))


def gaps(asked: Asked, question: Gaps) -> tuple[Item, ...]:
    """A text with gaps becomes one question for each gap, with the whole text; the gaps share the marks."""
    _note_parts(asked, len(question.gaps))
    return tuple(_gap(asked, question, gap) for gap in range(1, len(question.gaps) + 1))


def drag(asked: Asked, question: Drag) -> tuple[Item, ...]:
    """Words to drag become a choice for each gap, among the words of its group; the gaps share the marks."""
    _note_parts(asked, len(question.gaps))
    return tuple(_choice_of_word(asked, question, gap) for gap in range(1, len(question.gaps) + 1))


def _choice_of_word(asked: Asked, question: Drag, count: int) -> Item:
    right = asked.edition.text(question.words[question.gaps[count - 1]].text)
    words = words_for(question, count, asked.edition.language)
    texts = [asked.edition.text(word.text) for _, word in words]
    ask = paragraph(asked.phrase("Choose what belongs in gap %(gap)s.", gap=count))
    passage = passage_asking(asked.html(question.passage), count)
    return asked.item(
        one_of(asked, texts, right),
        extra=passage + ask + claim_of_two(asked, texts),
        part=(count, len(question.gaps)),
    )


def _note_parts(asked: Asked, parts: int) -> None:
    asked.note(
        Loss.NEAREST_FORM,
        f"the text with gaps becomes {parts} questions, one for each gap, that share the marks",
    )


def _gap(asked: Asked, question: Gaps, count: int) -> Item:
    passage = passage_asking(asked.html(question.passage), count)
    part = (count, len(question.gaps))
    if question.gaps[count - 1].options:
        return _list(asked, question, passage, part)
    ask = paragraph(asked.phrase("Write what belongs in gap %(gap)s.", gap=count))
    accepted = asked.edition.pick(question.gaps[count - 1].accepted)
    answer = Typed(accepted=accepted, case_sensitive=question.case_sensitive)
    return asked.item(answer, extra=passage + ask, part=part)


def _list(asked: Asked, question: Gaps, passage: Xhtml, part: tuple[int, int]) -> Item:
    """A list is a choice; of several right words the first is offered, as a choice has one right answer."""
    options = [option for _, option in gap_options(question, part[0])]
    first = next(option for option in options if option.right)
    offered = [option for option in options if option is first or not option.right]
    texts = [asked.edition.text(option.text) for option in offered]
    said = {asked.edition.text(one.text): asked.html(one.feedback) for one in offered}
    ask = paragraph(asked.phrase("Choose what belongs in gap %(gap)s.", gap=part[0]))
    return asked.item(
        one_of(asked, texts, asked.edition.text(first.text), said),
        extra=passage + ask + claim_of_two(asked, texts),
        part=part,
    )
