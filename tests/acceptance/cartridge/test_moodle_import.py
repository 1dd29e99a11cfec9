"""A real Moodle takes the 1.1 cartridge without complaint, and holds what was meant.

`MOODLE_DIR` is the folder with Moodle's config.php; `php` runs beside. Tried with Moodle 4.5 and 5.1.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from packager.document.module import Module
from packager.formats.base import Delivery
from tests.packager.formats.common_cartridge.test_course import build as build_course
from tests.support.cartridges import TOOL_URL, Built, build
from tests.support.sample import sample_module
from tests.support.sample_course import sample_course
from tests.support.sample_scales import scale_units

IMPORT = Path(__file__).with_name("import_cartridge.php")

# Moodle 5.x says this of every question category outside an activity, and makes a hidden bank of it.
UNAVOIDABLE = "will be created at a question bank module context by restore"

LOOKED_AT = {"outcomes", "reading", "handout", "glossary", "guide", "canvas", "talk", "quiz", "ward"}
"""Units of the sample that are looked at here; all others travel in a package of their own."""

pytestmark = [pytest.mark.moodle, pytest.mark.slow]


def imported(folder: Path, delivery: Delivery = "native", **changes: Any) -> dict[str, Any]:
    """Build what is looked at of the sample, import it and return what Moodle says of it."""
    made = only(sample_module(folder, **changes), lambda unit: unit in LOOKED_AT)
    return taken_in(build(made, folder, "1.1", "fi", delivery))


def only(module: Module, wanted: Callable[[str], bool]) -> Module:
    """Return a module with some of its units, by id."""
    sections = tuple(
        replace(one, units=tuple(unit for unit in one.units if wanted(unit.id))) for one in module.sections
    )
    return replace(module, sections=sections)


def taken_in(built: Built) -> dict[str, Any]:
    """Import a cartridge and return what Moodle says of it."""
    moodle = os.environ.get("MOODLE_DIR")
    if not moodle:
        pytest.skip("MOODLE_DIR is not set: it names the folder of a Moodle to import into")
    done = subprocess.run(
        ["php", str(IMPORT), moodle, str(built.path)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    arrived: dict[str, Any] = json.loads(done.stdout)
    return arrived


@pytest.fixture(scope="module")
def native(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return imported(tmp_path_factory.mktemp("native"))


def activities(arrived: dict[str, Any]) -> list[dict[str, Any]]:
    return [activity for section in arrived["sections"] for activity in section["activities"]]


def questions(arrived: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = next(one for one in activities(arrived) if one["kind"] == "quiz")[
        "questions"
    ]
    return found


def right(question: dict[str, Any]) -> list[tuple[str, float]]:
    return [(answer["text"], answer["fraction"]) for answer in question["answers"] if answer["fraction"] > 0]


def test_moodle_has_nothing_to_complain_of(native: dict[str, Any]) -> None:
    assert [one for one in native["complaints"] if UNAVOIDABLE not in one] == []


def test_sections_and_activities_arrive_in_order(native: dict[str, Any]) -> None:
    shown = [
        # Moodle 5.x puts a hidden bank for the questions into section 0.
        (
            section["summary"],
            [(one["kind"], one["name"]) for one in section["activities"] if one["kind"] != "qbank"],
        )
        for section in native["sections"]
    ]
    assert [titles for _, titles in shown] == [
        [("page", "Sample module (fi)")],
        [
            ("page", "Outcomes (fi)"),
            ("url", "Reading (fi)"),
            ("page", shown[1][1][2][1]),  # the phrase around "Reading" is the language's own
            ("resource", "Handout (fi)"),
            ("page", shown[1][1][4][1]),
            ("page", "Glossary (fi)"),
            ("page", "Guide (fi)"),
            ("page", "Guide (fi): Scope (fi)"),
            ("page", "Guide (fi): Method (fi)"),
        ],
        [("page", "Canvas (fi)"), ("forum", "Talk (fi)"), ("quiz", "Quiz (fi)"), ("page", "Ward (fi)")],
    ]
    assert [summary for summary, _ in shown][1:] == ["Learn (fi)", "Finish (fi)"]
    assert "Reading (fi)" in shown[1][1][2][1]


def test_pages_keep_their_pictures_and_files(native: dict[str, Any]) -> None:
    page = next(one for one in activities(native) if one["name"] == "Outcomes (fi)")
    assert set(page["files"]) == {"/media/canvas.docx", "/media/figure.png", "/media/outcomes.mp3"}
    assert 'src="@@PLUGINFILE@@/media/figure.png"' in page["content"]
    assert "fi: ä ö å" in page["content"]
    record = next(one for one in activities(native) if one["name"] == "Sample module (fi)")
    assert set(record["files"]) == {"/record/micro-credential.jsonld"}


def test_link_file_and_forum_arrive(native: dict[str, Any]) -> None:
    by_kind = {one["kind"]: one for one in activities(native)}
    assert by_kind["url"]["externalurl"] == "https://example.org/eqf?a=1&b=2"
    assert list(by_kind["resource"]["files"]) == ["/media/handout.pdf"]
    assert "Do this, fi." in by_kind["forum"]["intro"]


def test_questions_arrive_with_the_right_answers(native: dict[str, Any]) -> None:
    asked = questions(native)
    assert [one["kind"] for one in asked] == [
        "multichoice", "multichoice", "truefalse", "shortanswer", "shortanswer",
        "multichoice", "multichoice", "multichoice",
        "multichoice", "multichoice", "multichoice",
        "shortanswer", "shortanswer", "essay",
    ]  # fmt: skip
    assert right(asked[0]) == [("<p>Instructs a client (fi)</p>", 1)]
    assert asked[0]["single"] is True
    assert sorted(right(asked[1])) == [("<p>Practice (fi)</p>", 0.5), ("<p>Reading (fi)</p>", 0.5)]
    assert asked[1]["single"] is False
    assert [answer["fraction"] for answer in asked[2]["answers"]] == [0, 1]
    assert right(asked[3]) == [("tunnustaminen", 1), ("osaamisen tunnustaminen", 1)]
    assert {("53.3", 1), ("53,3", 1)} <= set(right(asked[4]))
    assert [right(one) for one in asked[5:8]] == [[(f"<p>{n} (fi)</p>", 1)] for n in (4, 5, 6)]
    assert [right(one) for one in asked[8:11]] == [
        [(f"<p>{thing} (fi)</p>", 1)] for thing in ("Outcome", "Evidence", "Activity")
    ]
    assert [right(one) for one in asked[11:13]] == [[("verb", 1)], [("object", 1), ("target", 1)]]
    # The essay weighs nothing; a cartridge can say no less than 1.
    assert [one["mark"] for one in asked] == [6, 6, 6, 6, 6, 2, 2, 2, 2, 2, 2, 3, 3, 1]


def test_feedback_arrives_where_it_belongs(native: dict[str, Any]) -> None:
    choice, several, *_ = questions(native)
    assert choice["feedback"] == "<p>An outcome is visible. (fi)</p>"
    assert {answer["text"]: answer["feedback"] for answer in choice["answers"]} == {
        "<p>Knows the law (fi)</p>": "<p>Too wide. (fi)</p>",
        "<p>Instructs a client (fi)</p>": "<p>Visible. (fi)</p>",
        "<p>Participates (fi)</p>": "<p>Behaviour. (fi)</p>",
    }
    assert several["feedback"] == ""


def test_escaped_signs_do_not_become_markup(native: dict[str, Any]) -> None:
    page = next(one for one in activities(native) if one["name"] == "Outcomes (fi)")
    assert "<tag>" not in page["content"]
    assert "<tag>" not in questions(native)[0]["text"]


def test_lti_links_carry_the_unit_in_their_address(tmp_path: Path) -> None:
    arrived = imported(tmp_path, "lti")
    assert [one for one in arrived["complaints"] if UNAVOIDABLE not in one] == []
    tools = [one["toolurl"] for one in activities(arrived) if one["kind"] == "lti"]
    assert tools == [
        f"{TOOL_URL}/lti/launch?unit=fi.example.sample%2F{unit}"
        for unit in ("outcomes", "reading", "handout", "glossary", "guide", "quiz", "ward")
    ]


def test_several_modules_arrive_one_after_another(tmp_path: Path) -> None:
    arrived = taken_in(build_course(sample_course(tmp_path), tmp_path, "1.1"))
    assert [one for one in arrived["complaints"] if UNAVOIDABLE not in one] == []
    assert [section["summary"] for section in arrived["sections"]] == [
        "Om kursen",
        "1. Sample module (sv)", "1.1 Learn (sv)", "1.2 Finish (sv)",
        "2. Second module (sv)", "2.1 Learn (sv)", "2.2 Finish (sv)",
    ]  # fmt: skip
    assert sum(one["kind"] == "quiz" for one in activities(arrived)) == 2


def test_all_other_units_arrive_without_a_complaint(tmp_path: Path) -> None:
    others = only(sample_module(tmp_path), lambda unit: unit not in LOOKED_AT)
    arrived = taken_in(build(others, tmp_path, "1.1", "fi"))
    assert [one for one in arrived["complaints"] if UNAVOIDABLE not in one] == []
    names = {one["name"] for one in activities(arrived)}
    assert {unit.title["fi"] for unit in others.units if unit.kind != "folder"} <= names
    compass = next(one for one in activities(arrived) if one["name"] == "Compass (fi)")
    assert compass["content"].count("<table>") == len(scale_units()["compass"].areas)
    files = {one["name"]: sorted(one.get("files", ())) for one in activities(arrived)}
    assert {name: held for name, held in files.items() if name.startswith("Tools (fi): ")} == {
        "Tools (fi): canvas.docx": ["/media/canvas.docx"],
        "Tools (fi): guides/ward.fi.txt": ["/media/tools/guides/ward.fi.txt"],
        "Tools (fi): guides/vanhat ä/ward.txt": ["/media/tools/guides/vanhat-a-41973c/ward.txt"],
    }
    captions = [f"/media/film.{language}.vtt" for language in ("en", "fi", "sv")]
    assert files["Film (fi)"] == [*captions, "/media/film.webm"]
    assert files["Sound (fi)"] == ["/media/sound.wav"]
