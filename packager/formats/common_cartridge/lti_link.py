"""A unit as a link to the tool that serves it (LTI resource link in a cartridge)."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from packager.document.identifiers import slug
from packager.document.units import Unit
from packager.formats.base import Job
from packager.formats.common_cartridge.cartridge import Cartridge
from packager.formats.common_cartridge.names import unit_file
from packager.formats.common_cartridge.versions import BASIC_LTI, LTI_PARTIES, LTI_PROPERTIES
from packager.formats.qti.xml import Builder, document
from packager.formats.tool_links import launch_address, note_what_the_tool_lacks


def launch_url(job: Job, unit_key: str) -> str:
    """Return the address that opens a unit.

    The unit stands in the address as well as in the custom parameters: Moodle (4.5 to 5.1) drops the
    custom parameters of cartridges.
    """
    return f"{launch_address(job)}?unit={quote(unit_key, safe='')}"


def add_lti_link(cartridge: Cartridge, unit: Unit) -> str:
    """Add a link to a unit; return its resource's identifier. The order of elements is the schema's."""
    note_what_the_tool_lacks(cartridge.job, unit)
    version = cartridge.version
    root = Builder(version.lti).root(
        "cartridge_basiclti_link",
        version.schema_location(version.lti, BASIC_LTI, LTI_PROPERTIES, LTI_PARTIES),
        {"blti": BASIC_LTI, "lticm": LTI_PROPERTIES, "lticp": LTI_PARTIES},
    )
    add, edition = Builder(BASIC_LTI).add, cartridge.edition
    add(root, "title", edition.text(unit.title))
    add(root, "description", edition.title)
    custom = add(root, "custom")
    for name, value in (("unit", unit.key), ("lang", edition.language)):
        Builder(LTI_PROPERTIES).add(custom, "property", value).set("name", name)
    address = launch_url(cartridge.job, unit.key)
    add(root, "launch_url", address)
    if urlsplit(address).scheme == "https":
        add(root, "secure_launch_url", address)
    vendor = add(root, "vendor")
    parties = Builder(LTI_PARTIES)
    parties.add(vendor, "code", f"poiju-{slug(edition.module.id)}")
    parties.add(vendor, "name", "Poiju")
    parties.add(vendor, "url", cartridge.job.tool_url)
    return cartridge.add(
        unit.key, version.lti_type, unit_file("lti", unit.id, "xml"), document(root), serves=unit.serves
    )
