"""A reflection in one language: each heading is a prompt; without any, the whole text is the only one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from packager.definition.markdown.attributes import Attributes, split_attributes
from packager.definition.markdown.body import WrittenUnit, read_blocks, read_title
from packager.definition.markdown.items import item_place, join_items, joined
from packager.definition.markdown.page import Kind
from packager.definition.markdown.pen import NO_HEADINGS, Pen
from packager.definition.problems import Problems
from packager.document.personal import ONLY_PROMPT, Prompt
from packager.document.words import Words

_PROMPT_LEVEL = 2
_MOST_WORDS = 10_000


def read_reflection(pen: Pen, allowed: tuple[str, ...]) -> tuple[WrittenUnit, list[Prompt]]:
    """Read title, text and prompts."""
    page = pen.page
    title, line, start = read_title(pen)
    unit = WrittenUnit(title)
    starts = [index for index, level, _ in page.headings(start, len(page.lines)) if level == _PROMPT_LEVEL]
    unit.blocks = read_blocks(pen, unit, allowed, start, starts[0] if starts else len(page.lines))
    prompts: list[Prompt] = []
    for begin, end in pairwise([*starts, len(page.lines)]):
        prompt = _read_prompt(pen, begin, end)
        if prompt is None:
            continue
        if first := next((one for one in prompts if one.id == prompt.id), None):
            message = f"this id stands on line {first.line} already: choose another"
            pen.error(prompt.line, f"#{prompt.id}", message)
        else:
            prompts.append(prompt)
    if not starts:
        prompts.append(Prompt(id=ONLY_PROMPT, title={}, text={}, file=page.source.name, line=line))
        if not unit.blocks:
            message = "the reflection says nothing to write about: write a prompt below its title"
            pen.incomplete(line, "prompt", message)
    pen.finish()
    return unit, prompts


def _read_prompt(pen: Pen, begin: int, end: int) -> Prompt | None:
    page = pen.page
    heading = page.heading(begin)
    assert heading
    complain = partial(page.error, begin, "prompt")
    words, attributes = split_attributes(heading[1], complain)
    if not attributes.id:
        if not attributes.torn:
            complain("the prompt has no id, on which its text is kept: write {#id} behind it")
        return None
    if attributes != Attributes(id=attributes.id, values=attributes.values) or attributes.values.keys() - {
        "words"
    }:
        complain("a prompt takes nothing but {#id words=150}: delete the rest of the braces")
    title = pen.plain(words)
    if not title:
        complain("the prompt is empty: write it between ## and {#id}")
    _refuse_blocks(pen, begin + 1, end)
    text = pen.prose(page.passage(begin + 1, end), NO_HEADINGS)
    return Prompt(
        id=attributes.id,
        title={page.language: title},
        text={page.language: text} if text else {},
        words=_advised(pen, begin, attributes),
        file=page.source.name,
        line=begin + 1,
    )


def _advised(pen: Pen, index: int, attributes: Attributes) -> int | None:
    written = attributes.values.get("words")
    if written is None:
        return None
    if written.isascii() and written.isdigit() and len(written) < 7 and 1 <= int(written) <= _MOST_WORDS:
        return int(written)
    message = f"words={written}: write a whole number from 1 to {_MOST_WORDS}"
    pen.page.error(index, f"#{attributes.id}", message)
    return None


def _refuse_blocks(pen: Pen, start: int, end: int) -> None:
    """Report blocks and blank their marks, so that what they hold is read as text."""
    page = pen.page
    for index in range(start, end):
        if page.kinds[index] is Kind.MARK:
            if page.lines[index].strip(" \t:"):
                message = "::: cannot stand in a prompt: write plain text, or move it above the first ##"
                page.error(index, "block", message)
            page.lines[index] = ""


def join_prompts(
    pages: Mapping[str, Sequence[Prompt]], files: Words, problems: Problems
) -> tuple[Prompt, ...]:
    """Return the prompts of all languages as one; report what differs."""
    return tuple(_join(prompts, problems) for prompts in join_items(pages, files, problems, "prompt"))


def _join(prompts: Mapping[str, Prompt], problems: Problems) -> Prompt:
    model, *others = prompts.values()
    for other in others:
        if other.words != model.words:
            problems.error(
                item_place(other),
                f"#{other.id}",
                f"{_said(other)} differs from {item_place(model)} ({_said(model)}): write the same in both",
            )
    return replace(
        model,
        title=joined([one.title for one in prompts.values()]),
        text=joined([one.text for one in prompts.values()]),
    )


def _said(prompt: Prompt) -> str:
    return f"words={prompt.words}" if prompt.words else "no words="
