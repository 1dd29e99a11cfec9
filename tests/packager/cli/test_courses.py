"""`poiju build --path` and `--together`: several modules in one package."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from packager.definition.starter import create_module
from packager.formats.table import FORMATS
from tests.packager.cli.conftest import Poiju
from tests.support.paths import make_paths


@pytest.fixture
def paths(tmp_path: Path) -> Path:
    """Return a folder of modules with paths; commands run in the folder above it."""
    return make_paths(tmp_path / "modules")


def sections(package: Path) -> list[str]:
    with zipfile.ZipFile(package) as archive:
        root = etree.fromstring(archive.read("moodle_backup.xml"))
    return [one.text or "" for one in root.iterfind(".//contents/sections/section/title")]


def test_a_path_is_one_package_for_each_language(poiju: Poiju, paths: Path, tmp_path: Path) -> None:
    done = poiju("build", "--path", "teacher", "--to", "moodle", "--out", "dist")
    assert (done.exit_code, done.stderr) == (0, "")
    names = {f"fi.example.teacher-1.0.0.{language}.mbz" for language in ("fi", "sv", "en")}
    assert {path.name for path in (tmp_path / "dist").iterdir()} == names | {f"{one}.html" for one in names}
    found = sections(tmp_path / "dist" / "fi.example.teacher-1.0.0.en.mbz")
    assert found[0] == "About this course"
    assert [one.partition(" ")[0] for one in found if one.partition(" ")[0].endswith(".")] == [
        "1.", "2.", "3.", "4.", "5.",
    ]  # fmt: skip


def test_the_page_beside_names_course_and_modules(poiju: Poiju, paths: Path, tmp_path: Path) -> None:
    poiju("build", "modules", "--path", "fi.example.teacher", "--to", "moodle", "--lang", "en")
    page = (tmp_path / "fi.example.teacher-1.0.0.en.mbz.html").read_text(encoding="utf-8")
    assert "Delivery: Teacher&#39;s path" in page
    assert "fi.example.teacher, version 1.0.0" in page
    assert "fi.example.second, version 0.1.0" in page
    assert "Badge of the path arrives switched off" in page


def test_notes_name_the_file_of_the_module(poiju: Poiju, paths: Path) -> None:
    done = poiju("build", "--path", "short", "--to", "moodle", "--lang", "en")
    assert "note: moodle: modules/first/fi/1-outcome.md:" in done.stdout


def test_two_builds_of_a_path_are_the_same_bytes(poiju: Poiju, paths: Path, tmp_path: Path) -> None:
    for out in ("one", "two"):
        poiju("build", "--path", "teacher", "--to", "moodle", "--lang", "sv", "--out", out)
    name = "fi.example.teacher-1.0.0.sv.mbz"
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_modules_can_be_put_together_without_a_path(poiju: Poiju, tmp_path: Path) -> None:
    create_module(tmp_path / "a", module_id="fi.example.a")
    create_module(tmp_path / "b", module_id="fi.example.b", languages=("en", "sv"))
    done = poiju("build", "b", "a", "--together", "--to", "all", "--json", "--site-files", "site")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    packages = {
        one["language"]: Path(one["path"]).name for one in told["packages"] if one["format"] == "moodle"
    }
    assert packages == {language: f"fi.example.b+a-0.1.0+0.1.0.{language}.mbz" for language in ("en", "sv")}
    assert told["packages"][0]["module"] == "fi.example.b+a"
    assert Path("site", "competency-framework-fi.example.a.sv.csv").as_posix() in [
        Path(one).as_posix() for one in told["site_files"]
    ]
    titles = [one for one in sections(tmp_path / packages["en"]) if one.startswith(("1. ", "2. "))]
    assert len(titles) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--path", "teacher", "--together"), "--together: a path is one course already; leave it out"),
        (("modules/first", "--together"), "--together: name two modules or more"),
        (("modules/first", "modules/first", "--together"), "--together: name two modules or more"),
        (
            ("modules", "modules/first", "--path", "teacher"),
            "--path teacher: name one folder, that with paths.yaml",
        ),
        ((), "name the folder of a module, or a path with --path"),
    ],
)
def test_what_does_not_fit_together(poiju: Poiju, paths: Path, words: tuple[str, ...], said: str) -> None:
    done = poiju("build", *words, "--to", "moodle")
    assert (done.exit_code, done.stderr) == (2, f"poiju: {said}\n")


def test_without_paths_here_a_folder_is_asked_for(poiju: Poiju, tmp_path: Path) -> None:
    done = poiju("build", "--path", "teacher", "--to", "moodle")
    assert done.exit_code == 2
    assert done.stderr == "poiju: --path teacher: there is no paths.yaml here; name the folder that has it\n"


def test_modules_with_one_id_or_without_a_language_in_common(poiju: Poiju, tmp_path: Path) -> None:
    create_module(tmp_path / "a", module_id="fi.example.a", languages=("fi",))
    create_module(tmp_path / "b", module_id="fi.example.b", languages=("sv",))
    done = poiju("build", "a", "b", "--together", "--to", "moodle")
    assert done.stderr == (
        "poiju: --together: the modules have no language in common (fi.example.a in fi; fi.example.b in sv)\n"
    )
    create_module(tmp_path / "c", module_id="fi.example.a")
    done = poiju("build", "a", "c", "--together", "--to", "moodle")
    assert done.stderr == (
        "poiju: --together: fi.example.a is the id of two of these modules; give one of them another\n"
    )


def test_mistakes_stop_the_build_and_are_named_by_folder(poiju: Poiju, paths: Path, tmp_path: Path) -> None:
    file = paths / "paths.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("LO1]}", "LO9]}"), encoding="utf-8")
    done = poiju("build", "--path", "teacher", "--to", "moodle", "--out", "dist")
    assert done.exit_code == 2
    assert done.stderr.startswith(
        "poiju: modules/paths.yaml:12: fi.example.teacher.modules.fi.example.second: "
    )
    assert not (tmp_path / "dist").exists()


def test_check_takes_a_folder_of_paths(poiju: Poiju, paths: Path) -> None:
    done = poiju("check", "modules")
    assert (done.exit_code, done.stdout) == (0, "0 mistakes and 0 warnings in 1 module\n")
    file = paths / "paths.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("any:", "andy:"), encoding="utf-8")
    done = poiju("check", "modules", "modules/first")
    assert done.exit_code == 2
    assert "modules/paths.yaml:13: " in done.stdout


def test_every_format_holds_a_path(poiju: Poiju, paths: Path, tmp_path: Path) -> None:
    done = poiju("build", "--path", "teacher", "--to", "all", "--lang", "fi", "--out", "dist")
    assert (done.exit_code, done.stderr) == (0, "")
    wanted = {f"fi.example.teacher-1.0.0.fi{row.extension}" for row in FORMATS}
    assert {path.name for path in (tmp_path / "dist").iterdir()} == wanted | {f"{one}.html" for one in wanted}
