"""The manifest lists exactly what is there, and every name in it leads somewhere."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from packager.formats.base import Delivery
from tests.support.cartridges import Built, build
from tests.support.sample import sample_module

CASES = [(version, delivery) for version in ("1.1", "1.3") for delivery in ("native", "lti")]
NCNAME = re.compile(r"[A-Za-z_][\w.-]*")


@pytest.fixture(params=CASES, ids=[f"{version}-{delivery}" for version, delivery in CASES])
def built(request: pytest.FixtureRequest, tmp_path: Path) -> Built:
    version, delivery = request.param
    chosen: Delivery = delivery
    return build(sample_module(tmp_path), tmp_path, version, "fi", chosen)


def test_every_file_is_listed_once_and_exists(built: Built) -> None:
    listed = Counter(str(file.get("href")) for file in built.manifest.iter("{*}file"))
    assert set(listed) == set(built.files) - {"imsmanifest.xml"}
    assert set(listed.values()) == {1}


def test_identifiers_are_unique_names(built: Built) -> None:
    identifiers = [str(one.get("identifier")) for one in built.manifest.iter() if one.get("identifier")]
    assert len(identifiers) == len(set(identifiers))
    assert all(NCNAME.fullmatch(identifier) for identifier in identifiers)


def test_items_and_dependencies_lead_to_resources(built: Built) -> None:
    resources = {resource.get("identifier") for resource in built.resources()}
    references = [
        one.get("identifierref")
        for one in built.manifest.iter("{*}item", "{*}dependency")
        if one.get("identifierref")
    ]
    assert references
    assert set(references) <= resources


def test_organization_has_one_top_item_without_title_and_links_below_titled_ones(built: Built) -> None:
    tops = built.manifest.findall(".//{*}organization/{*}item")
    assert len(tops) == 1
    assert tops[0].find("{*}title") is None
    for item in tops[0].iterfind(".//{*}item"):
        assert item.findtext("{*}title")
        assert (item.get("identifierref") is None) == bool(item.findall("{*}item"))
    assert not any(section.get("identifierref") for section in tops[0].iterfind("{*}item"))


def test_only_web_content_has_a_start_file(built: Built) -> None:
    for resource in built.resources():
        assert (resource.get("href") is not None) == (resource.get("type") == "webcontent")


def test_moodle_finds_the_namespace_in_the_first_kilobyte(built: Built) -> None:
    version = "1.1" if "1.1" in built.path.name else "1.3"
    namespace = f"http://www.imsglobal.org/xsd/imsccv{version.replace('.', 'p')}/imscp_v1p1"
    assert f'xmlns="{namespace}"'.encode() in built.files["imsmanifest.xml"][:1024]


def test_manifest_comes_first_in_the_archive(built: Built) -> None:
    assert next(iter(built.files)) == "imsmanifest.xml"


def test_identifiers_of_resources_hang_on_the_unit_alone(tmp_path: Path) -> None:
    """Canvas updates on a second import what has the same identifier, so a new text must not change it."""
    first = build(sample_module(tmp_path), tmp_path, "1.3", "fi")
    changed = sample_module(
        tmp_path, version="2.0.0", title={"fi": "Toinen", "sv": "En annan", "en": "Another"}
    )
    second = build(changed, tmp_path, "1.3", "fi")
    assert [one.get("identifier") for one in first.resources()] == [
        one.get("identifier") for one in second.resources()
    ]
