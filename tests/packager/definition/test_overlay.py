"""The overlay: the institution's fields, and nothing else, merged into a module."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from packager.definition.overlay import contrast_with_white
from packager.definition.reader import load_module, read_module
from tests.packager.definition.conftest import Change

OVERLAY = """\
issuer:
  name: {fi: Esimerkkiopisto, sv: Exempelskolan, en: Example College}
  country: fi
  url: https://example.fi
  registration_id: 1234567-8
contact: {name: Studies, email: help@example.fi}
terms: Free for all staff.
price: {fi: maksuton, sv: avgiftsfri, en: free}
privacy: Only pseudonyms are kept.
logo: {file: logo.svg, alt: Example College}
colour: "#1a4f8b"
project:
  sentence: Co-funded by the European Union
  emblem: {file: eu.png, alt: Emblem of the European Union}
  code: S30000
  url: https://example.fi/project
quality:
  body: {fi: Laatutiimi, sv: Kvalitetsteamet, en: Quality team}
  url: https://example.fi/quality
  reviewed: 2026-11-01
  next: 2027-11-01
assessment: {supervision: supervised-id}
level:
  finqf: 6
  justification: Knowledge, skills and responsibility of level 6.
"""


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """Return an overlay file with its pictures beside it."""
    beside = tmp_path / "college"
    beside.mkdir()
    (beside / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    (beside / "eu.png").write_bytes(b"\x89PNG")
    path = beside / "college.yaml"
    path.write_text(OVERLAY, encoding="utf-8")
    return path


def said(folder: Path, overlay: Path) -> list[str]:
    """Return what `poiju check --overlay` says."""
    return [str(one) for one in read_module(folder, overlay=overlay)[1]]


def edit(overlay: Path, old: str, new: str) -> None:
    """Replace a text in the overlay."""
    text = overlay.read_text(encoding="utf-8")
    assert text.count(old) == 1
    overlay.write_text(text.replace(old, new), encoding="utf-8")


def test_the_institution_is_merged(folder: Path, overlay: Path) -> None:
    module = load_module(folder, overlay)
    institution = module.institution
    assert institution is not None
    assert institution.issuer.name == {
        "fi": "Esimerkkiopisto",
        "sv": "Exempelskolan",
        "en": "Example College",
    }
    assert institution.issuer.country == "FI"
    assert institution.terms == dict.fromkeys(("fi", "sv", "en"), "Free for all staff.")
    assert institution.logo is not None
    assert institution.logo.asset == "institution/logo.svg"
    assert module.assets["institution/logo.svg"].media_type == "image/svg+xml"
    assert institution.project is not None
    assert institution.project.emblem is not None
    assert module.assets[institution.project.emblem.asset].size == 4
    assert institution.colour == "#1a4f8b"


def test_the_credential_takes_what_the_institution_states(folder: Path, overlay: Path) -> None:
    credential = load_module(folder, overlay).credential
    assert credential.level.finqf == 6
    assert credential.level.reason is None
    assert credential.level.justification is not None
    assert credential.quality.type == "institutional"
    assert credential.quality.body is not None
    assert credential.quality.body["sv"] == "Kvalitetsteamet"
    assert credential.quality.next == dt.date(2027, 11, 1)
    assert credential.assessment.supervision == "supervised-id"


def test_credits_come_from_the_registrar(change: Change, folder: Path, overlay: Path) -> None:
    change("module.yaml", "file: 2-discussion.md, minutes: 15", "file: 2-discussion.md, minutes: 3140")
    change("module.yaml", "{hours: 1.25}", "{hours: 53.3}")
    edit(overlay, "colour:", "credits: {amount: 2, system: ects}\ncolour:")
    module = load_module(folder, overlay)
    assert module.credential.workload.credits == Decimal(2)
    assert module.credential.workload.system == "ects"
    assert module.credential.workload.hours == Decimal("53.3")


def test_without_an_overlay_there_is_no_institution(folder: Path) -> None:
    assert load_module(folder).institution is None


MISTAKES: list[dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("overlay_mistakes.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    "case", MISTAKES, ids=lambda case: " ".join((case["new"] or case["old"]).split())[:40]
)
def test_a_mistake_is_said_at_its_line(case: dict[str, str], folder: Path, overlay: Path) -> None:
    edit(overlay, case["old"], case["new"])
    assert said(folder, overlay) == [case["says"]]


@pytest.mark.parametrize(
    ("colour", "ratio"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#777777", 4.48)]
)
def test_contrast_is_that_of_the_guidelines(colour: str, ratio: float) -> None:
    assert contrast_with_white(colour) == pytest.approx(ratio, abs=0.005)
