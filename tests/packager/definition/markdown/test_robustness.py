"""Texts made to hurt: deep nesting and long lines are read to their end, or refused with a line."""

from __future__ import annotations

import pytest
from lxml import etree

from tests.support.authoring import read_texts, write_prose

MANY = 20_000


@pytest.mark.parametrize(
    "text",
    [
        ">" * 2000 + " a",
        "- " * 2000 + "a",
        "[a](#a) " + ">" * 10 + "\n" + "> " * 2000 + "a",
        "*a **a " * 500 + "a" + "** *" * 500,
        "<span>" * 300 + "a" + "</span>" * 300,
    ],
    ids=["quotations", "lists", "quotations and a link", "emphasis", "tags"],
)
def test_deep_nesting_never_reaches_a_parser(text: str) -> None:
    html, problems = write_prose(text)
    etree.fromstring(f"<r>{html}</r>")
    assert html == "" or not any("nested" in one for one in problems)


def test_nesting_is_refused_with_its_line() -> None:
    assert write_prose("\n" + ">" * 50 + " a") == (
        "",
        ["en/page.md:1: text: is nested deeper than 40 levels: make it flatter"],
    )


def test_a_deep_formula_is_refused() -> None:
    _, problems = write_prose(f"${'{' * 80}x{'}' * 80}$")
    assert [one[:34] for one in problems] == ["en/page.md:1: formula: the formula"]


@pytest.mark.parametrize(
    "line",
    [
        "[" * MANY,
        "![" * MANY,
        "*a" * MANY,
        "`" * MANY + "a",
        "<" * MANY,
        "<div" + "<a" * MANY,
        "$" + "\\a" * MANY,
        "] (https:" * MANY,
        "# a" + " " * MANY + "b",
        "::: note" + " " * MANY + "b",
        "# a {" + "#a " * MANY,
        "- [ ] " + " " * MANY + "a",
        "[^a]" * MANY,
        "| a " * MANY,
        "&#1;" * MANY,
    ],
    ids=lambda line: line[:12],
)
def test_long_lines_are_read_to_their_end(line: str) -> None:
    unit, _ = read_texts("lesson", {"en": f"# Title\n\n{line}\n"})
    assert unit is not None
    quiz, _ = read_texts("quiz", {"en": f"# Title\n\n## A {{#a}}\n{line}\n"})
    assert quiz is not None


def test_lines_are_counted_behind_letters_of_several_bytes() -> None:
    _, problems = write_prose("Ääkköset ja 😀\n" * 50 + "\n[ tästä ](unit:level) ja ![](../media/a.png)")
    assert [one.partition(": ")[0] for one in problems] == ["en/page.md:52", "warning"]


def test_windows_line_ends_and_a_byte_order_mark_are_accepted() -> None:
    text = "\ufeff---\naudio: a.mp3\n---\n# Title\n\n::: note\nText\n:::\n"
    assert read_texts("lesson", {"en": text.replace("\n", "\r\n")}) == read_texts("lesson", {"en": text})
    assert read_texts("lesson", {"en": text})[1] == []


def test_a_missing_language_is_not_this_readers_to_report() -> None:
    unit, problems = read_texts("quiz", {"en": "# Quiz\n## A {#a}\n- [x] a\n- [ ] b\n"})
    assert unit is not None
    assert problems == []
