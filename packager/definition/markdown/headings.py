"""Headings in running text: their levels, and the ids by which links find them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packager.definition.markdown.attributes import is_id

if TYPE_CHECKING:
    from packager.definition.markdown.pen import Pen


def open_heading(pen: Pen, data: dict[str, Any], line: int, lowest: int) -> str:
    """Return the opening tag of a heading; `lowest` is the smallest number of a level that may stand here.

    `data` is what pyromark says of it: level (`H2`), id, classes, attrs.
    """
    level = int(data["level"][1])
    message = _mistake(pen, level, lowest)
    if message:
        pen.error(line, "heading", message)
    if lowest == 2:
        pen.level = level
    for extra in [f".{one}" for one in data["classes"]] + [key for key, _ in data["attrs"]]:
        pen.error(line, "heading", f"{extra} means nothing behind a heading here: only {{#id}} does")
    return f"<h{level}{_id(pen, data['id'], line)}>"


def _mistake(pen: Pen, level: int, lowest: int) -> str:
    if lowest > 6:
        return "a heading cannot stand here: write **strong** words instead"
    if level == 1:
        return "there is a second title: a unit has one #, other headings begin at ##"
    if level < lowest:
        return f"a heading inside a block begins at {'#' * lowest}: add # signs"
    if lowest == 2 and level > pen.level + 1:
        return f"the heading jumps from level {pen.level} to {level}: write {'#' * (pen.level + 1)}"
    return ""


def _id(pen: Pen, name: str | None, line: int) -> str:
    if name is None:
        return ""
    if not is_id(name):
        pen.error(line, "heading", f"#{name} is no id: use small letters a to z, digits and hyphens")
        return ""
    if name in pen.heading_ids:
        first = pen.heading_ids[name]
        pen.error(line, "heading", f"the id #{name} stands on line {first} already: choose another")
        return ""
    pen.heading_ids[name] = line
    return f' id="{name}"'
