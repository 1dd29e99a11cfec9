"""An H5P activity: its row of `module.yaml`, its texts and what its package says."""

from __future__ import annotations

from packager.definition.markdown.body import WrittenUnit
from packager.definition.markdown.pen import Pen
from packager.definition.markdown.structure import ALTERNATIVE
from packager.definition.models.h5p import H5pRow
from packager.definition.scope import Scope
from packager.definition.unit_parts import BLOCKS, Pens, assets_of, common_fields, plain_texts
from packager.document.h5p import H5p, H5pContent


def read_h5p(raw: H5pRow, pens: Pens, scope: Scope) -> H5p | None:
    """Return the unit, or None where its package would not play."""
    texts = plain_texts(pens, (*BLOCKS, ALTERNATIVE))
    for language, text in texts.items():
        _check_alternative(pens[language], text)
    common = common_fields(raw, pens, texts, scope)
    assets = assets_of(raw, "asset", raw.asset, pens, scope)
    content = _contents(raw, assets, scope)
    if not content:
        return None
    return H5p(
        **common,
        body={language: text.blocks for language, text in texts.items()},
        asset=assets,
        content=content,
        graded=raw.graded,
        passing=raw.passing,
        counts=raw.counts,
        buttons=tuple(dict.fromkeys(raw.buttons)),
    )


def _check_alternative(pen: Pen, text: WrittenUnit) -> None:
    """Report a missing text alternative, and a second one."""
    lines = [line for name, line in text.outline if name == ALTERNATIVE]
    if not lines:
        pen.incomplete(
            1,
            "block",
            "there is no text alternative: write ::: alternative, which says the same as text, "
            "for people and platforms that cannot play it",
        )
    for line in lines[1:]:
        pen.error(line, "block", "there are two ::: alternative blocks: make them one")


def _contents(raw: H5pRow, assets: dict[str, str], scope: Scope) -> dict[str, H5pContent]:
    """Return what each language's package holds; each file is read once."""
    place, field = raw.place("asset"), f"{raw.id}.asset"
    if not raw.asset.lower().endswith(".h5p"):
        scope.problems.error(place, field, f"{raw.asset} is no H5P package: name a file that ends in .h5p")
        return {}
    by_path = {path: scope.h5p(path, place, field) for path in dict.fromkeys(assets.values())}
    found = {language: by_path[path] for language, path in assets.items()}
    return {language: content for language, content in found.items() if content}
