"""A checklist in one language: items with boxes, those below a heading as a group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from packager.definition.markdown.answers import Answer, Wording, first_answer, read_answers
from packager.definition.markdown.attributes import Attributes, split_attributes
from packager.definition.markdown.body import WrittenUnit, read_blocks, read_title
from packager.definition.markdown.page import Kind
from packager.definition.markdown.pen import NO_HEADINGS, Pen
from packager.document.words import Xhtml

_GROUP_LEVEL = 2
_OPTIONAL = "optional"
ITEMS = Wording(field="item", one="item", said="explanation", boxes="[ ]", box="[ ]")


@dataclass(frozen=True, slots=True)
class WrittenItem:
    """An item in one language; `id` is empty where the author gave none, `line` counts from 1."""

    id: str
    words: str
    text: Xhtml
    explanation: Xhtml
    optional: bool
    line: int


@dataclass(frozen=True, slots=True)
class WrittenGroup:
    """A group in one language; `line` is that of its heading or first item, from 1."""

    title: str
    text: Xhtml
    items: tuple[WrittenItem, ...]
    line: int


def read_checklist(pen: Pen, allowed: tuple[str, ...]) -> tuple[WrittenUnit, list[WrittenGroup]]:
    """Read title, text and groups."""
    page = pen.page
    title, line, start = read_title(pen)
    unit = WrittenUnit(title)
    starts = [index for index, level, _ in page.headings(start, len(page.lines)) if level == _GROUP_LEVEL]
    end = starts[0] if starts else len(page.lines)
    first = first_answer(page, start, end, boxes=True)
    unit.blocks = read_blocks(pen, unit, allowed, start, first)
    groups = []
    if first < end:
        groups.append(WrittenGroup("", Xhtml(""), tuple(_items(pen, first, end)), first + 1))
    groups += [_group(pen, begin, end) for begin, end in pairwise([*starts, len(page.lines)])]
    items = [item for group in groups for item in group.items]
    if not items:
        pen.incomplete(line, "item", "the checklist has no items: write each as - [ ] and what is to be done")
    elif all(item.optional for item in items):
        message = "every item is optional, so the list is never done: delete .optional where it is not"
        pen.error(items[0].line, "item", message)
    _refuse_twins(pen, items)
    pen.finish()
    return unit, groups


def _group(pen: Pen, begin: int, end: int) -> WrittenGroup:
    page = pen.page
    heading = page.heading(begin)
    assert heading
    complain = partial(page.error, begin, "group")
    words, attributes = split_attributes(heading[1], complain)
    if attributes != Attributes():
        complain("a group takes no braces: delete them")
    title = pen.plain(words)
    if not title:
        complain("the group has no title: write it behind the ##")
    first = first_answer(page, begin + 1, end, boxes=True)
    _refuse_blocks(pen, begin + 1, first)
    text = pen.prose(page.passage(begin + 1, first), NO_HEADINGS)
    items = tuple(_items(pen, first, end))
    if not items:
        pen.incomplete(
            begin + 1, "group", "the group has no items: write each as - [ ], or delete the heading"
        )
    return WrittenGroup(title, text, items, begin + 1)


def _refuse_blocks(pen: Pen, start: int, end: int) -> None:
    """Report blocks and blank their marks, so that what they hold is read as text."""
    page = pen.page
    for index in range(start, end):
        if page.kinds[index] is Kind.MARK:
            if page.lines[index].strip(" \t:"):
                message = "::: cannot stand in a group: write plain text, or move it above the first item"
                page.error(index, "block", message)
            page.lines[index] = ""


def _items(pen: Pen, start: int, end: int) -> Iterator[WrittenItem]:
    for answer in read_answers(pen.page, start, end, boxes=True, wording=ITEMS):
        yield _item(pen, answer)


def _item(pen: Pen, answer: Answer) -> WrittenItem:
    complain = partial(pen.error, answer.line, "item")
    words, attributes = split_attributes(answer.text, complain)
    if answer.right:
        complain("the item is ticked: write [ ], learners tick it themselves")
    if "\n\n" in answer.words.text.strip():
        complain("an item is one paragraph: say the rest in its explanation, indented, > …")
    if attributes != Attributes(id=attributes.id, classes=attributes.classes, torn=attributes.torn):
        complain("an item takes nothing but {#id .optional}: delete the rest of the braces")
    for other in attributes.classes:
        if other != _OPTIONAL:
            complain(f".{other} means nothing here: only .optional does")
    if not words:
        complain("the item is empty: write it behind the box, or delete the line")
    return WrittenItem(
        id=attributes.id,
        words=pen.plain(words),
        text=pen.line(words, answer.line),
        explanation=pen.prose(answer.feedback, NO_HEADINGS),
        optional=_OPTIONAL in attributes.classes,
        line=answer.line,
    )


def _refuse_twins(pen: Pen, items: list[WrittenItem]) -> None:
    """Report ids that stand twice: a tick belongs to one item."""
    seen: dict[str, int] = {}
    for item in items:
        first = seen.setdefault(item.id, item.line) if item.id else item.line
        if first != item.line:
            message = f"this id stands on line {first} already: choose another"
            pen.error(item.line, f"#{item.id}", message)
