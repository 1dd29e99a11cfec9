"""What stands in a quiz beside questions and draws: titles of sections, what is said of results."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from packager.definition.markdown.attributes import Attributes
from packager.definition.markdown.body import WrittenUnit
from packager.definition.markdown.pen import NO_HEADINGS, Pen
from packager.definition.markdown.structure import Block, read_parts
from packager.document.pools import Draw
from packager.document.quiz_settings import QuizSection, Result

_PER_CENT = re.compile(r"(\d{1,3})\s*%?", re.ASCII)


@dataclass(slots=True)
class WrittenQuiz(WrittenUnit):
    """What a quiz' file holds in one language; `part_lines` are the lines of sections and results."""

    draws: list[Draw] = field(default_factory=list)
    sections: list[QuizSection] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    part_lines: dict[tuple[str, int], int] = field(default_factory=dict)

    @property
    def entries(self) -> int:
        """How many questions and draws were read."""
        return len(self.questions) + len(self.draws)


def read_section(
    pen: Pen, quiz: WrittenQuiz, title: str, attributes: Attributes, begin: int, end: int
) -> None:
    """Read a heading that begins a section, with the text below it."""
    line = begin + 1
    plain = pen.plain(title)
    if not plain:
        pen.error(line, "section", "the section has no title: write it before the braces")
    kept, mixed = ("keep-order" in attributes.classes), ("shuffle" in attributes.classes)
    if kept and mixed:
        pen.error(line, "section", ".shuffle and .keep-order exclude each other: delete one")
    for name in (
        *(f".{one}" for one in attributes.classes if one not in ("section", "keep-order", "shuffle")),
        *(f"{key}=" for key in attributes.values),
        *([f"#{attributes.id}"] if attributes.id else []),
    ):
        pen.error(
            line,
            "section",
            f"{name} means nothing for a section (possible: .shuffle, .keep-order): delete it",
        )
    for part in read_parts(pen.page, begin + 1, end):
        if isinstance(part, Block):
            pen.error(
                part.line + 1, "section", f"::: {part.name} cannot stand below a section: write plain text"
            )
    text = pen.prose(pen.page.passage(begin + 1, end), NO_HEADINGS) if plain else None
    language = pen.page.language
    quiz.part_lines["sections", len(quiz.sections)] = line
    quiz.sections.append(
        QuizSection(
            title={language: plain},
            text={language: text} if text else None,
            first=quiz.entries,
            shuffle=mixed if kept or mixed else None,
        )
    )


def finish_sections(pen: Pen, quiz: WrittenQuiz) -> None:
    """Report sections without questions."""
    for at, section in enumerate(quiz.sections):
        following = quiz.sections[at + 1].first if at + 1 < len(quiz.sections) else quiz.entries
        if following <= section.first:
            line = quiz.part_lines["sections", at]
            pen.error(line, "section", "the section has no questions: write some below it, or delete it")


def read_result(pen: Pen, quiz: WrittenQuiz, block: Block) -> None:
    """Read what is said of tries that earn so many per cent."""
    line = block.line + 1
    found = _PER_CENT.fullmatch(block.words)
    html = pen.prose(pen.page.passage(block.start, block.end), NO_HEADINGS)
    if not found or int(found[1]) > 100:
        pen.error(line, "result", "write from how many per cent on it is said, as in ::: result 80")
        return
    if not html:
        pen.error(line, "result", "::: result is empty: write what is said, or delete it")
    percent = int(found[1])
    if any(result.at_least == percent for result in quiz.results):
        pen.error(line, "result", f"there are two results from {percent} %: make them one")
        return
    quiz.part_lines["results", len(quiz.results)] = line
    quiz.results.append(Result(at_least=percent, text={pen.page.language: html}))
