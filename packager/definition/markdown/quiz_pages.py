"""A quiz' or a pool's file in one language: its questions, and what a quiz draws from pools."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise

from packager.definition.markdown.attributes import parse_attributes, split_attributes
from packager.definition.markdown.body import add_question, read_intro, read_title
from packager.definition.markdown.kinds import KINDS
from packager.definition.markdown.pen import Pen
from packager.definition.markdown.questions import (
    MOST_MARKS,
    NEW_PAGE,
    Where,
    begin_draft,
    read_draft,
    read_tags,
)
from packager.definition.markdown.quiz_parts import WrittenQuiz, finish_sections, read_result, read_section
from packager.definition.markdown.structure import Block, opened_block, read_parts
from packager.document.pools import Draw

MOST_DRAWN = 100
_DRAW = re.compile(r"(\d+) from ([a-z0-9-]+)(?:[ \t]+(.*))?", re.ASCII)
_EXAMPLE = "::: draw 3 from terms"
_BETWEEN = ("draw", "result")
"""Blocks that stand between questions."""


def read_quiz(pen: Pen, where: Where = "quiz") -> WrittenQuiz:
    """Read title, introduction and questions; each heading of level 2 is a question."""
    page = pen.page
    title, line, start = read_title(pen)
    quiz = WrittenQuiz(title)
    starts = [
        index
        for index in range(start, len(page.lines))
        if (page.heading(index) or (0, ""))[0] == 2
        or (where == "quiz" and opened_block(page, index) in _BETWEEN)
    ]
    quiz.intro = read_intro(pen, start, starts[0] if starts else len(page.lines), "question")
    for begin, end in pairwise([*starts, len(page.lines)]):
        if page.heading(begin):
            _read_heading(pen, quiz, begin, end, where)
        else:
            _read_between(pen, quiz, begin, end)
    if not quiz.questions and not quiz.draws and not starts:
        pen.incomplete(
            line, "question", f"the {where} has no questions: write each as ## and its text {{#id}}"
        )
    finish_sections(pen, quiz)
    pen.finish()
    return quiz


def _read_heading(pen: Pen, quiz: WrittenQuiz, begin: int, end: int, where: Where) -> None:
    found = pen.page.heading(begin)
    assert found
    words, attributes = split_attributes(found[1], partial(pen.page.error, begin, "question"))
    if where == "quiz" and "section" in attributes.classes:
        read_section(pen, quiz, words, attributes, begin, end)
        return
    draft = begin_draft(pen, begin + 1, words, attributes, begin + 1, end)
    written = read_draft(draft, KINDS, where)
    if written:
        add_question(pen, quiz, written)


def _read_between(pen: Pen, quiz: WrittenQuiz, begin: int, end: int) -> None:
    """Read a block that stands between questions, and report what else stands there."""
    block, *others = read_parts(pen.page, begin, end)
    if isinstance(block, Block):
        (read_result if block.name == "result" else _read_draw)(pen, quiz, block)
    for index in range(others[0].start, end) if others else ():
        if pen.page.lines[index].strip():
            pen.page.error(
                index, "block", "text that belongs to no question: move it below a ##, or above the first one"
            )
            return


def _read_draw(pen: Pen, quiz: WrittenQuiz, block: Block) -> None:
    complain = partial(pen.error, block.line + 1, "draw")
    if not pen.page.passage(block.start, block.end).blank:
        complain(f"::: draw takes no text: write {_EXAMPLE}, and ::: on the next line")
    found = _DRAW.fullmatch(block.words)
    if not found or not 0 < int(found[1]) <= MOST_DRAWN:
        complain(f"write how many questions are drawn from which pool, as in {_EXAMPLE}")
        return
    attributes = parse_attributes((found[3] or "").removeprefix("{").removesuffix("}"), complain)
    for name in [attributes.id and f"#{attributes.id}", *(f".{one}" for one in attributes.classes)]:
        if name and name != f".{NEW_PAGE}":
            complain(f"{name} means nothing behind a draw: delete it")
    for key in attributes.values:
        if key not in ("tags", "marks"):
            complain(f"{key}= means nothing here (possible: marks, tags): delete it")
    marks = attributes.values.get("marks", "1")
    if not (marks.isascii() and marks.isdigit() and 1 <= int(marks) <= MOST_MARKS):
        complain(f"marks={marks}: write a whole number from 1 to {MOST_MARKS}")
        marks = "1"
    quiz.draws.append(
        Draw(
            pool=found[2],
            count=int(found[1]),
            tags=read_tags(attributes, complain),
            marks=int(marks),
            at=len(quiz.questions),
            new_page=NEW_PAGE in attributes.classes,
            file=pen.page.source.name,
            line=block.line + 1,
        )
    )
