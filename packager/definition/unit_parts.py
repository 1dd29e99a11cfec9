"""What readers of units of all kinds share: common fields, texts in each language, named files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from packager.definition.markdown.body import WrittenUnit, read_body
from packager.definition.markdown.front_matter import refuse_front_matter
from packager.definition.markdown.pen import Pen
from packager.definition.markdown.structure import CALLOUTS
from packager.definition.models.units import UnitRow
from packager.definition.restrictions import read_restriction
from packager.definition.scope import Scope
from packager.definition.settings import read_settings

BLOCKS = (*CALLOUTS, "embed")
Pens = Mapping[str, Pen]
Texts = Mapping[str, WrittenUnit]
Common = dict[str, Any]
"""The fields that units of all kinds have."""


def common_fields(raw: UnitRow, pens: Pens, texts: Texts, scope: Scope) -> Common:
    """Return the fields that units of all kinds have; warn where the languages' blocks differ."""
    _compare_outlines(pens, texts)
    return {
        "id": raw.id,
        "key": f"{scope.module_id}/{raw.id}",
        "title": {language: text.title for language, text in texts.items()},
        "minutes": raw.minutes or 0,
        "serves": tuple(raw.serves),
        "after": tuple(raw.after),
        "restrict": read_restriction(raw.restrict, scope.languages),
        "settings": read_settings(raw),
        "files": {language: pen.page.source.name for language, pen in pens.items()},
    }


def _compare_outlines(pens: Pens, texts: Texts) -> None:
    """Warn where one language lacks a block that the first one has, or has them in another order."""
    model, *others = texts
    wanted = [name for name, _ in texts[model].outline if name != "check"]
    for language in others:
        found = [(name, line) for name, line in texts[language].outline if name != "check"]
        if [name for name, _ in found] == wanted:
            continue
        at = next((at for at, (name, _) in enumerate(found) if wanted[at : at + 1] != [name]), len(found))
        line = found[at][1] if at < len(found) else 1
        there = f"::: {wanted[at]}" if at < len(wanted) else "no further block"
        pens[language].warning(
            line,
            "language",
            f"block {at + 1} differs: {pens[model].page.source.name} has {there} there: translate them alike",
        )


def bodies(pens: Pens, allowed: tuple[str, ...]) -> dict[str, WrittenUnit]:
    """Read the text of each language; blocks that are not `allowed` are mistakes."""
    return {language: read_body(pen, allowed) for language, pen in pens.items()}


def plain_texts(pens: Pens, allowed: tuple[str, ...] = BLOCKS) -> dict[str, WrittenUnit]:
    """Read texts of a kind that has no front matter."""
    for pen in pens.values():
        refuse_front_matter(pen.page)
    return bodies(pens, allowed)


def assets_of(raw: UnitRow, field: str, written: str, pens: Pens, scope: Scope) -> dict[str, str]:
    """Return the asset that a field of `module.yaml` names, in each language."""
    place, named = raw.place(field), f"{raw.id}.{field}"
    found = {language: scope.asset(written, language, place, field=named) for language in pens}
    return {language: path for language, path in found.items() if path}
