"""A question in one language: its heading or check, text, answers, feedback."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from packager.definition.markdown.answers import Answer
from packager.definition.markdown.attributes import Attributes, is_id
from packager.definition.markdown.page import Page, Passage
from packager.definition.markdown.pen import NO_HEADINGS, Pen
from packager.definition.markdown.question_blocks import VERDICTS, check_verdicts, take_block
from packager.definition.markdown.structure import Block, Prose, read_parts
from packager.definition.problems import Place
from packager.document.questions import Question
from packager.document.words import Xhtml

MOST_MARKS = 100
NEW_PAGE = "new-page"
Where = Literal["quiz", "check", "pool"]
_KEYS: Mapping[Where, frozenset[str]] = {
    "quiz": frozenset({"marks", "tags", "penalty"}), "check": frozenset(),
    "pool": frozenset({"marks", "tags", "penalty"}),
}  # fmt: skip
"""What may stand in the braces of all questions."""
NOTHING = Xhtml("")


@dataclass(slots=True)
class Written:
    """A question as it stands in one language: its maps hold that language alone.

    `lines` gives the line of a part by its path in the question (`("options", 1)`).
    """

    question: Question
    place: Place
    lines: Mapping[tuple[str | int, ...], int] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """What all kinds of question share while one is read. Lines are counted from 1."""

    pen: Pen
    line: int
    id: str
    attributes: Attributes
    title: str
    body: tuple[int, int]  # lines (from 0) of text and answers
    said: dict[str, Xhtml] = field(default_factory=dict)  # feedback, marking, when_right … by name
    hints: list[Xhtml] = field(default_factory=list)
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)

    @property
    def page(self) -> Page:
        """The page on which it stands."""
        return self.pen.page

    @property
    def language(self) -> str:
        """Its language."""
        return self.pen.page.language

    def error(self, message: str, line: int | None = None) -> None:
        """Report a mistake in the question, at its own line unless another is given."""
        self.pen.error(line or self.line, f"#{self.id}" if self.id else "question", message)

    def prose(self, passage: Passage) -> Xhtml:
        """Return running text of the question."""
        return self.pen.prose(passage, NO_HEADINGS)

    def text(self, end: int) -> Xhtml:
        """Return the question's text: its heading and what stands below it, up to the answers."""
        notes = self.pen.footnotes()
        head = self.pen.line(self.title, self.line, notes)
        rest = self.pen.prose(self.page.passage(self.body[0], end), NO_HEADINGS, notes)
        below = notes.write() if notes.numbers else NOTHING
        return Xhtml("\n".join(part for part in (head, rest, below) if part))

    def feedback_of(self, answer: Answer) -> dict[str, Xhtml] | None:
        """Return the feedback of an answer in this language."""
        return self.own(self.prose(answer.feedback))

    def own(self, html: Xhtml | None) -> dict[str, Xhtml] | None:
        """Return markup as a map with this language, None when there is none."""
        return {self.language: html} if html else None

    def whole_number(self, key: str, lowest: int, highest: int) -> int | None:
        """Return an attribute that is a whole number; None where it is missing or was reported."""
        written = self.attributes.values.get(key)
        if written is None:
            return None
        if written.isascii() and written.isdigit() and len(written) < 7 and lowest <= int(written) <= highest:
            return int(written)
        self.error(f"{key}={written}: write a whole number from {lowest} to {highest}")
        return None


@dataclass(frozen=True, slots=True)
class KindOfQuestion:
    """One row in the table of kinds: the class that names it, and what may stand in its braces."""

    name: str
    read: Callable[[Draft], Question | None]
    classes: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()


def begin_draft(pen: Pen, line: int, title: str, attributes: Attributes, start: int, end: int) -> Draft:
    """Gather a question: part its body from the blocks (feedback, marking) inside it."""
    draft = Draft(pen, line, attributes.id, attributes, title, (start, end))
    body_end = None
    for part in read_parts(pen.page, start, end):
        if isinstance(part, Block):
            body_end = part.line if body_end is None else body_end
            take_block(draft, part)
        elif body_end is not None:
            _refuse_text_behind(draft, part)
    if body_end is not None:
        draft.body = (start, body_end)
    return draft


