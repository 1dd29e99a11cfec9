"""A text file of the definition as lines that know what they are: text, code, headings, block marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from packager.definition.problems import Place, Problems
from packager.definition.scope import SourceFile

# What XML 1.0 (section 2.2) refuses, DEL, which only gets into a text by mistake, and the code points
# that Unicode leaves to programs: `xml.HOLD` is among them.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# A fence may stand in a list item or a quote.
_FENCE = re.compile(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(`{3,}(?=[^`]*$)|~{3,})(.*)$")
_QUOTE = " \t>"
_DEFINITION = re.compile(r" {0,3}\[(\^?[^\[\]]+)\]:\s*\S")
_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)")


class Kind(IntEnum):
    """What a line is."""

    TEXT = 0
    CODE = 1
    HEADING = 2
    MARK = 3  # opens or closes a block


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of source with the number of each of its lines (counted from 1)."""

    text: str
    numbers: Sequence[int]

    @property
    def blank(self) -> bool:
        """Whether nothing is written here."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Definition:
    """The text of a footnote (`^label`) or the address of a reference link (`label`)."""

    label: str
    passage: Passage


@dataclass(slots=True)
class Page:
    """One file in one language. Lines are counted from 0 here, from 1 in places.

    `lines` lack comments and definitions (they are empty there); `begin` is the first line behind the
    front matter, whose lines are `lines[1:begin - 1]` when there is one.
    """

    source: SourceFile
    language: str
    problems: Problems
    lines: list[str]
    kinds: list[Kind]
    begin: int = 0
    definitions: dict[str, Definition] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def place(self, index: int) -> Place:
        """Return the place of a line."""
        return self.source.place(index + 1)

    def error(self, index: int, name: str, message: str) -> None:
        """Report a mistake on a line."""
        self.problems.error(self.place(index), name, message)

    def passage(self, start: int, end: int) -> Passage:
        """Return the lines from `start` up to, not including, `end`."""
        return Passage("\n".join(self.lines[start:end]), range(start + 1, end + 1))

    def heading(self, index: int) -> tuple[int, str] | None:
        """Return level and text when a line is a heading."""
        if self.kinds[index] is not Kind.HEADING:
            return None
        found = _HEADING.match(self.lines[index])
        assert found
        return len(found[1]), self.lines[index][found.end() :].strip(" \t")

    def headings(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Yield (line, level, text) of the headings in a range."""
        for index in range(start, end):
            found = self.heading(index)
            if found:
                yield index, *found

    def report_unused(self) -> None:
        """Report footnotes that no text calls; to be asked when all has been read."""
        for key, one in self.definitions.items():
            if key.startswith("^") and key not in self.used:
                self.problems.error(
                    self.source.place(one.passage.numbers[0]),
                    "footnote",
                    f"no text calls the footnote [{one.label}]: write [{one.label}] where it belongs, "
                    "or delete it",
                )


def label_key(label: str) -> str:
    """Return the form in which labels are compared: case and spaces do not matter."""
    return " ".join(label.casefold().split())


def open_page(source: SourceFile, language: str, problems: Problems) -> Page:
    """Return a file as classified lines; Windows line ends and a byte order mark are accepted."""
    text = source.text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    page = Page(source, language, problems, lines, [Kind.TEXT] * len(lines))
    if _FORBIDDEN.search(text):
        _remove_forbidden(page)
    _skip_front_matter(page)
    _classify(page)
    if "]:" in text:
        _take_definitions(page)
    return page


def _remove_forbidden(page: Page) -> None:
    for index, line in enumerate(page.lines):
        found = _FORBIDDEN.search(line)
        if found:
            page.error(
                index,
                "character",
                f"the character U+{ord(found[0]):04X} cannot stand in a text: delete it "
                "(it often comes along when text is copied from a PDF)",
            )
            page.lines[index] = _FORBIDDEN.sub("", line)


