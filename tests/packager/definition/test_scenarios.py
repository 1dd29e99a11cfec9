"""A scenario as a whole: every scene can be reached, and an end from every scene."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from packager.definition.reader import read_module
from packager.document.units import Scenario

EVERYTHING = Path(__file__).parents[2] / "definitions" / "everything"
LANGUAGES = ("fi", "sv", "en")


def problems_of(folder: Path, old: str, new: str) -> list[str]:
    """Replace words in the scenario of every language, and return what is wrong then."""
    module = folder / "module"
    shutil.copytree(EVERYTHING, module)
    for language in LANGUAGES:
        text = module / language / "ward.md"
        written = text.read_text(encoding="utf-8")
        assert old in written
        text.write_text(written.replace(old, new), encoding="utf-8")
    return [str(one) for one in read_module(module)[1].errors]


def test_the_scenario_is_read_in_every_language() -> None:
    module, _ = read_module(EVERYTHING)
    assert module is not None
    ward = module.unit("ward")
    assert isinstance(ward, Scenario)
    assert [scene.id for scene in ward.scenes] == ["late", "bus", "agreement", "silence"]
    assert {tuple(choice.principle) for scene in ward.scenes for choice in scene.choices} == {LANGUAGES}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "](#silence)",
            "](#bus)",
            (
                "fi/ward.md:36: #silence: no way leads from the first scene to this one: "
                "add a choice that leads to (#silence), or delete the scene"
            ),
        ),
        (
            "](#agreement)",
            "](#bus)",
            (
                "fi/ward.md:32: #agreement: no way leads from the first scene to this one: "
                "add a choice that leads to (#agreement), or delete the scene"
            ),
        ),
    ],
)
def test_a_scene_that_nobody_reaches_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert problems_of(tmp_path, old, new) == [said]


def test_a_circle_without_a_way_out_is_named(tmp_path: Path) -> None:
    ways = problems_of(tmp_path / "a", "](#agreement)", "](#bus)")
    assert not any("never comes to an end" in one for one in ways)  # the first scene still leads out
    (tmp_path / "b").mkdir()
    module = tmp_path / "b" / "module"
    shutil.copytree(EVERYTHING, module)
    for language in LANGUAGES:
        text = module / language / "ward.md"
        written = text.read_text(encoding="utf-8").replace("](#agreement)", "](#bus)")
        text.write_text(written.replace("](#late)", "](#bus)"), encoding="utf-8")
    said = [str(one) for one in read_module(module)[1].errors]
    assert (
        "fi/ward.md:18: #bus: whoever comes here never comes to an end: "
        "let a choice of #bus lead to one without choices"
    ) in said


def test_a_case_that_ends_where_it_begins_is_no_case(tmp_path: Path) -> None:
    module = tmp_path / "module"
    shutil.copytree(EVERYTHING, module)
    for language in LANGUAGES:
        (module / language / "ward.md").write_text("# A\n\n## B {#b}\n\nText.\n", encoding="utf-8")
    said = [str(one) for one in read_module(module)[1].errors]
    assert said == [
        (
            "fi/ward.md:3: #b: the case ends where it begins: write choices below its first scene, "
            "- [what is done](#scene)"
        )
    ]
