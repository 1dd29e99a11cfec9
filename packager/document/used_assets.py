"""Which files an edition needs: those of other languages stay behind."""

from __future__ import annotations

from packager.document.assets import Asset
from packager.document.edition import Edition
from packager.document.references import references
from packager.document.texts import texts_of


def used_assets(edition: Edition) -> tuple[Asset, ...]:
    """Return the files that the edition's texts, units, picture and institution name, by path."""
    return edition.once("used assets", lambda: _used_assets(edition))


def _used_assets(edition: Edition) -> tuple[Asset, ...]:
    module = edition.module
    used = set()
    for text in texts_of(
        (module.picture, module.sections, module.pools, module.institution), edition.language
    ):
        if text in module.assets:
            used.add(text)
        if "asset:" in text:
            used.update(target for scheme, target in references(text) if scheme == "asset")
    return tuple(module.assets[path] for path in sorted(used & module.assets.keys()))
