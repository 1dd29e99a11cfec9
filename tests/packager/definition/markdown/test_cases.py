"""The grammar, construct by construct, as text files in `tests/cases`: what is written, what becomes of it.

A file holds cases one after another:

    @@ lesson: what the case shows       (or prose, quiz, any other kind of unit, pool)
    the text; `@@ in fi` before each of several languages
    @@ becomes
    XHTML, or the unit's parts, then the problems

`POIJU_ACCEPT=1 pytest …` writes what is there now; read the difference before you keep it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from packager.document.glossary import GlossaryEntry
from packager.document.personal import ChecklistItem, Prompt
from packager.document.polls import PollOption
from packager.document.question_base import QuestionBase
from packager.document.scales import Area, Statement
from packager.document.scenes import Scene
from packager.document.surveys import SurveyQuestionBase
from tests.support.authoring import read_texts, write_prose

CASES = Path(__file__).parents[3] / "cases"
ROWS: dict[str, dict[str, Any]] = {
    "link": {"url": "https://example.org/"},
    "file": {"asset": "media/handout.pdf"},
    "h5p": {"asset": "media/cards.h5p", "graded": True, "pass": 60},
    "assignment": {"template": "media/canvas.docx", "words": 300},
}
NAMED = (
    QuestionBase,
    Scene,
    Prompt,
    GlossaryEntry,
    ChecklistItem,
    PollOption,
    Area,
    Statement,
    SurveyQuestionBase,
)
LEFT_OUT = {"id", "key", "minutes", "serves", "after", "files", "kind", "file", "line", "lines"}


@dataclass
class Case:
    """One case of a file."""

    kind: str
    title: str
    texts: dict[str, str]
    expected: str

    def run(self) -> str:
        """Return what becomes of the texts now."""
        if self.kind == "prose":
            html, problems = write_prose(self.texts["en"])
            check_xml(html)
            return "\n".join(part for part in (html, *problems) if part)
        unit, problems = read_texts(self.kind, self.texts, **ROWS.get(self.kind, {}))
        return "\n".join([*describe(unit, single=len(self.texts) == 1), *problems])

    def source(self) -> str:
        """Return the case as it stands in its file."""
        lines = [f"@@ {self.kind}: {self.title}"]
        for language, text in self.texts.items():
            lines += [f"@@ in {language}"] * (len(self.texts) > 1) + [text]
        return "\n".join([*lines, "@@ becomes", self.run()])


def check_xml(html: str) -> None:
    """Fail when markup is not well-formed XML."""
    etree.fromstring(f"<r>{html}</r>")


def describe(value: Any, *, single: bool, name: str = "", depth: int = 0) -> Iterator[str]:
    """Yield an object of the document as lines: defaults and the one language of a map are left out."""
    pad = "  " * depth
    if isinstance(value, dict) and single and len(value) == 1:
        value = next(iter(value.values()))
    if is_dataclass(value):
        own_id = f" #{value.id}" if isinstance(value, NAMED) else ""
        yield f"{pad}{name or type(value).__name__}{own_id}"
        for one in fields(value):
            part = getattr(value, one.name)
            if one.name not in LEFT_OUT and part != one.default and part not in ({}, ()):
                yield from describe(part, single=single, name=one.name, depth=depth + 1)
    elif isinstance(value, dict):
        for language, part in value.items():
            yield from describe(part, single=single, name=f"{name} {language}", depth=depth)
    elif isinstance(value, tuple) and any(is_dataclass(one) or isinstance(one, dict) for one in value):
        for at, one in enumerate(value, 1):
            label = f"{name} {at}" + (f" {type(one).__name__}" if is_dataclass(one) else "")
            yield from describe(one, single=single, name=label, depth=depth)
    else:
        yield f"{pad}{name}: {shown(value, pad)}"


def shown(value: Any, pad: str) -> str:
    """Return a text or number as it stands in a case; markup must be XML."""
    if isinstance(value, str):
        if value.startswith("<"):
            check_xml(value)
        return value.replace("\n", f"\n{pad}    ")
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def read_cases(path: Path) -> list[Case]:
    """Return the cases of a file."""
    cases: list[Case] = []
    part: list[str] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line.startswith("@@ "):
            part.append(line)
            continue
        words = line.removeprefix("@@ ")
        part = []
        if words.startswith("in "):
            if not any(cases[-1].texts.get("en", ())):
                cases[-1].texts.pop("en", None)
            cases[-1].texts[words.removeprefix("in ")] = part  # type: ignore[assignment]  # joined below
        elif words == "becomes":
            cases[-1].expected = part  # type: ignore[assignment]  # joined below
        else:
            kind, _, title = words.partition(": ")
            cases.append(Case(kind, title, {"en": part}, ""))  # type: ignore[dict-item]  # joined below
    for case in cases:
        case.texts = {language: "\n".join(text) for language, text in case.texts.items()}
        case.expected = "\n".join(case.expected).rstrip("\n")
    return cases


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_grammar(path: Path) -> None:
    cases = read_cases(path)
    assert cases, f"{path.name} holds no case"
    if os.environ.get("POIJU_ACCEPT") == "1":
        path.write_text("\n\n".join(case.source() for case in cases) + "\n", encoding="utf-8")
        cases = read_cases(path)
    for case in cases:
        assert case.run() == case.expected, f"{path.name}: {case.title}"
