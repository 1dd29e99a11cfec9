"""A survey in one language: each heading of level 2 is a question, a line `---` begins a new page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any

from packager.definition.markdown.attributes import Attributes, split_attributes
from packager.definition.markdown.body import WrittenUnit, read_blocks, read_title
from packager.definition.markdown.lists import list_start, read_list
from packager.definition.markdown.page import Kind
from packager.definition.markdown.pen import NO_HEADINGS, Pen
from packager.definition.markdown.questions import NOTHING
from packager.definition.markdown.scales import (
    NO_SCALE,
    WrittenScale,
    plain_item,
    read_statements,
    take_scale,
    unique,
)
from packager.definition.markdown.structure import take_blocks
from packager.document.surveys import Chosen, Rated, SurveyQuestion, Told
from packager.document.words import Xhtml

_QUESTION_LEVEL = 2
_MOST_WORDS = 10_000
_NEW_PAGE = re.compile(r"-{3,}[ \t]*")
_KINDS = ("several", "scale", "short", "essay")


@dataclass(slots=True)
class WrittenSurvey:
    """What one language's file holds; `scales` are those of its questions, by id."""

    text: WrittenUnit
    questions: list[SurveyQuestion] = field(default_factory=list)
    scales: dict[str, WrittenScale] = field(default_factory=dict)
    thanks: Xhtml = NOTHING


def read_survey(pen: Pen, allowed: tuple[str, ...]) -> WrittenSurvey:
    """Read title, text, questions and thanks."""
    page = pen.page
    title, line, start = read_title(pen)
    unit = WrittenSurvey(WrittenUnit(title))
    starts = [index for index, level, _ in page.headings(start, len(page.lines)) if level == _QUESTION_LEVEL]
    end = starts[0] if starts else len(page.lines)
    unit.thanks = _take_thanks(pen, start)
    reader = _QuestionReader(pen, unit, take_scale(pen, start, end))
    unit.text.blocks = read_blocks(pen, unit.text, allowed, start, end)
    for begin, behind in pairwise([*starts, len(page.lines)]):
        reader.question(begin, behind, last=behind == len(page.lines))
    if not starts:
        message = "there are no questions: write each as ## and its words {#id}, its answers as a list below"
        pen.incomplete(line, "question", message)
    pen.finish()
    return unit


def _take_thanks(pen: Pen, start: int) -> Xhtml:
    """Return what is shown after answering; it may stand anywhere."""
    found = NOTHING
    for block in take_blocks(pen.page, ("thanks",), start, len(pen.page.lines)):
        complain = partial(pen.error, block.line + 1, "thanks")
        if block.words:
            complain("::: thanks takes no words behind it: move them below")
        html = pen.prose(pen.page.passage(block.start, block.end), NO_HEADINGS)
        if found:
            complain("there are two ::: thanks blocks: make them one")
        elif not html:
            complain("::: thanks is empty: write what is shown after answering, or delete it")
        found = found or html
    return found


