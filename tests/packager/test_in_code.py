"""The packager used from Python: what the package's docstring shows works as it stands."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import packager
from packager.definition.starter import create_module


def test_the_docstrings_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert packager.__doc__
    lines = packager.__doc__.splitlines()
    code = "\n".join(line for line in lines if line.startswith("    ") or not line)
    monkeypatch.chdir(tmp_path)
    create_module(Path("my-module"), languages=("en",))
    exec(textwrap.dedent(code), {})
    said = capsys.readouterr().out
    assert sorted(path.name for path in Path("packages").iterdir()) == [
        f"fi.example.my-module-0.1.0.en{suffix}"
        for suffix in (".html.zip", ".html.zip.html", ".mbz", ".mbz.html")
    ]
    assert "packages/fi.example.my-module-0.1.0.en.mbz" in said.replace("\\", "/")


def test_the_command_line_runs_without_the_tool() -> None:
    code = (
        "import sys; from packager.cli import main; sys.argv = ['poiju', 'formats'];\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'flask', 'sqlalchemy', 'pylti1p3', 'lti_tool'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    asked = [sys.executable, "-m", "packager", "formats"]
    listed = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert [line.split()[0] for line in listed.stdout.splitlines()] == [
        "moodle", "imscc-1.1", "imscc-1.3", "html",
    ]  # fmt: skip
