"""`poiju new`, `poiju formats`, and how `poiju` answers words that it does not know."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from packager.formats.table import FORMATS
from tests.packager.cli.conftest import Poiju


def test_a_new_module_says_what_comes_next_and_that_works(poiju: Poiju) -> None:
    done = poiju("new", "My module")
    assert done.exit_code == 0
    assert done.stdout == (
        'My module: a module to start from. Next: poiju check "My module"; '
        'poiju build "My module" --to moodle\n'
    )
    assert poiju("check", "My module").exit_code == 0
    assert poiju("build", "My module", "--to", "moodle").exit_code == 0


def test_a_new_module_never_covers_another(poiju: Poiju, module: Path) -> None:
    before = (module / "module.yaml").read_bytes()
    done = poiju("new", "starter")
    assert (done.exit_code, done.stderr) == (
        2,
        "poiju: starter: is there and not empty: name a new folder\n",
    )
    assert (module / "module.yaml").read_bytes() == before


def test_a_place_that_cannot_be_written_is_one_line(poiju: Poiju) -> None:
    name = "a" * 300
    done = poiju("new", name)
    assert done.exit_code == 1
    assert done.stderr == (
        f"poiju: {name}: File name too long: check space and permissions, or name another place\n"
    )


def test_formats_are_listed_for_people_and_machines(poiju: Poiju) -> None:
    names = [row.name for row in FORMATS]
    assert [line.split()[0] for line in poiju("formats").stdout.splitlines()] == names
    assert [row["name"] for row in json.loads(poiju("formats", "--json").stdout)] == names


def test_an_unknown_word_is_refused_without_a_traceback(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "packager", "chekc"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[3],
    )
    assert done.returncode == 2
    assert "No such command 'chekc'" in done.stderr
    assert "Traceback" not in done.stderr
