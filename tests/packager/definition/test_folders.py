"""A folder's files: named, or all that lie in a folder below media/."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from packager.definition.reader import read_module
from packager.document.folder import Folder
from tests.support.authoring import read_texts

EVERYTHING = Path(__file__).parents[2] / "definitions" / "everything"
ROW = "folder: media/tools}"


def changed(folder: Path, row: str) -> tuple[Folder | None, list[str]]:
    """Replace the files of the folder; return the folder and what is wrong with it then."""
    module = folder / "module"
    shutil.copytree(EVERYTHING, module)
    structure = module / "module.yaml"
    written = structure.read_text(encoding="utf-8")
    assert ROW in written
    structure.write_text(written.replace(ROW, f"{row}}}"), encoding="utf-8")
    read, problems = read_module(module)
    unit = read.unit("tools") if read else None
    assert unit is None or isinstance(unit, Folder)
    return unit, [f"{one.field}: {one.message}" for one in problems.errors]


def shown(unit: Folder | None) -> list[tuple[str, dict[str, str]]]:
    assert unit is not None
    return [(one.within, dict(one.asset)) for one in unit.files_inside]


PLAN = {"fi": "media/tools/plan.fi.txt", "sv": "media/tools/plan.txt", "en": "media/tools/plan.txt"}
STEPS = dict.fromkeys(("fi", "sv", "en"), "media/tools/ward/steps.txt")
CANVAS = dict.fromkeys(("fi", "sv", "en"), "media/canvas.docx")


@pytest.mark.parametrize(
    ("row", "files"),
    [
        ("folder: media/tools", [("", PLAN), ("ward", STEPS)]),
        ("folder: media/tools/", [("", PLAN), ("ward", STEPS)]),
        ("files: [media/tools/ward/steps.txt, media/tools/plan.txt]", [("ward", STEPS), ("", PLAN)]),
        ("files: [media/tools/ward/steps.txt]", [("", STEPS)]),
        (
            "files: [media/canvas.docx, media/tools/plan.txt, media/tools/ward/steps.txt]",
            [("", CANVAS), ("tools", PLAN), ("tools/ward", STEPS)],
        ),
    ],
)
def test_files_keep_the_folders_below_what_all_have_in_common(
    tmp_path: Path, row: str, files: list[Any]
) -> None:
    unit, problems = changed(tmp_path, row)
    assert problems == []
    assert shown(unit) == files


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "folder: media/tool",
            "tools.folder: media/tool is no folder with files: did you mean media/tools?",
        ),
        (
            "folder: media/nothing",
            (
                "tools.folder: media/nothing is no folder with files: "
                "put files there, or name a folder that holds some"
            ),
        ),
        ("folder: tools", "tools.folder: tools is not below media/: put the file there and write its path"),
        ("folder: media", "tools.folder: media is not below media/: put the file there and write its path"),
        (
            "files: [media/tools/plan.txt], folder: media/tools",
            (
                "tools.files: name either its files, as files: [media/tools/a.docx], or their folder, "
                "as folder: media/tools"
            ),
        ),
        (
            "files: []",
            (
                "tools.files: name either its files, as files: [media/tools/a.docx], or their folder, "
                "as folder: media/tools"
            ),
        ),
        (
            "files: [media/tools/plan.txt, media/tools/plan.txt]",
            "tools.files: media/tools/plan.txt stands twice: delete one",
        ),
        ("files: [media/tools]", "tools.files: media/tools is a folder: name the files in it"),
        (
            "files: [media/tools/plans.txt]",
            (
                "tools.files: media/tools/plans.txt: there is no such file below media/; "
                "did you mean tools/plan.txt?"
            ),
        ),
        (
            "files: [/etc/passwd]",
            "tools.files: /etc/passwd is not below media/: put the file there and write its path",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_files_is_said(tmp_path: Path, row: str, said: str) -> None:
    assert said in changed(tmp_path, row)[1]


def test_a_file_of_one_language_alone_is_missed_in_the_others(tmp_path: Path) -> None:
    module = tmp_path / "module"
    shutil.copytree(EVERYTHING, module)
    (module / "media" / "tools" / "plan.txt").unlink()
    said = [str(one) for one in read_module(module)[1].errors]
    assert [one.partition("tools.folder: ")[2] for one in said] == [
        f"media/tools/plan.txt: it is there for other languages alone: add media/tools/plan.{language}.txt"
        for language in ("en", "sv")
    ]


def test_a_folder_whose_name_moodle_refuses_is_named(tmp_path: Path) -> None:
    module = tmp_path / "module"
    shutil.copytree(EVERYTHING, module)
    (module / "media" / "tools" / "ward").rename(module / "media" / "tools" / "A & B")
    assert [one.message for one in read_module(module)[1].errors] == [
        "& in a name is refused by Windows or Moodle: rename the file or folder"
    ]


def test_the_text_may_hold_blocks() -> None:
    text = "# Tools\n\n::: note\nTake them.\n:::\n"
    unit, problems = read_texts("folder", {"en": text}, files=["media/a/plan.docx", "media/a/b/c.pdf"])
    assert problems == []
    assert isinstance(unit, Folder)
    assert [one.within for one in unit.files_inside] == ["", "b"]
