"""A scenario in one language: each heading is a scene, each link of its list a choice that leads on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from packager.definition.markdown.attributes import Attributes, split_attributes
from packager.definition.markdown.body import WrittenUnit, read_intro, read_title
from packager.definition.markdown.page import Kind, Passage
from packager.definition.markdown.pen import NO_HEADINGS, Pen
from packager.definition.markdown.structure import refuse_blocks
from packager.definition.mistakes import did_you_mean
from packager.document.scenes import Scene, SceneChoice

_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?=[ \t])[ \t]+(.*)")
_CHOICE = re.compile(r"\[(.+)\][ ]?\(#([^()\s]*)\)[ \t]*")
_QUOTE = re.compile(r"[ \t]*> ?")
_PRINCIPLE = re.compile(r"\*\*((?:[^*]|\*(?!\*))+)\*\*")

Lines = list[tuple[int, str]]
"""Line numbers (from 0) with what stands there."""


@dataclass(slots=True)
class _Draft:
    """A choice while it is read; lines are counted from 0."""

    line: int
    words: str
    to: str
    said: Lines = field(default_factory=list)


def read_scenario(pen: Pen) -> WrittenUnit:
    """Read title, introduction and scenes; the first scene is where the case begins."""
    page = pen.page
    title, line, start = read_title(pen)
    unit = WrittenUnit(title)
    starts = [index for index, level, _ in page.headings(start, len(page.lines)) if level == 2]
    unit.intro = read_intro(pen, start, starts[0] if starts else len(page.lines), "scene")
    seen: dict[str, int] = {}
    for begin, end in pairwise([*starts, len(page.lines)]):
        scene = _read_scene(pen, begin, end)
        if scene is None:
            continue
        first = seen.setdefault(scene.id, scene.line)
        if first == scene.line:
            unit.scenes.append(scene)
        else:
            pen.error(scene.line, f"#{scene.id}", f"this id stands on line {first} already: choose another")
    if not starts:
        pen.incomplete(line, "scene", "the scenario has no scenes: write each as ## and its title {#id}")
    _check_targets(pen, unit.scenes)
    pen.finish()
    return unit


def _read_scene(pen: Pen, begin: int, end: int) -> Scene | None:
    page = pen.page
    heading = page.heading(begin)
    assert heading
    complain = partial(page.error, begin, "scene")
    words, attributes = split_attributes(heading[1], complain)
    if not attributes.id:
        if not attributes.torn:
            complain("the scene has no id, so no choice can lead to it: write {#id} behind its title")
        return None
    if attributes != Attributes(id=attributes.id):
        complain("a scene takes nothing but {#id}: delete the rest of the braces")
    title = pen.plain(words)
    if not title:
        complain("the scene has no title: write it between ## and {#id}")
    refuse_blocks(page, begin + 1, end, "a scenario")
    first = _first_choice(pen, begin + 1, end)
    text = pen.prose(page.passage(begin + 1, first), NO_HEADINGS)
    if not text:
        pen.incomplete(begin + 1, f"#{attributes.id}", "the scene has no text: say what happens")
    return Scene(
        id=attributes.id,
        title={page.language: title},
        text={page.language: text},
        choices=tuple(_choice(pen, draft) for draft in _drafts(pen, first, end)),
        file=page.source.name,
        line=begin + 1,
    )


def _first_choice(pen: Pen, start: int, end: int) -> int:
    """Return the line where the choices begin: a link to a scene, or an item with an indented quotation."""
    lines = pen.page.lines
    for index in range(start, end):
        item = _ITEM.match(lines[index]) if pen.page.kinds[index] is Kind.TEXT else None
        if item and (_CHOICE.match(item[1]) or (index + 1 < end and _is_said(lines[index + 1]))):
            return index
    return end


def _is_said(line: str) -> bool:
    return line[:1] in (" ", "\t") and line.lstrip(" \t").startswith(">")


def _drafts(pen: Pen, start: int, end: int) -> Iterator[_Draft]:
    draft: _Draft | None = None
    for index in range(start, end):
        line = pen.page.lines[index]
        item = _ITEM.match(line)
        if item:
            if draft:
                yield draft
            draft = _begin(pen, index, item[1])
        elif not line.strip() or _is_said(line):
            if (draft and draft.said) or line.strip():
                assert draft
                draft.said.append((index, _QUOTE.sub("", line, count=1).rstrip()))
        else:
            _stray(pen, index, line)
    if draft:
        yield draft


def _begin(pen: Pen, index: int, words: str) -> _Draft:
    found = _CHOICE.fullmatch(words)
    if found is None:
        pen.page.error(
            index,
            "choice",
            "the choice leads nowhere: write it as - [what is done](#scene), with nothing behind",
        )
        return _Draft(index, words, "")
    return _Draft(index, found[1], found[2])


def _stray(pen: Pen, index: int, line: str) -> None:
    message = (
        "put two spaces before >, so that the consequence belongs to the choice above it"
        if line.lstrip().startswith(">")
        else "only choices stand here, each with its consequence: move this text above the choices, "
        "or begin it with two spaces and >"
    )
    pen.page.error(index, "choice", message)


def _choice(pen: Pen, draft: _Draft) -> SceneChoice:
    """Part what follows from a choice into the consequence and, in a paragraph all bold, the principle."""
    paragraphs = _paragraphs(draft.said)
    bold = [
        place for place, one in enumerate(paragraphs) if _PRINCIPLE.fullmatch(" ".join(_words(one)).strip())
    ]
    language = pen.page.language
    if len(bold) > 1:
        pen.error(_line(paragraphs[bold[1]]), "choice", "a choice has one principle: make the bold lines one")
    elif not bold:
        pen.error(
            draft.line + 1,
            "choice",
            "the choice has no principle: end its quotation with a paragraph in bold, > **Ask first.**",
        )
    elif bold[0] != len(paragraphs) - 1:
        pen.error(_line(paragraphs[-1]), "choice", "text behind the principle: move it above the bold line")
    told = [one for place, one in enumerate(paragraphs) if place not in bold]
    if not told:
        pen.error(
            draft.line + 1,
            "choice",
            "the choice has no consequence: say below it what follows, indented, > She answers at once.",
        )
    principle = " ".join(_words(paragraphs[bold[0]])).strip()[2:-2] if bold else ""
    return SceneChoice(
        text={language: pen.plain(draft.words)},
        to=draft.to,
        consequence={language: pen.prose(_passage(told), NO_HEADINGS)},
        principle={language: pen.line(principle, _line(paragraphs[bold[0]]) if bold else draft.line + 1)},
        line=draft.line + 1,
    )


def _paragraphs(lines: Lines) -> list[Lines]:
    found: list[Lines] = [[]]
    for index, words in lines:
        if words:
            found[-1].append((index, words))
        elif found[-1]:
            found.append([])
    return [one for one in found if one]


def _words(lines: Lines) -> list[str]:
    return [words for _, words in lines]


def _line(lines: Lines) -> int:
    return lines[0][0] + 1


def _passage(paragraphs: list[Lines]) -> Passage:
    """Join paragraphs again, with an empty line between, each line with its number."""
    text, numbers = list[str](), list[int]()
    for paragraph in paragraphs:
        if text:
            text.append("")
            numbers.append(_line(paragraph))
        text += _words(paragraph)
        numbers += [index + 1 for index, _ in paragraph]
    return Passage("\n".join(text), numbers)


def _check_targets(pen: Pen, scenes: list[Scene]) -> None:
    ids = [scene.id for scene in scenes]
    for scene in scenes:
        for choice in scene.choices:
            if choice.to and choice.to not in ids:
                guess = did_you_mean(choice.to, ids) or "correct it, or write that scene as ## … {#id}"
                pen.error(choice.line, f"#{scene.id}", f"no scene is called #{choice.to}: {guess}")
