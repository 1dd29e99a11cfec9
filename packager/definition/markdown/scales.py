"""Scales and the statements that are rated on them, in one language; and what languages must agree on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from packager.definition.markdown.attributes import Attributes, split_attributes
from packager.definition.markdown.items import join_items, joined
from packager.definition.markdown.lists import Item, read_list
from packager.definition.markdown.pen import Pen
from packager.definition.markdown.structure import Block, take_blocks
from packager.definition.problems import Place, Problems
from packager.document.scales import FEWEST_STEPS, MOST_STEPS, Scale, Statement
from packager.document.words import Words, Xhtml

NO_SCALE = (
    "there is no scale: write ::: scale above the first ##, its steps as a list, the lowest first, and :::"
)


@dataclass(frozen=True, slots=True)
class WrittenScale:
    """The steps of a scale in one language, and where it opens (from 1)."""

    steps: tuple[str, ...]
    place: Place


def take_scale(pen: Pen, start: int, end: int) -> WrittenScale | None:
    """Return the scale that stands in a range of lines, which is left without it."""
    found: WrittenScale | None = None
    for block in take_blocks(pen.page, ("scale",), start, end):
        scale = _read_scale(pen, block)
        if found:
            pen.error(block.line + 1, "scale", "there are two ::: scale blocks: make them one")
        else:
            found = scale
    return found


def _read_scale(pen: Pen, block: Block) -> WrittenScale:
    complain = partial(pen.error, block.line + 1, "scale")
    if block.words:
        complain("::: scale takes no words behind it: write its steps below, each as - and its name")
    items = read_list(pen.page, block.start, block.end, "step", "- and its name")
    steps = [(plain_item(pen, item, "step"), item.line) for item in items]
    if not FEWEST_STEPS <= len(steps) <= MOST_STEPS:
        complain(f"a scale has {FEWEST_STEPS} to {MOST_STEPS} steps, but this one has {len(steps)}")
    seen: dict[str, int] = {}
    for step, line in steps:
        first = seen.setdefault(step, line)
        if first != line:
            pen.error(line, "scale", f"this step stands on line {first} already: delete or change it")
    return WrittenScale(tuple(step for step, _ in steps), pen.place(block.line + 1))


def plain_item(pen: Pen, item: Item, noun: str) -> str:
    """Return an item that has no id as plain text."""
    complain = partial(pen.error, item.line, noun)
    words, attributes = split_attributes(item.words, complain)
    if attributes != Attributes():
        complain(f"this {noun} takes no braces: delete them")
    return pen.plain(words)


def join_scale(scales: Mapping[str, WrittenScale | None], problems: Problems) -> Scale:
    """Return the scale of all languages; report the first one with another number of steps."""
    written = {language: scale for language, scale in scales.items() if scale}
    if not written:
        return ()
    model, *others = written.values()
    for other in others:
        if len(other.steps) != len(model.steps):
            problems.error(
                other.place,
                "scale",
                f"has {len(other.steps)} steps, but {model.place} has {len(model.steps)}: "
                "write the same ones in both",
            )
            break
    return tuple(
        {language: scale.steps[at] for language, scale in written.items() if at < len(scale.steps)}
        for at in range(len(model.steps))
    )


def read_statements(pen: Pen, start: int, end: int) -> list[Statement]:
    """Return the statements of a range of lines that holds nothing else."""
    items = read_list(pen.page, start, end, "statement", "- and its words {#id}")
    found = (_statement(pen, item.words, item.line) for item in items)
    return [statement for statement in found if statement]


def _statement(pen: Pen, written: str, line: int) -> Statement | None:
    complain = partial(pen.error, line, "statement")
    words, attributes = split_attributes(written, complain)
    if not attributes.id:
        if not attributes.torn:
            complain("the statement has no id, on which its ratings hang: write {#id} behind it")
        return None
    if attributes != Attributes(id=attributes.id):
        complain("a statement takes nothing but {#id}: delete the rest of the braces")
    if not words:
        complain("the statement is empty: write it between the dash and {#id}")
    html = pen.line(words, line)
    if "<img" in html or "<figure" in html:
        complain("a picture cannot stand in a statement: move it above the list")
        html = Xhtml("")
    page = pen.page
    return Statement(id=attributes.id, text={page.language: html}, file=page.source.name, line=line)


def unique(pen: Pen, statements: Sequence[Statement], seen: dict[str, int]) -> tuple[Statement, ...]:
    """Return the statements whose ids are new; `seen` gathers the lines of ids."""
    kept = []
    for statement in statements:
        first = seen.setdefault(statement.id, statement.line)
        if first == statement.line:
            kept.append(statement)
        else:
            message = f"this id stands on line {first} already: choose another"
            pen.error(statement.line, f"#{statement.id}", message)
    return tuple(kept)


def join_statements(
    pages: Mapping[str, Sequence[Statement]], files: Words, problems: Problems
) -> tuple[Statement, ...]:
    """Return the statements of all languages as one; report what differs."""
    return tuple(
        replace(next(iter(found.values())), text=joined([one.text for one in found.values()]))
        for found in join_items(pages, files, problems, "statement")
    )
