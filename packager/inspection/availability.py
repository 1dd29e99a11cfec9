"""Restricted access: what a backup's rules lean on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from packager.inspection.activities import read_json
from packager.inspection.facts import Facts

_PREVIOUS = "-1"  # "the activity before this one", which needs no id
_NULL_TREE = ("", "null")


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition of an activity or section: `target` is the id that it names, if any."""

    place: str
    kind: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """All conditions of a backup, and the places whose rules cannot be read."""

    rules: tuple[Rule, ...]
    unreadable: tuple[str, ...]


def read_rules(facts: Facts) -> Rules:
    """Return the conditions of all activities and sections."""
    rules: list[Rule] = []
    unreadable: list[str] = []
    for directory, text in _texts(facts):
        place = facts.place_of(directory)
        tree = read_json(text)
        if not isinstance(tree, dict):
            unreadable.append(place)
            continue
        rules += _walk(place, tree)
    return Rules(tuple(rules), tuple(unreadable))


def broken_rules(facts: Facts, rules: Rules) -> Iterator[Rule]:
    """Yield the conditions that name an activity or group which is not in the backup."""
    modules = {one.id for one in facts.listed_activities} | {_PREVIOUS}
    known = {"completion": modules, "group": facts.groups | {""}}  # "" is any group
    for rule in rules.rules:
        if rule.kind in known and rule.target not in known[rule.kind]:
            yield rule


def _texts(facts: Facts) -> Iterator[tuple[str, str]]:
    for owner in facts.restrictable():
        if owner.availability not in _NULL_TREE:
            yield owner.directory, owner.availability


def _walk(place: str, tree: Any) -> Iterator[Rule]:
    """Yield the leaves of a tree, however deep a stranger has made it."""
    left = [tree]
    while left:
        node = left.pop(0)
        if not isinstance(node, dict):
            continue
        if isinstance(node.get("c"), list):
            left += node["c"]
        elif isinstance(node.get("type"), str):
            yield Rule(place, node["type"], str(node.get("cm", node.get("id", ""))))
