"""A self-assessment: in one language, and what its languages must agree on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import pairwise

from packager.definition.markdown.attributes import Attributes, parse_attributes, split_attributes
from packager.definition.markdown.body import WrittenUnit, read_blocks, read_title
from packager.definition.markdown.items import item_place, join_items, joined
from packager.definition.markdown.lists import list_start
from packager.definition.markdown.page import Kind
from packager.definition.markdown.pen import NO_HEADINGS, Pen
from packager.definition.markdown.scales import (
    NO_SCALE,
    WrittenScale,
    join_statements,
    read_statements,
    take_scale,
    unique,
)
from packager.definition.markdown.structure import Block, take_blocks
from packager.definition.problems import Problems
from packager.document.scales import Advice, Area
from packager.document.words import Words

_AREA_LEVEL = 2
_MEAN = re.compile(r"\d(?:[.,]\d{1,2})?", re.ASCII)


@dataclass(slots=True)
class WrittenAssessment:
    """What one language's file holds."""

    text: WrittenUnit
    scale: WrittenScale | None
    areas: list[Area]


def read_self_assessment(pen: Pen, allowed: tuple[str, ...]) -> WrittenAssessment:
    """Read title, text, scale and areas."""
    page = pen.page
    title, line, start = read_title(pen)
    unit = WrittenUnit(title)
    starts = [index for index, level, _ in page.headings(start, len(page.lines)) if level == _AREA_LEVEL]
    end = starts[0] if starts else len(page.lines)
    scale = take_scale(pen, start, end)
    if scale is None:
        pen.incomplete(line, "scale", NO_SCALE)
    unit.blocks = read_blocks(pen, unit, allowed, start, end)
    reader = _AreaReader(pen, len(scale.steps) if scale else 0)
    areas: list[Area] = []
    for begin, behind in pairwise([*starts, len(page.lines)]):
        area = reader.area(begin, behind)
        if area and (first := next((one for one in areas if one.id == area.id), None)):
            pen.error(
                area.line, f"#{area.id}", f"this id stands on line {first.line} already: choose another"
            )
        elif area:
            areas.append(area)
    if not starts:
        message = "there are no statements: write an area as ## and its title {#id}, and a list below it"
        pen.incomplete(line, "area", message)
    pen.finish()
    return WrittenAssessment(unit, scale, areas)


class _AreaReader:
    """Reads areas one after another; ids of statements are taken once in the whole unit."""

    def __init__(self, pen: Pen, steps: int) -> None:
        self.pen = pen
        self.steps = steps
        self.seen: dict[str, int] = {}

    def area(self, begin: int, end: int) -> Area | None:
        """Return the area whose heading stands on a line."""
        pen, page = self.pen, self.pen.page
        heading = page.heading(begin)
        assert heading
        complain = partial(page.error, begin, "area")
        words, attributes = split_attributes(heading[1], complain)
        if not attributes.id:
            if not attributes.torn:
                complain("the area has no id, by which its value is kept: write {#id} behind its title")
            return None
        if attributes != Attributes(id=attributes.id):
            complain("an area takes nothing but {#id}: delete the rest of the braces")
        title = pen.plain(words)
        if not title:
            complain("the area has no title: write it between ## and {#id}")
        advice = tuple(self._advice(begin, end))
        self._refuse_blocks(begin + 1, end)
        first = list_start(page, begin + 1, end)
        text = pen.prose(page.passage(begin + 1, first), NO_HEADINGS)
        statements = unique(pen, read_statements(pen, first, end), self.seen)
        if not statements:
            message = "the area has no statements: write each below it as - and its words {#id}"
            pen.incomplete(begin + 1, f"#{attributes.id}", message)
        return Area(
            id=attributes.id,
            title={page.language: title},
            text={page.language: text} if text else {},
            statements=statements,
            advice=advice,
            file=page.source.name,
            line=begin + 1,
        )

    def _advice(self, begin: int, end: int) -> Iterator[Advice]:
        """Yield the bands of advice, which rise; the last one may hold all the rest."""
        pen = self.pen
        before: Decimal | None = Decimal(0)
        for block in take_blocks(pen.page, ("advice",), begin + 1, end):
            complain = partial(pen.error, block.line + 1, "advice")
            up_to, known = self._up_to(block)
            if before is None:
                complain("this advice is never shown, as the one above it takes all: put that one last")
            elif up_to is not None and up_to <= before:
                complain(f"up-to={up_to} is not above up-to={before}: put the bands in rising order")
            before = up_to if known else before
            html = pen.prose(pen.page.passage(block.start, block.end), NO_HEADINGS)
            if not html:
                complain("::: advice is empty: write what may come next, or delete it")
            yield Advice(up_to=up_to, text={pen.page.language: html})

    def _up_to(self, block: Block) -> tuple[Decimal | None, bool]:
        """Return the highest mean of a band, and whether what was written is understood."""
        complain = partial(self.pen.error, block.line + 1, "advice")
        words = block.words.removeprefix("{").removesuffix("}")
        attributes = parse_attributes(words, complain)
        if attributes != Attributes(values=attributes.values) or attributes.values.keys() - {"up-to"}:
            complain("::: advice takes nothing but up-to=2, the highest mean that it is for")
            return None, False
        written = attributes.values.get("up-to")
        if written is None:
            return None, True
        value = Decimal(written.replace(",", ".")) if _MEAN.fullmatch(written) else None
        if value is None or not 1 <= value <= (self.steps or value):
            complain(f"up-to={written}: write a mean from 1 to {self.steps or 'the number of steps'}")
            return None, False
        return value, True

    def _refuse_blocks(self, start: int, end: int) -> None:
        """Report other blocks and blank their marks, so that what they hold is read as text."""
        page = self.pen.page
        for index in range(start, end):
            if page.kinds[index] is Kind.MARK:
                if page.lines[index].strip(" \t:"):
                    message = "only ::: advice can stand in an area: move it above the first ##, or delete it"
                    page.error(index, "block", message)
                page.lines[index], page.kinds[index] = "", Kind.TEXT


def join_areas(pages: Mapping[str, Sequence[Area]], files: Words, problems: Problems) -> tuple[Area, ...]:
    """Return the areas of all languages as one; report what differs."""
    return tuple(_join(areas, files, problems) for areas in join_items(pages, files, problems, "area"))


def _join(areas: Mapping[str, Area], files: Words, problems: Problems) -> Area:
    model, *others = areas.values()
    bands = [one.up_to for one in model.advice]
    for other in others:
        if [one.up_to for one in other.advice] != bands:
            problems.error(
                item_place(other),
                f"#{other.id}",
                f"{_said(other)} differs from {item_place(model)} ({_said(model)}): write the same in both",
            )
            break
    statements = {language: area.statements for language, area in areas.items()}
    return replace(
        model,
        title=joined([one.title for one in areas.values()]),
        text=joined([one.text for one in areas.values()]),
        statements=join_statements(statements, files, problems),
        advice=tuple(
            replace(
                band, text=joined([one.advice[at].text for one in areas.values() if at < len(one.advice)])
            )
            for at, band in enumerate(model.advice)
        ),
    )


def _said(area: Area) -> str:
    bands = ["the rest" if one.up_to is None else f"up-to={one.up_to}" for one in area.advice]
    return f"advice for {', '.join(bands)}" if bands else "no advice"
