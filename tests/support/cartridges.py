"""Building cartridges in tests, and what the official schemas say of them."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

from packager.archive import zip_archive
from packager.document.edition import Edition
from packager.document.module import Module
from packager.formats.base import Contents, Delivery, Job
from packager.formats.common_cartridge.writer import write_1_1, write_1_3
from packager.notes import Notes
from tests.support.shared import shared

WRITERS = {"1.1": write_1_1, "1.3": write_1_3}
TOOL_URL = "https://poiju.example.fi"

MANIFEST_SCHEMAS = {
    "1.1": "cc1.1/orig/ccv1p1_imscp_v1p2_v1p0.xsd",
    "1.3": "cc1.3/orig/ccv1p3_imscp_v1p2_v1p0.xsd",
}
SCHEMAS = {
    "imsdt_xmlv1p1": "cc1.1/orig/ccv1p1_imsdt_v1p1.xsd",
    "imsdt_xmlv1p3": "cc1.3/orig/ccv1p3_imsdt_v1p3.xsd",
    "imswl_xmlv1p1": "cc1.1/orig/ccv1p1_imswl_v1p1.xsd",
    "imswl_xmlv1p3": "cc1.3/orig/ccv1p3_imswl_v1p3.xsd",
    "imsbasiclti_xmlv1p0": "cc1.1/orig/imslticc_v1p0p1.xsd",
    "imsbasiclti_xmlv1p3": "cc1.3/orig/imslticc_v1p3.xsd",
    "imsqti_xmlv1p2/imscc_xmlv1p1/assessment": "cc1.1/orig/ccv1p1_qtiasiv1p2p1_v1p0.xsd",
    # 1EdTech's copy for 1.3 is not public; namespace and content model are those of 1.1.
    "imsqti_xmlv1p2/imscc_xmlv1p3/assessment": "cc1.1/orig/ccv1p1_qtiasiv1p2p1_v1p0.xsd",
    "assignment_xmlv1p0": "assignment/orig/cc_extresource_assignmentv1p0_v1p0.2013.xsd",
}
"""The official file for each type of resource with a descriptor."""


@dataclass(frozen=True, slots=True)
class Built:
    """A cartridge on disk, opened."""

    path: Path
    contents: Contents
    notes: Notes
    files: dict[str, bytes]

    @property
    def manifest(self) -> etree._Element:
        """The manifest's root."""
        return etree.fromstring(self.files["imsmanifest.xml"])

    def xml(self, name: str) -> etree._Element:
        """The root of another XML file."""
        return etree.fromstring(self.files[name])

    def resources(self) -> list[etree._Element]:
        """The resources of the manifest."""
        return list(self.manifest.iter("{*}resource"))


def build(module: Module, folder: Path, version: str, language: str, delivery: Delivery = "native") -> Built:
    """Write a cartridge below a folder and open it."""
    path = folder / f"{language}.{version}.{delivery}.imscc"
    notes = Notes(f"imscc-{version}")
    job = Job(
        edition=Edition(module, language),
        notes=notes,
        delivery=delivery,
        tool_url=TOOL_URL if delivery == "lti" else "",
    )
    with zip_archive(path) as archive:
        contents = WRITERS[version](job, archive)
    with zipfile.ZipFile(path) as opened:
        return Built(path, contents, notes, {name: opened.read(name) for name in opened.namelist()})


