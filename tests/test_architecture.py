"""Rules of the architecture, each with a failure text that says what to do."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# For each folder: what a file in it may not import, and the rule.
FORBIDDEN: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("packager", ("lti_tool", "flask", "flask_babel", "sqlalchemy", "alembic", "pylti1p3"),
     "packager works without the tool; move what needs it to lti_tool"),
    ("packager/document", ("packager.definition", "packager.render", "packager.formats", "packager.build",
                           "packager.archive", "packager.cli", "jinja2", "lxml", "pyromark", "yaml"),
     "the document knows neither readers nor writers"),
    ("packager/definition", ("packager.render", "packager.formats", "packager.build", "packager.cli"),
     "a reader ends at the document"),
    ("packager/render", ("packager.definition", "packager.formats", "packager.build", "packager.cli"),
     "rendering starts from the document"),
    ("packager/formats", ("packager.definition", "packager.build", "packager.cli"),
     "a writer starts from the document"),
    ("packager/h5p", ("packager.definition", "packager.document", "packager.render", "packager.formats",
                      "packager.build", "packager.archive", "packager.cli", "packager.inspection"),
     "readers and the inspection share it"),
    ("packager/inspection", ("packager.definition", "packager.document", "packager.render",
                             "packager.formats", "packager.build", "packager.cli"),
     "it judges backups of anybody, so it may share no mistake with our writer"),
    ("lti_tool/services", ("flask", "flask_babel", "lti_tool.views"),
     "services work for the worker and the command line, too; a view hands them what a request says"),
    ("lti_tool/models", ("flask", "lti_tool.services", "lti_tool.views", "lti_tool.runtime"),
     "models hold rows; what is done with them is a service's"),
    ("lti_tool/stand_in", ("lti_tool.config", "lti_tool.db", "lti_tool.lti", "lti_tool.models",
                           "lti_tool.runtime", "lti_tool.services", "lti_tool.views"),
     "a mistake that the stand-in shared with the tool would stay unseen"),
)  # fmt: skip

# One format may use another format's folder only if it is written here, with the reason.
SHARED_FORMATS = {("common_cartridge", "qti")}  # a cartridge's assessments are QTI by its profile


def python_files(folder: str) -> Iterator[Path]:
    """Yield the Python files below a folder of the checkout."""
    yield from sorted((ROOT / folder).rglob("*.py"))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (line, full module name) of every import, those inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}:{node.lineno}: write the import in full"
            yield node.lineno, node.module


def within(name: str, package: str) -> bool:
    """Tell whether a module is a package or inside it."""
    return name == package or name.startswith(f"{package}.")


@pytest.mark.parametrize(("folder", "forbidden", "rule"), FORBIDDEN, ids=[row[0] for row in FORBIDDEN])
def test_imports_go_one_way(folder: str, forbidden: tuple[str, ...], rule: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: imports {name}: {rule}"
        for path in python_files(folder)
        for line, name in imports(path)
        if any(within(name, one) for one in forbidden)
    ]
    assert not wrong, "\n".join(wrong)


def test_formats_do_not_import_each_other() -> None:
    formats = ROOT / "packager" / "formats"
    folders = sorted(path.name for path in formats.iterdir() if path.is_dir() and path.name != "__pycache__")
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: imports {name}: share through packager.render"
        for folder in folders
        for path in python_files(f"packager/formats/{folder}")
        for line, name in imports(path)
        for other in folders
        if other != folder
        and within(name, f"packager.formats.{other}")
        and (folder, other) not in SHARED_FORMATS
    ]
    assert not wrong, "\n".join(wrong)


def test_only_the_adapter_imports_pylti1p3() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: imports {name}: only lti_tool/lti may import it"
        for path in python_files("lti_tool")
        if path.parent != ROOT / "lti_tool" / "lti"
        for line, name in imports(path)
        if within(name, "pylti1p3")
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_random_or_timed_reaches_a_package() -> None:
    """Formats, rendering and the document see no clock and no chance."""
    forbidden = ("random", "secrets", "time", "tempfile")
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: imports {name}: the same input must give the same bytes"
        for folder in ("packager/document", "packager/render", "packager/formats")
        for path in python_files(folder)
        for line, name in imports(path)
        if any(within(name, one) for one in forbidden)
    ]
    assert not wrong, "\n".join(wrong)


def test_every_kind_is_a_row_of_its_table() -> None:
    from packager.document import questions, units

    for module, base, table in (
        (questions, questions.QuestionBase, questions.QUESTION_KINDS),
        (units, units.UnitBase, units.UNIT_KINDS),
    ):
        written = {name for name, value in vars(module).items() if base in getattr(value, "__bases__", ())}
        assert written == {kind.__name__ for kind in table}, f"{module.__name__}: a kind is not in its table"
        kinds = [kind.__dataclass_fields__["kind"].default for kind in table]
        assert len(set(kinds)) == len(kinds)


def test_what_finds_packages_in_the_cache_imports_no_library() -> None:
    """`poiju build` of unchanged modules takes about a tenth of a build; each of these would double that."""
    light = ("packager.", "click")
    files = [
        *python_files("packager/cache"),
        *(
            ROOT / "packager" / f"{name}.py"
            for name in ("library", "built", "order", "sums", "copying", "notes")
        ),
        ROOT / "packager" / "formats" / "table.py",
        ROOT / "packager" / "cli" / "build.py",
    ]
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: imports {name}: import it where it is used"
        for path in files
        for line, name in imports(path)
        if not name.startswith(light) and name.partition(".")[0] not in sys.stdlib_module_names
    ]
    assert not wrong, "\n".join(wrong)
