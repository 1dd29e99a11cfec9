"""What criteria look at is compared with the unit that they belong to, whatever its kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packager.definition.conftest import Change, Check

RUBRIC = """
::: rubric
| Criterion | 0 | 2 |
|---|---|---|
| The verb {serves=LO9} | none {points=1} | one |
| The object {serves=LO2} | none | one |
:::
"""
NO_ZERO = "no level is worth 0 points, so the weakest work earns some: add one, or leave it so"


@pytest.mark.parametrize(
    "row",
    [
        "assignment, file: 2-discussion.md, minutes: 15, submit: [text]",
        "peer-review, file: 2-discussion.md, minutes: 15",
    ],
)
def test_criteria_serve_what_their_unit_serves(
    folder: Path, change: Change, problems: Check, row: str
) -> None:
    change("module.yaml", "discussion, file: 2-discussion.md, minutes: 15", row)
    for language in ("fi", "sv", "en"):
        page = folder / language / "2-discussion.md"
        page.write_text(page.read_text(encoding="utf-8") + RUBRIC, encoding="utf-8")
    lines = (folder / "fi/2-discussion.md").read_text(encoding="utf-8").splitlines()
    verb = next(place for place, line in enumerate(lines, start=1) if "The verb" in line)
    first, second = (f"fi/2-discussion.md:{line}" for line in (verb, verb + 1))
    assert [one for one in problems() if "2-discussion.md" in one] == [
        f"{first}: serves: LO9 is not an outcome of this module (LO1 and LO2): correct it",
        f"{second}: serves: talk does not serve LO2: add it to its serves: in module.yaml",
        f"warning: {first}: table: {NO_ZERO}",
    ]
