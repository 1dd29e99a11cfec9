"""What writes the running text of one page: knows the page, the unit and what may be referred to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pyromark

from packager.definition.markdown import xml
from packager.definition.markdown.footnotes import Footnotes
from packager.definition.markdown.page import Page, Passage, label_key
from packager.definition.markdown.prose import MOST_LEVELS, ProseWriter, report_depth
from packager.definition.problems import Place
from packager.definition.scope import Scope
from packager.document.words import Xhtml

_O = pyromark.Options
_OPTIONS = (
    _O.ENABLE_TABLES
    | _O.ENABLE_FOOTNOTES
    | _O.ENABLE_STRIKETHROUGH
    | _O.ENABLE_MATH
    | _O.ENABLE_DEFINITION_LIST
)
_MARKDOWN = pyromark.Markdown(options=_OPTIONS | _O.ENABLE_HEADING_ATTRIBUTES)
_ONE_LINE = pyromark.Markdown(options=_OPTIONS)

# What needs our own writer: links and pictures, raw HTML, formulas, tables, headings. Text without any
# of these is written by pyromark itself, ten times as fast.
_NEEDS_WRITER = re.compile(f"[\\[<$|#{xml.HOLD}]")
_HEADING_TAG = re.compile(r"<h[1-6]")
_CALLED = re.compile(r"\[([^\[\]]+)\]")
_WORDS = frozenset({"Text", "Code", "InlineMath", "DisplayMath"})
_MARKUP = re.compile(r"[*_`\[\]<>&\\$~!]")

NO_HEADINGS = 7
TEXT_HEADINGS = 2
BLOCK_HEADINGS = 4  # the title of a block is a heading of level 3


@dataclass(slots=True)
class Pen:
    """Turns passages of a page into XHTML and reports what is wrong in them. Lines are counted from 1."""

    page: Page
    scope: Scope
    unit_id: str
    level: int = 1  # of the last heading in the running text
    heading_ids: dict[str, int] = field(default_factory=dict)
    page_links: list[tuple[int, str]] = field(default_factory=list)
    _pieces: int = 0

    @property
    def module_folder(self) -> Path:
        """The module's folder: file names in places are relative to it."""
        return self.page.source.path.parents[self.page.source.name.count("/")]

    def place(self, line: int) -> Place:
        """Return the place of a line."""
        return self.page.source.place(line)

    def error(self, line: int, name: str, message: str) -> None:
        """Report a mistake."""
        self.scope.problems.error(self.place(line), name, message)

    def incomplete(self, line: int, name: str, message: str) -> None:
        """Report something that a draft may still lack."""
        self.scope.problems.incomplete(self.place(line), name, message)

    def warning(self, line: int, name: str, message: str) -> None:
        """Report something that may be meant."""
        self.scope.problems.warning(self.place(line), name, message)

    def footnotes(self) -> Footnotes:
        """Return a new set of footnotes with ids of its own in this unit."""
        self._pieces += 1
        return Footnotes(f"{self.unit_id}-{self._pieces}")

    def prose(self, passage: Passage, headings: int, notes: Footnotes | None = None) -> Xhtml:
        """Return running text as XHTML. Headings are allowed from the level `headings` down.

        Footnotes go to `notes`, or to the end of this text when none is given.
        """
        if passage.blank:
            return Xhtml("")
        fast = self._plain(passage)
        if fast is not None:
            return fast
        own = notes or self.footnotes()
        whole = self._with_definitions(passage)
        events = _MARKDOWN.events_with_range(whole.text, merge_text=True)
        written = ProseWriter(self, whole, list(events), own, headings).write()
        if notes is None and own.numbers:
            written = f"{written}\n{own.write()}"
        return Xhtml(xml.without_forbidden(written))

    def line(self, words: str, number: int, notes: Footnotes | None = None) -> Xhtml:
        """Return one line, in which signs at its beginning (`1.`, `-`, `#`) mean nothing, as a paragraph.

        Footnotes are dealt with as in `prose`.
        """
        if not words.strip():
            return Xhtml("")
        if not _MARKUP.search(words):
            return Xhtml(f"<p>{xml.text(words.strip())}</p>")
        own = notes or self.footnotes()
        whole = self._with_definitions(Passage(f"# {words}\n", (number,)))
        events = list(_ONE_LINE.events_with_range(whole.text, merge_text=True))
        written = ProseWriter(self, whole, events, own, NO_HEADINGS, first_heading_is_text=True).write()
        if notes is None and own.numbers:
            written = f"{written}\n{own.write()}"
        return Xhtml(xml.without_forbidden(written))

    def plain(self, words: str) -> str:
        """Return one line without its markup: a title, a right side."""
        if not _MARKUP.search(words):
            return words.strip()
        events = (event for event in _ONE_LINE.events(f"# {words}\n") if isinstance(event, dict))
        found = [str(value) for event in events for name, value in event.items() if name in _WORDS]
        return " ".join("".join(found).split())

    def turn_page(self, level: int) -> None:
        """Begin a page of its own whose title is a heading of `level`: links to places end with a page."""
        self._check_page_links()
        self.heading_ids.clear()
        self.page_links.clear()
        self.level = level

    def finish(self) -> None:
        """Report what is known at the end: links to headings that are not there, unused footnotes."""
        self._check_page_links()
        self.page.report_unused()

    def _check_page_links(self) -> None:
        for line, target in self.page_links:
            if target not in self.heading_ids:
                self.error(
                    line, "link", f"no heading of this page is called #{target}: add {{#{target}}} behind one"
                )

    def _plain(self, passage: Passage) -> Xhtml | None:
        """Write text that holds nothing but paragraphs, lists, emphasis and code; None when it holds more."""
        if _NEEDS_WRITER.search(passage.text):
            return None
        html: str = _MARKDOWN.html(passage.text)
        if _HEADING_TAG.search(html):
            return None
        if xml.depth(html) > MOST_LEVELS:
            report_depth(self, passage)
            return Xhtml("")
        return Xhtml(xml.without_forbidden(html.replace(" />", "/>").strip()))

    def _with_definitions(self, passage: Passage) -> Passage:
        """Add the footnotes and addresses that a passage calls; they may stand anywhere on the page."""
        if not self.page.definitions or "[" not in passage.text:
            return passage
        lines, numbers = (
            [passage.text.rstrip("\n")],
            list(passage.numbers[: passage.text.rstrip("\n").count("\n") + 1]),
        )
        waiting, taken = [passage.text], set[str]()
        while waiting:
            for found in _CALLED.finditer(waiting.pop()):
                key = label_key(found[1])
                definition = self.page.definitions.get(key)
                if definition and key not in taken:
                    taken.add(key)
                    lines += ["", definition.passage.text]
                    numbers += [definition.passage.numbers[0], *definition.passage.numbers]
                    waiting.append(definition.passage.text.partition("]:")[2])
        self.page.used |= taken
        return Passage("\n".join(lines) + "\n", numbers)
