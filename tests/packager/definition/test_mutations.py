"""Whatever stands in a folder, reading it reports problems and never raises."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packager.definition.problems import Problems
from packager.definition.reader import read_module
from packager.definition.scope import SourceFile
from packager.definition.starter import create_module
from packager.definition.yaml_source import load_yaml
from tests.packager.definition.test_overlay import OVERLAY

FILES = ("module.yaml", "fi/module.yaml", "media/media.yaml")
MARKS = (
    "\t [ ] { } [] {} ' \" # % @ ` ! ? - : | > & * ~ <<: &a *a !!int --- null true -1 1e99 ../ \x00 \u2028 ä"
)
WHOLE = (": ", "- ", "? ", "&a ", "|\n", "---\n", "\n", "  ", "9" * 400, "[" * 30)
SPICE = st.sampled_from([*MARKS.split(" "), *WHOLE])


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a starter module that each example is a broken copy of."""
    folder = tmp_path_factory.mktemp("mutations") / "module"
    create_module(folder)
    yield folder
    shutil.rmtree(folder)


@st.composite
def edits(draw: st.DrawFn) -> list[tuple[float, int, str]]:
    """Return places (as a share of the text), how much to delete there, and what to write instead."""
    place = st.floats(0, 1, allow_nan=False)
    edit = st.tuples(place, st.integers(0, 30), SPICE | st.text(max_size=5))
    return draw(st.lists(edit, min_size=1, max_size=4))


def broken(text: str, changes: list[tuple[float, int, str]]) -> str:
    """Return a text with edits made."""
    for share, deleted, written in changes:
        at = int(share * len(text))
        text = text[:at] + written + text[at + deleted :]
    return text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(FILES), changes=edits())
def test_no_edit_of_a_file_makes_reading_raise(
    name: str, changes: list[tuple[float, int, str]], base: Path
) -> None:
    path = base / name
    whole = path.read_text(encoding="utf-8")
    path.write_bytes(broken(whole, changes).encode("utf-8", "surrogatepass"))
    try:
        module, problems = read_module(base)
    finally:
        path.write_text(whole, encoding="utf-8")
    assert (module is None) == bool(problems.errors)
    for one in problems:
        assert one.place.line >= 1
        assert "\n" not in str(one)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def replaced(draw: st.DrawFn, value: object) -> object:
    """Return data with one value somewhere replaced by any other."""
    if isinstance(value, dict) and value and draw(st.integers(0, 5)):
        key = draw(st.sampled_from(sorted(value)))
        return {**value, key: draw(replaced(value[key]))}
    if isinstance(value, list) and value and draw(st.integers(0, 5)):
        at = draw(st.integers(0, len(value) - 1))
        return [*value[:at], draw(replaced(value[at])), *value[at + 1 :]]
    return draw(values)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), name=st.sampled_from(FILES))
def test_no_value_makes_reading_raise(data: st.DataObject, name: str, base: Path) -> None:
    path = base / name
    whole = path.read_text(encoding="utf-8")
    file = load_yaml(SourceFile(name, whole, path), Problems())
    assert file is not None
    path.write_text(json.dumps(data.draw(replaced(file.data))), encoding="utf-8")
    try:
        module, problems = read_module(base)
    finally:
        path.write_text(whole, encoding="utf-8")
    assert (module is None) == bool(problems.errors)
    assert all("\n" not in str(one) for one in problems)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_overlay_makes_reading_raise(data: st.DataObject, base: Path) -> None:
    file = load_yaml(SourceFile("college.yaml", OVERLAY, Path()), Problems())
    assert file is not None
    overlay = base.parent / "college.yaml"
    overlay.write_text(json.dumps(data.draw(replaced(file.data))), encoding="utf-8")
    module, problems = read_module(base, overlay=overlay)
    assert (module is None) == bool(problems.errors)
    assert all("\n" not in str(one) for one in problems)


@settings(max_examples=200, deadline=None)
@given(text=st.lists(SPICE | st.text(max_size=6), max_size=12).map("".join))
def test_no_text_makes_the_yaml_reader_raise(text: str) -> None:
    problems = Problems()
    file = load_yaml(SourceFile("x.yaml", text, Path()), problems)
    assert (file is None) <= bool(problems.errors)
