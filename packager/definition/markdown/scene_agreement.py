"""One case out of its languages: scenes, choices and where they lead must agree, words are joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from packager.definition.markdown.items import item_place, join_items, joined
from packager.definition.problems import Place, Problems
from packager.document.scenes import Scene, SceneChoice
from packager.document.words import Words


def join_scenes(pages: Mapping[str, Sequence[Scene]], files: Words, problems: Problems) -> tuple[Scene, ...]:
    """Return the scenes in the order of the first language that has any; report what differs."""
    return tuple(_join(scenes, problems) for scenes in join_items(pages, files, problems, "scene"))


def _join(scenes: Mapping[str, Scene], problems: Problems) -> Scene:
    model, *others = scenes.values()
    for other in others:
        _compare(model, other, problems)
    return replace(
        model,
        title=joined([scene.title for scene in scenes.values()]),
        text=joined([scene.text for scene in scenes.values()]),
        choices=tuple(_join_choice(model, place, others) for place in range(len(model.choices))),
    )


def _join_choice(model: Scene, place: int, others: Sequence[Scene]) -> SceneChoice:
    own = model.choices[place]
    alike = [own, *(other.choices[place] for other in others if place < len(other.choices))]
    return replace(
        own,
        text=joined([choice.text for choice in alike]),
        consequence=joined([choice.consequence for choice in alike]),
        principle=joined([choice.principle for choice in alike]),
    )


def _compare(model: Scene, other: Scene, problems: Problems) -> None:
    """Report the first difference between two languages of a scene."""
    if len(other.choices) != len(model.choices):
        problems.error(
            item_place(other),
            f"#{other.id}",
            f"has {len(other.choices)} choices, but {item_place(model)} has {len(model.choices)}: "
            "write the same ones in both",
        )
        return
    for own, same in zip(other.choices, model.choices, strict=True):
        if own.to != same.to:
            problems.error(
                Place(other.file, own.line),
                f"#{other.id}",
                f"this choice leads to #{own.to}, but {Place(model.file, same.line)} to #{same.to}: "
                "put the choices in the same order",
            )
            return
