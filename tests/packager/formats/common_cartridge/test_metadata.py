"""What the manifest says of the module, by version."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from lxml import etree

from packager.document.credential import Level
from tests.support.cartridges import build, schema_errors
from tests.support.sample import credential, sample_module

LOM = "{http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest}"


def lom(folder: Path, version: str, **changes: object) -> etree._Element:
    built = build(sample_module(folder, **changes), folder, version, "sv")
    assert schema_errors(built, version) == []
    found = built.manifest.find(".//{*}metadata/{*}lom")
    assert found is not None
    return found


def test_1_1_says_what_its_profile_can(tmp_path: Path) -> None:
    found = lom(tmp_path, "1.1")
    assert found.findtext("{*}general/{*}identifier/{*}entry") == "fi.example.sample"
    assert found.findtext("{*}general/{*}title/{*}string") == "Sample module (sv)"
    assert found.findtext("{*}general/{*}language") == "sv"
    assert found.findtext("{*}rights/{*}description/{*}string") == "CC-BY-SA-4.0"
    assert [one.text for one in found.iterfind("{*}classification/{*}description/{*}string")] == [
        "writes outcomes (sv)",
        "aligns a plan (sv)",
    ]
    assert found.find(".//{*}typicalLearningTime") is None
    assert found.find(".//{*}taxonPath") is None


def test_1_3_names_level_field_skills_and_time(tmp_path: Path) -> None:
    described = dataclasses.replace(credential(), level=Level(eqf=6))
    found = lom(tmp_path, "1.3", credential=described)
    taxa = {
        path.findtext("{*}source/{*}string"): path.findtext("{*}taxon/{*}id")
        for path in found.iter(f"{LOM}taxonPath")
    }
    assert taxa["European Qualifications Framework"] == "http://data.europa.eu/snb/eqf/6"
    assert taxa["ISCED-F 2013"] == "http://data.europa.eu/snb/isced-f/0114"
    assert str(taxa["ESCO"]).startswith("http://data.europa.eu/esco/skill/")
    assert found.findtext(".//{*}typicalLearningTime/{*}duration") == "PT4H"
    assert found.findtext("{*}lifeCycle/{*}version/{*}string") == "1.2.0"


def test_1_3_says_which_skills_a_resource_serves(tmp_path: Path) -> None:
    built = build(sample_module(tmp_path), tmp_path, "1.3", "fi")
    serving = {
        str(resource.find("{*}file").get("href")): [guid.text for guid in resource.iter("{*}GUID")]
        for resource in built.resources()
        if resource.find("{*}metadata") is not None
    }
    skill = ["7ee872de-db39-4ae3-8e19-75d1a2cdf697"]
    assert serving == {"pages/outcomes.html": skill, "quizzes/quiz.xml": skill}


def test_authors_are_cards_whatever_their_names(tmp_path: Path) -> None:
    found = lom(tmp_path, "1.1", authors=("Ä. Person; Ltd, \\ Co",))
    assert "FN:Ä. Person\\; Ltd\\, \\\\ Co\n" in str(found.findtext(".//{*}contribute/{*}entity"))


def test_no_author_and_no_skill_is_valid_too(tmp_path: Path) -> None:
    outcomes = tuple(dataclasses.replace(one, esco=()) for one in credential().outcomes)
    bare = dataclasses.replace(credential(), outcomes=outcomes)
    for version in ("1.1", "1.3"):
        lom(tmp_path, version, authors=(), credential=bare)


def test_keywords_come_before_the_names_of_skills(tmp_path: Path) -> None:
    for version in ("1.1", "1.3"):
        found = lom(tmp_path, version, keywords={"sv": ("arbetsmängd",)})
        keywords = [one.text for one in found.iterfind("{*}general/{*}keyword/{*}string")]
        assert keywords == ["arbetsmängd", "develop learning curriculum"]
