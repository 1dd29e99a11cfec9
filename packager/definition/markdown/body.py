"""A unit's file in one language: its title, its front matter, its blocks, its questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from packager.definition.markdown.attributes import Attributes, parse_attributes, split_attributes
from packager.definition.markdown.footnotes import Footnotes
from packager.definition.markdown.kinds import KINDS
from packager.definition.markdown.links import check_link_text
from packager.definition.markdown.pen import BLOCK_HEADINGS, NO_HEADINGS, TEXT_HEADINGS, Pen
from packager.definition.markdown.questions import NOTHING, Written, begin_draft, read_draft
from packager.definition.markdown.schemes import SCHEMES, read_scheme
from packager.definition.markdown.structure import (
    ALTERNATIVE,
    ASIDES,
    CALLOUTS,
    TRANSCRIPT,
    Block,
    Prose,
    read_parts,
)
from packager.document.blocks import Block as DocumentBlock
from packager.document.blocks import Callout, Check, Embed, Text
from packager.document.grading_schemes import Scheme
from packager.document.scenes import Scene
from packager.document.words import Xhtml

_SENTENCE = re.compile(r".*?[.!?:](?=\s|$)|.+", re.DOTALL)
_ADDRESS = re.compile(r"https://[^\s/?#]+\.[^\s]+")
_FOR_MARKING = ("marking", *SCHEMES)
_TAGS = re.compile(r"<[^>]*>")


@dataclass(slots=True)
class WrittenUnit:
    """What one language's file holds. `outline` names its blocks in order, for comparing languages."""

    title: str
    blocks: tuple[DocumentBlock, ...] = ()
    marking: Xhtml = NOTHING
    scheme: Scheme | None = None
    asides: dict[str, Xhtml] = field(default_factory=dict)
    intro: Xhtml = NOTHING
    questions: list[Written] = field(default_factory=list)
    question_lines: dict[str, int] = field(default_factory=dict)  # by id
    scenes: list[Scene] = field(default_factory=list)
    outline: list[tuple[str, int]] = field(default_factory=list)


def read_title(pen: Pen) -> tuple[str, int, int]:
    """Return the title (plain text), its line from 1, and the first line behind it (from 0)."""
    page = pen.page
    found = next((one for one in page.headings(page.begin, len(page.lines)) if one[1] == 1), None)
    if found is None:
        page.error(
            page.begin if page.begin < len(page.lines) else 0,
            "heading",
            "the text has no title: begin it with # and the unit's title",
        )
        return "", page.begin + 1, page.begin
    index, _, words = found
    if any(line.strip() for line in page.lines[page.begin : index]):
        page.error(index, "heading", "the title comes first: move what stands above it below it")
    text, attributes = split_attributes(words, lambda message: page.error(index, "heading", message))
    if attributes != Attributes():
        page.error(index, "heading", "the title takes no braces: its id is the unit's, in module.yaml")
    title = pen.plain(text)
    if not title:
        page.error(index, "heading", "the title is empty: write it behind the #")
    return title, index + 1, index + 1


