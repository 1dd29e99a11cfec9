"""The description of the micro-credential as JSON-LD."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from packager.document.credential import Level, Workload
from packager.document.edition import Edition
from packager.render.elm import duration, record_json
from packager.render.vocabulary import country_authority, language_authority, licence_url
from tests.support.sample import sample_module, words
from tests.support.shared import shared


def record(folder: Path, **changes: Any) -> dict[str, Any]:
    """Return the parsed record; `changes` replace fields of the credential."""
    module = sample_module(folder)
    module = dataclasses.replace(module, credential=dataclasses.replace(module.credential, **changes))
    parsed: dict[str, Any] = json.loads(record_json(Edition(module, "fi")))
    return parsed


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every JSON object within a value that is a node (language maps are not)."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


FULL = {
    "level": Level(eqf=6, finqf=6, justification=words("Because.")),
    "workload": Workload(hours=Decimal("53.5"), credits=Decimal(2), system="ects"),
}


@pytest.mark.parametrize("changes", [{}, FULL], ids=["sample", "full"])
def test_every_term_is_one_of_the_models(changes: dict[str, Any], tmp_path: Path) -> None:
    file = shared("schemas/elm/context/edc-ap-context.jsonld")
    terms = set(json.loads(file.read_text(encoding="utf-8"))["@context"])
    for node in nodes(record(tmp_path, **changes)):
        assert node["@type"] in terms
        assert {key for key in node if not key.startswith("@")} <= terms


@pytest.mark.parametrize("changes", [{}, FULL], ids=["sample", "full"])
def test_every_property_is_one_of_its_classes_shape(changes: dict[str, Any], tmp_path: Path) -> None:
    """The paths of a node's properties stand in the shape of its class (edc-generic-no-cv, loq)."""
    context = json.loads(shared("schemas/elm/context/edc-ap-context.jsonld").read_text(encoding="utf-8"))
    shape_text = shared("schemas/elm/shapes/loq-constraints.ttl").read_text(encoding="utf-8")
    for node in nodes(record(tmp_path, **changes)):
        if node["@type"] in ("Concept", "Mailbox"):  # described by their address alone
            continue
        allowed = shape_paths(shape_text, node["@type"])
        for key in node:
            if not key.startswith("@"):
                path = context["@context"][key]["@id"] if key != "notation" else "skos:notation"
                assert path in allowed, f"{node['@type']}.{key}"


def shape_paths(text: str, name: str) -> set[str]:
    """Return the paths that the shape of a class holds."""
    found = re.search(rf"^:{name}Shape$(.*?)(?=^:\w+Shape$|\Z)", text, re.DOTALL | re.MULTILINE)
    assert found, name
    return set(re.findall(r"sh:path\s+([\w:]+)", found[1]))


def test_codes_are_full_addresses(tmp_path: Path) -> None:
    found = record(tmp_path, **FULL)
    assert found["eqfLevel"]["@id"] == "http://data.europa.eu/snb/eqf/6"
    assert found["creditPoint"]["framework"]["@id"] == "http://data.europa.eu/snb/education-credit/6fcec5c5af"
    assert found["creditPoint"]["point"] == "2"
    assert [one["@id"].rpartition("/")[2] for one in found["language"]] == ["FIN", "SWE", "ENG"]
    assert found["thematicArea"][0]["@id"] == "http://data.europa.eu/snb/isced-f/0111"
    for assessment in found["provenBy"]:
        assert assessment["dcType"]["@id"].startswith("http://data.europa.eu/snb/assessment/")
        assert assessment["mode"]["@id"].startswith("http://data.europa.eu/snb/learning-assessment/")
    assert found["volumeOfLearning"] == "PT53H30M"
    assert "nqfLevel" not in found


def test_competence_points_are_never_coded(tmp_path: Path) -> None:
    found = record(tmp_path, workload=Workload(hours=Decimal(4), credits=Decimal(15), system="osp"))
    assert "creditPoint" not in found
    assert any("15" in note["noteLiteral"]["en"] for note in found["additionalNote"])


def test_all_languages_are_in_the_record_of_each_edition(tmp_path: Path) -> None:
    module = sample_module(tmp_path)
    assert record_json(Edition(module, "fi")) == record_json(Edition(module, "en"))
    assert list(json.loads(record_json(Edition(module, "fi")))["title"]) == ["en", "fi", "sv"]


def test_without_an_institution_no_organisation_is_made_up(tmp_path: Path) -> None:
    module = sample_module(tmp_path, institution=None)
    found = json.loads(record_json(Edition(module, "fi")))
    assert not [node for node in nodes(found) if node["@type"] == "Organisation"]


@pytest.mark.parametrize(
    ("hours", "text"), [("4", "PT4H"), ("1.5", "PT1H30M"), ("0.25", "PT0H15M"), ("60", "PT60H")]
)
def test_hours_are_never_months(hours: str, text: str) -> None:
    assert duration(Decimal(hours)) == text


def test_addresses_of_codes() -> None:
    assert str(country_authority("DE")).endswith("/country/DEU")
    assert str(country_authority("FI")).endswith("/country/FIN")
    assert country_authority("nowhere") is None
    assert str(language_authority("sv-FI")).endswith("/language/SWE")
    assert language_authority("tlh") is None
    assert licence_url("CC-BY-SA-4.0") == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert licence_url("MIT") == "https://spdx.org/licenses/MIT.html"