class _Offline(etree.Resolver):
    """Finds the official schemas' imports among the reference material, whatever address they name."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._files = {
            path.name: path for path in sorted(root.glob("*/*.xsd")) if path.parent.name != "cc1.4"
        }
        self._files |= {path.name: path for path in sorted(root.glob("cc1.[13]/orig/*.xsd"))}

    def resolve(self, system_url: str, _public_id: str, context: object) -> object:
        """Answer an import by its file name."""
        path = self._files.get(system_url.rpartition("/")[2])
        if path is None:
            raise AssertionError(f"the schema {system_url} is not among the reference material")
        return self.resolve_filename(str(path), context)


@cache
def schema(name: str) -> etree.XMLSchema:
    """Return an official schema, unmodified, loaded without the network."""
    root = shared("schemas")
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(_Offline(root))
    return etree.XMLSchema(etree.parse(str(shared(f"schemas/{name}")), parser))


def schema_errors(built: Built, version: str) -> list[str]:
    """Return what the official schemas hold against the manifest and each descriptor."""
    found = _errors(schema(MANIFEST_SCHEMAS[version]), built.manifest, "imsmanifest.xml")
    for resource in built.resources():
        name = SCHEMAS.get(str(resource.get("type")))
        if name:
            file = resource.find("{*}file")
            assert file is not None
            href = str(file.get("href"))
            found += _errors(schema(name), built.xml(href), href)
    return found


def _errors(against: etree.XMLSchema, root: etree._Element, name: str) -> list[str]:
    against.validate(root)
    return [f"{name}:{error.line}: {error.message}" for error in list(against.error_log)]


def judged(path: Path) -> tuple[int, list[str]]:
    """Return the strict judge's exit code and its lines for a cartridge."""
    command = [sys.executable, str(shared("cartridge-tools/check_cartridge.py")), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    return done.returncode, (done.stdout + done.stderr).splitlines()


def outline(built: Built) -> str:
    """Return what a cartridge holds as text that a person can read and compare."""
    by_id = {str(resource.get("identifier")): resource for resource in built.resources()}
    lines = []
    for folder in built.manifest.iterfind(".//{*}organization/{*}item/{*}item"):
        lines.append(f"{folder.findtext('{*}title')}/")
        lines += _items_outline(folder, by_id, "  ")
    lines.append("needed by")
    for resource in built.resources():
        needs = [
            _first_file(by_id[str(one.get("identifierref"))]) for one in resource.iterfind("{*}dependency")
        ]
        if needs:
            lines.append(f"  {_first_file(resource)}: {', '.join(needs)}")
    for resource in built.resources():
        if "assessment" in str(resource.get("type")):
            lines += ["", _first_file(resource), *_quiz_outline(built.xml(_first_file(resource)))]
    return "\n".join(lines) + "\n"


def _items_outline(folder: etree._Element, by_id: dict[str, etree._Element], pad: str) -> Iterator[str]:
    for item in folder.iterfind("{*}item"):
        title = item.findtext("{*}title")
        if item.get("identifierref") is None:
            yield f"{pad}{title}/"
            yield from _items_outline(item, by_id, f"{pad}  ")
        else:
            resource = by_id[str(item.get("identifierref"))]
            yield f"{pad}{title}  [{resource.get('type')}] {_first_file(resource)}"


def _first_file(resource: etree._Element) -> str:
    file = resource.find("{*}file")
    assert file is not None
    return str(file.get("href"))


def _quiz_outline(root: etree._Element) -> list[str]:
    lines = []
    for item in root.iter("{*}item"):
        fields = {
            field.findtext("{*}fieldlabel"): field.findtext("{*}fieldentry")
            for field in item.iter("{*}qtimetadatafield")
        }
        lines.append(f"  {fields['cc_profile']} ×{fields['cc_weighting']}: {item.get('title')}")
        lines.append(f"    {item.findtext('{*}presentation/{*}material/{*}mattext')}")
        for label in item.iter("{*}response_label"):
            lines.append(f"    {label.get('ident')}) {label.findtext('.//{*}mattext')}")
        feedback = {one.get("ident"): one.findtext(".//{*}mattext") for one in item.iter("{*}itemfeedback")}
        for condition in item.iter("{*}respcondition"):
            lines.append(f"    {_condition_outline(condition, feedback)}")
    return lines


def _condition_outline(condition: etree._Element, feedback: dict[str | None, str | None]) -> str:
    tested = []
    for one in condition.iter("{*}varequal", "{*}other"):
        parent = one.getparent()
        negated = parent is not None and etree.QName(parent).localname == "not"
        tested.append(("not " if negated else "") + (one.text or "anything"))
    score = " = 100" if condition.findtext("{*}setvar") == "100" else ""
    told = [f" → {feedback[one.get('linkrefid')]}" for one in condition.iter("{*}displayfeedback")]
    goes_on = " …" if condition.get("continue") == "Yes" else ""
    return f"{', '.join(tested)}{score}{''.join(told)}{goes_on}"
