"""The schemas for editors: up to date, and in agreement with what the reader takes."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from packager.definition.problems import Problems
from packager.definition.schema import SCHEMAS, schema_file, schema_text
from packager.definition.scope import SourceFile
from packager.definition.yaml_source import load_yaml

ROOT = Path(__file__).resolve().parents[3]
STARTER = ROOT / "templates" / "starter"


def problems_by_schema(name: str, text: str) -> list[str]:
    """Return what a schema says of a YAML text."""
    schema = json.loads(schema_text(name))
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    file = load_yaml(SourceFile("x.yaml", text, Path()), Problems())
    assert file is not None
    return [error.message for error in validator.iter_errors(file.data)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_committed_schema_is_up_to_date(name: str) -> None:
    path = ROOT / "docs" / "schema" / schema_file(name)
    assert path.read_text(encoding="utf-8") == schema_text(name), (
        f"write it again: python -m packager.definition.schema {path.parent}"
    )


@pytest.mark.parametrize(
    ("name", "file"),
    [("module", "module.yaml"), ("media", "media/media.yaml")]
    + [("language", f"{language}/module.yaml") for language in ("fi", "sv", "en")],
)
def test_the_starter_is_valid(name: str, file: str) -> None:
    assert problems_by_schema(name, (STARTER / file).read_text(encoding="utf-8")) == []


def test_an_overlay_is_valid() -> None:
    text = (
        "issuer: {name: {fi: Esimerkki, en: Example}, country: FI}\nprice: Free\ncolour: '#1a4f8b'\n"
        "credits: {amount: 2, system: ects}\nquality: {reviewed: 2026-11-01}\n"
    )
    assert problems_by_schema("overlay", text) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("poiju: 1", "poiju: 2", "1 was expected"),
        ("kind: lesson", "kind: lessn", "'lessn'"),
        ("version: 0.1.0", "version: '1'", "'1' does not match"),
        ("CC-BY-SA-4.0", "CC-BY", "'CC-BY' is not one of"),
        ("minutes: 30", "minutes: half", "'minutes': 'half'"),
        ("authors:", "writers:", "'writers' was unexpected"),
    ],
)
def test_an_editor_sees_a_mistake(old: str, new: str, message: str) -> None:
    text = (STARTER / "module.yaml").read_text(encoding="utf-8")
    assert old in text
    assert any(message in one for one in problems_by_schema("module", text.replace(old, new)))
