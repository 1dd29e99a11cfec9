"""A text with gaps, shown once for each gap that is asked."""

from __future__ import annotations

import re

from packager.document.presented import gap_options
from packager.document.questions import Gaps
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
    asked.note(
        Loss.NEAREST_FORM,
        f"the text with gaps becomes {len(question.gaps)} questions, one for each gap, that share the marks",
    )
    return tuple(_gap(asked, question, gap) for gap in range(1, len(question.gaps) + 1))


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
