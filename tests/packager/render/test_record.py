"""The description of the micro-credential as a page."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from packager.document.credential import Level, Workload
from packager.document.edition import Edition
from packager.document.institution import Institution, Issuer, Logo, Project
from packager.document.module import Module
from packager.render.record import record_page
from tests.support.links import EverythingTravels, NothingTravels
from tests.support.sample import sample_module, words


def page(module: Module, language: str = "en") -> etree._Element:
    """Return the page as parsed XML."""
    return etree.fromstring(f"<body>{record_page(Edition(module, language), EverythingTravels())}</body>")


def elements(root: etree._Element) -> dict[str, str]:
    """Return the described elements: name → text with white space folded."""
    pairs = zip(root.iter("dt"), root.iter("dd"), strict=True)
    return {"".join(dt.itertext()): " ".join("".join(dd.itertext()).split()) for dt, dd in pairs}


def with_credential(module: Module, **changes: object) -> Module:
    """Return the module with other fields of its credential."""
    return dataclasses.replace(module, credential=dataclasses.replace(module.credential, **changes))  # type: ignore[arg-type]  # field names are the test's own


def test_all_elements_of_annex_i_are_there(tmp_path: Path) -> None:
    found = elements(page(sample_module(tmp_path)))
    for element in (
        "Title", "Learner", "Awarding body", "Country of the issuer", "Date of issuing", "Notional workload",
        "Level of the learning experience", "Type of assessment", "Form of participation",
        "Type of quality assurance", "Prerequisites",
        "Supervision and identity verification during assessment",
        "Grade achieved", "Stackability", "Recognition of prior learning",
    ):  # fmt: skip
        assert found[element], element
    for award in ("Learner", "Date of issuing", "Grade achieved"):
        assert found[award] == "Recorded when the credential is awarded"
    assert found["Country of the issuer"] == "Finland"
    assert found["Field of education (ISCED-F 2013)"].startswith("0111 Education science; 0114 ")


def test_outcomes_stand_beside_where_they_are_learnt_and_assessed(tmp_path: Path) -> None:
    root = page(sample_module(tmp_path))
    assert [th.get("scope") for th in root.findall("table/thead/tr/th")] == ["col"] * 3
    rows = root.findall("table/tbody/tr")
    assert [row[0].get("scope") for row in rows] == ["row", "row"]
    assert [[link.get("href") for link in cell.iter("a")] for cell in rows[0][1:]] == [
        ["units/outcomes.html"],
        ["units/quiz.html"],
    ]
    assert rows[1][1].text == "–"


def test_what_only_the_institution_knows_is_named_as_such(tmp_path: Path) -> None:
    found = elements(page(sample_module(tmp_path, institution=None)))
    for element in ("Awarding body", "Country of the issuer", "Contact", "Price", "Terms", "Privacy"):
        assert found[element] == "Given by the delivering institution"


@pytest.mark.parametrize(
    ("workload", "text"),
    [
        (Workload(hours=Decimal(4)), "4 hours"),
        (Workload(hours=Decimal(1)), "1 hour"),
        (Workload(hours=Decimal("53.5"), credits=Decimal(2), system="ects"), "53.5 hours; 2 ECTS credits"),
        (
            Workload(hours=Decimal(4), credits=Decimal(15), system="osp"),
            "4 hours; 15 competence points. Competence points do not measure time.",
        ),
    ],
    ids=["hours", "one", "ects", "osp"],
)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_credits_stand_only_where_somebody_set_them(
    workload: Workload, text: str, language: str, tmp_path: Path
) -> None:
    found = elements(page(with_credential(sample_module(tmp_path), workload=workload), language))
    if language == "en":
        assert found["Notional workload"] == text


def test_a_level_is_the_providers_judgement(tmp_path: Path) -> None:
    level = Level(eqf=6, finqf=6, justification=words("Because."))
    found = elements(page(with_credential(sample_module(tmp_path), level=level)))
    assert found["Level of the learning experience"] == (
        "European Qualifications Framework, level 6; Finnish National Framework for Qualifications, level 6. "
        "The outcomes correspond to the level in the provider's own judgement. Because. (en)"
    )


def test_the_funders_emblem_and_sentence_are_shown(tmp_path: Path) -> None:
    institution = Institution(
        issuer=Issuer(name=words("College"), country="FI"),
        project=Project(
            sentence=words("Co-funded"), code="S1", emblem=Logo(asset="media/figure.png", alt=words("Emblem"))
        ),
    )
    module = sample_module(tmp_path, institution=institution)
    image = page(module).find("div/p/img")
    assert image is not None
    assert image.get("alt") == "Emblem (en)"
    assert "<img" not in record_page(Edition(module, "en"), NothingTravels())


def test_what_an_institution_writes_is_escaped(tmp_path: Path) -> None:
    institution = Institution(issuer=Issuer(name={"en": "<script>A & B</script>"}, country="FI"))
    found = elements(page(sample_module(tmp_path, institution=institution)))
    assert found["Awarding body"] == "<script>A & B</script>"


def test_a_skill_of_several_outcomes_is_listed_once(tmp_path: Path) -> None:
    module = sample_module(tmp_path)
    first, second = module.credential.outcomes
    shared = dataclasses.replace(second, esco=first.esco)
    root = page(with_credential(module, outcomes=(first, shared)))
    skills = [one for one in root.iter("li") if "develop learning curriculum" in "".join(one.itertext())]
    assert ["".join(one.itertext()) for one in skills] == ["develop learning curriculum (LO1, LO2)"]