def _refuse_text_behind(draft: Draft, part: Prose) -> None:
    for index in range(part.start, part.end):
        if draft.page.lines[index].strip():
            draft.error("text behind the blocks of a question: move it above them", index + 1)
            return


def read_draft(draft: Draft, kinds: Mapping[str, KindOfQuestion], where: Where) -> Written | None:
    """Return the question that a draft holds, or None after reporting why it is none."""
    if not draft.id and not draft.attributes.torn:
        what = (
            "::: check needs a name: write ::: check verb"
            if where == "check"
            else "the question has no id: write {#id} behind it"
        )
        draft.error(what)
    kind = _kind(draft, kinds)
    if kind is None:
        return None
    _check_options(draft, kind, where)
    if "marking" in draft.said and kind.name != "essay":
        draft.error("::: marking belongs to a question with .essay: use ::: feedback, or delete it")
    question = kind.read(draft)
    if question is None or not draft.id:
        return None
    check_verdicts(draft, question)
    if not question.text[draft.language]:
        draft.error("the question has no text: write what is asked")
    return Written(question, draft.pen.place(draft.line), draft.lines)


def _kind(draft: Draft, kinds: Mapping[str, KindOfQuestion]) -> KindOfQuestion | None:
    named = [one for one in draft.attributes.classes if one in kinds]
    if len(named) > 1:
        draft.error(f"a question is of one kind, not .{' and .'.join(named)}: delete one")
    known = {NEW_PAGE, *kinds}.union(*(kind.classes for kind in kinds.values()))
    for one in draft.attributes.classes:
        if one not in known:
            draft.error(f".{one} is unknown: the classes are .{', .'.join(sorted(known - {'choice'}))}")
            return None
    return kinds[named[0] if named else "choice"]


def _check_options(draft: Draft, kind: KindOfQuestion, where: Where) -> None:
    for one in draft.attributes.classes:
        if one not in kind.classes and one != kind.name and one in ("keep-order", "case"):
            draft.error(f".{one} means nothing for a {kind.name} question: delete it")
    if NEW_PAGE in draft.attributes.classes and where != "quiz":
        draft.error(f".{NEW_PAGE} means nothing here, only in a quiz: delete it")
    if where == "pool" and kind.name == "essay":
        draft.error("an essay cannot be drawn from a pool, as a person marks it: move it to a quiz")
    if where == "pool" and "marks" in draft.attributes.values:
        draft.error("marks= stands with the draw, as in ::: draw 3 from terms marks=2: delete it here")
    keys = kind.keys | _KEYS[where]
    for key in draft.attributes.values:
        if key not in keys:
            allowed = ", ".join(sorted(keys)) or "none"
            draft.error(f"{key}= means nothing here (possible: {allowed}): delete it")


def read_tags(attributes: Attributes, complain: Callable[[str], None]) -> tuple[str, ...]:
    """Return the tags in braces, `tags=level,outcome`, each once."""
    written = attributes.values.get("tags")
    if written is None:
        return ()
    tags = [tag.strip() for tag in written.split(",")]
    for tag in tags:
        if not is_id(tag):
            complain(
                f"tags={written}: write small letters a to z, digits and hyphens, with commas between, "
                "as in tags=level,outcome"
            )
            return ()
    if len(set(tags)) < len(tags):
        complain(f"tags={written}: a tag stands twice, delete one")
    return tuple(dict.fromkeys(tags))


def common_fields(draft: Draft, text: Xhtml, *, usual_marks: int = 1) -> dict[str, Any]:
    """Return the fields that questions of all kinds have; `usual_marks` are its marks without `marks=`."""
    marks = draft.whole_number("marks", usual_marks, MOST_MARKS)
    return {
        "id": draft.id,
        "text": {draft.language: text},
        "feedback": draft.own(draft.said.get("feedback")),
        **{name: draft.own(draft.said.get(name)) for name in VERDICTS},
        "hints": tuple({draft.language: hint} for hint in draft.hints),
        "penalty": draft.whole_number("penalty", 0, 100),
        "marks": usual_marks if marks is None else marks,
        "new_page": NEW_PAGE in draft.attributes.classes,
        "tags": read_tags(draft.attributes, draft.error),
        "file": draft.page.source.name,
        "line": draft.line,
    }
