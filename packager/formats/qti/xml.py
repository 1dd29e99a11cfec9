"""Building XML whose text any XML 1.0 reader takes."""

from __future__ import annotations

import re

from lxml import etree

# What XML 1.0 forbids (section 2.2) can reach us through an escape in YAML; a reader would refuse the file.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


def clean(text: str) -> str:
    """Return the text without the characters that XML 1.0 forbids."""
    return _FORBIDDEN.sub("", text)


class Builder:
    """Makes elements of one namespace."""

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace
        self._prefix = f"{{{namespace}}}"

    def root(
        self, name: str, locations: str, nsmap: dict[str | None, str] | None = None, **attributes: str
    ) -> etree._Element:
        """Return a new root element in the default namespace.

        `locations` are pairs of namespace and schema (`xsi:schemaLocation`), `nsmap` holds prefixes of
        further namespaces.
        """
        known: dict[str | None, str] = {None: self._namespace, **(nsmap or {}), "xsi": _SCHEMA_INSTANCE}
        element = etree.Element(self._prefix + name, nsmap=known)  # type: ignore[arg-type]  # lxml takes None for the default namespace, its stubs do not
        _filled(element, None, attributes)
        element.set(f"{{{_SCHEMA_INSTANCE}}}schemaLocation", locations)
        return element

    def add(
        self, parent: etree._Element, name: str, text: str | None = None, /, **attributes: str
    ) -> etree._Element:
        """Append an element with its text and attributes; return it."""
        return _filled(etree.SubElement(parent, self._prefix + name), text, attributes)


def _filled(element: etree._Element, text: str | None, attributes: dict[str, str]) -> etree._Element:
    if text is not None:
        element.text = clean(text)
    for name, value in attributes.items():
        element.set(name.rstrip("_"), clean(value))
    return element


def document(root: etree._Element) -> bytes:
    """Return a whole document: UTF-8, declared, indented, the same bytes each time."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
