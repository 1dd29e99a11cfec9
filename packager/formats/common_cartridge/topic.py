"""Discussion topics (imsdt)."""

from __future__ import annotations

from packager.formats.common_cartridge.versions import Version
from packager.formats.qti.xml import Builder, document

SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


def topic(version: Version, title: str, html: str) -> bytes:
    """Return a topic of a title (plain) and a text (markup with the token form of addresses)."""
    builder = Builder(version.topic)
    root = builder.root("topic", {None: version.topic, "xsi": SCHEMA_INSTANCE})
    root.set(SCHEMA_LOCATION, version.schema_location(version.topic))
    builder.add(root, "title", title)
    builder.add(root, "text", version.markup(html), texttype="text/html")
    return document(root)
