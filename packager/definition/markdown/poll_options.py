"""A poll in one language: its question and the options below it; and the options of all languages as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from packager.definition.markdown.answers import Answer, Wording, first_answer, first_item, read_answers
from packager.definition.markdown.attributes import Attributes, split_attributes
from packager.definition.markdown.body import WrittenUnit, read_blocks, read_title
from packager.definition.markdown.items import id_of_words
from packager.definition.markdown.pen import Pen
from packager.document.polls import PollOption

OPTIONS = Wording(field="option", one="option", said="explanation", boxes="[ ]", box="[ ]")
LEAST_OPTIONS = 2


@dataclass(frozen=True, slots=True)
class WrittenOption:
    """An option in one language; `id` is empty where the author gave none, `line` counts from 1."""

    id: str
    words: str
    line: int


def read_poll(pen: Pen, allowed: tuple[str, ...]) -> tuple[WrittenUnit, list[WrittenOption]]:
    """Read title, text and options."""
    page = pen.page
    title, line, start = read_title(pen)
    unit = WrittenUnit(title)
    end = len(page.lines)
    first = first_answer(page, start, end, boxes=True)
    unit.blocks = read_blocks(pen, unit, allowed, start, first)
    options = list(_options(pen, first, end))
    _refuse_twins(pen, options)
    if not options and (item := first_item(page, start, end)) is not None:
        pen.error(item + 1, "option", "the options have no boxes: begin each with - [ ]")
    elif len(options) < LEAST_OPTIONS:
        pen.incomplete(line, "option", "a poll has at least two options: write each as - [ ] and its words")
    pen.finish()
    return unit, options


def _options(pen: Pen, start: int, end: int) -> Iterator[WrittenOption]:
    for answer in read_answers(pen.page, start, end, boxes=True, wording=OPTIONS):
        yield _option(pen, answer)


def _option(pen: Pen, answer: Answer) -> WrittenOption:
    complain = partial(pen.error, answer.line, "option")
    words, attributes = split_attributes(answer.text, complain)
    if answer.right:
        complain("nothing is right in a poll: write [ ]")
    if attributes != Attributes(id=attributes.id, torn=attributes.torn):
        complain("an option takes nothing but {#id}: delete the rest of the braces")
    if not answer.feedback.blank:
        complain("an option has no explanation: say it in the text above the options")
    plain = pen.plain(words)
    if not plain:
        complain("the option is empty: write it behind the box, or delete the line")
    return WrittenOption(attributes.id, plain, answer.line)


def _refuse_twins(pen: Pen, options: Sequence[WrittenOption]) -> None:
    """Report options and ids that stand twice: an answer belongs to one option."""
    seen: dict[tuple[str, str], int] = {}
    for option in options:
        for kind, name in (("option", option.words), ("id", option.id)):
            first = seen.setdefault((kind, name), option.line) if name else option.line
            if first != option.line:
                message = f"this {kind} stands on line {first} already: choose another"
                pen.error(option.line, "option", message)


def join_options(
    pens: Mapping[str, Pen], written: Mapping[str, Sequence[WrittenOption]]
) -> tuple[PollOption, ...]:
    """Return the options of all languages as one, by place; the first language is the model."""
    model, *others = written
    for language in others:
        _compare(pens[model], written[model], pens[language], written[language])
    return tuple(
        PollOption(
            id=option.id or id_of_words(option.words),
            text={language: own[at].words for language, own in written.items() if at < len(own)},
        )
        for at, option in enumerate(written[model])
    )


def _compare(model: Pen, wanted: Sequence[WrittenOption], other: Pen, found: Sequence[WrittenOption]) -> None:
    """Report the first difference between two languages."""
    there = model.page.source.name
    if len(found) != len(wanted):
        message = (
            f"{len(found)} options stand here, but {len(wanted)} in {there}: write the same ones in both"
        )
        other.incomplete(found[0].line if found else 1, "option", message)
        return
    for own, same in zip(found, wanted, strict=True):
        if own.id != same.id:
            has, had = (f"{{#{one.id}}}" if one.id else "no id" for one in (own, same))
            message = (
                f"has {has}, but {there}:{same.line} has {had}: "
                "put the options in the same order, with the same ids"
            )
            other.error(own.line, "option", message)
            return
