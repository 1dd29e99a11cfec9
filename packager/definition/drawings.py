"""What an SVG drawing may not hold: programs, other hosts, entities.

Inside a page a drawing is a picture and runs nothing; opened by itself it is a document of the site that
serves it, with that site's rights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

MOST_BYTES = 5_000_000

_ACTIVE = frozenset({"script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler"})
_OWN = re.compile(r"\s*(?:#|data:image/)", re.IGNORECASE)
_PROGRAM = re.compile(r"\s*(?:javascript|vbscript):", re.IGNORECASE)
_FETCHES = re.compile(r"@import|url\(\s*(?!['\"]?\s*(?:#|data:image/))", re.IGNORECASE)


def drawing_mistakes(location: Path) -> Iterator[tuple[int, str]]:
    """Yield (line, what is wrong and what to do) for an SVG file. Raises OSError."""
    if location.stat().st_size > MOST_BYTES:
        yield 1, f"is larger than {MOST_BYTES // 1_000_000} MB: simplify the drawing, or save it as .png"
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.parse(str(location), parser)
    except etree.XMLSyntaxError as error:
        yield error.lineno or 1, f"is no SVG drawing ({error.msg}): save it again from the drawing program"
        return
    dtd = tree.docinfo.internalDTD
    if dtd is not None and dtd.entities():  # type: ignore[union-attr]  # lxml-stubs knows no entities()
        yield 1, "declares entities: save it as plain SVG"
    root = tree.getroot()
    for element in (*root.itersiblings(preceding=True), *root.iter()):
        yield from ((element.sourceline or 1, message) for message in _element_mistakes(element))


def _element_mistakes(element: etree._Element) -> Iterator[str]:
    if isinstance(element, etree._ProcessingInstruction):
        if element.target == "xml-stylesheet":
            yield "takes its style from another file: save it as plain SVG"
        return
    if not isinstance(element.tag, str):  # remarks and unresolved entities
        return
    name = etree.QName(element).localname.lower()
    if name in _ACTIVE:
        yield f"holds <{name}>, which no drawing needs: take it away, or save it as plain SVG"
    if name == "style" and _FETCHES.search(element.text or ""):
        yield "its style fetches another file: take that away"
    for attribute, value in element.attrib.items():
        if message := _attribute_mistake(name, etree.QName(str(attribute)).localname.lower(), str(value)):
            yield message


def _attribute_mistake(element: str, attribute: str, value: str) -> str | None:
    if attribute.startswith("on"):
        return f"holds the program {attribute}: take it away, or save it as plain SVG"
    if _PROGRAM.match(value):
        return f"{attribute} runs a program: take it away"
    if attribute in ("href", "src") and element != "a" and not _OWN.match(value):
        return f"{attribute} fetches {value[:60]}: put that picture into the drawing"
    if attribute != "href" and _FETCHES.search(value):
        return f"{attribute} fetches another file: take that away"
    return None