class _BodyReader:
    """Reads blocks one after another; footnotes of the whole page stand at its end."""

    def __init__(self, pen: Pen, unit: WrittenUnit, allowed: tuple[str, ...], notes: Footnotes) -> None:
        self.pen = pen
        self.unit = unit
        self.allowed = allowed
        self.notes = notes

    def part(self, part: Prose | Block) -> Iterator[DocumentBlock]:
        """Yield the block that a part becomes, if it becomes one."""
        if isinstance(part, Prose):
            html = self.pen.prose(self.pen.page.passage(part.start, part.end), TEXT_HEADINGS, self.notes)
            if html:
                yield Text(html=html)
            return
        if part.name not in self.allowed:
            self.pen.error(
                part.line + 1,
                "block",
                f"::: {part.name} cannot stand here (possible: {', '.join(self.allowed)}): move or delete it",
            )
        if part.name not in _FOR_MARKING:
            self.unit.outline.append((part.name, part.line + 1))
        if part.name in (*CALLOUTS, ALTERNATIVE, TRANSCRIPT):
            yield self._callout(part)
        elif part.name == "embed":
            yield from self._embed(part)
        elif part.name == "check":
            yield from (one for one in self._check(part) if part.name in self.allowed)
        else:
            self._keep(part)

    def _keep(self, part: Block) -> None:
        """Keep a block that belongs to the unit, but not to its body."""
        if part.name == "marking":
            self._marking(part)
        elif part.name in SCHEMES:
            self._scheme(part)
        elif part.name in ASIDES:
            self._aside(part)

    def _inside(self, part: Block, headings: int) -> Xhtml:
        html = self.pen.prose(self.pen.page.passage(part.start, part.end), headings, self.notes)
        if not html:
            self.pen.error(
                part.line + 1, "block", f"::: {part.name} is empty: write something in it, or delete it"
            )
        return html

    def _callout(self, part: Block) -> Callout:
        words, attributes = split_attributes(part.words, lambda message: self._block_error(part, message))
        if attributes != Attributes():
            self._block_error(part, f"::: {part.name} takes no braces: delete them")
        html = self._inside(part, BLOCK_HEADINGS)
        return Callout(role=part.name, title=self.pen.plain(words), html=html)  # type: ignore[arg-type]  # in CALLOUTS

    def _embed(self, part: Block) -> Iterator[Embed]:
        url, _, title = part.words.partition(" ")
        html = self.pen.prose(self.pen.page.passage(part.start, part.end), NO_HEADINGS, self.notes)
        title = self.pen.plain(title) or _first_sentence(html)
        if not url:
            self._block_error(part, "::: embed needs an address: write ::: embed https://… and a title")
        elif not _ADDRESS.fullmatch(url):
            self._block_error(part, f"{url} is no address to embed: it begins with https:// and a host")
        elif not title:
            self._block_error(part, "an embed needs a title: write it behind the address")
        else:
            check_link_text(self.pen, title, part.line + 1)
            yield Embed(url=url, title=title, html=html, line=part.line + 1)

    def _check(self, part: Block) -> Iterator[Check]:
        name, _, rest = part.words.partition(" ")
        if name.startswith((".", "{")) or "=" in name:
            name, rest = "", part.words
        rest = rest.strip().removeprefix("{").removesuffix("}")
        attributes = parse_attributes(
            f"#{name.removeprefix('#')} {rest}" if name else rest,
            lambda message: self._block_error(part, message),
        )
        draft = begin_draft(self.pen, part.line + 1, "", attributes, part.start, part.end)
        written = read_draft(draft, KINDS, "check")
        if written:
            add_question(self.pen, self.unit, written)
            yield Check(question=written.question.id)

    def _marking(self, part: Block) -> None:
        if self.unit.marking:
            self._block_error(part, "there are two ::: marking blocks: make them one")
        self.unit.marking = self.pen.prose(self.pen.page.passage(part.start, part.end), BLOCK_HEADINGS)

    def _scheme(self, part: Block) -> None:
        if self.unit.scheme is not None:
            self._block_error(part, "work is marked in one way: keep one ::: rubric or ::: guide")
        if part.words:
            self._block_error(part, f"::: {part.name} takes no words: delete them")
        self.unit.scheme = read_scheme(self.pen, part) or self.unit.scheme

    def _aside(self, part: Block) -> None:
        if part.words:
            self._block_error(part, f"::: {part.name} takes no words: delete them")
        if part.name in self.unit.asides:
            self._block_error(part, f"there are two ::: {part.name} blocks: make them one")
        self.unit.asides[part.name] = self._inside(part, BLOCK_HEADINGS)

    def _block_error(self, part: Block, message: str) -> None:
        self.pen.error(part.line + 1, "block", message)


def _first_sentence(html: Xhtml) -> str:
    text = " ".join(unescape(_TAGS.sub("", html)).split())
    found = _SENTENCE.match(text)
    return found[0].rstrip(".:") if found else ""


def add_question(pen: Pen, unit: WrittenUnit, written: Written) -> None:
    """Add a question to a unit, unless its id is taken."""
    name = written.question.id
    first = unit.question_lines.setdefault(name, written.place.line)
    if first == written.place.line:
        unit.questions.append(written)
    else:
        pen.error(written.place.line, f"#{name}", f"this id stands on line {first} already: choose another")


def read_body(pen: Pen, allowed: tuple[str, ...]) -> WrittenUnit:
    """Read title and blocks. `allowed` names the blocks that this kind of unit may hold."""
    title, _, start = read_title(pen)
    unit = WrittenUnit(title)
    unit.blocks = read_blocks(pen, unit, allowed, start, len(pen.page.lines))
    pen.finish()
    return unit


def read_blocks(
    pen: Pen, unit: WrittenUnit, allowed: tuple[str, ...], start: int, end: int
) -> tuple[DocumentBlock, ...]:
    """Read the blocks of a range of lines; its footnotes stand behind the last one."""
    notes = pen.footnotes()
    reader = _BodyReader(pen, unit, allowed, notes)
    blocks = [block for part in read_parts(pen.page, start, end) for block in reader.part(part)]
    if notes.numbers:
        blocks.append(Text(html=notes.write()))
    return tuple(blocks)


def read_intro(pen: Pen, start: int, end: int, first: str) -> Xhtml:
    """Return the text that stands before the first question or scene (`first` names it)."""
    texts = []
    for part in read_parts(pen.page, start, end):
        if isinstance(part, Block):
            pen.page.error(
                part.line,
                "block",
                f"::: {part.name} cannot stand before the first {first}: write plain text",
            )
            part = Prose(part.start, part.end)
        texts.append(pen.prose(pen.page.passage(part.start, part.end), NO_HEADINGS))
    return Xhtml("\n".join(text for text in texts if text))
