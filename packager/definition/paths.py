"""`paths.yaml`: paths over modules that stand in folders beside it, each a course to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from packager.definition.mistakes import did_you_mean
from packager.definition.models.base import in_or_for_all
from packager.definition.models.paths_file import PathRow, PathsFile
from packager.definition.path_steps import parts_of
from packager.definition.problems import Place, Problems
from packager.definition.reader import STRUCTURE_FILE, read_module
from packager.definition.text_files import read_text
from packager.definition.validation import validated
from packager.definition.yaml_source import FieldPath, YamlFile, load_yaml
from packager.document.badge import Badge
from packager.document.course import Course
from packager.document.module import Module
from packager.document.words import Words

PATHS_FILE = "paths.yaml"


@dataclass(slots=True, kw_only=True)
class Paths:
    """A `paths.yaml` on its way to courses. `folders` are those of the modules beside it, by id."""

    folder: Path
    row: PathsFile
    file: YamlFile
    problems: Problems
    folders: Mapping[str, str]
    overlay: Path | None
    _modules: dict[str, Module | None] = field(default_factory=dict)

    def place(self, *path: str | int) -> Place:
        """Return the line of a field."""
        return self.file.place(path)

    def error(self, path: FieldPath, field_name: str, message: str) -> None:
        """Report a mistake at its line."""
        self.problems.error(self.file.place(path), field_name, message)

    def module(self, module_id: str) -> Module | None:
        """Return a module, read once; its mistakes are reported with its folder before the file."""
        if module_id not in self._modules:
            folder = self.folders[module_id]
            module, problems = read_module(self.folder / folder, overlay=self.overlay)
            for one in problems:
                place = replace(one.place, file=f"{folder}/{one.place.file}")
                report = self.problems.error if one.severity == "error" else self.problems.warning
                report(place, one.field, one.message)
            self._modules[module_id] = module
        return self._modules[module_id]

    def words(self, texts: Mapping[str, str] | None, field_name: str, *path: str | int) -> Words | None:
        """Return a text in each language; report the languages that lack it."""
        if texts is None:
            return None
        found = {language: in_or_for_all(texts, language) for language in self.row.languages}
        for language, text in found.items():
            if text is None:
                self.error(path, field_name, f"is missing in {language}: add {language}: below {path[-1]}:")
        return {language: text for language, text in found.items() if text} or None


def read_path(folder: Path, name: str, overlay: Path | None = None) -> tuple[Course | None, Problems]:
    """Return a path as a course, and what is wrong with it. `name` is its id, or the last part of it."""
    paths, problems = _read(folder, overlay)
    if paths is None:
        return None, problems
    ids = [row.id for row in paths.row.paths]
    named = [at for at, one in enumerate(ids) if name in (one, one.rpartition(".")[2])]
    if len(named) != 1:
        guess = did_you_mean(name, ids) or f"there are {', '.join(ids)}"
        wrong = "names several" if named else "names none"
        problems.error(Place(PATHS_FILE), "paths", f"--path {name} {wrong}: {guess}")
        return None, problems
    course = _course(paths, named[0])
    return (None if problems.errors else course), problems


def check_paths(folder: Path, overlay: Path | None = None) -> Problems:
    """Return what is wrong with all paths and the modules that they name."""
    paths, problems = _read(folder, overlay)
    if paths is None:
        return problems
    first: dict[str, int] = {}
    for at, row in enumerate(paths.row.paths):
        line = paths.place("paths", at, "id").line
        if row.id in first:
            message = f"the path {row.id} stands twice, first on line {first[row.id]}: name this one anew"
            paths.error(("paths", at, "id"), "", message)
        first.setdefault(row.id, line)
        _course(paths, at)
    return problems


def _read(folder: Path, overlay: Path | None) -> tuple[Paths | None, Problems]:
    problems = Problems()
    if not (folder / PATHS_FILE).exists():
        message = f"is missing in {folder}: write the paths there, or name a folder that has them"
        problems.error(Place(PATHS_FILE), "", message)
        return None, problems
    source = read_text(folder, PATHS_FILE, problems)
    file = load_yaml(source, problems) if source else None
    row = validated(PathsFile, file, problems) if file else None
    if file is None or row is None:
        return None, problems
    folders = _folders(folder, problems)
    return Paths(
        folder=folder, row=row, file=file, problems=problems, folders=folders, overlay=overlay
    ), problems


def _folders(folder: Path, problems: Problems) -> dict[str, str]:
    """Return the folders of the modules beside `paths.yaml` by id; report an id that two have."""
    found: dict[str, str] = {}
    for structure in sorted(folder.glob(f"*/{STRUCTURE_FILE}")):
        quiet = Problems()  # what is wrong with a module is said when a path names it
        name = structure.parent.name
        source = read_text(folder, f"{name}/{STRUCTURE_FILE}", quiet)
        file = load_yaml(source, quiet) if source else None
        module_id = file.data.get("id") if file else None
        if not isinstance(module_id, str) or file is None:
            continue
        if module_id in found:
            message = f"{module_id} is the id of {found[module_id]}/, too: give one of them another"
            problems.error(replace(file.place(("id",)), file=f"{name}/{STRUCTURE_FILE}"), "id", message)
        found.setdefault(module_id, name)
    return found


def _course(paths: Paths, at: int) -> Course:
    """Return a path as a course; of what is wrong in it, only the right rest."""
    row = paths.row.paths[at]
    where = ("paths", at)
    return Course(
        id=row.id,
        version=row.version,
        languages=paths.row.languages,
        title=paths.words(row.title, f"{row.id}.title", *where, "title") or {},
        summary=paths.words(row.summary, f"{row.id}.summary", *where, "summary"),
        audience=row.audience,
        badge=_badge(paths, row, *where, "badge"),
        parts=tuple(parts_of(paths, row, where)),
    )


def _badge(paths: Paths, row: PathRow, *where: str | int) -> Badge | None:
    if row.badge is None:
        return None
    return Badge(
        name=paths.words(row.badge.name, f"{row.id}.badge.name", *where, "name"),
        description=paths.words(row.badge.description, f"{row.id}.badge.description", *where, "description"),
    )
