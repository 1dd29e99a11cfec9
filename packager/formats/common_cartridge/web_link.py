"""Links to pages elsewhere (imswl)."""

from __future__ import annotations

from packager.formats.common_cartridge.versions import Version
from packager.formats.qti.xml import Builder, document


def web_link(version: Version, title: str, url: str) -> bytes:
    """Return a web link that opens in a place of the platform's choice."""
    builder = Builder(version.web_link)
    root = builder.root("webLink", version.schema_location(version.web_link))
    builder.add(root, "title", title)
    builder.add(root, "url", href=url)
    return document(root)