class _QuestionReader:
    """Reads questions one after another; ids of questions and statements are taken once in the survey."""

    def __init__(self, pen: Pen, unit: WrittenSurvey, scale: WrittenScale | None) -> None:
        self.pen = pen
        self.unit = unit
        self.scale = scale
        self.seen: dict[str, int] = {}
        self.new_page = False

    def question(self, begin: int, end: int, *, last: bool) -> None:
        """Read the question whose heading stands on a line."""
        page = self.pen.page
        heading = page.heading(begin)
        assert heading
        complain = partial(page.error, begin, "question")
        words, attributes = split_attributes(heading[1], complain)
        own_scale = take_scale(self.pen, begin + 1, end)
        new_page, self.new_page = self.new_page, self._page_ends(begin + 1, end, last=last)
        self._refuse_blocks(begin + 1, end)
        if not attributes.id:
            if not attributes.torn:
                complain("the question has no id, on which its answers hang: write {#id} behind it")
            return
        kind = self._kind(attributes, complain)
        title = self.pen.plain(words)
        if not title:
            complain("the question is empty: write it between ## and {#id}")
        first = self.seen.setdefault(attributes.id, begin + 1)
        if first != begin + 1:
            complain(f"the id #{attributes.id} stands on line {first} already: choose another")
            return
        if own_scale and kind != "scale":
            self.pen.error(own_scale.place.line, "scale", "only a question with .scale has one: add it")
        listed = end if kind in ("short", "essay") else list_start(page, begin + 1, end)
        text = self.pen.prose(page.passage(begin + 1, listed), NO_HEADINGS)
        common: dict[str, Any] = {
            "id": attributes.id,
            "title": {page.language: title},
            "text": {page.language: text} if text else {},
            "required": "required" in attributes.classes,
            "new_page": new_page,
            "file": page.source.name,
            "line": begin + 1,
        }
        if kind == "scale":
            made: SurveyQuestion = self._rated(common, own_scale or self.scale, listed, end)
        elif kind in ("short", "essay"):
            made = Told(**common, long=kind == "essay", words=self._words(attributes, complain))
        else:
            made = self._chosen(common, listed, end, several=kind == "several")
        self.unit.questions.append(made)

    def _kind(self, attributes: Attributes, complain: Callable[[str], None]) -> str:
        named = [one for one in attributes.classes if one in _KINDS]
        if len(named) > 1:
            complain(f"a question is of one kind, not .{' and .'.join(named)}: delete one")
        for one in attributes.classes:
            if one not in (*_KINDS, "required"):
                complain(f".{one} is unknown: the classes are .{', .'.join((*_KINDS, 'required'))}")
        kind = named[0] if named else "choice"
        for key in attributes.values:
            if key != "words" or kind != "essay":
                complain(f"{key}= means nothing here: delete it")
        return kind

    def _words(self, attributes: Attributes, complain: Callable[[str], None]) -> int | None:
        written = attributes.values.get("words")
        if written is None or "short" in attributes.classes:
            return None
        if written.isascii() and written.isdigit() and len(written) < 7 and 1 <= int(written) <= _MOST_WORDS:
            return int(written)
        complain(f"words={written}: write a whole number from 1 to {_MOST_WORDS}")
        return None

    def _rated(self, common: dict[str, Any], scale: WrittenScale | None, listed: int, end: int) -> Rated:
        statements = unique(self.pen, read_statements(self.pen, listed, end), self.seen)
        line, name = common["line"], f"#{common['id']}"
        if scale:
            self.unit.scales[common["id"]] = scale
        else:
            self.pen.incomplete(line, name, NO_SCALE)
        if not statements:
            message = "the question has no statements: write each below it as - and its words {#id}"
            self.pen.incomplete(line, name, message)
        return Rated(**common, scale=(), statements=statements)

    def _chosen(self, common: dict[str, Any], listed: int, end: int, *, several: bool) -> Chosen:
        pen = self.pen
        items = read_list(pen.page, listed, end, "option", "- and its words")
        options = [(plain_item(pen, item, "option"), item.line) for item in items]
        seen: dict[str, int] = {}
        for option, line in options:
            first = seen.setdefault(option, line)
            if first != line:
                pen.error(line, "option", f"this option stands on line {first} already: delete or change it")
        if len(options) < 2:
            message = (
                "there is nothing to choose from: write two options or more below it, each as - and its "
                "words (a question to answer in words has .short or .essay)"
            )
            pen.incomplete(common["line"], f"#{common['id']}", message)
        language = pen.page.language
        return Chosen(**common, options=tuple({language: one} for one, _ in options), several=several)

    def _page_ends(self, start: int, end: int, *, last: bool) -> bool:
        """Tell whether a page ends behind a question; the line that says so is blanked."""
        page = self.pen.page
        ends = False
        for index in range(start, end):
            if page.kinds[index] is Kind.TEXT and _NEW_PAGE.fullmatch(page.lines[index]):
                page.lines[index] = ""
                ends = not any(line.strip() for line in page.lines[index + 1 : end])
                if last or not ends:
                    page.error(index, "page", "--- begins a new page: write it right above the next ##")
        return ends and not last

    def _refuse_blocks(self, start: int, end: int) -> None:
        """Report blocks and blank their marks, so that what they hold is read as text."""
        page = self.pen.page
        for index in range(start, end):
            if page.kinds[index] is Kind.MARK:
                if page.lines[index].strip(" \t:"):
                    page.error(
                        index,
                        "block",
                        "only ::: scale can stand in a question: move it above the first ##, or delete it",
                    )
                page.lines[index], page.kinds[index] = "", Kind.TEXT
