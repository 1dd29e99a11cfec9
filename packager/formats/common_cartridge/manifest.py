"""The manifest: what the cartridge holds and in which order it is shown."""

from __future__ import annotations

from lxml import etree

from packager.document.identifiers import ncname
from packager.formats.common_cartridge.cartridge import Cartridge, Folder, Resource, Shown
from packager.formats.common_cartridge.metadata import add_lom
from packager.formats.common_cartridge.standards import add_standards
from packager.formats.qti.xml import Builder, document


def write_manifest(cartridge: Cartridge) -> bytes:
    """Return `imsmanifest.xml`.

    The default namespace must stand in the first 1024 bytes: there Moodle looks for it, and nowhere else.
    """
    version = cartridge.version
    builder = Builder(version.manifest)
    prefixes: dict[str | None, str] = {"lom": version.lom_manifest}
    described = [version.manifest, version.lom_manifest]
    if version.standards:
        prefixes["csmd"] = version.standards
        described.append(version.standards)
    root = builder.root(
        "manifest",
        version.schema_location(*described),
        prefixes,
        identifier=ncname(cartridge.edition.module.id, "manifest", cartridge.edition.language),
    )
    metadata = builder.add(root, "metadata")
    builder.add(metadata, "schema", "IMS Common Cartridge")
    builder.add(metadata, "schemaversion", version.schema_version)
    add_lom(metadata, version, cartridge.edition)
    add_standards(metadata, version, cartridge.edition)
    _organization(builder, root, cartridge)
    resources = builder.add(root, "resources")
    for resource in cartridge.resources:
        _resource(builder, resources, resource, cartridge)
    return document(root)


def _organization(builder: Builder, root: etree._Element, cartridge: Cartridge) -> None:
    module = cartridge.edition.module.id
    organization = builder.add(
        builder.add(root, "organizations"),
        "organization",
        identifier=ncname(module, "organization"),
        structure="rooted-hierarchy",
    )
    top = builder.add(organization, "item", identifier=ncname(module, "top"))
    for folder in cartridge.folders:
        _item(builder, top, folder)


def _item(builder: Builder, above: etree._Element, shown: Folder | Shown) -> None:
    """Add an item with its title and what stands below it."""
    item = builder.add(above, "item", identifier=shown.identifier)
    builder.add(item, "title", shown.title)
    if isinstance(shown, Shown):
        item.set("identifierref", shown.resource)
        return
    for one in shown.items:
        _item(builder, item, one)


def _resource(builder: Builder, resources: etree._Element, resource: Resource, cartridge: Cartridge) -> None:
    element = builder.add(resources, "resource", identifier=resource.identifier, type=resource.type)
    if resource.href:
        element.set("href", resource.href)
    if resource.serves and cartridge.version.standards:
        metadata = builder.add(element, "metadata")
        add_standards(metadata, cartridge.version, cartridge.edition_of(resource), resource.serves)
        if not len(metadata):  # none of the outcomes names a skill
            element.remove(metadata)
    builder.add(element, "file", href=resource.file)
    for dependency in resource.dependencies:
        builder.add(element, "dependency", identifierref=dependency)
