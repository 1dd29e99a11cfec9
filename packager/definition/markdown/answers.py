"""The list of answers below a question, read from the source: boxes, words, feedback."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from packager.definition.markdown.page import Kind, Page, Passage

_ITEM = re.compile(r"([-*+]|\d{1,9}[.)])(?:[ \t]+(.*))?$")
_BOX = re.compile(r"\[([ xX])\](?:[ \t]+(.*))?$")
_ALMOST_BOX = re.compile(r"\[ *[xXvV✓✗]? *\]|\( *[xX]? *\)[ \t]|\[[^\]]?[ \t]|\[[xX] ")
_GLUED_ITEM = re.compile(r"[-*+]\[ ?[xX]? ?\]")
_QUOTE = re.compile(r"[ \t]*> ?")


@dataclass(frozen=True, slots=True)
class Wording:
    """What the things in a list are called in messages, and the quotation below each."""

    field: str = "question"
    one: str = "answer"  # begins with a vowel
    said: str = "feedback"
    boxes: str = "[ ] or, when it is right, [x]"
    box: str = "[ ] or [x]"


ANSWERS = Wording()


@dataclass(slots=True)
class Answer:
    """One item of the list. `right` is None where it has no box. Lines are counted from 1."""

    line: int
    right: bool | None
    words: Passage
    feedback: Passage = field(default_factory=lambda: Passage("", ()))

    @property
    def text(self) -> str:
        """The words on one line."""
        return " ".join(self.words.text.split())


@dataclass(slots=True)
class _Draft:
    line: int
    right: bool | None
    words: list[tuple[int, str]]
    feedback: list[tuple[int, str]] = field(default_factory=list)


def first_answer(page: Page, start: int, end: int, *, boxes: bool) -> int:
    """Return the line where the answers begin (`end` when there are none).

    With `boxes` it is the first item with a box, or what was meant to be one; else the first item.
    """
    for index in range(start, end):
        if page.kinds[index] is not Kind.TEXT:
            continue
        line = page.lines[index]
        if _GLUED_ITEM.match(line):
            return index
        item = _ITEM.match(line)
        if item and (not boxes or _ALMOST_BOX.match(item[2] or "")):
            return index
    return end


def first_item(page: Page, start: int, end: int) -> int | None:
    """Return the line of the first list item, if there is one."""
    index = first_answer(page, start, end, boxes=False)
    return index if index < end else None


class _AnswerReader:
    """Reads the lines of a list of answers one by one; the first of them begins an answer."""

    def __init__(self, page: Page, *, boxes: bool, wording: Wording) -> None:
        self.page = page
        self.boxes = boxes
        self.say = wording
        self.drafts: list[_Draft] = []
        self.code = ""  # what the code that is being read belongs to
        self.stray = False  # text that is no answer was reported already

    def line(self, index: int) -> None:
        line = self.page.lines[index]
        stripped = line.lstrip(" \t")
        if not stripped:
            self._blank(index)
        elif self.page.kinds[index] is Kind.CODE:
            self._code(index, line, stripped)
        elif len(stripped) == len(line):
            self._at_margin(index, line)
        elif len(line.expandtabs(4)) - len(stripped.expandtabs(4)) < 2:
            self._indented_by_one(index, stripped)
        else:
            self._indented(index, line, stripped)

    def _code(self, index: int, line: str, stripped: str) -> None:
        """Code belongs to the answer, or to the feedback when its fence opened inside a quotation."""
        if self.page.kinds[index - 1] is not Kind.CODE:
            self.code = "feedback" if stripped.startswith(">") else "words"
            if len(stripped) == len(line):
                self.code = "stray"
                self._at_margin(index, line)
        if self.code == "feedback":
            self.drafts[-1].feedback.append((index, _QUOTE.sub("", line, count=1)))
        elif self.code == "words":
            self._continue(index, line)

    def _blank(self, index: int) -> None:
        draft = self.drafts[-1]
        (draft.feedback or draft.words).append((index, ""))

    def _at_margin(self, index: int, line: str) -> None:
        item = _ITEM.match(line)
        if item:
            self.stray = False
            self._item(index, item[2] or "")
        elif _GLUED_ITEM.match(line):
            self._error(index, "write a space between the dash and the box: - [ ] or - [x]")
            self._add(index, "x" in line[:5].lower(), line.partition("]")[2])
        elif line.startswith(">"):
            self._unindented_quote(index, line)
        elif not self.stray:
            self.stray = True
            one = self.say.one
            self._error(
                index,
                f"text behind the {one}s: indent it by two spaces to make it part of the {one} above, "
                f"or move it above the {one}s",
            )

    def _unindented_quote(self, index: int, line: str) -> None:
        if not self.stray:
            self.page.error(
                index,
                self.say.said,
                f"put two spaces before >, so that the {self.say.said} belongs to the {self.say.one} "
                "above it",
            )
        self.stray = True
        self.drafts[-1].feedback.append((index, _QUOTE.sub("", line, count=1)))

    def _indented_by_one(self, index: int, stripped: str) -> None:
        if _ITEM.match(stripped):
            self._error(index, f"the {self.say.one} begins with a space: delete it")
        self._at_margin(index, stripped)

    def _indented(self, index: int, line: str, stripped: str) -> None:
        item = _ITEM.match(stripped)
        if self.boxes and item and _BOX.match(item[2] or ""):
            one = self.say.one
            self._error(index, f"an {one} inside an {one}: delete the spaces before the dash")
            self._item(index, item[2] or "")
        elif stripped.startswith(">"):
            self.drafts[-1].feedback.append((index, _QUOTE.sub("", line, count=1)))
        elif self.drafts[-1].feedback and self.drafts[-1].feedback[-1][1]:
            self.drafts[-1].feedback.append((index, stripped))  # a quote's lazy line
        else:
            self._continue(index, line)

    def _continue(self, index: int, line: str) -> None:
        draft = self.drafts[-1]
        if draft.feedback:
            self.page.error(
                index,
                self.say.said,
                f"the {self.say.one} goes on behind its {self.say.said}: move this line above the >",
            )
        draft.words.append((index, line.expandtabs(4)[2:]))

    def _item(self, index: int, rest: str) -> None:
        if not self.boxes:
            self._add(index, None, rest)
            return
        box = _BOX.match(rest)
        if box:
            self._add(index, box[1] != " ", box[2] or "")
            return
        almost = _ALMOST_BOX.match(rest)
        if almost:
            self._error(index, f"{almost[0].strip()} is no box: write {self.say.box}, with a space behind it")
            self._add(index, "x" in almost[0].lower(), rest[almost.end() :])
        else:
            self._error(index, f"an {self.say.one} begins with {self.say.boxes}: add the box")
            self._add(index, False, rest)

    def _error(self, index: int, message: str) -> None:
        self.page.error(index, self.say.field, message)

    def _add(self, index: int, right: bool | None, words: str) -> None:
        self.drafts.append(_Draft(index, right, [(index, words.strip())]))


def read_answers(
    page: Page, start: int, end: int, *, boxes: bool, wording: Wording = ANSWERS
) -> list[Answer]:
    """Return the answers in a range of lines, reporting what is no answer."""
    reader = _AnswerReader(page, boxes=boxes, wording=wording)
    for index in range(start, end):
        reader.line(index)
    answers = []
    for draft in reader.drafts:
        answer = Answer(draft.line + 1, draft.right, _passage(draft.words), _passage(draft.feedback))
        if answer.words.blank:
            message = f"the {wording.one} is empty: write it behind the dash, or delete the line"
            page.error(draft.line, wording.field, message)
        else:
            answers.append(answer)
    return answers


def _passage(lines: list[tuple[int, str]]) -> Passage:
    while lines and not lines[-1][1]:
        lines.pop()
    return Passage("\n".join(text for _, text in lines), tuple(index + 1 for index, _ in lines))
