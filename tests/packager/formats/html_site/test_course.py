"""Several modules as one web site."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree

from packager.archive import zip_archive
from packager.document.course import Course
from packager.document.edition import Edition
from packager.formats.base import Job
from packager.formats.html_site.course import write_course
from packager.notes import Notes
from tests.support.sample import LANGUAGES
from tests.support.sample_course import SECOND, sample_course


def build(course: Course, folder: Path, language: str = "en") -> tuple[zipfile.ZipFile, Notes]:
    notes = Notes("html")
    target = folder / f"{language}.zip"
    with zip_archive(target) as archive:
        write_course(course, Job(edition=Edition(course.first, language), notes=notes), archive)
    return zipfile.ZipFile(target), notes


def page(site: zipfile.ZipFile, name: str) -> etree._Element:
    return etree.fromstring(site.read(name))


def link(site: zipfile.ZipFile, name: str, text: str) -> str | None:
    found = [one for one in page(site, name).iter("a") if "".join(one.itertext()) == text]
    return found[0].get("href") if found else ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_address_leads_to_a_file_of_the_site(language: str, tmp_path: Path) -> None:
    site, _ = build(sample_course(tmp_path), tmp_path, language)
    names = set(site.namelist())
    for name in names:
        if not name.endswith(".html"):
            continue
        for element in page(site, name).iter():
            for address in (element.get("href"), element.get("src")):
                parts = urlsplit(address or "")
                if parts.path and not parts.scheme:
                    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
                    assert target in names, f"{name} leads to {target}"


def test_the_first_page_leads_to_the_modules_and_they_lead_back(tmp_path: Path) -> None:
    site, _ = build(sample_course(tmp_path), tmp_path)
    assert link(site, "index.html", "Second module (en)") == "second/index.html"
    assert link(site, "second/index.html", "A path (en)") == "../index.html"
    assert link(site, "second/units/quiz.html", "A path (en)") == "../../index.html"


def test_links_between_modules_lead_to_the_unit(tmp_path: Path) -> None:
    site, notes = build(sample_course(tmp_path), tmp_path)
    assert link(site, "second/units/outcomes.html", "the first quiz") == "../../sample/units/quiz.html"
    assert link(site, "second/units/outcomes.html", "far away") is None
    assert (
        f"{SECOND}/outcomes",
        "the link to fi.example.absent/far is text: that unit is not in this course",
    ) in [(note.place, note.text) for note in notes]


def test_some_units_of_a_module_do_not_claim_its_credential(tmp_path: Path) -> None:
    course = sample_course(tmp_path)
    first, second = course.parts
    learn, _ = second.module.sections
    part = replace(second, module=replace(second.module, sections=(learn,)), whole=False)
    site, _ = build(replace(course, parts=(first, part)), tmp_path)
    assert "sample/record.jsonld" in site.namelist()
    assert "second/record.jsonld" not in site.namelist()
    for name in ("second/index.html", "second/record.html"):
        assert "does not lead to the micro-credential" in "".join(page(site, name).itertext())


def test_modules_that_end_alike_have_folders_of_their_own(tmp_path: Path) -> None:
    course = sample_course(tmp_path)
    first, second = course.parts
    alike = replace(second, module=replace(second.module, id="org.example.sample"))
    site, _ = build(replace(course, parts=(first, alike)), tmp_path)
    assert {name.partition("/")[0] for name in site.namelist()} >= {"fi-example-sample", "org-example-sample"}


def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    course = sample_course(tmp_path)
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        build(course, tmp_path / folder)
    assert (tmp_path / "one" / "en.zip").read_bytes() == (tmp_path / "two" / "en.zip").read_bytes()
