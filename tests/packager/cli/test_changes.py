"""`poiju changes`."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from packager.document.fingerprint import FINGERPRINT_FILE
from tests.packager.cli.conftest import Poiju


@pytest.fixture
def newer(module: Path) -> Path:
    """The starter's next version: a sentence more in one language, a unit gone."""
    folder = module.with_name("newer")
    shutil.copytree(module, folder)
    structure = (folder / "module.yaml").read_text(encoding="utf-8")
    rows = [row for row in structure.splitlines() if "2-discussion.md" not in row]
    (folder / "module.yaml").write_text("\n".join(rows).replace("0.1.0", "0.2.0"), encoding="utf-8")
    lesson = folder / "fi" / "1-outcome.md"
    lesson.write_text(lesson.read_text(encoding="utf-8") + "\nYksi lause lisää.\n", encoding="utf-8")
    return folder


def test_changes_since_a_folder(poiju: Poiju, module: Path, newer: Path) -> None:
    done = poiju("changes", "newer", "--since", "starter")
    assert done.exit_code == 0
    first, *lines, last = done.stdout.splitlines()
    assert first == "fi.example.starter 0.1.0 -> 0.2.0 (fi)"
    assert [line.split()[:3] for line in lines] == [
        ["changed", "lesson", "outcome"],
        ["gone", "discussion", "talk"],
    ]
    assert last == "0 new, 1 changed, 0 moved, 1 gone; 2 units as before"


def test_changes_since_a_package_are_in_its_language(poiju: Poiju, module: Path, newer: Path) -> None:
    assert poiju("build", "starter", "--to", "moodle", "--lang", "sv").exit_code == 0
    done = poiju("changes", "newer", "--since", "fi.example.starter-0.1.0.sv.mbz", "--json")
    found = json.loads(done.stdout)
    assert (found["since"], found["version"], found["language"]) == ("0.1.0", "0.2.0", "sv")
    assert [(one["what"], one["unit"]) for one in found["changes"]] == [("gone", "fi.example.starter/talk")]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "--since is missing: "),
        (("--since", "other"), "that is fi.example.other; name an earlier fi.example.starter"),
        (("--since", "starter", "--lang", "de"), "--lang de: fi.example.starter is written in fi, sv, en"),
        (("--since", "p.sv.mbz", "--lang", "fi"), "that package is in sv; name the one in fi"),
        (("--since", "p.zip"), "it says not what it holds"),
        (("--since", "newer/module.yaml"), "it is neither a zip nor a tar.gz"),
    ],
)
def test_what_cannot_be_compared_is_one_line(
    poiju: Poiju, module: Path, newer: Path, words: tuple[str, ...], message: str
) -> None:
    other = shutil.copytree(module, module.with_name("other")) / "module.yaml"
    other.write_text(
        other.read_text(encoding="utf-8").replace("example.starter", "example.other"), encoding="utf-8"
    )
    poiju("build", "starter", "--to", "moodle", "--to", "html", "--lang", "sv")
    Path("fi.example.starter-0.1.0.sv.mbz").rename("p.sv.mbz")
    Path("fi.example.starter-0.1.0.sv.html.zip").rename("p.zip")
    done = poiju("changes", "newer", *words)
    assert done.exit_code in (2, 3)
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_package_brings_what_is_new_or_changed_alone(poiju: Poiju, module: Path, newer: Path) -> None:
    done = poiju("changes", "newer", "--since", "starter", "--out", "dist", "--page-lang", "sv")
    assert done.exit_code == 0
    package = Path("dist/fi.example.starter-0.2.0.since-0.1.0.fi.mbz")
    assert f"{package.name}  " in done.stdout
    with zipfile.ZipFile(package) as opened:
        names = opened.namelist()
        sections = [name for name in names if name.endswith("/section.xml")]
        modules = [opened.read(name).decode() for name in names if name.endswith("/module.xml")]
    assert ["fi.example.starter/outcome" in one for one in modules] == [True]
    assert len(sections) == 1 + structure_sections(newer)  # Moodle counts them to find the right one
    assert FINGERPRINT_FILE not in names
    page = package.with_name(f"{package.name}.html").read_text(encoding="utf-8")
    assert '<html lang="sv">' in page
    assert "Vad som har ändrats sedan version 0.1.0" in page


def structure_sections(folder: Path) -> int:
    return (folder / "module.yaml").read_text(encoding="utf-8").count("\n    units:")


def test_no_package_where_nothing_is_new(poiju: Poiju, module: Path) -> None:
    done = poiju("changes", "starter", "--since", "starter", "--out", "dist")
    assert done.exit_code == 0
    assert not Path("dist").exists()
