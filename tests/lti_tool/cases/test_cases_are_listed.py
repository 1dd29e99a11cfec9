"""docs/lti-cases.md names a test for every case, and every test here has its place there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
LISTED = (TESTS.parents[1] / "docs" / "lti-cases.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([\w/]+\.py)::(test_\w+)`", LISTED))
CERTIFICATION = [
    *(f"B{number}" for number in range(1, 13)),
    *(f"{who}{number}" for who in "TS" for number in range(1, 10)),
    *(f"D{number}" for number in range(1, 8)),
    *(f"N{number}" for number in range(1, 6)),
    "A1",
]


def named_in(path: Path) -> set[str]:
    """Return the names of a file's tests."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = (node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return {name for name in found if name.startswith("test_")}


def test_every_case_of_the_certification_suite_has_its_row() -> None:
    rows = re.findall(r"^\| ([A-Z]\d+(?:, [A-Z]\d+)*) \|", LISTED, re.MULTILINE)
    assert sorted(case for row in rows for case in row.split(", ")) == sorted(CERTIFICATION)


def test_every_test_that_is_named_exists() -> None:
    missing = sorted(f"{file}::{name}" for file, name in NAMED if name not in named_in(TESTS / file))
    assert not missing, "name the right tests in docs/lti-cases.md:\n" + "\n".join(missing)


def test_every_test_of_a_case_is_named() -> None:
    here = {
        (f"cases/{path.name}", name)
        for path in sorted(Path(__file__).parent.glob("test_*.py"))
        if path != Path(__file__)
        for name in named_in(path)
    }
    missing = sorted(f"{file}::{name}" for file, name in here - NAMED)
    assert not missing, "add to docs/lti-cases.md:\n" + "\n".join(missing)


def test_what_a_case_lacks_is_said_in_so_many_words() -> None:
    for line in LISTED.splitlines():
        if line.startswith("| ") and "::test_" not in line and not line.endswith("| tests |"):
            assert "not yet: " in line, line
