"""The documents say what is so: commands, links and tables are compared with the project."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest

import dev
from lti_tool.cli import COMMANDS
from packager.cli import make_group

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]

SHOWN = re.compile(r"(?:^[ ]*[$#] (?:docker compose exec web )?|^|`)poiju ([^`\n]+)", re.MULTILINE)
"""A command in a text or a block, with what follows it."""


def anchors(text: str) -> set[str]:
    """Return the anchors that a Markdown page's headings get."""
    found = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in found}


def test_ci_runs_the_readmes_test_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = re.search(r"## Test it\n```\n(.+)\n```", readme)
    assert command is not None
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert ci.index("export POIJU_CI=1") < ci.index(command[1]), "with it the slow tests run, too"


@pytest.mark.parametrize(
    ("words", "ci", "all_of_them"),
    [
        ([], "", False),
        (["-x", "-k", "launch"], "", False),
        ([], "1", True),
        (["tests/packager"], "", True),
        (["tests/test_wheel.py::test_a_wheel_serves"], "", True),
        (["-m", "slow"], "", True),
    ],
)
def test_slow_tests_run_in_ci_and_where_they_are_meant(words: list[str], ci: str, all_of_them: bool) -> None:
    asked = dev.chosen(words, {"POIJU_CI": ci})
    assert ("not slow" in asked) is not all_of_them
    assert asked[-len(words) :] == words or not words
    assert ("loadfile" in asked) is not any(word.startswith("tests/") for word in words)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_commands_and_their_options_are_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    unknown = [line for line in SHOWN.findall(text) if not is_known(line.partition(" #")[0].split())]
    assert unknown == []


def is_known(words: list[str]) -> bool:
    """Say whether `poiju` takes a command's words with these options."""
    command: click.Command | None = make_group(COMMANDS)
    context = click.Context(click.Group())
    while words and isinstance(command, click.Group) and re.match(r"[a-z]", words[0]):
        command = command.get_command(context, words.pop(0))
    if command is None:
        return False
    known = {"--help", *(name for one in command.params for name in (*one.opts, *one.secondary_opts))}
    return all(word.rstrip(").,") in known for word in words if word.startswith("--"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    prose = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if re.match(r"[a-z]+:", target) or target.startswith("../media"):
            continue
        name, _, anchor = target.partition("#")
        path = document if not name else document.parent / name
        if not path.exists():
            broken.append(f"{document.name}: {target}: there is no such file")
        elif anchor and path.suffix == ".md" and anchor not in anchors(path.read_text(encoding="utf-8")):
            broken.append(f"{document.name}: {target}: there is no such heading")
    assert not broken, "\n".join(broken)


def test_every_format_has_its_column_in_the_readme() -> None:
    from packager.formats.table import FORMATS

    header = next(
        line for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if "| module |" in line
    )
    missing = [row.name for row in FORMATS if not any(word in header for word in _column_words(row.name))]
    assert not missing, f"add to 'What becomes what' in README.md: {missing}"


def _column_words(name: str) -> tuple[str, ...]:
    return {"moodle": ("Moodle",), "html": ("web site",)}.get(name, (name.replace("imscc-", ""),))


def test_every_unit_kind_has_its_row_in_the_readme() -> None:
    from packager.document.units import UNIT_KINDS

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    kinds = [kind.__dataclass_fields__["kind"].default for kind in UNIT_KINDS]  # type: ignore[attr-defined]  # dataclasses
    missing = [kind for kind in kinds if f"\n| {kind} |" not in readme]
    assert not missing, f"add to 'What becomes what' in README.md: {missing}"


def test_every_library_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[^\w-]", one)[0] for one in project["dependencies"]]
    table = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").partition("## What we lean on")[2]
    missing = [name for name in names if not re.search(rf"^\| [^|]*\b{name}\b", table, re.I | re.M)]
    assert not missing, f"say in docs/architecture.md why: {missing}"


def test_nothing_of_the_workplace_stands_in_the_project() -> None:
    """No reference to files that a reader of the repository does not have."""
    names = re.compile(
        r"\b(lti|moodle|cartridge|decisions|domain|style|authoring|performance|training-model)\.md\b"
    )
    wrong = []
    for path in sorted(
        [*ROOT.glob("packager/**/*.py"), *ROOT.glob("lti_tool/**/*.py"), *ROOT.glob("tests/**/*.py")]
    ):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for found in names.finditer(line):
                if not (ROOT / "docs" / found[0]).exists() and path != Path(__file__):
                    wrong.append(f"{path.relative_to(ROOT)}:{number}: {found[0]} is not in docs/")
    assert not wrong, "\n".join(wrong)
