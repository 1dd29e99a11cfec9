"""What `poiju build` makes of several modules in one course: paths, and modules put together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from packager.definition.paths import PATHS_FILE, read_path
from packager.definition.problems import DefinitionError, Problems
from packager.definition.reader import read_module
from packager.document.course import Course
from packager.document.course import together as put_together
from packager.errors import UsageError
from packager.library import Tell

_USUAL = (Path("modules"), Path())
"""Where paths stand if nobody says where: a checkout's modules, or here."""


def course_to_build(
    folders: Sequence[Path], path_name: str, together: bool, overlay: Path | None, tell: Tell
) -> Course:
    """Return what becomes one course: a path of `paths.yaml`, or the modules of folders."""
    if path_name and together:
        raise UsageError("--together: a path is one course already; leave it out")
    if path_name:
        return course_of_path(folders, path_name, overlay, tell)
    return course_of_modules(folders, overlay, tell)


def course_of_path(folders: Sequence[Path], name: str, overlay: Path | None, tell: Tell) -> Course:
    """Return a path. Raises DefinitionError with its mistakes and those of its modules."""
    if len(folders) > 1:
        raise UsageError(f"--path {name}: name one folder, that with {PATHS_FILE}")
    folder = folders[0] if folders else next((one for one in _USUAL if (one / PATHS_FILE).is_file()), None)
    if folder is None:
        raise UsageError(f"--path {name}: there is no {PATHS_FILE} here; name the folder that has it")
    course, problems = read_path(folder, name, overlay)
    _say(problems, folder, tell)
    assert course is not None
    return course


def course_of_modules(folders: Sequence[Path], overlay: Path | None, tell: Tell) -> Course:
    """Return modules in the order of their folders as one course."""
    folders = tuple(dict.fromkeys(folders))
    if len(folders) < 2:
        raise UsageError("--together: name two modules or more")
    modules, errors = [], []
    for folder in folders:
        module, problems = read_module(folder, overlay=overlay)
        errors += [one.named_by(folder, folders) for one in problems.errors]
        for one in problems.warnings:
            tell(one.named_by(folder, folders))
        modules += [module] if module else []
    if errors:
        raise DefinitionError(errors)
    ids = [module.id for module in modules]
    if twice := next((one for one in ids if ids.count(one) > 1), None):
        raise UsageError(f"--together: {twice} is the id of two of these modules; give one of them another")
    try:
        return put_together(modules, [folder.as_posix() for folder in folders])
    except ValueError as error:
        written = "; ".join(f"{module.id} in {', '.join(module.languages)}" for module in modules)
        raise UsageError(f"--together: the modules have no language in common ({written})") from error


def _say(problems: Problems, folder: Path, tell: Tell) -> None:
    """Say warnings; raise the mistakes. Files are named from where the command runs."""
    here = (folder, Path())  # two, so that the folder is said
    if problems.errors:
        raise DefinitionError([one.named_by(folder, here) for one in problems.errors])
    for one in problems.warnings:
        tell(one.named_by(folder, here))