def _skip_front_matter(page: Page) -> None:
    if page.lines[0].rstrip() != "---":
        return
    for index in range(1, len(page.lines)):
        if page.lines[index].rstrip() == "---":
            page.begin = index + 1
            return
    page.error(0, "front matter", "the front matter does not end: close it with --- on a line of its own")


class _Classifier:
    """Walks the lines once, remembering an open fence or comment."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.fence = ""
        self.opened = 0
        self.comment = False

    def run(self) -> None:
        page = self.page
        for index in range(page.begin, len(page.lines)):
            line = page.lines[index]
            if self.fence:
                self._inside_fence(index, line)
            elif self.comment:
                self._inside_comment(index, line)
            elif line and not line.isspace():
                self._outside(index, line)
        if self.fence:
            page.error(
                self.opened, "code", f"the code does not end: close it with {self.fence} on a line of its own"
            )
        if self.comment:
            page.error(self.opened, "comment", "the comment does not end: close it with -->")

    def _inside_fence(self, index: int, line: str) -> None:
        self.page.kinds[index] = Kind.CODE
        rest = line.strip(_QUOTE)
        if rest.startswith(self.fence) and not rest.strip(self.fence[0]):
            self.fence = ""

    def _inside_comment(self, index: int, line: str) -> None:
        _, end, rest = line.partition("-->")
        self.page.lines[index] = rest if end else ""
        self.comment = not end

    def _outside(self, index: int, line: str) -> None:
        if ("```" in line or "~~~" in line) and (found := _FENCE.match(line)):
            self.fence, self.opened = found[1], index
            self.page.kinds[index] = Kind.CODE
            return
        stripped = line.lstrip(" ")
        indent = len(line) - len(stripped)
        if indent > 3:
            return
        if stripped.startswith("<!--"):
            self.opened = index
            self.page.lines[index] = ""
            self._inside_comment(index, line)
        elif stripped.startswith("#"):
            self._number_sign(index, line, stripped)
        elif stripped.startswith(":::"):
            self._mark(index, line, indent)

    def _number_sign(self, index: int, line: str, stripped: str) -> None:
        if _HEADING.match(line):
            self.page.kinds[index] = Kind.HEADING
        elif stripped.lstrip("#")[0] not in "{.":
            self.page.error(
                index, "heading", "put a space between # and the heading (or write \\# for the sign itself)"
            )

    def _mark(self, index: int, line: str, indent: int) -> None:
        if indent:
            self.page.error(
                index, "block", "::: stands at the beginning of its line: delete the spaces before it"
            )
        if line.strip().startswith("::::"):
            self.page.error(index, "block", "a block opens and closes with exactly three colons")
        self.page.kinds[index] = Kind.MARK


def _classify(page: Page) -> None:
    _Classifier(page).run()


def _take_definitions(page: Page) -> None:
    index = page.begin
    while index < len(page.lines):
        line = page.lines[index]
        found = _DEFINITION.match(line) if "]:" in line and page.kinds[index] is Kind.TEXT else None
        if not found:
            index += 1
            continue
        end = _end_of_definition(page, index) if found[1].startswith("^") else index + 1
        key = label_key(found[1])
        if key in page.definitions:
            first = page.definitions[key].passage.numbers[0]
            page.error(index, "footnote", f"[{found[1]}] stands on line {first} already: delete one of them")
        else:
            page.definitions[key] = Definition(found[1], page.passage(index, end))
        page.lines[index:end] = [""] * (end - index)
        index = end


def _end_of_definition(page: Page, index: int) -> int:
    """A footnote goes on over lines that follow at once and over indented ones behind an empty line."""
    end = index + 1
    blank = False
    for place in range(index + 1, len(page.lines)):
        line = page.lines[place]
        if not line.strip():
            blank = True
        elif page.kinds[place] is Kind.MARK or _DEFINITION.match(line):
            break
        elif line.startswith("  ") or not (blank or page.kinds[place] is Kind.HEADING):
            end, blank = place + 1, False
        else:
            break
    return end
