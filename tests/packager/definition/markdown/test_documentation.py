"""Every example in docs/grammar.md can be copied: it is read without a mistake."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from packager.definition.markdown.kinds import KINDS
from packager.definition.markdown.raw_html import BLOCK, INLINE
from packager.definition.markdown.structure import KNOWN
from tests.support.authoring import read_texts

GRAMMAR = (Path(__file__).parents[4] / "docs" / "grammar.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"^````markdown\n(.*?)^````$", re.DOTALL | re.MULTILINE)
SECTIONS = re.split(r"^## \d+\. ", GRAMMAR, flags=re.MULTILINE)
EXAMPLES = [(text.partition("\n")[0], found) for text in SECTIONS for found in EXAMPLE.findall(text)]
OTHER_UNITS = {
    "Scenarios": "scenario",
    "Reflections": "reflection",
    "Glossaries": "glossary",
    "Checklists": "checklist",
    "H5P activities": "h5p",
    "Polls": "poll",
    "Self-assessments": "self-assessment",
    "Rubrics and guides": "assignment",
    "Surveys": "survey",
    "Films and sounds": "media",
    "Peer reviews": "peer-review",
}
"""Sections whose examples are units of a kind of their own."""
ROWS = {"h5p": {"asset": "media/cards.h5p"}, "media": {"asset": "media/hoist.mp4"}}
QUESTION = re.compile(r"^## .*\{#[^}]*\}$", re.MULTILINE)


@pytest.mark.parametrize(
    ("section", "example"), EXAMPLES, ids=[f"{name}: {text.partition(chr(10))[0]}" for name, text in EXAMPLES]
)
def test_every_example_is_read_without_a_mistake(section: str, example: str) -> None:
    is_quiz = (QUESTION.search(example) and "- [" in example) or ".match" in example or ".order}" in example
    is_quiz = is_quiz or ".gaps}" in example or ".essay" in example or ".drag}" in example
    text = example if re.search(r"^# ", example, re.MULTILINE) else f"# Title\n\n{example}"
    kind = OTHER_UNITS.get(section, "quiz" if is_quiz else "lesson")
    unit, problems = read_texts(kind, {"en": text}, **ROWS.get(kind, {}))
    assert problems == []
    assert unit is not None


@pytest.mark.parametrize("name", KNOWN)
def test_every_block_is_described(name: str) -> None:
    assert f"::: {name}" in GRAMMAR


@pytest.mark.parametrize("name", [name for name in KINDS if name != "choice"])
def test_every_kind_of_question_is_described(name: str) -> None:
    assert f"| `.{name}` |" in GRAMMAR


@pytest.mark.parametrize("name", sorted(INLINE | BLOCK))
def test_every_tag_is_described(name: str) -> None:
    assert f"`<{name}" in GRAMMAR
