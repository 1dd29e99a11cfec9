"""YAML as authors mean it, and every way to get it wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from packager.definition import yaml_source
from packager.definition.problems import Problems
from packager.definition.scope import SourceFile
from packager.definition.yaml_source import PlainParser, load_yaml


@pytest.fixture(params=["libyaml", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run with both parsers: not every system has PyYAML with libyaml."""
    if request.param == "libyaml" and not yaml.__with_libyaml__:
        pytest.skip("this PyYAML is built without libyaml")
    chosen = yaml.CBaseLoader if request.param == "libyaml" else PlainParser
    monkeypatch.setattr(yaml_source, "EventParser", chosen)
    return str(request.param)


def load(text: str) -> tuple[object, list[str]]:
    """Return the data of a text and its problems."""
    problems = Problems()
    file = load_yaml(SourceFile("module.yaml", text, Path("module.yaml")), problems)
    return (file.data if file else None), [str(one) for one in problems]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("0111", "0111"),
        ("no", "no"),
        ("Yes", "Yes"),
        ("on", "on"),
        ("2026-11-01", "2026-11-01"),
        ("12:30", "12:30"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1.0.0", "1.0.0"),
        ("1022", 1022),
        ("-3", -3),
        ("1.25", 1.25),
        ("1e3", 1000.0),
        ('"1022"', "1022"),
        ("'true'", "true"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        (".inf", ".inf"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_words_are_what_an_author_means(written: str, meant: object) -> None:
    assert load(f"field: {written}") == ({"field": meant}, [])


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "is empty: write its fields as name: value"),
        ("# only a remark", 1, "is empty: write its fields as name: value"),
        ("just words", 1, "holds no fields: write them as name: value"),
        ("a:\n\t- b", 2, "a tab stands here: indent with spaces"),
        (
            "a: 1\ntitle: Level: what",
            2,
            (
                "a colon followed by a space stands inside a value, or the line is indented too far: put the "
                'value in quotes, as title: "Level: what it means"'
            ),
        ),
        ("a: 1\nb: [1, 2\n", 2, "a list opened with [ is not closed: write ] or the missing comma"),
        ("a: {b: 1\n", 1, "a group opened with { is not closed: write } or the missing comma"),
        ("a: 1\nb: 'x\nc: d\n", 2, "a quotation mark is opened and never closed: close it"),
        ('a: "C:\\q"', 1, "a backslash inside double quotes means something else: use single quotes"),
        ('a: "\\UFFFFFFFF"', 1, "a backslash inside double quotes means something else: use single quotes"),
        ('a: 1\nb: "\\0"', 2, "holds the invisible character U+0000: delete it"),
        ('a: 1\n"\\x07": b', 2, "holds the invisible character U+0007: delete it"),
        ('a: "\\u2028"', 1, "holds the invisible character U+2028: delete it"),
        ("a: b\nword\nc: d", 2, "a colon and a space are missing behind the name: write it as name: value"),
        ("a: @x", 1, "a value begins with @: put it in quotes"),
        ("a: `x`", 1, "a value begins with `: put it in quotes"),
        ("a: *bold*", 1, "a value begins with & or *: put it in quotes"),
        ("a: *bold", 1, "a value begins with *: put it in quotes (YAML aliases are not used here)"),
        ("a: &x [*x]", 1, "a value begins with &: put it in quotes (YAML anchors are not used here)"),
        ("a: !!python/name:os", 1, "a value begins with !: put it in quotes (YAML tags are not used here)"),
        ("a: 1\n--- \nb: 2", 2, "--- begins a second document: keep one in a file"),
        ("1: a", 1, 'the name of a value is 1: write it as text, in quotes: "1"'),
        ("? [a]\n: b", 1, "the name of a value is a list or a group: write a word before the colon"),
        ("[" * 300_000, 1, "is nested deeper than 20 levels: take brackets away"),
        ("- " * 100_000, 1, "is nested deeper than 20 levels: take brackets away"),
    ],
)  # fmt: skip
def test_what_is_no_yaml_is_said_with_its_line(text: str, line: int, message: str) -> None:
    assert load(text) == (None, [f"module.yaml:{line}: {message}"])


@pytest.mark.usefixtures("parser")
def test_a_key_stands_once() -> None:
    data, problems = load("a: 1\nb: {c: 1,\n  c: [2]}\na: 2\n")
    assert data == {"a": 1, "b": {"c": 1}}
    assert problems == [
        "module.yaml:3: b.c: stands twice, first on line 2: keep one",
        "module.yaml:4: a: stands twice, first on line 1: keep one",
    ]


@pytest.mark.usefixtures("parser")
def test_every_field_knows_its_line() -> None:
    source = SourceFile("module.yaml", "a:\n  b:\n    - c: 1\n    - c: 2\n      d: 3\n", Path())
    file = load_yaml(source, Problems())
    assert file is not None
    assert file.place(("a", "b", 1, "d")).line == 5
    assert file.place(("a", "b", 1)).line == 4
    assert file.place(("a", "b", 1, "absent", "deeper")).line == 4
    assert file.place(("absent",)).line == 1
