"""Scenarios: every scene can be reached, and from every scene an end."""

from __future__ import annotations

from packager.definition.definition import Definition
from packager.definition.problems import Place
from packager.document.scenes import ends, within_reach
from packager.document.units import Scenario


def check_scenarios(definition: Definition) -> None:
    """Report scenes that nobody comes to, and those from which nobody comes out."""
    for unit in definition.units.values():
        if not isinstance(unit, Scenario) or not unit.scenes:
            continue
        if not unit.scenes[0].choices:
            definition.problems.incomplete(
                Place(unit.scenes[0].file, unit.scenes[0].line),
                f"#{unit.scenes[0].id}",
                "the case ends where it begins: write choices below its first scene, "
                "- [what is done](#scene)",
            )
            continue
        _check_ways(definition, unit)


def _check_ways(definition: Definition, unit: Scenario) -> None:
    reached = within_reach(unit.scenes, unit.scenes[0].id)
    last = {scene.id for scene in ends(unit.scenes)}
    trapped = [
        scene for scene in unit.scenes
        if scene.id in reached and not last & within_reach(unit.scenes, scene.id)
    ]  # fmt: skip
    for scene in unit.scenes:
        if scene.id not in reached:
            definition.problems.error(
                Place(scene.file, scene.line),
                f"#{scene.id}",
                f"no way leads from the first scene to this one: add a choice that leads to (#{scene.id}), "
                "or delete the scene",
            )
    if trapped and not _leads_nowhere(unit):
        definition.problems.error(
            Place(trapped[0].file, trapped[0].line),
            f"#{trapped[0].id}",
            "whoever comes here never comes to an end: "
            f"let a choice of {', '.join(f'#{scene.id}' for scene in trapped)} lead to one without choices",
        )


def _leads_nowhere(unit: Scenario) -> bool:
    """Tell whether a choice names a scene that is not there, which is reported where it stands."""
    ids = {scene.id for scene in unit.scenes}
    return any(choice.to not in ids for scene in unit.scenes for choice in scene.choices)
