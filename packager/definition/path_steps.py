"""The steps of a path become parts of a course: whole modules, a choice of modules, some units of one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from packager.definition.mistakes import did_you_mean
from packager.definition.models.paths_file import PathRow, PathStepRow
from packager.definition.yaml_source import FieldPath
from packager.document.course import Part, selected
from packager.document.module import Module
from packager.document.restriction import OfUnit, conditions_of
from packager.document.units import GRADED_KINDS

if TYPE_CHECKING:
    from packager.definition.paths import Paths


def parts_of(paths: Paths, row: PathRow, where: FieldPath) -> Iterator[Part]:
    """Yield the parts of a path, and report what is wrong with its steps."""
    seen: set[str] = set()
    for at, step in enumerate(row.modules):
        place = (*where, "modules", at)
        if not _one_or_several(paths, row, step, place):
            continue
        for module_id in (step.module,) if step.module else step.any:
            if module_id in seen:
                paths.error(place, f"{row.id}.modules", f"{module_id} stands twice: take one away")
            elif (module := _module(paths, row, module_id, place)) is not None:
                yield _part(paths, row, step, place, module, at if step.any else None)
            seen.add(module_id)


def _one_or_several(paths: Paths, row: PathRow, step: PathStepRow, place: FieldPath) -> bool:
    """Report a step that names no module, or more than it may."""
    field = f"{row.id}.modules"
    if step.module and step.any:
        message = f"{step.module} stands beside any: make them two steps"
    elif not step.module and not step.any:
        message = "names no module: write its id, as fi.example.alignment, or several below any:"
    elif len(step.any) == 1:
        message = f"any: holds one module: write it alone, as {step.any[0]}"
    elif step.any and (step.units or step.outcomes or step.optional):
        message = "any: stands alone: take optional:, units: and outcomes: away"
    else:
        return True
    paths.error(place, field, message)
    return False


def _module(paths: Paths, row: PathRow, module_id: str, place: FieldPath) -> Module | None:
    field = f"{row.id}.modules"
    if module_id not in paths.folders:
        guess = did_you_mean(module_id, paths.folders) or f"there are {', '.join(paths.folders) or 'none'}"
        paths.error(place, field, f"{module_id} is in no folder beside paths.yaml: {guess}")
        return None
    module = paths.module(module_id)
    for language in paths.row.languages if module else ():
        if module and language not in module.languages:
            paths.error(place, field, f"{module_id} is not written in {language}: translate it first")
    return module


def _part(
    paths: Paths, row: PathRow, step: PathStepRow, place: FieldPath, module: Module, choice: int | None
) -> Part:
    folder = (paths.folder / paths.folders[module.id]).as_posix()
    whole = not (step.units or step.outcomes)
    if not whole:
        module = _selection(paths, row, step, place, module)
    return Part(module=module, optional=step.optional, choice=choice, whole=whole, folder=folder)


def _waits_for(module: Module, unit_id: str) -> tuple[str, ...]:
    """Return the units without which a unit does not open."""
    unit = module.unit(unit_id)
    found = dict.fromkeys(unit.after)
    for restriction in (unit.restrict, module.section_of(unit_id).restrict):
        for one in conditions_of(restriction.rule) if restriction else ():
            if isinstance(one, OfUnit):
                found[one.unit] = None
    return tuple(found)


def _selection(paths: Paths, row: PathRow, step: PathStepRow, place: FieldPath, module: Module) -> Module:
    """Return a module with the units and outcomes that a step names, and report what does not fit."""
    field = f"{row.id}.modules.{module.id}"
    units = {unit.id: unit for unit in module.units}
    if not step.units:
        paths.error(place, field, "names outcomes alone: name the units that show them, too, below units:")
        return module
    for at, name in enumerate(step.units):
        if name not in units:
            guess = did_you_mean(name, units) or f"it has {', '.join(units)}"
            paths.error((*place, "units", at), field, f"{name} is not a unit of {module.id}: {guess}")
        for other in _waits_for(module, name) if name in units else ():
            if other not in step.units:
                message = f"{name} waits for {other}, which is left out: add it, or take {name} away"
                paths.error((*place, "units", at), field, message)
    assessed = {
        outcome
        for name in step.units
        if name in units and units[name].kind in GRADED_KINDS
        for outcome in units[name].serves
    }
    for at, outcome in enumerate(step.outcomes):
        if outcome not in assessed:
            message = f"none of these units assesses {outcome}: they assess {', '.join(sorted(assessed))}"
            paths.error((*place, "outcomes", at), field, message)
    return selected(module, step.units, step.outcomes or assessed)
