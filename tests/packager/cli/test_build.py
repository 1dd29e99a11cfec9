"""`poiju build`."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from packager.definition.starter import create_module
from packager.formats.table import FORMATS
from tests.packager.cli.conftest import Poiju, spoil

OVERLAY = """\
issuer: {name: Esimerkkiopisto, country: FI}
contact: {name: Study services, email: help@example.fi}
"""
KNOWN = "moodle, imscc-1.1, imscc-1.3, html"
TOOL = "https://poiju.example.fi"


def test_all_formats_in_all_languages_with_a_page_beside_each(
    poiju: Poiju, module: Path, tmp_path: Path
) -> None:
    done = poiju("build", "starter", "--to", "all", "--out", "dist")
    assert (done.exit_code, done.stderr) == (0, "")
    wanted = {
        f"fi.example.starter-0.1.0.{language}{row.extension}"
        for row in FORMATS
        for language in ("fi", "sv", "en")
    }
    assert {path.name for path in (tmp_path / "dist").iterdir()} == wanted | {f"{one}.html" for one in wanted}
    lines = done.stdout.splitlines()
    assert {line.split()[0] for line in lines if not line.startswith("note: ")} == wanted
    notes = [line for line in lines if line.startswith("note: ")]
    assert len(notes) == len(set(notes))  # once, not once a language
    for row in FORMATS:
        assert any(note.startswith(f"note: {row.name}: ") for note in notes)


def test_one_language_in_the_current_folder(poiju: Poiju, module: Path, tmp_path: Path) -> None:
    done = poiju("build", "starter", "--to", "html", "--lang", "sv")
    assert done.exit_code == 0
    assert [path.name for path in sorted(tmp_path.glob("*.zip*"))] == [
        "fi.example.starter-0.1.0.sv.html.zip",
        "fi.example.starter-0.1.0.sv.html.zip.html",
    ]


def test_all_languages_in_one_backup(poiju: Poiju, module: Path, tmp_path: Path) -> None:
    done = poiju("build", "starter", "--to", "moodle", "--multilang", "--page-lang", "en")
    assert done.exit_code == 0
    assert [path.name for path in sorted(tmp_path.glob("*.mbz*"))] == [
        "fi.example.starter-0.1.0.mul.mbz",
        "fi.example.starter-0.1.0.mul.mbz.html",
    ]
    assert '<html lang="en">' in Path("fi.example.starter-0.1.0.mul.mbz.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("--to", "html", "--multilang"),
            "--multilang: the format html holds one language; build it without",
        ),
        (("--to", "moodle", "--multilang", "--lang", "fi"), "--multilang: the package holds all languages"),
        (
            ("--to", "moodle", "--moodle", "3.9"),
            "--moodle 3.9: moodle can be written for: 4.0, 4.1",
        ),
        (("--to", "html", "--moodle", "4.1"), "--moodle 4.1: html can be written for: none"),
        (("--to", "moodle", "--page-lang", "de"), "--page-lang de: the page is written in fi, sv, en"),
    ],
)
def test_choices_that_do_not_go_together(
    poiju: Poiju, module: Path, words: tuple[str, ...], message: str
) -> None:
    done = poiju("build", "starter", *words)
    assert done.exit_code == 2
    assert message in done.stderr


def test_machines_read_json(poiju: Poiju, module: Path) -> None:
    done = poiju("build", "starter", "--to", "imscc-1.3", "--lang", "en", "--out", "dist", "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    (package,) = json.loads(done.stdout)["packages"]
    path = Path(package["path"])
    assert path.stat().st_size == package["size"]
    assert Path(package["page"]).is_file()
    assert (package["module"], package["format"], package["language"]) == (
        "fi.example.starter",
        "imscc-1.3",
        "en",
    )
    assert package["items"]["quiz"] == 1
    assert {"format", "loss", "place", "text", "file", "line"} == set(package["notes"][0])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--to", "moodel"), f"--to moodel: there is no such format; choose one of {KNOWN}"),
        ((), f"--to is missing: add --to and one of {KNOWN}, or --to all"),
        (("--to", "moodle", "--lang", "xx"), "--lang xx: fi.example.starter is written in fi, sv, en"),
        (
            ("--to", "moodle", "--delivery", "lti"),
            "--delivery lti: --tool-url says where the tool is, as https://poiju.example.fi",
        ),
        (
            ("--to", "html", "--delivery", "lti", "--tool-url", TOOL),
            "--delivery lti: the format html holds no LTI links; build it without",
        ),
    ],
)  # fmt: skip
def test_words_that_are_off(
    poiju: Poiju, module: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    done = poiju("build", "starter", "--out", "dist", *words)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"poiju: {said}\n")
    assert not (tmp_path / "dist").exists()


def test_the_institutions_words_reach_the_package(poiju: Poiju, module: Path, tmp_path: Path) -> None:
    (tmp_path / "college.yaml").write_text(OVERLAY, encoding="utf-8")
    done = poiju("build", "starter", "--to", "html", "--lang", "fi", "--overlay", "college.yaml")
    assert done.exit_code == 0
    with zipfile.ZipFile(next(tmp_path.glob("*.zip"))) as site:
        record = next(site.read(name).decode() for name in site.namelist() if name.endswith("record.html"))
    assert "Esimerkkiopisto" in record
    assert "help@example.fi" in record


def test_links_to_the_tool_stand_in_a_file_of_another_name(
    poiju: Poiju, module: Path, tmp_path: Path
) -> None:
    words = ("build", "starter", "--to", "moodle", "--lang", "fi")
    assert poiju(*words).exit_code == 0
    done = poiju(*words, "--delivery", "lti", "--tool-url", TOOL)
    assert done.exit_code == 0
    assert {path.name for path in tmp_path.glob("*.mbz")} == {
        "fi.example.starter-0.1.0.fi.mbz",
        "fi.example.starter-0.1.0.fi.lti.mbz",
    }
    assert "2 lti" in done.stdout


def test_a_draft_builds_with_its_warnings(poiju: Poiju, module: Path) -> None:
    spoil(module, status="draft")
    done = poiju("build", "starter", "--to", "moodle", "--lang", "fi")
    assert done.exit_code == 0
    assert done.stderr.startswith("warning: module.yaml:33: quiz.minutes: ")


def test_mistakes_stop_a_published_module_and_leave_earlier_packages(
    poiju: Poiju, module: Path, tmp_path: Path
) -> None:
    words = ("build", "starter", "--to", "all", "--out", "dist")
    assert poiju(*words).exit_code == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "dist").iterdir()}
    spoil(module, status="published")
    done = poiju(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "poiju: module.yaml:33: quiz.minutes: is missing: say how long it takes, as minutes: 15\n"
    )
    assert {path.name: path.read_bytes() for path in (tmp_path / "dist").iterdir()} == before


def test_mistakes_of_all_modules_are_said_at_once_and_nothing_is_built(
    poiju: Poiju, module: Path, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        create_module(tmp_path / name)
        spoil(tmp_path / name, status="published")
    done = poiju("build", "starter", "one", "two", "--to", "html", "--out", "dist")
    assert done.exit_code == 2
    assert [line.partition(": quiz")[0] for line in done.stderr.splitlines()] == [
        "poiju: one/module.yaml:33",
        "two/module.yaml:33",
    ]
    assert not (tmp_path / "dist").exists()


def test_a_module_in_another_language_is_built_with_english_phrases(poiju: Poiju, tmp_path: Path) -> None:
    create_module(tmp_path / "eesti", languages=("et",))
    done = poiju("build", "eesti", "--to", "all")
    assert (done.exit_code, done.stderr) == (0, "")
    with zipfile.ZipFile(tmp_path / "fi.example.eesti-0.1.0.et.html.zip") as site:
        pages = {name: site.read(name).decode() for name in site.namelist() if name.endswith(".html")}
    index = next(text for name, text in pages.items() if name.endswith("index.html"))
    assert '<html lang="et"' in index
    assert "Contents" in index


def test_site_files_are_written_beside(poiju: Poiju, module: Path, tmp_path: Path) -> None:
    frameworks = ("fi.example.starter", "esco")
    wanted = [*(f"competency-framework-{one}.sv.csv" for one in frameworks), "custom-fields.sv.csv"]
    built = ("build", "starter", "--to", "moodle", "--lang", "sv", "--out", "dist", "--site-files", "site")
    done = poiju(*built)
    assert done.exit_code == 0
    assert {path.name for path in (tmp_path / "site").iterdir()} == set(wanted)
    assert [line for line in done.stdout.splitlines() if line.startswith("written: ")] == [
        f"written: {Path('site', name)}" for name in wanted
    ]
    told = json.loads(poiju(*built, "--json").stdout)["site_files"]
    assert told == [str(Path("site", name)) for name in wanted]


def test_site_files_are_for_moodle(poiju: Poiju, module: Path, tmp_path: Path) -> None:
    done = poiju("build", "starter", "--to", "html", "--site-files", "site")
    assert done.exit_code == 2
    assert done.stderr == "poiju: --site-files: only a Moodle site has a use for them; add --to moodle\n"
    assert not (tmp_path / "site").exists()
