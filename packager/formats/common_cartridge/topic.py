"""Discussion topics (imsdt)."""

from __future__ import annotations

from packager.formats.common_cartridge.versions import Version
from packager.formats.qti.xml import Builder, document


def topic(version: Version, title: str, html: str) -> bytes:
    """Return a topic of a title (plain) and a text (markup with the token form of addresses)."""
    builder = Builder(version.topic)
    root = builder.root("topic", version.schema_location(version.topic))
    builder.add(root, "title", title)
    builder.add(root, "text", version.markup(html), texttype="text/html")
    return document(root)
